"""Columns and tables that stand in a text by bars, tabs or spaces, as lines that are read from left to right."""

import re
from collections import Counter
from collections.abc import Iterator

from paper_reading.tables import Row, is_box, lines_of, lines_of_box

_FEWEST_LINES = 12
_GUTTER = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")
_GAP = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
_NEARLY_ALL, _WELL_FILLED = 0.9, 0.6
_BARS = str.maketrans("│┃║¦", "||||")
_BORDER = re.compile(r"^[\s+|=:_─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝-]{4,}$")
_WIDEST_TABLE, _LONGEST_TABLE = 8, 300  # cells, lines
_LONGEST_LINE = 400  # characters of a line that can hold columns
_FEWEST_ROWS = 2
_LONGEST_BOX, _WIDEST_BOX, _FEWEST_BOXES = 5, 60, 4
_LONGEST_NUMBER = 3
_SPACED_COLON = re.compile(r"[ ]*\S[^:|\t]{0,44}[ ](:)[ ]+\S")


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


def without_tables(page: str) -> str:
    """The page with its tables as lines: "Adres: Dorpsstraat 1", party by party where each has a column."""
    lines = _labels_beside(_colons_below_each_other(page.split("\n")))
    made: list[str] = []
    place = 0
    while place < len(lines):
        rows, used = _between_bars(lines, place) or _between_tabs(lines, place) or _between_spaces(lines, place)
        made += lines_of(rows) if used else [lines[place]]
        place += used or 1
    return "\n".join(made)


def _colons_below_each_other(lines: list[str]) -> list[str]:
    """Each label with its value, "Kanaal: e-mail", where the colons of a list stand below each other in a column."""
    colons = {at: colon.start(1) for at, line in enumerate(lines) if (colon := _SPACED_COLON.match(line))}
    columns = Counter(colons.values())
    made: list[str] = []
    column = 0  # that of the line before, when it told a value
    for at, line in enumerate(lines):
        if columns[colons.get(at, -1)] >= _FEWEST_ROWS:
            column = colons[at]
            made.append(f"{line[:column].rstrip()}: {line[column + 1 :].strip()}")
        elif column and line.strip() and not line[: column + 1].strip():
            made[-1] += (" " if made[-1][-1] in ",;" else ", ") + line.strip()
        else:
            column = 0
            made.append(line)
    return made


def _labels_beside(lines: list[str]) -> list[str]:
    """The lines of a page of boxes without their borders: each label alone on a line, its value on those below it."""
    made: list[str] = []
    stanza: list[str] = []
    boxes = 0
    for line in [*lines, ""]:
        if line.strip():
            stanza.append(line)
            continue
        cell = [one.strip() for one in stanza]
        is_short = 1 < len(cell) <= _LONGEST_BOX and all(len(one) < _WIDEST_BOX and one[-1] != "." for one in cell)
        if is_short and is_box(cell) and not any(_GAP.search(one) or "\t" in one or "|" in one for one in cell):
            boxes += 1
            made += lines_of_box(cell)
        else:
            made += [*stanza, ""]
        stanza = []
    return made[:-1] if boxes >= _FEWEST_BOXES else lines


Taken = tuple[list[Row], int]
"""The rows of a table, and how many lines it takes."""


def _between_bars(lines: list[str], first: int) -> Taken | None:
    """A table drawn with bars; where lines are drawn between its rows, what stands between two of them is one row."""
    if not any("|" in line.translate(_BARS) for line in lines[first : first + 2]):
        return None
    taken = []
    for at in range(first, min(len(lines), first + _LONGEST_TABLE)):
        line = lines[at].translate(_BARS).strip()
        if not (line.startswith("|") or line.count(" | ") or _BORDER.match(line)):
            break
        taken.append(line)
    while taken and not taken[-1]:
        taken.pop()
    full = [line for line in taken if not _BORDER.match(line)]
    if not full or not any("|" in line for line in full):
        return None
    borders = [at for at, line in enumerate(taken) if _BORDER.match(line) and 0 < at < len(taken) - 1]
    is_boxed = len(borders) > 1
    rows: list[Row] = []
    is_new = True
    for line in taken:
        if _BORDER.match(line):
            is_new = True
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        above = rows[-1] if rows else []
        is_alone = len(cells) == 1 < len(above) and not is_boxed
        if is_alone and ("," in line or cells[0][:1].islower()):
            above[-1].append(cells[0])
        elif len(cells) == len(above) and ((is_boxed and not is_new) or _continues(above, cells)):
            for cell, added in zip(rows[-1], cells, strict=True):
                cell += [added] if added else []
        else:
            rows.append([[cell] if cell else [] for cell in cells])
        is_new = False
    return rows, len(taken)


