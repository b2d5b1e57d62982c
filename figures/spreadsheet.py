"""The same tables as a spreadsheet for Belgian Excel, one number a line; what is hidden on the page is hidden here."""

from collections.abc import Iterator
from typing import Final

from figures.compared import section_before, words_before
from figures.report import FiguresReport
from sheets.columns import Cells, Column

COLUMNS: Final = tuple(
    Column(key, title, "")
    for key, title in (
        ("from_on", "Van"),
        ("until_on", "Tot en met"),
        ("scope", "Voor"),
        ("side", "Kant"),
        ("table", "Tabel"),
        ("part", "Onderdeel"),
        ("number", "Aantal"),
        ("share", "Aandeel (%)"),
        ("before", "Een jaar ervoor"),
    )
)


def lines_of(report: FiguresReport, *, scope: str) -> Iterator[Cells]:
    """One line for each number, with its total at the end of each table."""
    for section in report.sections:
        common = {
            "from_on": report.period.from_on,
            "until_on": report.period.until_on,
            "scope": scope,
            "side": section.title,
        }
        side = section_before(report, section)
        for table in section.tables:
            before = words_before(side, table) if side else {}
            for line in table.all_lines:
                number = line.words if line.value is None else line.value
                cells: Cells = {"part": line.label, "number": number, "share": table.share(line)}
                old = before.get(line.label, "")
                yield {**common, "table": table.title, **cells, "before": int(old) if old.isdigit() else old}
            if table.median_days is not None:
                yield {**common, "table": table.title, "part": "mediaan in dagen", "number": table.median_days}
        for sentence in (section.why_not, section.note):
            if sentence:
                yield {**common, "table": sentence}
