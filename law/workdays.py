"""Working days (D12): Monday to Friday, but for the days off. Which days those are is told, as only a library knows."""

from collections.abc import Callable
from datetime import date, timedelta

IsDayOff = Callable[[date], bool]
"""Whether nobody works that day, weekends aside: the public holidays."""

_SATURDAY = 5


def is_workday(day: date, is_day_off: IsDayOff) -> bool:
    """Whether people work that day."""
    return day.weekday() < _SATURDAY and not is_day_off(day)


def workday_after(day: date, number: int, is_day_off: IsDayOff) -> date:
    """The first, second, … working day after `day`, which itself does not count, whether people worked then or not."""
    if number < 1:
        raise ValueError("Count from the first working day after it.")
    while number:
        day += timedelta(days=1)
        number -= is_workday(day, is_day_off)
    return day
