"""Calendar days: what has happened on a day, and what a period covers."""

from datetime import date

import pytest

from law.days import covers, has_come
from tests.law.facts_builder import TODAY, TOMORROW, YESTERDAY, Suspension


@pytest.mark.parametrize(("day", "expected"), [(None, False), (YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_what_is_dated_later_has_not_happened_yet(day: date | None, expected: bool) -> None:
    """R34."""
    assert has_come(day, TODAY) is expected


@pytest.mark.parametrize(
    ("from_on", "until_on", "expected"),
    [
        (TODAY, None, True),
        (TOMORROW, None, False),
        (YESTERDAY, TODAY, True),
        (YESTERDAY, YESTERDAY, False),
        (TODAY, TODAY, True),
        (TOMORROW, YESTERDAY, False),
    ],
)
def test_a_period_covers_its_first_and_last_day(from_on: date, until_on: date | None, expected: bool) -> None:
    assert covers(Suspension(from_on, until_on), TODAY) is expected
