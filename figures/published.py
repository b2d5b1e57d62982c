"""The tables of a page: what was counted, in words, without what must stay hidden (D4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.formats import date_format

from agreements.models import BottleneckKind
from consent.models import Reason
from figures.closed_years import ClosedSide
from figures.period import Period
from figures.receiver_side import OUTCOME_LABELS
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
BECAME_LABELS: Final = {
    "same_day": "geopend op dezelfde dag",
    "days_1_2": "geopend na 1 tot 2 dagen",
    "days_3_7": "geopend na 3 tot 7 dagen",
    "days_8_14": "geopend na 8 tot 14 dagen",
    "later": "geopend na meer dan 14 dagen",
    "unopened": "niet geopend",
    "returned": "teruggekomen",
}
CLOSED_TABLES: Final = {
    "became": ("Wat er na het versturen gebeurde", BECAME_LABELS),
    "withdrawn": ("Intrekkingen bij het team", WITHDRAWN_LABELS),
    "corrected": ("Correcties", CORRECTED_LABELS),
    "outcomes": ("Resultaat van het contact", OUTCOME_LABELS),
    "attempts": ("Dagen tot de eerste contactpoging", DAYS_LABELS),
    "withdrawn_here": ("Intrekkingen bij de ontvanger", WITHDRAWN_HERE_LABELS),
    "onward": ("Doorgegeven aan een partner", PASSED_ON_LABELS),
}
TIMED: Final = {
    "became": "De helft van wat geopend werd, was geopend binnen",
    "attempts": "Helft van de cliënten gecontacteerd binnen",
}
"""The tables of closed years that have days, and what their median is called."""
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
    """The tables of the side of the team for who can read each case: nothing in them is hidden."""
    counts = side.counts

    def chosen(keys: Iterable[str], labels: Mapping[str, str]) -> list[PublishedLine]:
        return [PublishedLine(labels[key], counts[key]) for key in keys]

    filed = PublishedLine("aangemeld", counts["filed"])
    sent = PublishedLine("verstuurd", counts["sent"])
    opened = PublishedLine("geopend door de ontvanger", counts["opened"])
    return [
        Table("steps", "Hoe ver de aanmeldingen kwamen", chosen(("sent", *STEPS[:-1]), STEP_LABELS), filed),
        Table("after", "Wat er na het versturen gebeurde", chosen(AFTER_SENDING, STEP_LABELS), sent),
        Table(
            "opening", "Dagen tot het openen", chosen(OPENING_DAYS, DAYS_LABELS), opened,
            median_days=side.median_days, median_label="De helft was geopend binnen",
        ),
        Table("withdrawn", "Intrekkingen bij het team", chosen(WITHDRAWN, WITHDRAWN_LABELS), filed),
        Table("corrected", "Correcties", chosen(CORRECTED, CORRECTED_LABELS), filed),
        *_parts(side, period, names, filed),
        *_events(side),
    ]  # fmt: skip


def _parts(side: TeamSide, period: Period, names: Names, filed: PublishedLine) -> list[Table]:
    """What was filed by month or quarter, and by team, receiver and province where there are more than one."""
    title = "Aanmeldingen per maand" if period.step == "month" else "Aanmeldingen per kwartaal"
    dates = [PublishedLine(_date_label(key, period), value) for key, value in _by_date(side.by_date, period).items()]
    found = {
        "teams": ("Aanmeldingen per lokaal team", [(names.teams.get(key, ""), n) for key, n in side.by_team.items()]),
        "partners": (
            "Aanmeldingen per ontvanger",
            [(names.partners.get(key, ""), n) for key, n in side.by_partner.items()],
        ),
        "provinces": (
            "Aanmeldingen per provincie",
            [(key.removeprefix("Provincie ") or NO_PROVINCE, number) for key, number in side.by_province.items()],
        ),
    }
    return [
        Table("dates", title, dates, filed),
        *(
            Table(key, title, [PublishedLine(*one) for one in sorted(parts, key=lambda one: one[0].casefold())], filed)
            for key, (title, parts) in found.items()
            if len(parts) > 1
        ),
    ]


def _events(side: TeamSide) -> list[Table]:
    """What was counted by itself, and adds up to nothing: one referral can have more than one."""
    tables = []
    if side.corrections:
        defects = {code.value: str(code.label) for code in Defect}
        lines = [
            PublishedLine(f"{words}: {defects[kind]}", side.corrections[column, kind])
            for column, words in FOUR_FIELDS.items()
            for kind in defects
            if (column, kind) in side.corrections
        ]
        tables.append(Table("defects", "Wat er niet klopte", lines))
    if side.obstacles:
        ordered = sorted(side.obstacles, key=lambda code: list(Obstacle).index(Obstacle.of(code)))
        lines = [PublishedLine(Obstacle.of(code).sentence, side.obstacles[code]) for code in ordered]
        tables.append(Table("obstacles", "Waarom aanmeldingen nu tegengehouden zijn", lines))
    return tables


def closed_tables(side: ClosedSide, total: str) -> list[Table]:
    """The tables of a closed year of either side, of which it was decided what stays hidden."""
    tables = []
    for key, numbers in side.tables.items():
        title, labels = CLOSED_TABLES[key]
        lines = [PublishedLine(labels[name], value) for name, value in numbers.items()]
        median = side.median_days if key in TIMED else None
        label = TIMED.get(key, "")
        tables.append(
            Table(key, title, lines, PublishedLine(total, side.total), median_days=median, median_label=label)
        )
    return tables


def bottleneck_table(counted: Mapping[str, int]) -> Table:
    """How often each bottleneck was met (R46), for who may read each of them."""
    lines = [PublishedLine(str(BottleneckKind(kind).label), number) for kind, number in counted.items()]
    return Table("bottlenecks", "Wat er misliep", lines)


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
