"""The public holidays of Belgium, from python-holidays: the ten of the law, with Easter Monday and Ascension Day (D12).

Not the days that a council adds for its own staff, such as 11 July or 2 November: each council chooses others, and
moves them (ADR 0034).
"""

from datetime import date
from functools import cache
from typing import Any


def is_public_holiday(day: date) -> bool:
    """Whether that day is a public holiday in the whole of Belgium."""
    return day in _in_belgium()


@cache
def _in_belgium() -> Any:
    from holidays import country_holidays  # takes half a second, and only the clock asks for it

    return country_holidays("BE")
