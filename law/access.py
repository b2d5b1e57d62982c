"""For how long access lasts by itself: until nobody says any more that somebody works there, or uses it (D34)."""

from datetime import datetime, timedelta
from typing import Final

CONFIRMED_FOR: Final = timedelta(days=91)
"""Three months, in whole weeks: the last day is a working day like the first."""
WARNED_BEFORE: Final = timedelta(days=14)
"""So long before an access ends somebody is told; however late the clock is, nobody gets less."""
REMINDED_BEFORE: Final = timedelta(days=3)
"""So long before, the person hears it too."""
UNUSED_FOR: Final = timedelta(days=180)


def ends_unless_confirmed_at(confirmed_at: datetime, warned_at: datetime | None, *, at: datetime) -> datetime:
    """When an access ends that nobody confirms: after three months, and two weeks after the warning."""
    return max(confirmed_at + CONFIRMED_FOR, (warned_at or at) + WARNED_BEFORE)


def closes_unused_at(used_at: datetime, warned_at: datetime | None, *, at: datetime) -> datetime:
    """When an account closes that nobody uses: after 180 days, and two weeks after the warning."""
    return max(used_at + UNUSED_FOR, (warned_at or at) + WARNED_BEFORE)
