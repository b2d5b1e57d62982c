"""What a client is told before consenting (R52): five points, for one team and one receiver, in kept versions.

The fourth holds the clause that the FAQ proposes: who wants no help is erased, without a word back (R58). The text
exists in several languages (D10); the Dutch one counts, and stands beside every other (ADR 0028).

A new wording is a new version, in a module of its own; the old ones stay, because a consent names the version that was
read to the client.
"""

from datetime import date
from typing import Any, Final

from consent import wording_2026_1
from consent.languages import DUTCH, direction, kept_apart
from consent.sheet import Point, Sheet

CURRENT: Final = "2026-1"

IN_USE_FROM: Final = {"2026-1": date(2026, 1, 1)}
"""The first day on which each version could be told to a client."""

_VERSIONS: Final = {"2026-1": wording_2026_1.SHEETS}


def languages(version: str) -> list[str]:
    """Return the languages in which a version exists, Dutch first."""
    return list(_VERSIONS[version])


def sheet(version: str, language: str, *, team: str, receiver: str) -> Sheet:
    """Return a version in a language, in Dutch where it was never translated. KeyError: no such version.

    Both names are Dutch: among words from right to left they stand apart, or their characters would change places.
    """
    sheets = _VERSIONS[version]
    team, receiver = kept_apart(team, language), kept_apart(receiver, language)
    return sheets.get(language, sheets[DUTCH]).naming(team=team, receiver=receiver)


def points(version: str, *, team: str, receiver: str) -> list[Point]:
    """Return the five points of a version in Dutch, with the names of team and receiver filled in."""
    return list(sheet(version, DUTCH, team=team, receiver=receiver).points)


def parallel(version: str, language: str, *, team: str, receiver: str) -> dict[str, Any]:
    """Return what `templates/consent/sheet.html` shows: the sheet, and beside a translation the Dutch one."""
    names = {"team": team, "receiver": receiver}
    language = language if language in _VERSIONS[version] else DUTCH
    return {
        "sheet": sheet(version, language, **names),
        "dutch": None if language == DUTCH else sheet(version, DUTCH, **names),
        "language": language,
        "direction": direction(language),
    }
