"""Terms of notice, with their month ends and their Mondays."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.notice_period import add_months, gbo_last_day, gbo_start, is_short, last_day

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2024, 2, 29), 120, date(2034, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
    ],
)
def test_months_are_added_with_the_day_clamped_to_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(day=days, months=st.integers(min_value=0, max_value=240))
def test_adding_months_keeps_the_day_or_ends_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and later.day == monthrange(later.year, later.month)[1])


def test_a_notice_of_three_months_on_30_november_lasts_until_28_february() -> None:
    """R37."""
    assert last_day(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_a_notice_of_six_months_lasts_until_the_same_day_number() -> None:
    """R37: it runs from 16 March, so the 15th closes the sixth month."""
    assert last_day(date(2026, 3, 15), 6) == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("given_on", "starts_on"),
    [
        (date(2026, 11, 25), date(2026, 11, 30)),  # Wednesday
        (date(2026, 11, 29), date(2026, 11, 30)),  # Sunday closes the week
        (date(2026, 11, 30), date(2026, 12, 7)),  # Monday opens a new one
        (date(2026, 12, 31), date(2027, 1, 4)),  # across the year
    ],
)
def test_a_gbo_notice_starts_on_the_first_monday_after_its_week(given_on: date, starts_on: date) -> None:
    """R39, GBO-overeenkomst art. 14."""
    assert gbo_start(given_on) == starts_on


@given(given_on=days)
def test_a_gbo_notice_always_starts_on_a_monday_within_seven_days(given_on: date) -> None:
    """R39."""
    start = gbo_start(given_on)
    assert start.weekday() == 0
    assert timedelta(days=1) <= start - given_on <= timedelta(days=7)


@pytest.mark.parametrize(
    ("given_on", "ends_on"),
    [
        (date(2026, 11, 25), date(2027, 5, 29)),  # starts on 30-11
        (date(2026, 11, 30), date(2027, 6, 6)),  # starts on 07-12
        (date(2027, 2, 24), date(2027, 8, 31)),  # starts on 01-03
        (date(2026, 8, 26), date(2027, 2, 28)),  # starts on 31-08; February has no 31st
    ],
)
def test_a_gbo_notice_lasts_six_full_months_with_its_first_day_counted(given_on: date, ends_on: date) -> None:
    """R39."""
    assert gbo_last_day(given_on) == ends_on


def test_a_gbo_notice_may_have_another_term() -> None:
    assert gbo_last_day(date(2026, 11, 25), months=3) == date(2027, 2, 28)


@pytest.mark.parametrize(("months", "short"), [(0, True), (2, True), (3, False), (6, False)])
def test_a_term_is_short_below_three_months(months: int, short: bool) -> None:
    """R38, FAQ vraag 4."""
    assert is_short(months) is short
