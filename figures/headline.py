"""The four figures that come first, and a sentence: read from the tables, so nothing that is hidden is told."""

from dataclasses import dataclass
from typing import Final

from figures.published import Table
from figures.report import FiguresReport

_FIRST: Final = (
    ("totaal aangemeld", "aangemeld"),
    ("totaal verstuurd", "verstuurd"),
    ("totaal aangekomen", "aangekomen bij de ontvanger"),
    ("wenst hulp", "wensen hulp"),
)
"""Labels of lines, in the order of the story, with the words under the figure."""
MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in large, with what it counts, and what it was a year before where that may be told."""

    number: str
    words: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """What someone takes along who reads nothing else."""

    figures: list[Figure]
    sentence: str
    before: str = ""
    """What the year is called with which they are compared."""


def headline_of(report: FiguresReport) -> Headline:
    """The figures that are there and not hidden; no sentence where what it tells is missing."""
    known, old = _known(report), _known(report.before) if report.before else {}
    found = [
        Figure(str(known[label]), words, "" if old.get(label) is None else str(old[label]))
        for label, words in _FIRST
        if known.get(label) is not None
    ]
    median = next((table for table in _tables(report) if table.median_days is not None), None)
    if median is not None:
        found.append(Figure(_days(median), _lower(median.median_label), _days_before(report, median)))
    sentences = [_sentence(known, report.period.words)]
    if sentences[0] and report.before:
        sentences.append(_sentence(old, report.before.period.words))
    before = report.before.period.words if report.before else ""
    return Headline(found[:MOST], " ".join(filter(None, sentences)), before)


def _tables(report: FiguresReport) -> list[Table]:
    return [table for section in report.sections for table in section.tables]


def _known(report: FiguresReport) -> dict[str, int | None]:
    """Each number that is told by its label; of two tables with the same label the first counts."""
    return {line.label: line.value for table in reversed(_tables(report)) for line in table.all_lines}


def _days_before(report: FiguresReport, median: Table) -> str:
    tables = _tables(report.before) if report.before else []
    same = next((table for table in tables if table.key == median.key and table.median_days is not None), None)
    return _days(same) if same else ""


def _sentence(known: dict[str, int | None], period: str) -> str:
    arrived, wants_help = known.get("totaal aangekomen"), known.get("wenst hulp")
    if arrived is None or wants_help is None:
        return ""
    clients = "1 cliënt" if arrived == 1 else f"{arrived} cliënten"
    return f"Van {clients} bij de ontvanger wensten er {wants_help} hulp ({period})."


def _days(table: Table) -> str:
    return "1 dag" if table.median_days == 1 else f"{table.median_days} dagen"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
