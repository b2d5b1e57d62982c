"""Who signs a GBO agreement for which core actor: name and function below "namens CAW …", in one column or more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from paper_reading.days import PrintedDay
from paper_reading.folding import fold
from paper_reading.gbo_parties import PrintedActor
from paper_reading.people import NamedPerson, functions_in, people_in
from paper_reading.text import PaperText

_CELLS = re.compile(r"\t+| {3,}|\s\|\s")
_NAMENS = re.compile(r"^\W*(?:namens|n\s?a\s?m\s?e\s?n\s?s|voor)\s+(?:het\s+|de\s+)?", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"[\s_.…-]*")
_LABEL = re.compile(r"^\s*(?:naam en functie|naam|functie|handtekening|datum)\s*:?\s*", re.IGNORECASE)
_LONGEST_BLOCK = 8  # lines below "namens" in which something stands
_MOST_SIGNATORIES = 2  # R13


@dataclass(frozen=True, slots=True)
class SignedFor:
    """What stands below "namens …": who, whether nothing is left over, and where."""

    actor: PrintedActor
    people: list[NamedPerson]
    is_clear: bool
    start: int
    end: int
    day: PrintedDay | None


def read_signed(text: PaperText, actors: list[PrintedActor], start: int, days: list[PrintedDay]) -> list[SignedFor]:
    """The signatories behind the place and day of drawing up."""
    lines = list(_lines(text, start))
    heads = [
        (index, column, actor)
        for index, (_, cells) in enumerate(lines)
        for column, (_, cell) in enumerate(cells)
        if (actor := _actor_of(cell, actors))
    ]
    names_come_first = _has_people(text, start, lines, heads)
    found = []
    for index, column, actor in heads:
        below = next((other for other, at, _ in heads if other > index), len(lines))
        rows = [row for row in lines[index + 1 : below] if row[1]][:_LONGEST_BLOCK]
        width = len(lines[index][1])
        cells = [row[1][column] for row in rows if len(row[1]) > column and (width == 1 or len(row[1]) == width)]
        is_even = all(len(row[1]) == width for row in rows)
        one = _signatory(text, actor, cells, is_clear=is_even and not names_come_first, days=days)
        if one:
            found.append(one)
    times = [one.actor.key for one in found]
    return [one for one in found if times.count(one.actor.key) == 1]


def first_signature(text: PaperText, start: int) -> int:
    """Where the first "namens" stands on its line; the end of the paper when none does."""
    return next((at for at, cells in _lines(text, start) if cells and _NAMENS.match(cells[0][1])), len(text.chars))


def _lines(text: PaperText, start: int) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Each line with its cells, and where they stand; an empty line has none."""
    at = start
    for line in text.chars[start:].split("\n"):
        cells, place = [], 0
        for gap in [*_CELLS.finditer(line), None]:
            cell = line[place : gap.start() if gap else len(line)]
            if not _EMPTY_LINE.fullmatch(cell):
                cells.append((at + place, cell))
            place = gap.end() if gap else place
        yield at, cells
        at += len(line) + 1


def _actor_of(cell: str, actors: list[PrintedActor]) -> PrintedActor | None:
    """For whom is signed, as this cell says: "namens OCMW Voorbeelddorp"."""
    opening = _NAMENS.match(cell)
    if not opening:
        return None
    printed = fold(cell[opening.end() :].strip(" :,."))
    named = [one for one in actors if printed in map(fold, one.called)]
    named = named or [one for one in actors if printed.startswith(tuple(map(fold, one.called)))]
    if not named:  # "namens het CAW", of which there is one
        named = [one for one in actors if printed == fold(one.kind)]
    return named[0] if len(named) == 1 else None


def _has_people(
    text: PaperText,
    start: int,
    lines: list[tuple[int, list[tuple[int, str]]]],
    heads: list[tuple[int, int, PrintedActor]],
) -> bool:
    """Whether somebody is named before the first "namens": then it is not sure that names stand below it."""
    if not heads:
        return False
    begin, end = start, lines[heads[0][0]][0]
    return bool(people_in(text, begin, end)[0])


def _signatory(
    text: PaperText, actor: PrintedActor, cells: list[tuple[int, str]], *, is_clear: bool, days: list[PrintedDay]
) -> SignedFor | None:
    if not cells:
        return None
    start, end = cells[0][0], cells[-1][0] + len(cells[-1][1])
    signed = [day for day in days if any(at <= day.start < at + len(cell) for at, cell in cells)]
    words = [_without_day(at, cell, signed) for at, cell in cells]
    own = PaperText(["\n".join(_ended(one) for one in words if one.strip())])
    people, is_whole = people_in(own, 0, len(own.chars))
    if not people:
        return None
    is_clear = is_clear and is_whole and len(people) <= _MOST_SIGNATORIES and all(one.exact for one in people)
    is_clear = is_clear and not text.is_torn(start, end)
    day = max(signed, key=lambda one: one.value or date.min, default=None)
    return SignedFor(actor, people, is_clear, start, end, day)


def _ended(cell: str) -> str:
    """The cell, with an end behind a function: below it begins the next signatory."""
    return f"{cell.rstrip()};" if functions_in(PaperText([cell]), 0, len(cell)) else cell


def _without_day(at: int, cell: str, days: list[PrintedDay]) -> str:
    """The cell without its day and the label of it."""
    for day in days:
        if at <= day.start < at + len(cell):
            cell = cell[: day.start - at]
            cell = re.sub(r"(?:datum|ondertekend op|getekend op|op)\s*:?\s*$", "", cell, flags=re.IGNORECASE)
    return _LABEL.sub("", cell)
