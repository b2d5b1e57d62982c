"""The lines of an uploaded spreadsheet under their titles, from the rows that `sheets.tables` found in it."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sheets.columns import Column, column_key
from sheets.refusal import Unreadable
from sheets.tables import MOST_LINES

_MOST_ABOVE = 10  # rows that can stand above the titles: the name of the list, a date, an empty row
_ERROR = re.compile(r"#[A-ZÀ-Þ][A-ZÀ-Þ0-9_ ]*(/[A-Z0-9]+)?[!?]?|#N/[A-Z]{1,2}|#{3,}|(Err|Fout|Erreur) ?: ?\d{3}")

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file under its number in the spreadsheet: key of the column → text.

    `errors` holds the cells with an error of the spreadsheet (#REF!), which are nobody's text; `unsure` the keys of
    cells whose letters are not certain.
    """

    number: int
    cells: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()


def is_error(text: str) -> bool:
    """Whether a cell holds an error of Excel or LibreOffice, in the language of whoever made the file.

    >>> is_error("#REF!"), is_error("#N/B"), is_error("#WAARDE!"), is_error("Err:502"), is_error("#12")
    (True, True, True, True, False)
    """
    return _ERROR.fullmatch(text) is not None


def read(table: bytes, columns: Sequence[Column], *, required: Collection[str]) -> list[Line]:
    """Every line of a table (`sheets.tables.tabulate`) under the titles of `columns`; `required` are keys.

    Raises Unreadable.
    """
    found = json.loads(table)
    if "unreadable" in found:
        raise Unreadable(found["unreadable"])
    rows: list[Row] = [(number, cells) for number, *cells in found["rows"]]
    if not rows:
        raise Unreadable("Dit bestand is leeg. Kies een ander bestand.")
    unsure = {(number, column) for number, column in found["unsure"]}
    place = _place_of_titles(rows, columns, required)
    lines = list(_lines(rows[place + 1 :], _columns(rows[place][1], columns, required), unsure))
    if not lines:
        raise Unreadable("Er staat geen enkele regel in dit bestand. Vul onder de titels een regel in.")
    if len(lines) > MOST_LINES:
        raise Unreadable(f"Dit bestand heeft meer dan {MOST_LINES} regels. Splits het in kleinere bestanden.")
    return lines


def _place_of_titles(rows: Sequence[Row], known: Sequence[Column], required: Collection[str]) -> int:
    """Which of the first rows holds the titles: the one that has all we need, or else most of what we know."""
    keys = {column_key(column.title): column.key for column in known}
    titles = [{keys.get(column_key(cell)) for cell in cells} for _number, cells in rows[: _MOST_ABOVE + 1]]
    counts = [(set(required) <= found, len(found - {None})) for found in titles]
    return counts.index(max(counts))


def _lines(rows: Sequence[Row], columns: Sequence[Column], unsure: set[tuple[int, int]]) -> Iterator[Line]:
    for number, row in rows:
        if any(row[len(columns) :]):
            raise Unreadable(f"Regel {number} heeft meer cellen dan er titels zijn. Kijk die regel na.")
        told = [
            (column.key, cell, (number, place) in unsure)
            for place, (column, cell) in enumerate(zip(columns, row, strict=False))
            if column.is_read and cell
        ]
        if told:
            yield Line(
                number,
                {key: cell for key, cell, _is_unsure in told if not is_error(cell)},
                {key: cell for key, cell, _is_unsure in told if is_error(cell)},
                frozenset(key for key, _cell, is_unsure in told if is_unsure),
            )


def _columns(header: list[str], known: Sequence[Column], required: Collection[str]) -> list[Column]:
    by_title = {column_key(column.title): column for column in known}
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
