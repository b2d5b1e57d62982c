"""A year beside the year before it: of each table the numbers of both, and bars of both (R80).

What stands beside a year is what that other year tells its reader by itself, so nothing new is told (ADR 0095).
"""

from dataclasses import dataclass
from typing import Final

from figures.charts import Chart, chart_of
from figures.published import HIDDEN, PublishedLine, Table
from figures.report import FiguresReport, Section

BY_DATE: Final = "dates"
"""The table whose lines are months: those of another year have that year in their name."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One number in words, and the same number a year before."""

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One table with two years, and a chart of both."""

    title: str
    rows: list[Compared]
    chart: Chart | None


def section_before(report: FiguresReport, section: Section) -> Section | None:
    """The same side a year before; nothing where no year stands beside this one, or nothing had begun."""
    sides = report.before.sections if report.before else []
    return next((one for one in sides if one.title == section.title and not one.is_empty), None)


def trends_of(before: Section, now: Section) -> list[Trend]:
    """The tables of a side, each with the numbers of a year before."""
    earlier = {table.key: table for table in before.tables}
    return [_trend(before, earlier.get(table.key), table) for table in now.tables]


def _trend(side: Section, before: Table | None, now: Table) -> Trend:
    """Beside each number the one of the year before; what was not counted then, did not happen or stays hidden."""
    parts, old = _parts(now), _parts(before)
    gone = [Compared(name, line.words, "0") for name, line in old.items() if name not in parts]
    told = words_before(side, now)
    rows = [Compared(name, told[line.label], line.words) for name, line in parts.items()] + gone
    rows += [Compared(line.label, told[line.label], line.words) for line in now.all_lines[len(now.lines) :]]
    if now.median_days is not None or (before and before.median_days is not None):
        rows.append(Compared(f"{now.median_label} (dagen)", _days(before), _days(now)))
    bars = [old[name].value if name in old else None for name in parts]
    return Trend(now.title, rows, chart_of(now, before=bars))


def words_before(side: Section, now: Table) -> dict[str, str]:
    """What a year before is told of each line of a table, by the label that the line has now."""
    before = next((table for table in side.tables if table.key == now.key), None)
    missing = "0" if side.tables or side.is_empty else HIDDEN
    old = {name: line.words for name, line in _parts(before).items()}
    told = {line.label: old.get(name, missing) for name, line in _parts(now).items()}
    if now.total:
        told[now.all_lines[-1].label] = before.total.words if before and before.total else missing
    return told


def _parts(table: Table | None) -> dict[str, PublishedLine]:
    """The lines of a table by the name that they have in every year."""
    if table is None:
        return {}
    return {line.label.rpartition(" ")[0] if table.key == BY_DATE else line.label: line for line in table.lines}


def _days(table: Table | None) -> str:
    return "–" if table is None or table.median_days is None else str(table.median_days)
