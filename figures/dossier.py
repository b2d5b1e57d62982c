"""What both sides bring to the yearly evaluation of one agreement (R45, R80): aggregates, and nothing of a person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from agreements.models import Agreement, Bottleneck
from agreements.rules.deadlines import evaluation_due_on
from agreements.terms.papers import months
from figures.charts import Chart, chart_of
from figures.period import Period, last_closed_year, year, year_before
from figures.published import HIDDEN, Table
from figures.report import Section, section_of_receiver, section_of_team
from figures.scope import Scope
from figures.suppression import LEAST
from law.evaluation import YEARLY

NOT_COMPARED: Final = {"dates", "teams", "partners", "provinces"}
"""Parts of a period or a scope, which have no year before with the same name."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the papers ask to talk about."""

    words: str
    source: str


QUESTIONS: Final = (
    Question("Voeren wij de overeenkomst uit zoals afgesproken?", "samenwerkingsovereenkomst art. 7"),
    Question("Volstaan deze cijfers om de samenwerking te evalueren?", "FAQ vraag 8"),
    Question("Waar liep het vast? Vroeg de ontvanger naar meer gegevens?", "FAQ vraag 2"),
    Question("Kloppen de contactpersonen nog?", "samenwerkingsovereenkomst art. 5"),
    Question("Openen alleen mensen met beroepsgeheim de mailbox?", "protocol art. 6"),
    Question("Moet de overeenkomst wijzigen? Dat kan alleen samen.", "samenwerkingsovereenkomst art. 7"),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One number, and the same number a year before."""

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One table of the dossier with a chart of the latest period."""

    title: str
    rows: list[Compared]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Side:
    """What one side brings: two periods beside each other, or why there is nothing."""

    title: str
    before: Period
    now: Period
    trends: list[Trend]
    why_not: str

    @property
    def titles(self) -> tuple[str, str]:
        """The titles of the two columns; the days of a period that is not a calendar year stand above."""
        return (str(self.before.year or "jaar ervoor"), str(self.now.year or "laatste jaar"))


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on the printed pages."""

    agreement: Agreement
    interval: str
    evaluation_on: date | None
    is_planned: bool
    last_held_on: date | None
    sides: list[Side]
    bottlenecks: list[tuple[str, str, str]]
    questions: tuple[Question, ...]
    made_on: date


def dossier_of(agreement: Agreement, scope: Scope, bottlenecks: Iterable[Bottleneck], *, on: date) -> Dossier:
    """The dossier as one may see it on this day: of the year before the evaluation, and the year before that."""
    planned = [one.proposed_on for one in agreement.evaluations.all() if one.held_on is None and one.proposed_on]
    held = [one.held_on for one in agreement.evaluations.all() if one.held_on]
    evaluation_on = min(planned, default=None) or evaluation_due_on(agreement)
    return Dossier(
        agreement=agreement,
        interval=months(agreement.evaluation_months or YEARLY),
        evaluation_on=evaluation_on,
        is_planned=bool(planned),
        last_held_on=max(held, default=None),
        sides=[
            _side_of_team(agreement, scope, min(evaluation_on or on, on)),
            _side_of_receiver(agreement, last_closed_year(on), on=on),
        ],
        bottlenecks=_counted(agreement, bottlenecks),
        questions=QUESTIONS,
        made_on=on,
    )


def _side_of_team(agreement: Agreement, scope: Scope, day: date) -> Side:
    now = year_before(day)
    before = year_before(now.from_on)
    sections = [section_of_team(scope.of(agreement), period) for period in (before, now)]
    return _side(*sections, before=before, now=now)


def _side_of_receiver(agreement: Agreement, number: int, *, on: date) -> Side:
    """The receiver's side of the last closed calendar years, whatever the day of the evaluation (ADR 0036)."""
    unit = (agreement.team_id, agreement.partner_id)
    before, now = year(number - 1), year(number)
    return _side(*(section_of_receiver(unit, period, on=on) for period in (before, now)), before=before, now=now)


def _side(first: Section, second: Section, *, before: Period, now: Period) -> Side:
    trends = [_trend(first, table) for table in second.tables if table.key not in NOT_COMPARED]
    return Side(second.title, before, now, trends, second.why_not)


def _trend(first: Section, now: Table) -> Trend:
    """Beside each number the one of the year before; what was not counted then, did not happen or stays hidden."""
    before = next((table for table in first.tables if table.key == now.key), None)
    missing = "0" if first.tables or first.is_empty else HIDDEN
    old = {line.label: line.words for line in before.all_lines} if before else {}
    rows = [Compared(line.label, old.get(line.label, missing), line.words) for line in now.all_lines]
    if now.median_days is not None or (before and before.median_days is not None):
        rows.append(Compared(f"{now.median_label} (dagen)", _days(before), _days(now)))
    return Trend(now.title, rows, chart_of(now))


def _days(table: Table | None) -> str:
    return "–" if table is None or table.median_days is None else str(table.median_days)


def _counted(agreement: Agreement, bottlenecks: Iterable[Bottleneck]) -> list[tuple[str, str, str]]:
    """How often each side met each bottleneck (R46): the most frequent first, and no days."""
    counted = Counter((one.party, one.get_kind_display()) for one in bottlenecks)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0][1]))
    return [
        (kind, agreement.party_name(party), f"{number} keer" if number >= LEAST else f"minder dan {LEAST} keer")
        for (party, kind), number in ordered
    ]
