"""What both sides bring to the yearly evaluation of one agreement (R45, R80): aggregates, and nothing of a person."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, Bottleneck
from agreements.rules.deadlines import evaluation_due_on
from agreements.terms.evaluation import EvaluationQuestion
from agreements.terms.papers import months
from figures.compared import Trend, trends_of
from figures.headline import Headline, headline_of
from figures.period import Period, last_closed_year, year
from figures.report import FiguresReport, Section, section_of_receiver, section_of_team
from law.evaluation import YEARLY


@dataclass(frozen=True, slots=True)
class Side:
    """What one side brings: two calendar years beside each other, or why there is nothing."""

    before: Period
    now: Period
    first: Section
    second: Section

    @property
    def title(self) -> str:
        return self.second.title

    @property
    def why_not(self) -> str:
        return self.second.why_not

    @property
    def trends(self) -> list[Trend]:
        return trends_of(self.first, self.second)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on the printed pages."""

    agreement: Agreement
    interval: str
    evaluation_on: date | None
    is_planned: bool
    last_held_on: date | None
    sides: list[Side]
    headline: Headline
    bottlenecks: list[tuple[str, str, str]]
    questions: list[EvaluationQuestion]
    made_on: date


def dossier_of(agreement: Agreement, bottlenecks: Iterable[Bottleneck], *, on: date) -> Dossier:
    """The dossier on this day: of the last two closed years, the same for whoever prints it (ADR 0036)."""
    planned = [one.proposed_on for one in agreement.evaluations.all() if one.held_on is None and one.proposed_on]
    held = [one.held_on for one in agreement.evaluations.all() if one.held_on]
    evaluation_on = min(planned, default=None) or evaluation_due_on(agreement)
    sides = [side_of(section, agreement, on=on) for section in (section_of_team, section_of_receiver)]
    return Dossier(
        agreement=agreement,
        interval=months(agreement.evaluation_months or YEARLY),
        evaluation_on=evaluation_on,
        is_planned=bool(planned),
        last_held_on=max(held, default=None),
        sides=sides,
        headline=_headline(sides),
        bottlenecks=_counted(agreement, bottlenecks),
        questions=list(EvaluationQuestion),
        made_on=on,
    )


def side_of(section: Callable[..., Section], agreement: Agreement, *, on: date) -> Side:
    unit, number = (agreement.team_id, agreement.partner_id), last_closed_year(on)
    before, now = year(number - 1), year(number)
    first, second = (section(unit, period, on=on) for period in (before, now))
    return Side(before, now, first, second)


def _headline(sides: list[Side]) -> Headline:
    before = FiguresReport(sides[0].before, [side.first for side in sides])
    return headline_of(FiguresReport(sides[0].now, [side.second for side in sides], before))


def _counted(agreement: Agreement, bottlenecks: Iterable[Bottleneck]) -> list[tuple[str, str, str]]:
    """How often each side met each bottleneck (R46): the most frequent first, and no days."""
    counted = Counter((one.party, one.get_kind_display()) for one in bottlenecks)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0][1]))
    return [(kind, agreement.party_name(party), f"{number} keer") for (party, kind), number in ordered]
