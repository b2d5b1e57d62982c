"""What a client is told before consenting (R52): five points, for one team and one receiver, in a version that is kept.

The fourth holds the clause that the FAQ proposes: who wants no help is erased, without a word back (R58).

A new wording is a new version; the old ones stay, because a consent names the version that was read to the client.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Point:
    """One of the five points: the field of `Consent` that records it, its heading and what is said."""

    field: str
    heading: str
    text: str


CURRENT: Final = "2026-1"

IN_USE_FROM: Final = {"2026-1": date(2026, 1, 1)}
"""The first day on which each version could be told to a client."""

_VERSIONS: Final[dict[str, tuple[Point, ...]]] = {
    "2026-1": (
        Point(
            "told_purpose",
            "Het doel",
            "{receiver} neemt contact met u op. Samen bekijkt u op welke hulp u recht hebt.",
        ),
        Point(
            "told_data",
            "Welke gegevens",
            "Wij geven alleen uw naam, adres, telefoonnummer en e-mailadres door. Niets anders.",
        ),
        Point(
            "told_receiver",
            "Met wie",
            "Bij {receiver} leest alleen een maatschappelijk werker uw gegevens. "
            "Ook de leden van {team} kunnen ze zien. Zij zijn allen gebonden door het beroepsgeheim.",
        ),
        Point(
            "told_next_steps",
            "Wat er daarna gebeurt",
            "{receiver} bewaart uw gegevens tot duidelijk is of u hulp wenst. Ook {team} bewaart ze, versleuteld. "
            "Wenst u geen hulp, dan wist {receiver} uw gegevens. {team} krijgt daar geen bericht over.",
        ),
        Point(
            "told_expectations",
            "Wat u mag verwachten",
            "U kiest zelf. U mag altijd van gedacht veranderen, bij ons of bij {receiver}. "
            "Nee zeggen heeft geen gevolgen voor de hulp van Kind en Gezin.",
        ),
    ),
}


def points(version: str, *, team: str, receiver: str) -> list[Point]:
    """Return the five points of a version with the names of team and receiver filled in. KeyError: no such version."""
    return [
        Point(point.field, point.heading, point.text.format(team=team, receiver=receiver))
        for point in _VERSIONS[version]
    ]
