"""What a client is told before consenting (R52, D18): for one team and one receiver, in kept versions.

The fourth point holds the clause that the FAQ proposes: who wants no help is erased, without a word back (R58). The
text exists in several languages (D10); the Dutch one counts, and stands beside every other (ADR 0028).

A new wording is a new version, in a module or package of its own; the old ones stay, because a consent names the
version that was read to the client.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from consent import wording_2026_1, wording_2026_2
from consent.languages import DUTCH, direction
from consent.sheet import Point, Sheet, SheetFacts

CURRENT: Final = "2026-2"

IN_USE_FROM: Final = {"2026-1": date(2026, 1, 1), "2026-2": date(2026, 11, 1)}
"""The first day on which each version could be told to a client."""

_VERSIONS: Final[Mapping[str, Mapping[str, Sheet]]] = {
    "2026-1": wording_2026_1.SHEETS,
    "2026-2": wording_2026_2.SHEETS,
}


def languages(version: str) -> list[str]:
    """Return the languages in which a version exists, Dutch first."""
    return list(_VERSIONS[version])


def sheet(version: str, language: str, facts: SheetFacts) -> Sheet:
    """Return a version in a language, in Dutch where it was never translated. KeyError: no such version."""
    sheets = _VERSIONS[version]
    spoken = language if language in sheets else DUTCH
    return sheets[spoken].naming(facts.in_words_of(spoken))


def points(version: str, facts: SheetFacts) -> list[Point]:
    """Return the five points of a version in Dutch, filled in."""
    return list(sheet(version, DUTCH, facts).points)


def parallel(version: str, language: str, facts: SheetFacts) -> dict[str, Any]:
    """Return what `templates/consent/sheet.html` shows: the sheet, and beside a translation the Dutch one."""
    language = language if language in _VERSIONS[version] else DUTCH
    return {
        "sheet": sheet(version, language, facts),
        "dutch": None if language == DUTCH else sheet(version, DUTCH, facts),
        "reach": facts.reach,
        "language": language,
        "direction": direction(language),
    }
