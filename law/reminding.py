"""On which days someone is reminded of a deadline about the papers, and what a run that comes late still says."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from law.notice_period import add_months

DAYS_TO_CATCH_UP: Final = 31
"""So long after a deadline it is still news; later, the page with all deadlines is the place to read it."""


class Moment(StrEnum):
    """When someone is reminded, in order."""

    THREE_MONTHS_BEFORE = auto()
    ONE_MONTH_BEFORE = auto()
    DAY_AFTER = auto()

    def day(self, due_on: date) -> date:
        """The day of this moment; in a month that is too short, its last day."""
        if self == Moment.DAY_AFTER:
            return due_on + timedelta(days=1)
        return add_months(due_on, -3 if self == Moment.THREE_MONTHS_BEFORE else -1)


BEFORE_AN_END: Final = tuple(Moment)
BEFORE_AN_EVALUATION: Final = (Moment.ONE_MONTH_BEFORE, Moment.DAY_AFTER)


def moment_that_came(due_on: date, moments: Iterable[Moment], *, on: date) -> Moment | None:
    """The latest moment that has come, so that a run after days of silence reminds once; None when there is none."""
    if on > due_on + timedelta(days=DAYS_TO_CATCH_UP):
        return None
    return max(
        (moment for moment in moments if moment.day(due_on) <= on), key=lambda one: one.day(due_on), default=None
    )
