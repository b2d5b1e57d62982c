"""How long data may stay: the four fields on our side (D1) and the client's file at the receiver (R81–R84)."""

from dataclasses import dataclass
from datetime import date, timedelta

from law.notice_period import add_months


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms in use: the first two are ours (D1), the others the receiver's, who may set its own (R82–R84)."""

    days_after_opening: int = 30
    days_after_sending: int = 90
    days_to_delete: int = 0
    days_after_giving_up: int = 30
    years_after_closing: int = 10


STANDARD_TERMS = Terms()
YEARS_OF_PROOF = 10
"""How long the proof of a consent is kept, and what finds it: as long as the trail (D35)."""


def erase_on(
    *,
    filed_on: date,
    sent_on: date | None,
    opened_on: date | None,
    withdrawn_on: date | None,
    deletion_notice_left_on: date | None,
    terms: Terms = STANDARD_TERMS,
) -> date:
    """The day on which the four fields must be gone on our side (D1): the earliest clock that runs.

    `sent_on` is the day on which the archive was, or may have been, handed over; a referral that never left counts from
    its filing, so that nothing stays without end. A withdrawal erases once the deletion notice left, or at once when
    nothing was sent; a notice that cannot leave does not stop the other clocks.
    """
    clocks = [(sent_on or filed_on) + timedelta(days=terms.days_after_sending)]
    if opened_on is not None:
        clocks.append(opened_on + timedelta(days=terms.days_after_opening))
    if withdrawn_on is not None:
        withdrawal_done_on = withdrawn_on if sent_on is None else deletion_notice_left_on
        if withdrawal_done_on is not None:
            clocks.append(withdrawal_done_on)
    return min(clocks)


def proof_ends_on(recorded_on: date) -> date:
    """Last day on which the proof of a consent is kept, and with it the code to withdraw it (D35)."""
    return add_months(recorded_on, 12 * YEARS_OF_PROOF)


def delete_by(must_go_since: date, terms: Terms = STANDARD_TERMS, *, gave_up: bool = False) -> date:
    """Last day on which the receiver deletes what it has no reason left to keep (FAQ 3 and 10; R83, R84).

    Who stopped trying to reach the client has a term of its own: the client may call back (D23).
    """
    return must_go_since + timedelta(days=terms.days_after_giving_up if gave_up else terms.days_to_delete)


def decide_by(last_attempt_on: date, terms: Terms = STANDARD_TERMS) -> date:
    """Last day on which the receiver says how the contact ended, or tries again: no state is without an end (D23)."""
    return last_attempt_on + timedelta(days=terms.days_after_giving_up)


def file_kept_until(closed_on: date, terms: Terms = STANDARD_TERMS) -> date:
    """Last day on which the receiver keeps the file of a client who wanted help (protocol art. 3; R82, R84)."""
    return add_months(closed_on, 12 * terms.years_after_closing)


def last_closing_over(today: date, terms: Terms = STANDARD_TERMS) -> date:
    """The last closing day whose file is no longer kept today: that one and every earlier one are over (R82, R84).

    The day that `file_kept_until` leads to yesterday; two days can, when one of them is 29 February.
    """
    yesterday, day = today - timedelta(days=1), timedelta(days=1)
    found = add_months(yesterday, -12 * terms.years_after_closing)
    return found + day if file_kept_until(found + day, terms) <= yesterday else found
