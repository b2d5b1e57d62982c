"""On which day which reminder counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.reminding import BEFORE_AN_END, BEFORE_AN_EVALUATION, DAYS_TO_CATCH_UP, Moment, moment_that_came

END = date(2027, 5, 31)


@pytest.mark.parametrize(
    ("moment", "due_on", "day"),
    [
        (Moment.THREE_MONTHS_BEFORE, date(2027, 5, 31), date(2027, 2, 28)),
        (Moment.THREE_MONTHS_BEFORE, date(2028, 5, 31), date(2028, 2, 29)),
        (Moment.THREE_MONTHS_BEFORE, date(2027, 1, 15), date(2026, 10, 15)),
        (Moment.ONE_MONTH_BEFORE, date(2027, 3, 31), date(2027, 2, 28)),
        (Moment.ONE_MONTH_BEFORE, date(2027, 1, 31), date(2026, 12, 31)),
        (Moment.DAY_AFTER, date(2026, 12, 31), date(2027, 1, 1)),
        (Moment.DAY_AFTER, date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_a_moment_in_a_month_that_is_too_short_is_its_last_day(moment, due_on, day):
    assert moment.day(due_on) == day


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        (date(2027, 2, 27), None),
        (date(2027, 2, 28), Moment.THREE_MONTHS_BEFORE),
        (date(2027, 4, 29), Moment.THREE_MONTHS_BEFORE),
        (date(2027, 4, 30), Moment.ONE_MONTH_BEFORE),
        (date(2027, 5, 31), Moment.ONE_MONTH_BEFORE),
        (date(2027, 6, 1), Moment.DAY_AFTER),
        (END + timedelta(days=DAYS_TO_CATCH_UP), Moment.DAY_AFTER),
        (END + timedelta(days=DAYS_TO_CATCH_UP + 1), None),
    ],
)
def test_of_all_moments_that_came_only_the_latest_counts(on, moment):
    assert moment_that_came(END, BEFORE_AN_END, on=on) == moment


def test_an_evaluation_is_not_reminded_of_three_months_before():
    assert moment_that_came(END, BEFORE_AN_EVALUATION, on=date(2027, 4, 29)) is None
    assert moment_that_came(END, BEFORE_AN_EVALUATION, on=date(2027, 4, 30)) == Moment.ONE_MONTH_BEFORE


@given(due_on=st.dates(date(2019, 1, 1), date(2060, 1, 1)))
def test_the_moments_come_in_their_order(due_on):
    days = [moment.day(due_on) for moment in Moment]
    assert days == sorted(set(days))