def _continues(row: Row, cells: list[str]) -> bool:
    """Whether this line of a table goes on with the row above it."""
    return any(cells) and (not cells[0] or (cells[0][:1].islower() and bool(row[0])))


def _between_tabs(lines: list[str], first: int) -> Taken | None:
    """Lines with a tab between their cells, one below the other."""
    rows: list[Row] = []
    used = 0
    for at in range(first, min(len(lines), first + _LONGEST_TABLE)):
        line = lines[at]
        if "\t" not in line:
            break
        used += 1
        cells = [" ".join(cell.split()) for cell in line.rstrip().split("\t")]
        if rows and not cells[0] and len(cells) == len(rows[-1]):
            for cell, added in zip(rows[-1], cells, strict=True):
                cell += [added] if added else []
        else:
            rows.append([[cell] if cell else [] for cell in cells])
    return (rows, used) if rows and max(map(len, rows)) <= _WIDEST_TABLE else None


Span = tuple[int, int]
_ENDLESS = 10**6


def _between_spaces(lines: list[str], first: int) -> Taken:
    """Cells that stand below each other, with at least two spaces between them, in each line of the stretch."""
    if not _gaps(lines[first]):
        return [], 0
    free: list[Span] = []
    taken: list[str] = []
    both = until = 0
    left, right = _ENDLESS, 0
    for at in range(min(len(lines) - first, _LONGEST_TABLE)):
        line = lines[first + at]
        if not line.strip():
            if not any(map(_gaps, lines[first + at + 1 : first + at + 2])):
                break
            continue
        gaps = _gaps(line)
        blank = [(0, len(line) - len(line.lstrip())), *gaps, (len(line.rstrip()), _ENDLESS)]
        kept = _common(free, blank) if taken else blank
        low, high = min(left, blank[0][1]), max(right, blank[-1][0])
        now, before = _between(kept, low, high), _between(free, left, right)
        if not now or (before and len(now) < len(before) and not lines[first + at - 1].strip()):
            break
        free, left, right = kept, low, high
        taken.append(line)
        both += bool(gaps)
        until = at + 1
    gutters = _between(free, left, right)
    if both < _FEWEST_ROWS or not gutters or len(gutters) >= _WIDEST_TABLE:
        return [], 0
    return [*_rows(lines[first : first + until], [start for start, _ in gutters])], until


def _gaps(line: str) -> list[Span]:
    """Where two cells of this line are apart; a number or a letter before a paragraph is no cell."""
    if len(line) > _LONGEST_LINE:
        return []
    return [gap.span() for gap in _GAP.finditer(line) if len(line[: gap.start()].strip()) > _LONGEST_NUMBER]


def _common(one: list[Span], other: list[Span]) -> list[Span]:
    """What is free in both."""
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(start, end) for start, end in met if end - start > 1]


def _between(free: list[Span], left: int, right: int) -> list[Span]:
    return [(start, end) for start, end in free if left < start and end < right]


def _rows(lines: list[str], gutters: list[int]) -> Iterator[Row]:
    """The cells of these lines; a line without its first cell goes on with the row above it."""
    stanza: list[Row] = []
    for line in [*lines, ""]:
        if line.strip():
            cells = [line[a:b].strip() for a, b in zip([0, *gutters], [*gutters, _ENDLESS], strict=True)]
            stanza.append([[cell] if cell else [] for cell in cells])
            continue
        whole = [[line for row in stanza for line in row[at]] for at in range(len(gutters) + 1)]
        if len(stanza) > 1 and all(is_box(cell) for cell in whole if cell):
            yield whole
        else:
            yield from _put_together(stanza)
        stanza = []


def _put_together(rows: list[Row]) -> Iterator[Row]:
    made: list[Row] = []
    for row in rows:
        label_goes_on = row[0] and not any(row[1:]) and row[0][0][:1].islower()
        if made and (not row[0] or label_goes_on):
            made[-1] = [[*cell, *added] for cell, added in zip(made[-1], row, strict=True)]
        else:
            made.append(row)
    yield from made
