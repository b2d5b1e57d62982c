"""The tables of a page: what was counted, in words, without what must stay hidden (D4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.formats import date_format

from agreements.models import BottleneckKind
from consent.models import Reason
from figures.period import Period
from figures.receiver_side import OUTCOME_LABELS, ReceiverSide
from figures.suppression import LEAST, Flow, hide, is_small
from figures.team_side import AFTER_SENDING, CORRECTED, OPENING_DAYS, STEPS, WITHDRAWN, TeamSide
from law.obstacles import Obstacle
from referrals.models import FOUR_FIELDS, Defect

HIDDEN: Final = "verborgen"

DAYS_LABELS: Final = {
    "same_day": "dezelfde dag",
    "days_1_2": "1 tot 2 dagen",
    "days_3_7": "3 tot 7 dagen",
    "days_8_14": "8 tot 14 dagen",
    "later": "meer dan 14 dagen",
    "no_attempt": "nog geen poging genoteerd",
}
STEP_LABELS: Final = {
    "sent": "verstuurd",
    "waiting": "wacht op verzending",
    "blocked": "tegengehouden",
    "failed": "verzenden mislukt",
    "cancelled": "geannuleerd",
    "opened": "geopend door de ontvanger",
    "unopened": "nog niet geopend",
    "returned": "teruggekomen",
}
WITHDRAWN_LABELS: Final = {"not_withdrawn": "niet ingetrokken", **{one.value: one.label for one in Reason}}
CORRECTED_LABELS: Final = {"not_corrected": "geen correctie", "corrected": "een correctie of meer"}
WITHDRAWN_HERE_LABELS: Final = {
    "not_withdrawn_here": "niet ingetrokken bij de ontvanger",
    "withdrawn_here": "ingetrokken bij de ontvanger",
}
PASSED_ON_LABELS: Final = {
    "not_passed_on": "niet doorgegeven",
    "passed_on": "doorgegeven aan een partner van het geïntegreerd breed onthaal",
}
RECEIVER_TABLES: Final = {
    "outcomes": ("Resultaat van het contact", OUTCOME_LABELS),
    "attempts": ("Dagen tot de eerste contactpoging", DAYS_LABELS),
    "withdrawn_here": ("Intrekkingen bij de ontvanger", WITHDRAWN_HERE_LABELS),
    "onward": ("Doorgegeven aan een partner", PASSED_ON_LABELS),
}
NO_PROVINCE: Final = "Brussels Hoofdstedelijk Gewest"


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One number in words; None stays hidden."""

    label: str
    value: int | None

    @property
    def words(self) -> str:
        return HIDDEN if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers that belong together; `total` only where they add up to it."""

    key: str
    title: str
    lines: list[PublishedLine]
    total: PublishedLine | None = None
    median_days: int | None = None
    median_label: str = ""

    @property
    def all_lines(self) -> list[PublishedLine]:
        """The parts, and last what they add up to."""
        return [*self.lines, *([PublishedLine(f"totaal {self.total.label}", self.total.value)] if self.total else [])]

    @property
    def hides(self) -> bool:
        return any(line.value is None for line in self.all_lines)

    def share(self, line: PublishedLine) -> float | None:
        """The part of the total in percent; None where either is hidden or there is nothing to divide."""
        if self.total is None or not self.total.value or line.value is None:
            return None
        return round(100 * line.value / self.total.value, 1)


@dataclass(frozen=True, slots=True)
class Names:
    """What the parts of a scope are called."""

    teams: Mapping[UUID, str] = field(default_factory=dict)
    partners: Mapping[UUID, str] = field(default_factory=dict)


def team_tables(side: TeamSide, period: Period, names: Names) -> list[Table]:
    """The tables of the side of the team, hidden together: all of them are parts of the number that was filed."""
    counts = side.counts
    parts = {
        "dates": _by_date(side.by_date, period),
        "teams": {str(key): number for key, number in side.by_team.items()},
        "partners": {str(key): number for key, number in side.by_partner.items()},
        "provinces": dict(side.by_province),
    }
    hidden = _hidden_on_the_side_of_the_team(counts, parts)

    def line(part: str, key: str, label: str, value: int) -> PublishedLine:
        return PublishedLine(label, None if (part, key) in hidden else value)

    def chosen(part: str, keys: Iterable[str], labels: Mapping[str, str]) -> list[PublishedLine]:
        return [line(part, key, labels[key], counts[key]) for key in keys]

    filed = line("filed", "filed", "aangemeld", counts["filed"])
    sent = line("steps", "sent", "verstuurd", counts["sent"])
    opened = line("after", "opened", "geopend door de ontvanger", counts["opened"])
    labels = {
        "dates": {key: _date_label(key, period) for key in parts["dates"]},
        "teams": {str(key): name for key, name in names.teams.items()},
        "partners": {str(key): name for key, name in names.partners.items()},
        "provinces": {key: key.removeprefix("Provincie ") or NO_PROVINCE for key in parts["provinces"]},
    }
    titles = {
        "dates": "Aanmeldingen per maand" if period.step == "month" else "Aanmeldingen per kwartaal",
        "teams": "Aanmeldingen per lokaal team",
        "partners": "Aanmeldingen per ontvanger",
        "provinces": "Aanmeldingen per provincie",
    }
    tables = [
        Table("steps", "Hoe ver de aanmeldingen kwamen", chosen("steps", ("sent", *STEPS[:-1]), STEP_LABELS), filed),
        Table("after", "Wat er na het versturen gebeurde", chosen("after", AFTER_SENDING, STEP_LABELS), sent),
        Table(
            "opening", "Dagen tot het openen", chosen("opening", OPENING_DAYS, DAYS_LABELS), opened,
            median_days=side.median_days if opened.value is not None and opened.value >= LEAST else None,
            median_label="De helft was geopend binnen",
        ),
        Table("withdrawn", "Intrekkingen bij het team", chosen("withdrawn", WITHDRAWN, WITHDRAWN_LABELS), filed),
        Table("corrected", "Correcties", chosen("corrected", CORRECTED, CORRECTED_LABELS), filed),
    ]  # fmt: skip
    for part, numbers in parts.items():
        if part == "dates" or len(numbers) > 1:
            ordered = numbers if part == "dates" else sorted(numbers, key=lambda key: labels[part][key].casefold())
            lines = [line(part, key, labels[part][key], numbers[key]) for key in ordered]
            tables.append(Table(part, titles[part], lines, filed))
    return [*tables, *_events(side)]


def _events(side: TeamSide) -> list[Table]:
    """What was counted by itself, and adds up to nothing: one referral can have more than one."""
    tables = []
    if side.corrections:
        defects = {code.value: str(code.label) for code in Defect}
        lines = [
            PublishedLine(f"{words}: {defects[kind]}", _unless_small(side.corrections[column, kind]))
            for column, words in FOUR_FIELDS.items()
            for kind in defects
            if (column, kind) in side.corrections
        ]
        tables.append(Table("defects", "Wat er niet klopte", lines))
    if side.obstacles:
        ordered = sorted(side.obstacles, key=lambda code: list(Obstacle).index(Obstacle.of(code)))
        lines = [PublishedLine(Obstacle.of(code).sentence, _unless_small(side.obstacles[code])) for code in ordered]
        tables.append(Table("obstacles", "Waarom aanmeldingen nu tegengehouden zijn", lines))
    return tables


def receiver_tables(side: ReceiverSide) -> list[Table]:
    """The tables of the side of the receiver, of which it was decided what stays hidden."""
    arrived = PublishedLine("aangekomen", side.arrived)
    tables = []
    for key, numbers in side.tables.items():
        title, labels = RECEIVER_TABLES[key]
        lines = [PublishedLine(labels[name], value) for name, value in numbers.items()]
        is_timed = key == "attempts"
        tables.append(
            Table(
                key, title, lines, arrived,
                median_days=side.median_days if is_timed else None,
                median_label="De helft van de eerste pogingen was er binnen" if is_timed else "",
            )
        )  # fmt: skip
    return tables


def bottleneck_table(counted: Mapping[str, int]) -> Table:
    """How often each bottleneck was met (R46)."""
    lines = [PublishedLine(str(BottleneckKind(kind).label), _unless_small(number)) for kind, number in counted.items()]
    return Table("bottlenecks", "Wat er misliep", lines)


def _unless_small(value: int) -> int | None:
    return None if is_small(value) else value


def _hidden_on_the_side_of_the_team(
    counts: Mapping[str, int], parts: Mapping[str, Mapping[str, int]]
) -> frozenset[tuple[str, str]]:
    """Every table splits the number that was filed: so the persons flow through one table after the other, and back."""
    flows: dict[Any, Flow] = {("filed", "filed"): Flow("end", 0, counts["filed"])}
    for key in STEPS:
        flows["steps", key] = Flow(0, "sent" if key == "sent" else 1, counts[key])
    for key in AFTER_SENDING:
        flows["after", key] = Flow("sent", "opened" if key == "opened" else 1, counts[key])
    for key in OPENING_DAYS:
        flows["opening", key] = Flow("opened", 1, counts[key])
    series = {
        "withdrawn": {key: counts[key] for key in WITHDRAWN},
        "corrected": {key: counts[key] for key in CORRECTED},
        **{part: numbers for part, numbers in parts.items() if numbers},
    }
    for place, (part, numbers) in enumerate(series.items(), start=1):
        for key, value in numbers.items():
            flows[part, key] = Flow(place, "end" if place == len(series) else place + 1, value)
    return hide(flows, {key for key, flow in flows.items() if is_small(flow.value)})


def _by_date(found: Mapping[date, int], period: Period) -> dict[str, int]:
    """Every month or quarter of the period in order, also those in which nothing was filed."""
    months = 1 if period.step == "month" else 3
    first = period.from_on.replace(day=1, month=(period.from_on.month - 1) // months * months + 1)
    numbers: dict[str, int] = {}
    while first <= period.until_on:
        numbers[first.isoformat()] = found.get(first, 0)
        first = date(first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1, 1)
    return numbers


def _date_label(key: str, period: Period) -> str:
    first = date.fromisoformat(key)
    if period.step == "month":
        return date_format(first, "F Y")
    return f"{(first.month - 1) // 3 + 1}e kwartaal {first.year}"
