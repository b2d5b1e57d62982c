"""From the bytes of a spreadsheet to its rows: CSV in any encoding, XLSX or ODS; and what to do with another file.

`tabulate` runs in a process of its own (`vault.bounded`), because what strangers pack can be far larger than it looks.
Its answer is JSON: {"rows": [[number, cell, …], …], "unsure": [[row, column], …]}, or {"unreadable": sentence}; numbers
are those of the spreadsheet, columns count from 0, and each cell is the text that people see.
"""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from sheets import ods
from sheets.columns import FORMULA_SIGNS
from sheets.encodings import Decoded, decode, looks_misread
from sheets.refusal import Unreadable

LARGEST_FILE = 2 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 40 * 1024 * 1024  # bytes of an XLSX or ODS, which is a zip
MOST_PARTS = 200  # files inside that zip
MOST_LINES = 1000
MOST_ROWS = 2 * MOST_LINES + 20  # with empty ones between the lines, and a title above them
MOST_COLUMNS = 200
LONGEST_CELL = 500
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_PIECE = 256 * 1024  # bytes
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_MOST_TAGS = 16_384 * 8  # a sheet has that many columns; a cell with a text has eight tags at most
_DELIMITERS = ";,\t|"

NEITHER = "Dit is geen CSV-, XLSX- of ODS-bestand. Bewaar het in Excel of LibreOffice als XLSX."
BROKEN = "Dit bestand is beschadigd of beveiligd. Bewaar het opnieuw als XLSX, zonder wachtwoord."
TOO_LARGE = "Dit bestand is te groot. Bewaar alleen het blad met de overeenkomsten."
OLD = "Dit is een oud Excel-bestand (.xls), of een bestand met een wachtwoord. Bewaar het als XLSX, zonder wachtwoord."


def tabulate(content: bytes) -> bytes:
    """Return the rows of this file as JSON, or the sentence that says why there are none."""
    try:
        return json.dumps(_table(content), ensure_ascii=False).encode("utf-8", "replace")
    except Unreadable as unreadable:
        return json.dumps({"unreadable": str(unreadable)}).encode()


def _table(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_FILE:
        raise Unreadable("Dit bestand is groter dan 2 MB. Splits het in kleinere bestanden.")
    rows: list[list[Any]] = []
    unsure: list[tuple[int, int]] = []
    decoded, cells = _cells(content)
    for number, row in enumerate(cells, start=1):
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        if len(texts) > MOST_COLUMNS:
            raise Unreadable(f"Regel {number} heeft meer dan {MOST_COLUMNS} cellen. Kijk die regel na.")
        if any(len(text) > LONGEST_CELL for text in texts):
            raise Unreadable(f"Regel {number} heeft een cel met meer dan {LONGEST_CELL} tekens. Maak die korter.")
        if len(rows) > MOST_LINES + 10:
            raise Unreadable(f"Dit bestand heeft meer dan {MOST_LINES} regels. Splits het in kleinere bestanden.")
        rows.append([number, *texts])
        unsure += [
            (number, column)
            for column, text in enumerate(texts)
            if not text.isascii() and (decoded.is_unsure(text) or looks_misread(text))
        ]
    return {"rows": rows, "unsure": unsure}


def _cells(content: bytes) -> tuple[Decoded, Iterable[Iterable[Any]]]:
    if content.startswith(_ZIP):
        return Decoded(""), _rows_of_zip(content)
    if content.startswith(_OLE):
        raise Unreadable(OLD)
    if content.startswith(_PDF):
        raise Unreadable(NEITHER)
    decoded = decode(content)
    if decoded is None:
        raise Unreadable(NEITHER)
    if re.match(r"\s*<(!doctype|html|table|\?xml|meta)", decoded.text, re.IGNORECASE):
        raise Unreadable("Dit is een webpagina of XML, ook als de naam anders zegt. Bewaar het als XLSX.")
    return decoded, _rows_of_csv(decoded.text)


def _rows_of_csv(text: str) -> Iterator[list[str]]:
    told = re.match(r'"?sep=(.)"?(\r\n|\r|\n)', text, re.IGNORECASE)
    if told:
        yield []  # so that the lines keep their numbers
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter_of(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise Unreadable("De aanhalingstekens in dit CSV-bestand kloppen niet. Bewaar het opnieuw als CSV.") from None


def _delimiter_of(text: str) -> str:
    """What stands most often in one of the first lines; the titles can come below a line of another kind."""
    first = text[: 64 * 1024].splitlines()[:10]
    return max(_DELIMITERS, key=lambda sign: max((line.count(sign) for line in first), default=0))


def _rows_of_zip(content: bytes) -> Iterable[Iterable[Any]]:
    """The first sheet of an XLSX or an ODS, whatever its name is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Unreadable(TOO_LARGE)
        names = {part.filename for part in parts}
        if "xl/workbook.xml" in names:
            _refuse_endless_rows(content)
            return list(_rows_of_xlsx(content))
        if "content.xml" in names and "Index/Document.iwa" not in names:
            return ods.rows_of(content, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS, largest=LARGEST_UNPACKED)
    except (
        zipfile.BadZipFile, ParseError, ExpatError, OSError,
        KeyError, ValueError, IndexError, TypeError, AttributeError, EOFError, NotImplementedError, RuntimeError,
    ):  # fmt: skip  # whatever a broken file makes of the library
        raise Unreadable(BROKEN) from None
    raise Unreadable(NEITHER)


def _refuse_endless_rows(content: bytes) -> None:
    """Refuse a row with more than a sheet is wide, before a library makes objects of all its cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with packed.open(name) as file:
                tags = 0
                while piece := file.read(_PIECE):
                    starts = [found.start() for found in _ROW.finditer(piece)]
                    tags = piece.count(b"<", starts[-1]) if starts else tags + piece.count(b"<")
                    if tags > _MOST_TAGS:
                        raise Unreadable(TOO_LARGE)


def _rows_of_xlsx(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Row by row; openpyxl reads the XML through defusedxml, which refuses entities."""
    import openpyxl  # takes five times as long as the rest of this process: only a file that needs it waits for it

    with warnings.catch_warnings(action="ignore"):  # of styles and extensions that we do not read
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # the size that the file claims is not to be believed
        yield from sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


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
