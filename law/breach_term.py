"""The 72 hours of art. 33 GDPR: from the discovery of a breach to the report to the supervisory authority (R97).

Hours are real hours, also in the night in which the clock is changed. The count is the strict one: no working days are
added, and it runs from the discovery by whoever found the breach first.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

TERM: Final = timedelta(hours=72)
ALARMS: Final = (48, 24, 6, 0)
"""So many hours before the end somebody is reminded (D31); at 0 it is too late, and that is told as well."""


def due_at(discovered_at: datetime) -> datetime:
    """The last moment for the report."""
    return discovered_at.astimezone(UTC) + TERM


def time_left(discovered_at: datetime, at: datetime) -> timedelta:
    """How long there is left at that moment; negative once it is too late.

    Both are read in UTC: two moments in one time zone are subtracted by the hands of the clock, which differs by an
    hour across the change to winter time.
    """
    return due_at(discovered_at) - at.astimezone(UTC)


def alarm_of(discovered_at: datetime, at: datetime) -> int | None:
    """The latest alarm whose hour has come; None as long as there are more than 48 hours left."""
    left = time_left(discovered_at, at)
    return min((hours for hours in ALARMS if left <= timedelta(hours=hours)), default=None)
