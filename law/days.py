"""Two questions about calendar days that every rule asks: Brussels days, with both ends of a period included."""

from datetime import date
from typing import Protocol


class PeriodFacts(Protocol):
    """A period that includes both ends; `until_on` None means until further notice."""

    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


def has_come(day: date | None, on: date) -> bool:
    """Whether `day` is known and is not later than `on`: what is dated in the future has not happened yet (R34)."""
    return day is not None and day <= on


def covers(period: PeriodFacts, on: date) -> bool:
    """Whether `on` lies in the period, first and last day included."""
    return period.from_on <= on and (period.until_on is None or on <= period.until_on)
