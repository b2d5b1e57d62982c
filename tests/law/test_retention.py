"""When the four fields must be gone on our side (D1), and how long the receiver keeps a file (R82, R84)."""

from datetime import date, timedelta
from typing import Any

import pytest

from law.retention import STANDARD_TERMS, Terms, erase_on, file_kept_until, last_closing_over

FILED = date(2026, 11, 2)
SENT = date(2026, 11, 3)
NINETY_DAYS_AFTER_SENDING = date(2027, 2, 1)
NINETY_DAYS_AFTER_FILING = date(2027, 1, 31)


def erased(**changes: Any) -> date:
    facts: dict[str, Any] = {
        "filed_on": FILED,
        "sent_on": SENT,
        "opened_on": None,
        "withdrawn_on": None,
        "deletion_notice_left_on": None,
    }
    return erase_on(**(facts | changes))


def test_the_standard_terms_are_those_of_the_papers() -> None:
    """D1: 30 and 90 days; R82: 10 years."""
    assert Terms(days_after_opening=30, days_after_sending=90, years_after_closing=10) == STANDARD_TERMS


def test_an_unopened_archive_is_erased_ninety_days_after_sending() -> None:
    """D1."""
    assert erased() == NINETY_DAYS_AFTER_SENDING


def test_a_referral_that_never_left_is_erased_ninety_days_after_filing() -> None:
    """D1: in any case."""
    assert erased(sent_on=None) == NINETY_DAYS_AFTER_FILING


def test_an_opened_archive_is_erased_thirty_days_later() -> None:
    """D1."""
    assert erased(opened_on=date(2026, 11, 10)) == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("opened_on", "expected"),
    [
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 1, 2), NINETY_DAYS_AFTER_SENDING),
        (date(2027, 1, 3), NINETY_DAYS_AFTER_SENDING),
    ],
)
def test_opening_late_never_postpones_the_ninety_days(opened_on: date, expected: date) -> None:
    """D1: in any case after 90 days."""
    assert erased(opened_on=opened_on) == expected


def test_a_withdrawal_erases_on_the_day_the_deletion_notice_left() -> None:
    """D1, R55."""
    assert erased(withdrawn_on=date(2026, 11, 9), deletion_notice_left_on=date(2026, 11, 11)) == date(2026, 11, 11)


def test_a_withdrawal_before_anything_was_sent_erases_at_once() -> None:
    """D1: there is no notice to wait for."""
    assert erased(sent_on=None, withdrawn_on=date(2026, 11, 9)) == date(2026, 11, 9)


def test_a_deletion_notice_that_cannot_leave_does_not_stop_the_other_clocks() -> None:
    """D1."""
    assert erased(withdrawn_on=date(2026, 11, 9)) == NINETY_DAYS_AFTER_SENDING
    assert erased(withdrawn_on=date(2026, 11, 9), opened_on=date(2026, 11, 10)) == date(2026, 12, 10)


def test_a_deletion_notice_without_withdrawal_is_no_clock() -> None:
    """D9: a notice to a wrong receiver does not erase on our side."""
    assert erased(deletion_notice_left_on=date(2026, 11, 11)) == NINETY_DAYS_AFTER_SENDING


def test_the_terms_are_settings() -> None:
    terms = Terms(days_after_opening=5, days_after_sending=10)
    assert erased(terms=terms) == date(2026, 11, 13)
    assert erased(terms=terms, opened_on=date(2026, 11, 4)) == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("closed_on", "kept_until"),
    [(date(2026, 11, 23), date(2036, 11, 23)), (date(2028, 2, 29), date(2038, 2, 28))],
)
def test_a_file_is_kept_ten_years_after_closing(closed_on: date, kept_until: date) -> None:
    """R82, protocol art. 3."""
    assert file_kept_until(closed_on) == kept_until


def test_a_receiver_may_set_its_own_term() -> None:
    """R84, FAQ vraag 10."""
    assert file_kept_until(date(2026, 11, 23), Terms(years_after_closing=2)) == date(2028, 11, 23)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2036, 11, 25), date(2026, 11, 24)),  # kept up to and including the 24th
        (date(2034, 2, 28), date(2024, 2, 27)),
        (date(2034, 3, 1), date(2024, 2, 29)),  # 28 and 29 February both lead to 28 February 2034
        (date(2036, 2, 29), date(2026, 2, 28)),
        (date(2036, 3, 1), date(2026, 2, 28)),
    ],
)
def test_the_last_closing_that_is_over_by_today(today: date, expected: date) -> None:
    """R82."""
    assert last_closing_over(today) == expected


def test_a_file_is_over_exactly_when_it_closed_by_then() -> None:
    """R82, R84: the two ways to ask agree, around every 29 February too."""
    for years in (1, 4, 10):
        terms = Terms(years_after_closing=years)
        for number in range(4 * 366):
            today = date(2033, 1, 1) + timedelta(days=number)
            last = last_closing_over(today, terms)
            assert file_kept_until(last, terms) < today <= file_kept_until(last + timedelta(days=1), terms)
