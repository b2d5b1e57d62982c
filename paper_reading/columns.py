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
        rows, used = _rows(lines, place) if _names_both(_cells(lines[place])[-2:]) else ([], 0)
        if sum(len(row) > 2 for row in rows) >= _FEWEST_ROWS - 1 and len(rows) >= _FEWEST_ROWS:
            made += _lists(_cells(lines[place])[-2:], rows)
            place += 1 + used
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


def _rows(lines: list[str], head: int) -> tuple[list[list[str]], int]:
    """The rows below the head of a table, each with the lines on which it goes on, and how many lines they take."""
    columns = [lines[head].find(one) for one in _GAP.split(lines[head].strip())]
    rows: list[list[str]] = []
    for used, line in enumerate(lines[head + 1 :]):
        cells = _cells(line)
        if rows and (more := _goes_on(line, columns, cells, rows[-1])):
            rows[-1] = [_joined(cell, added) for cell, added in zip(rows[-1], more, strict=True)]
        elif len(cells) not in (2, 3) or not cells[0] or len(cells[0]) > _LONGEST_LABEL:
            return rows, used
        else:
            rows.append(cells)
    return rows, len(lines) - head - 1


def _joined(cell: str, added: str) -> str:
    """One cell of two lines; a name below a function is another person."""
    is_next = added[:1].isupper() and cell.split(" ")[-1].islower() and cell[-1:].isalpha()
    return f"{cell}{',' * is_next} {added}".strip()


def _goes_on(line: str, columns: list[int], cells: list[str], row: list[str]) -> list[str]:
    """What this line adds to each cell of the row above it; nothing when it begins one of its own."""
    if "\t" in line or "|" in line or len(columns) != len(row) or len(row) != _LABEL_AND_TWO:
        return []
    if len(cells) == len(row):
        return cells if cells[0][:1].islower() else []
    if line[: columns[1]].strip() or not line.strip():
        return []
    at = columns[2] - 1
    return ["", line[:at].strip(), line[at:].strip()] if not line[at - 1 : at].strip() else []


def _lists(names: list[str], rows: list[list[str]]) -> Iterator[str]:
    for column, name in enumerate(names, start=1):
        yield from ("", name)
        yield from (f"{row[0].rstrip(' :')}: {row[column]}" for row in rows if len(row) > 2 and row[column])
    yield ""
    yield from (f"{row[0].rstrip(' :')}: {row[1]}" for row in rows if len(row) == 2)
