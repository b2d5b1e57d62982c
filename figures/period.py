"""Of when figures are: Brussels days, and for who cannot read each case closed calendar years only (ADR 0036)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from law.notice_period import add_months

_DAY: Final = timedelta(days=1)
QUARTERS: Final = 4


def midnight(day: date) -> datetime:
    """The moment on which a day begins in Brussels."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and including another."""

    from_on: date
    until_on: date

    @property
    def start(self) -> datetime:
        return midnight(self.from_on)

    @property
    def end(self) -> datetime:
        """The first moment that no longer counts."""
        return midnight(self.until_on + _DAY)

    @property
    def words(self) -> str:
        """The period as in a title: "2025", or "1 juli 2026 tot en met 30 september 2026"."""
        if self.year is not None:
            return str(self.year)
        return f"{date_format(self.from_on, 'j F Y')} tot en met {date_format(self.until_on, 'j F Y')}"

    @property
    def year(self) -> int | None:
        """The calendar year that it is, exactly; None for any other period."""
        return self.from_on.year if self == year(self.from_on.year) else None

    @property
    def step(self) -> str:
        """In which parts to show it: months, or quarters when it is long."""
        return "month" if self.until_on < add_months(self.from_on, 24) else "quarter"


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, part: int) -> Period:
    """The first, second, third or fourth quarter of a year."""
    first = date(number, 3 * part - 2, 1)
    return Period(first, add_months(first, 3) - _DAY)


def judged_from(number: int) -> date:
    """The first day on which a calendar year can be told: it ended a month ago.

    Its figures tell how things stood at the beginning of that day, and never change afterwards: who looks twice cannot
    see what one referral changed.
    """
    return date(number + 1, 2, 1)


def last_closed_year(on: date) -> int:
    """The latest calendar year that can be told on this day."""
    return on.year - 1 if on >= judged_from(on.year - 1) else on.year - 2
