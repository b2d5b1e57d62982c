"""Terms of notice: the last day on which a paper still holds after one party gave notice (R37–R39)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

ADVISED_MONTHS: Final = 3
"""The least that FAQ vraag 4 advises (R38)."""

GBO_MONTHS: Final = 6
"""Fixed by GBO-overeenkomst art. 14 (R39)."""

_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day number so many months later; the last day of the month when it is too short (30-11 + 3 → 28-02)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day(given_on: date, months: int) -> date:
    """Last day (inclusive) of a notice of so many months (samenwerkingsovereenkomst art. 8, protocol art. 11; R37).

    The period runs from the day after the notice up to and including the day with the same number.
    """
    return add_months(given_on, months)


def gbo_start(given_on: date) -> date:
    """First day of a GBO notice: the first Monday after the week, Monday to Sunday, of the notice (art. 14; R39)."""
    return given_on + (7 - given_on.weekday()) * _DAY


def gbo_last_day(given_on: date, months: int = GBO_MONTHS) -> date:
    """Last day (inclusive) of a GBO notice (GBO-overeenkomst art. 14; R39).

    The starting Monday counts, so the period ends the day before that day number returns. In a month without that
    number it ends with the month: from 31-08-2026 six full months last until 28-02-2027.
    """
    start = gbo_start(given_on)
    end = add_months(start, months)
    return end if end.day < start.day else end - _DAY


def is_short(months: int) -> bool:
    """Whether the term is shorter than FAQ vraag 4 advises: worth a warning, never an obstacle (R38)."""
    return months < ADVISED_MONTHS
