"""The first sheet of an OpenDocument spreadsheet (LibreOffice), read as a stream and no further than a register goes.

Written here because the reader in the registries, calamine, gives a cell with an error as an empty one: what is wrong
must be told, not lost. Times and currencies come as their text.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.parsers import expat

from sheets.refusal import Unreadable

_DEEPEST = 60  # elements in each other
_PIECE = 64 * 1024  # bytes
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_NOT_OF_THE_CELL = (_OFFICE + "annotation", _TABLE + "shapes")


class _Full(Exception):
    """Enough was read: the first sheet ended, or it is longer than we read."""


class _Reader:
    """Collects the rows of the first table; what expat meets comes in as `start`, `end` and `text`."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self.most_rows, self.most_columns = most_rows, most_columns
        self.rows: list[list[object]] = []
        self.row: list[object] = []
        self.paragraphs: list[str] = []
        self.attributes: dict[str, str] = {}
        self.repeated = 1
        self.depth = self.skipped = self.tables = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unreadable("Dit ODS-bestand is te ingewikkeld. Bewaar het blad opnieuw in een leeg bestand.")
        if self.skipped or name in _NOT_OF_THE_CELL:
            self.skipped += 1
        elif name == _TABLE + "table":
            self.tables += 1
            if self.tables > 1:
                raise Unreadable("Op dit blad staat een tabel in een tabel. Bewaar het blad in een leeg bestand.")
        elif name == _TABLE + "table-row":
            self.row, self.repeated = [], _number(attributes.get(_TABLE + "number-rows-repeated"))
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self.attributes, self.paragraphs = attributes, []
        elif name == _TEXT + "p":
            self.paragraphs.append("")
        elif name in (_TEXT + "s", _TEXT + "tab", _TEXT + "line-break"):
            self.text(" ")

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            times = _number(self.attributes.get(_TABLE + "number-columns-repeated"))
            self.row += [self._value()] * min(times, self.most_columns + 1 - len(self.row))
        elif name == _TABLE + "table-row":
            while self.row and not self.row[-1]:
                self.row.pop()
            self.rows += [self.row] * min(self.repeated, self.most_rows - len(self.rows))
            if len(self.rows) >= self.most_rows:
                raise _Full
        elif name == _TABLE + "table":
            raise _Full

    def text(self, text: str) -> None:
        if self.paragraphs and not self.skipped:
            self.paragraphs[-1] += text

    def _value(self) -> object:
        """A day as a day and a number as a number; all else, errors too, as it is shown."""
        kind, shown = self.attributes.get(_OFFICE + "value-type", ""), " ".join(self.paragraphs)
        try:
            if kind == "date":
                return date.fromisoformat(self.attributes[_OFFICE + "date-value"][:10])
            if kind == "float":
                return float(self.attributes[_OFFICE + "value"])
        except (KeyError, ValueError):
            pass
        return shown


def rows_of(content: bytes, *, most_rows: int, most_columns: int, largest: int) -> list[list[object]]:
    """The rows of the first sheet; each as long as its last cell, at most one more than `most_columns`."""
    reader = _Reader(most_rows, most_columns)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_entities
    try:
        for piece in _pieces(content, largest):
            parser.Parse(piece)
        parser.Parse(b"", True)
    except _Full:
        pass
    return reader.rows


def _pieces(content: bytes, largest: int) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open("content.xml") as file:
        size = 0
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > largest:
                raise Unreadable("Dit bestand is te groot. Bewaar alleen het blad met de overeenkomsten.")
            yield piece


def _refuse_entities(*_declaration: object) -> None:
    raise Unreadable("Dit ODS-bestand is beschadigd. Bewaar het opnieuw in LibreOffice.")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
