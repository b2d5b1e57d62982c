"""Writing a spreadsheet for Belgian Excel: CSV with semicolons, or XLSX; no cell is ever a formula.

openpyxl is imported where an XLSX is made: with what it loads it takes 12 MB of each process.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sheets.columns import FORMULA_SIGNS, Cells, Column

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 5000
"""Of an XLSX, which is made whole before it leaves; a CSV leaves line by line, however long."""
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(rows: Iterable[Cells], columns: Sequence[Column]) -> Iterator[bytes]:
    """Line by line: semicolons, CRLF, a mark that says UTF-8, and no cell that a spreadsheet would calculate."""
    yield "\ufeff".encode()
    yield _csv_line([column.title for column in columns])
    for cells in rows:
        yield _csv_line([_harmless(_text(cells.get(column.key))) for column in columns])


def as_xlsx(rows: Iterable[Cells], columns: Sequence[Column], *, title: str, explained: bool = False) -> bytes:
    """One sheet with real dates; a text stays a text, whatever it begins with.

    `explained` adds a sheet with the explanations.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    sheet.append([_cell(sheet, column.title, bold=True) for column in columns])
    for cells in rows:
        sheet.append([_cell(sheet, cells.get(column.key)) for column in columns])
    if explained:
        _explain(book, columns)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _explain(book: "Workbook", columns: Sequence[Column]) -> None:
    sheet = book.create_sheet("Uitleg")
    sheet.column_dimensions["A"].width = 45
    sheet.column_dimensions["B"].width = 70
    sheet.append([_cell(sheet, "Kolom", bold=True), _cell(sheet, "Uitleg", bold=True)])
    for column in columns:
        sheet.append([_cell(sheet, column.title), _cell(sheet, column.explanation)])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # "=1+1" would become a formula
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _csv_line(texts: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerow(texts)
    return buffer.getvalue().encode()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
