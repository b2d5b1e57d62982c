"""Working days and the steps of reminding, at their edges (D12). The holidays are the real ones of the library."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.days_off import is_public_holiday
from law.unopened import ReminderTerms, Step, day_of, step_that_came
from law.workdays import is_workday, workday_after

BRUSSELS = ZoneInfo("Europe/Brussels")
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def test_belgium_has_ten_public_holidays_a_year_besides_two_sundays():
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [f"{day:%d-%m}" for day in year if is_public_holiday(day)] == [
        "01-01", "05-04", "06-04", "01-05", "14-05", "24-05", "25-05", "21-07", "15-08", "01-11", "11-11", "25-12",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 29),  # Easter Monday
        date(2026, 5, 14),  # Ascension Day
        date(2026, 5, 25),  # Whit Monday
        date(2026, 7, 21),
        date(2026, 11, 11),
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2026, 10, 25),  # a Sunday, and the end of summer time
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_nobody_works_on_a_weekend_or_a_public_holiday(day):
    assert not is_workday(day, is_public_holiday)


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2027, 7, 12), date(2026, 5, 15), date(2026, 12, 24)])
def test_a_day_that_a_council_may_give_off_is_a_working_day(day):
    assert is_workday(day, is_public_holiday)


@pytest.mark.parametrize(
    ("sent_on", "steps"),
    [
        (date(2026, 11, 23), (date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 2))),  # Monday
        (date(2026, 11, 27), (date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 8))),  # Friday
        (date(2026, 11, 28), (date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 8))),  # Saturday
        (date(2027, 3, 25), (date(2027, 3, 31), date(2027, 4, 2), date(2027, 4, 6))),  # Thursday before Easter
        (date(2027, 3, 29), (date(2027, 4, 1), date(2027, 4, 5), date(2027, 4, 7))),  # Easter Monday itself
        (date(2026, 5, 13), (date(2026, 5, 19), date(2026, 5, 21), date(2026, 5, 26))),  # before Ascension, Whit Monday
        (date(2026, 12, 24), (date(2026, 12, 30), date(2027, 1, 4), date(2027, 1, 6))),  # Christmas and New Year
        (date(2026, 12, 31), (date(2027, 1, 6), date(2027, 1, 8), date(2027, 1, 12))),
        (date(2026, 3, 27), (date(2026, 4, 1), date(2026, 4, 3), date(2026, 4, 8))),  # summer time begins that Sunday
        (date(2026, 10, 23), (date(2026, 10, 28), date(2026, 10, 30), date(2026, 11, 3))),  # and ends that Sunday
    ],
)
def test_each_step_comes_the_working_day_after_its_term(sent_on, steps):
    found = tuple(day_of(step, sent_on=sent_on, is_day_off=is_public_holiday) for step in Step)
    assert found == steps


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (datetime(2026, 11, 27, 16, 0, tzinfo=UTC), date(2026, 12, 2)),  # Friday 17:00
        (datetime(2026, 11, 26, 22, 59, tzinfo=UTC), date(2026, 12, 1)),  # Thursday 23:59
        (datetime(2026, 11, 26, 23, 0, tzinfo=UTC), date(2026, 12, 2)),  # Friday 00:00
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 4, 1)),  # Sunday 23:59, summer time
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 4, 2)),  # Monday 00:00
        (
            datetime(2026, 10, 25, 22, 59, tzinfo=UTC),
            date(2026, 10, 28),
        ),  # Sunday 23:59, winter time
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 29)),  # Monday 00:00
        (datetime(2026, 11, 11, 9, 0, tzinfo=UTC), date(2026, 11, 16)),  # a public holiday, as any day before
    ],
)
def test_the_day_of_sending_is_a_day_in_brussels(moment, first):
    sent_on = moment.astimezone(BRUSSELS).date()
    assert day_of(Step.MAILBOX, sent_on=sent_on, is_day_off=is_public_holiday) == first


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2026, 11, 25), None),
        (date(2026, 11, 26), Step.MAILBOX),
        (date(2026, 11, 27), Step.MAILBOX),
        (date(2026, 11, 28), None),  # a Saturday: no step is taken
        (date(2026, 11, 30), Step.CONTACTS),
        (date(2026, 12, 2), Step.TEAM),
        (date(2026, 12, 25), None),
        (date(2027, 2, 1), Step.TEAM),
    ],
)
def test_only_the_last_step_that_came_is_taken_and_only_on_a_working_day(on, step):
    assert step_that_came(sent_on=date(2026, 11, 23), on=on, is_day_off=is_public_holiday) is step


def test_the_terms_can_be_set():
    terms = ReminderTerms(days_to_mailbox=0, days_to_contacts=1, days_to_team=2)
    days = [day_of(step, sent_on=date(2026, 11, 27), is_day_off=is_public_holiday, terms=terms) for step in Step]
    assert days == [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)]


def test_one_counts_from_the_first_working_day():
    with pytest.raises(ValueError, match="first"):
        workday_after(date(2026, 11, 23), 0, is_public_holiday)


@given(DAYS, st.integers(1, 30))
def test_between_a_day_and_the_nth_working_day_after_it_lie_as_many_working_days(day, number):
    found = workday_after(day, number, is_public_holiday)
    between = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    assert sum(is_workday(one, is_public_holiday) for one in between) == number
    assert is_workday(found, is_public_holiday)
