"""Reading an uploaded spreadsheet: CSV as Excel and others write it, or XLSX; bounded, so that no file hurts."""

import csv
import io
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sheets.columns import FORMULA_SIGNS, Column, column_key

LARGEST_FILE = 2 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 40 * 1024 * 1024  # bytes of an XLSX, which is a zip
MOST_PARTS = 200  # files inside that zip
MOST_LINES = 1000
MOST_COLUMNS = 200
LONGEST_CELL = 500
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """The file cannot be read as a whole; the message is the Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file under its number in the spreadsheet: key of the column → text."""

    number: int
    cells: dict[str, str]


def read(content: bytes, columns: Sequence[Column], *, required: Collection[str]) -> list[Line]:
    """Every line that is not empty, under the titles of `columns`; `required` are keys. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("Dit bestand is leeg. Kies een ander bestand.")
    if len(content) > LARGEST_FILE:
        raise Unreadable("Dit bestand is groter dan 2 MB. Splits het in kleinere bestanden.")
    rows = _rows_of_xlsx(content) if content.startswith(ZIP) else _rows_of_csv(content)
    lines = list(_lines(rows, columns, required))
    if not lines:
        raise Unreadable("Er staat geen enkele regel in dit bestand. Vul onder de titels een regel in.")
    return lines


def _lines(rows: Iterable[list[str]], known: Sequence[Column], required: Collection[str]) -> Iterator[Line]:
    numbered = enumerate(rows, start=1)
    _number, header = next(numbered, (1, []))
    columns = _columns(header, known, required)
    count = 0
    for number, row in numbered:
        if not any(row):
            continue
        count += 1
        if count > MOST_LINES:
            raise Unreadable(f"Dit bestand heeft meer dan {MOST_LINES} regels. Splits het in kleinere bestanden.")
        if any(row[len(columns) :]):
            raise Unreadable(f"Regel {number} heeft meer cellen dan er titels zijn. Kijk die regel na.")
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Unreadable(f"Regel {number} heeft een cel met meer dan {LONGEST_CELL} tekens. Maak die korter.")
        cells = {column.key: cell for column, cell in zip(columns, row, strict=False) if column.is_read and cell}
        if cells:
            yield Line(number, cells)


def _columns(header: list[str], known: Sequence[Column], required: Collection[str]) -> list[Column]:
    by_title = {column_key(column.title): column for column in known}
    while header and not header[-1]:
        header = header[:-1]
    unknown = [title for title in header if column_key(title) not in by_title]
    if unknown:
        shown = ", ".join(f"“{title[:40]}”" for title in unknown[:5])
        raise Unreadable(f"Deze titels kennen wij niet: {shown}. Gebruik de titels van het sjabloon.")
    columns = [by_title[column_key(title)] for title in header]
    double = sorted({column.title for column in columns if columns.count(column) > 1})
    if double:
        raise Unreadable(f"Deze titel staat er twee keer: “{double[0]}”. Haal er één weg.")
    missing = [column.title for column in known if column.key in required and column not in columns]
    if missing:
        raise Unreadable(f"De kolom “{missing[0]}” ontbreekt. Gebruik de titels van het sjabloon.")
    return columns


def _rows_of_csv(content: bytes) -> Iterator[list[str]]:
    if b"\x00" in content:
        raise Unreadable("Dit is geen CSV-bestand en geen XLSX-bestand. Bewaar het als één van die twee.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # as Excel saves "CSV" on a Belgian Windows
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_text(cell) for cell in row]
    except csv.Error:
        raise Unreadable("De aanhalingstekens in dit CSV-bestand kloppen niet. Bewaar het opnieuw als CSV.") from None


def _rows_of_xlsx(content: bytes) -> list[list[str]]:
    """The first sheet, read-only. openpyxl reads its XML through defusedxml, which refuses entities."""
    broken = Unreadable("Dit XLSX-bestand is beschadigd of beveiligd. Bewaar het opnieuw in Excel.")
    try:
        _refuse_bomb(content)
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions that we do not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # the size that the file claims is not to be believed
            rows = sheet.iter_rows(max_row=MOST_LINES * 2 + 1, max_col=MOST_COLUMNS, values_only=True)
            return [[_text(cell) for cell in row] for row in rows]
    except (
        zipfile.BadZipFile, InvalidFileException, ParseError,
        KeyError, ValueError, IndexError, TypeError, AttributeError, EOFError, NotImplementedError, RuntimeError,
    ):  # fmt: skip  # whatever a broken file makes of the library
        raise broken from None


def _refuse_bomb(content: bytes) -> None:
    """Refuse a zip that unpacks to far more than any register of papers; zipfile reads no more than is declared."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Unreadable("Dit XLSX-bestand is te groot. Bewaar alleen het blad met de overeenkomsten.")


def _text(cell: Any) -> str:
    """A cell as people see it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).split())
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text
