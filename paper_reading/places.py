"""The municipalities of Belgium, found in a text however it is spaced; the lists of `directory/data`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paper_reading.folding import fold

_DATA = Path(__file__).resolve().parent.parent / "directory" / "data"
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PrintedTown:
    """A municipality as it is written, and its postal codes (none for a name that is no longer used)."""

    name: str
    postal_codes: frozenset[str]


@cache
def places() -> dict[str, PrintedTown]:
    """By folded name: municipalities, and the parts and former names that papers still print."""
    found: dict[str, PrintedTown] = {}
    codes: dict[str, frozenset[str]] = {}
    with (_DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes[row["nis"]] = frozenset(row["postcodes"].split())
            found.setdefault(fold(row["naam_nl"]), PrintedTown(row["naam_nl"], codes[row["nis"]]))
    with (_DATA / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = PrintedTown(row["name"], codes.get(row["nis"], frozenset()))
            found.setdefault(fold(row["name"]), place)
    return {name: place for name, place in found.items() if len(name) >= _SHORTEST}


@cache
def _lengths() -> list[int]:
    return sorted({len(name) for name in places()}, reverse=True)


def place_at_start(folded: str) -> PrintedTown | None:
    """The longest name of a municipality with which this folded text begins."""
    for length in _lengths():
        if len(folded) >= length and (place := places().get(folded[:length])):
            return place
    return None
