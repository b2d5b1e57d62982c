"""A page of a PDF as it lies on the paper: words on lines, columns in place, and what is drawn around it as a table.

Runs only in a bounded process (ADR 0045). All places are in points, from the left and from the bottom.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from paper_reading.tables import Row, is_label, lines_of

_WIDE = 1.0
"""Gap between two letters, in heights of a line, that is wider than any space: the next cell, or the next column."""
_WIDEST_SPACE = 2.2
"""The same where a space was typed: a line that is filled to both margins has wide ones."""
_NO_GAP = 0.12
_SAME_LINE = 0.5
_THIN = 4.0
_SHORTEST_EDGE = 6.0
_MOST_EDGES = 2500
_MOST_SEGMENTS = 5000
_NARROWEST = 2.5
_FEWEST_LINES, _WELL_FILLED, _NARROWEST_COLUMN = 5, 0.65, 150.0
_WIDEST_INDENT = 200  # characters


@dataclass(slots=True)
class Segment:
    """Words that stand together on one line."""

    words: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 4.0)


@dataclass(slots=True)
class Edges:
    """Lines that are drawn: where each stands, and from where to where it runs."""

    upright: list[tuple[float, float, float]] = field(default_factory=list)
    level: list[tuple[float, float, float]] = field(default_factory=list)


def text_of(page: Any, text: Any, written: str) -> str:
    """The page as lines; `written` holds one character for each that the library counts."""
    edges = _edges(page)
    segments = [*_segments(text, written, edges)]
    if not segments or len(segments) > _MOST_SEGMENTS:
        return written
    boxed, loose = _in_boxes(segments, edges) if edges.upright and edges.level else ([], segments)
    parts = [(top, lines_of(rows)) for top, rows in boxed]
    made: list[str] = []
    stretch: list[Segment] = []
    parts.sort(key=lambda part: -part[0])
    for one in sorted(loose, key=lambda one: -one.middle):
        while parts and parts[0][0] > one.middle:
            made += [*_in_columns(stretch), "", *parts.pop(0)[1], ""]
            stretch = []
        stretch.append(one)
    made += _in_columns(stretch)
    for _, lines in parts:
        made += ["", *lines, ""]
    return "\n".join(made)


def _segments(text: Any, written: str, edges: Edges) -> Iterator[Segment]:
    """The words in the order in which they were written, cut where a line ends, or a wide gap or an edge stands."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    now: Segment | None = None
    space = False
    for index, character in enumerate(written):
        if character.isspace():
            if character in "\r\n" and now:
                yield now
                now = None
            space = True
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            continue
        one = Segment(character, box.left, box.bottom, box.right, box.top)
        is_typed = space and not pdfium.FPDFText_IsGenerated(text, index - 1)
        if now is not None and not _is_beside(now, one, edges, _WIDEST_SPACE if is_typed else _WIDE):
            yield now
            now = None
        if now is None:
            now = one
        else:
            now.words += " " * space + character
            now.right = max(now.right, one.right)
            now.bottom, now.top = min(now.bottom, one.bottom), max(now.top, one.top)
        space = False
    if now:
        yield now


def _is_beside(now: Segment, one: Segment, edges: Edges, wide: float) -> bool:
    """Whether this letter goes on with these words."""
    gap, height = one.left - now.right, max(now.height, one.height)
    if min(now.top, one.top) - max(now.bottom, one.bottom) < 0 or not -2 * height < gap <= wide * height:
        return False
    return gap < _NO_GAP * height or not any(
        now.right - 1 <= x <= one.left + 1 and low <= one.middle <= high for x, low, high in edges.upright
    )


