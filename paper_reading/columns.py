"""Columns one after the other: of prose that was set in two, and of a table with one for each party."""

import re
from collections import Counter
from collections.abc import Iterator

from paper_reading.folding import cue, fold

_AGENCY = cue("Opgroeien|Kind en Gezin|Kind & Gezin|mededelende|verstrekkende|verstrekker|zendende|verzender")
_PARTNER = cue("OCMW|openbaar centrum|CAW|algemeen welzijnswerk|ontvangende|ontvanger|bestemmeling")
_LONGEST_LABEL = 45
_FEWEST_ROWS = 3
_LABEL_AND_TWO = 3
_GAP = re.compile(r"[ ]{2,}")


_FEWEST_LINES = 12
_GUTTER = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")
_NEARLY_ALL, _WELL_FILLED = 0.9, 0.6


def one_column_at_a_time(page: str) -> str:
    """The left column of a page of prose in two, and then the right one.

    In a table with labels the left cells are short; a column of prose is filled.
    """
    lines = page.split("\n")
    starts = Counter(gap.end() for line in lines for gap in [*_GUTTER.finditer(line)][-1:])
    column, times = starts.most_common(1)[0] if starts else (0, 0)
    long = [line for line in lines if len(line) > column]
    left = [line[:column].strip() for line in lines if line[:column].strip()]
    apart = sum(line[column - 2 : column].isspace() for line in long)
    if (
        times < _FEWEST_LINES
        or apart < _NEARLY_ALL * len(long)
        or sum(map(len, left)) < _WELL_FILLED * column * len(left)
    ):
        return page
    return "\n".join([*(line[:column].rstrip() for line in lines), "", *(line[column:] for line in lines)])


def one_party_at_a_time(page: str) -> str:
    """The page with each of these tables as two lists, "Adres: Dorpsstraat 1", under the name of its party."""
    lines = page.split("\n")
    made: list[str] = []
    place = 0
    while place < len(lines):
        rows = list(_rows(lines, place + 1)) if _names_both(_cells(lines[place])[-2:]) else []
        if sum(len(row) > 2 for row in rows) >= _FEWEST_ROWS - 1 and len(rows) >= _FEWEST_ROWS:
            made += _lists(_cells(lines[place])[-2:], rows)
            place += 1 + len(rows)
        else:
            made.append(lines[place])
            place += 1
    return "\n".join(made)


def _cells(line: str) -> list[str]:
    """The cells between tabs or bars; without any, those between spaces, where a label and two of them stand."""
    cells = line.strip("| ").split(" | ") if line.count(" |") > 1 else line.split("\t")
    if len(cells) == 1 and len(spaced := _GAP.split(line.rstrip())) == _LABEL_AND_TWO:
        cells = spaced
    return [" ".join(cell.split()) for cell in cells]


def _names_both(cells: list[str]) -> bool:
    if len(cells) < 2:
        return False
    ours, theirs = ([bool(words.search(fold(cell))) for cell in cells] for words in (_AGENCY, _PARTNER))
    return ours in ([True, False], [False, True]) and theirs == [not one for one in ours]


def _rows(lines: list[str], start: int) -> Iterator[list[str]]:
    for line in lines[start:]:
        cells = _cells(line)
        if len(cells) not in (2, 3) or not cells[0] or len(cells[0]) > _LONGEST_LABEL:
            return
        yield cells


def _lists(names: list[str], rows: list[list[str]]) -> Iterator[str]:
    for column, name in enumerate(names, start=1):
        yield from ("", name)
        yield from (f"{row[0].rstrip(' :')}: {row[column]}" for row in rows if len(row) > 2 and row[column])
    yield ""
    yield from (f"{row[0].rstrip(' :')}: {row[1]}" for row in rows if len(row) == 2)
