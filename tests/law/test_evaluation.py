"""R45: the day for the next evaluation."""

from datetime import date

import pytest

from law.evaluation import due_on


@pytest.mark.parametrize(
    ("start", "last", "months", "due"),
    [
        (date(2023, 12, 18), None, 12, date(2024, 12, 18)),
        (date(2023, 12, 18), date(2024, 11, 5), 12, date(2025, 11, 5)),
        (date(2024, 2, 29), None, 12, date(2025, 2, 28)),
        (date(2026, 8, 31), None, 6, date(2027, 2, 28)),
        (date(2025, 8, 31), None, 1, date(2025, 9, 30)),
    ],
)
def test_the_next_evaluation_is_due_so_many_months_after_the_last_one_or_the_start(start, last, months, due):
    assert due_on(in_force_from=start, last_held_on=last, months=months) == due


def test_without_an_interval_it_is_yearly():
    """FAQ vraag 8."""
    assert due_on(in_force_from=date(2026, 1, 1), last_held_on=None, months=None) == date(2027, 1, 1)


def test_an_evaluation_held_before_the_start_does_not_bring_the_next_one_forward():
    assert due_on(in_force_from=date(2026, 1, 1), last_held_on=date(2025, 6, 1), months=12) == date(2027, 1, 1)