def _edges(page: Any) -> Edges:
    """The lines and boxes that are drawn on this page, those within one path too."""
    import pypdfium2.raw as pdfium

    found = Edges()
    width, height = page.get_width(), page.get_height()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        for x1, y1, x2, y2 in _strokes(drawn.raw):
            if len(found.upright) + len(found.level) > _MOST_EDGES:
                return Edges()
            if abs(x1 - x2) < _THIN and abs(y1 - y2) > _SHORTEST_EDGE and 1 < x1 < width - 1:
                found.upright.append(((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
            elif abs(y1 - y2) < _THIN and abs(x1 - x2) > _SHORTEST_EDGE and 1 < y1 < height - 1:
                found.level.append(((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
    return found


def _strokes(path: Any) -> Iterator[tuple[float, float, float, float]]:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for number in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_EDGES)):
        piece = pdfium.FPDFPath_GetPathSegment(path, number)
        if not piece or not pdfium.FPDFPathSegment_GetPoint(piece, x, y):
            continue
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*last, *here)
        last = here
        if pdfium.FPDFPathSegment_GetClose(piece):
            yield (*here, *start)
            last = start


Box = tuple[float, float, float, float]
"""Bottom, top, left and right."""


def _in_boxes(segments: list[Segment], edges: Edges) -> tuple[list[tuple[float, list[Row]]], list[Segment]]:
    """The tables that are drawn, each with its upper edge; and what stands in no box."""
    boxes: dict[Box, list[Segment]] = {}
    loose = []
    for one in segments:
        box = _box_around(one, edges)
        if box:
            boxes.setdefault(box, []).append(one)
        else:
            loose.append(one)
    tables: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (-box[1], box[2])):
        if tables and any(box[1] >= other[0] - 2 * _THIN for other in tables[-1]):
            tables[-1].append(box)
        else:
            tables.append([box])
    made = []
    for table in tables:
        if len(table) == 1:
            loose += boxes[table[0]]  # a frame around a page or a paragraph
            continue
        made.append((table[0][1], [*_rows_of(table, boxes)]))
    return made, loose


def _box_around(one: Segment, edges: Edges) -> Box | None:
    middle, center = one.middle, (one.left + one.right) / 2
    sides = [x for x, low, high in edges.upright if low - 1 <= middle <= high + 1]
    left, right = [x for x in sides if x <= one.left + 2], [x for x in sides if x >= one.right - 2]
    ends = [y for y, low, high in edges.level if low - 1 <= center <= high + 1]
    below, above = [y for y in ends if y <= middle], [y for y in ends if y >= middle]
    if not (left and right and below and above):
        return None
    return round(max(below) / 3) * 3, round(min(above) / 3) * 3, round(max(left) / 3) * 3, round(min(right) / 3) * 3


def _rows_of(table: list[Box], boxes: dict[Box, list[Segment]]) -> Iterator[Row]:
    columns: list[float] = []
    for left in sorted(box[2] for box in table):
        if not columns or left - columns[-1] > 2 * _THIN:
            columns.append(left)
    rows: list[list[Box]] = []
    for box in table:
        if rows and abs(rows[-1][0][1] - box[1]) <= _THIN:
            rows[-1].append(box)
        else:
            rows.append([box])
    for row in rows:
        cells: Row = [[] for _ in columns]
        for box in sorted(row, key=lambda box: box[2]):
            at = max(index for index, left in enumerate(columns) if left <= box[2] + _THIN)
            cells[at] += [line.strip() for line in _on_lines(boxes[box]) if line.strip()]
        yield cells


def _in_columns(segments: list[Segment]) -> list[str]:
    """The lines of this stretch; prose that is set in two columns, first the left one and then the right one."""
    gutter = _gutter(segments)
    if gutter is None:
        return _on_lines(segments)
    made: list[str] = []
    sides: tuple[list[Segment], list[Segment]] = ([], [])
    for one in [*sorted(segments, key=lambda one: -one.middle), None]:
        if one is not None and not one.left < gutter < one.right:
            sides[one.left >= gutter].append(one)
            continue
        if _is_prose(sides[0]) and len(sides[1]) >= _FEWEST_LINES:
            made += [*_on_lines(sides[0]), "", *_on_lines(sides[1])]
        else:
            made += _on_lines([*sides[0], *sides[1]])
        made += _on_lines([one]) if one else []
        sides = ([], [])
    return made


def _gutter(segments: list[Segment]) -> float | None:
    """The place between two columns: where most lines of the right one begin, and few words run across it."""
    if len(segments) < 2 * _FEWEST_LINES:
        return None
    low, high = min(one.left for one in segments), max(one.right for one in segments)
    starts = Counter(round(one.left) for one in segments if 0.3 < (one.left - low) / (high - low + 1) < 0.7)
    if not starts:
        return None
    place, times = starts.most_common(1)[0]
    across = sum(one.left < place - 2 < one.right for one in segments)
    return place - 2 if times >= _FEWEST_LINES and across * 4 < len(segments) else None


def _is_prose(side: list[Segment]) -> bool:
    """Whether these lines fill a column, and are no labels."""
    if len(side) < _FEWEST_LINES or sum(is_label(one.words) for one in side) * 2 > len(side):
        return False
    wide = max(one.right for one in side) - min(one.left for one in side)
    return median(one.right - one.left for one in side) > _WELL_FILLED * wide and wide > _NARROWEST_COLUMN


def _on_lines(segments: list[Segment]) -> list[str]:
    """The lines of this stretch, each word where it stands, an empty line where there is room for one."""
    if not segments:
        return []
    widths = [(one.right - one.left) / len(one.words) for one in segments if len(one.words) > 3]
    wide = max(min(widths, default=5.0), _NARROWEST)
    margin = min(one.left for one in segments)
    lines: list[list[Segment]] = []
    for one in sorted(segments, key=lambda one: -one.middle):
        if lines and abs(lines[-1][0].middle - one.middle) < _SAME_LINE * min(lines[-1][0].height, one.height):
            lines[-1].append(one)
        else:
            lines.append([one])
    steps = [a[0].middle - b[0].middle for a, b in pairwise(lines)]
    usual = median(sorted(steps)[: max(1, len(steps) * 3 // 4)]) if steps else 0
    made: list[str] = []
    for number, line in enumerate(lines):
        if number and steps[number - 1] > 1.35 * max(usual, line[0].height):
            made.append("")
        words = ""
        for one in sorted(line, key=lambda one: one.left):
            at = min(round((one.left - margin) / wide), _WIDEST_INDENT)
            words = words.ljust(at) if len(words) < at - 1 else f"{words}  " if words else words
            words += one.words
        made.append(words.rstrip())
    return made
