"""The 72 hours of art. 33 GDPR (R97): real hours, also in the nights in which the clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from law.breach_term import due_at, time_left

BRUSSELS = ZoneInfo("Europe/Brussels")


def test_seventy_two_hours_run_from_the_discovery():
    discovered = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert due_at(discovered) == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    assert time_left(discovered, discovered + timedelta(hours=31)) == timedelta(hours=41)


def test_the_last_moment_is_in_time_and_a_second_later_is_late():
    discovered = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    last = discovered + timedelta(hours=72)
    assert time_left(discovered, last) == timedelta()
    assert time_left(discovered, last + timedelta(seconds=1)) < timedelta()


def test_the_change_to_winter_time_gives_an_hour_more_on_the_clock_and_none_in_the_term():
    """From Friday 23 October 2026, 14:00, to Monday 14:00 the hands turn three times round; 73 hours pass."""
    friday = datetime(2026, 10, 23, 14, 0, tzinfo=BRUSSELS)
    monday = datetime(2026, 10, 26, 14, 0, tzinfo=BRUSSELS)
    assert time_left(friday, monday) == timedelta(hours=-1)
    assert due_at(friday).astimezone(BRUSSELS).hour == 13


def test_the_change_to_summer_time_takes_an_hour_off_the_clock_and_none_off_the_term():
    friday = datetime(2026, 3, 27, 14, 0, tzinfo=BRUSSELS)
    monday = datetime(2026, 3, 30, 14, 0, tzinfo=BRUSSELS)
    assert time_left(friday, monday) == timedelta(hours=1)
