"""What can be done with mail that did not leave: try again, give it up, or release all of it after a standstill."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from law.obstacles import Obstacle
from law.refusal import Refusal
from outbox.actions import cancel, retry
from outbox.couriers import courier_of
from outbox.models import STOPPED, Kind, Transmission, TransmissionStatus
from outbox.standstill import count_held, release
from referrals import listeners
from referrals.actions.own_withdrawal import WISHED, carry_out_journal
from referrals.actions.withdrawal import withdraw
from referrals.models import Referral


@transaction.atomic
def release_outbox(
    *, withdrawn: Mapping[UUID, date], noted: Sequence[Mapping[str, Any]] = (), by: User, at: datetime
) -> tuple[int, int]:
    """Let mail leave again after a standstill; first, what a restore brought back is set right.

    `withdrawn` are the consents in the journal, `noted` what it kept sealed of the receivers. Returns how many mails
    wait for a person because they may have left after the copy was made, and how many withdrawals were recorded again
    (R55). What receivers noted is counted nowhere (D4).
    """
    lost = Referral.objects.filter(consent__in=withdrawn, consent__withdrawal=None).select_related("consent")
    again = list(lost.order_by("pk"))
    for referral in again:
        on = max(withdrawn[referral.consent_id], referral.consent.given_on)  # noted before anyone judged the day
        withdraw(referral, on=on, by=by, at=at)
    carry_out_journal([entry for entry in noted if entry["act"] == WISHED], at=at)
    listeners.tell_restored([entry for entry in noted if entry["act"] != WISHED], by=by, at=at)
    held = count_held()
    release(by=by, at=at)
    return held, len(again)


@transaction.atomic
def retry_sending(referral: Referral, *, by: User, at: datetime) -> list[Obstacle]:
    """Send again what failed or was held back: the same mail, to the same mailbox; the gate is asked first (D7).

    Returns what still stands in the way; then the mail is held back. Raises Refusal when it is not stopped.
    """
    courier = courier_of(Kind.REFERRAL)
    locked = courier.lock(referral.pk, wait=True)
    transmission = (
        Transmission.objects.select_for_update(no_key=True).without_content().get(pk=referral.transmission_id)
    )
    if locked is None or transmission.status not in STOPPED:
        raise Refusal("Dat kan nu niet meer met deze mail. Kijk hoe het ermee staat.")
    obstacles = list(courier.obstacles(locked, transmission, at=at))
    if obstacles:
        if transmission.status == TransmissionStatus.BLOCKED:
            transmission.obstacles = [obstacle.code for obstacle in obstacles]
            transmission.save(update_fields=["obstacles"])
        return obstacles
    retry(transmission, by=by, at=at)
    return []


@transaction.atomic
def cancel_sending(referral: Referral, *, by: User, at: datetime) -> None:
    """Give up a mail that did not leave; raises Refusal when it did, or may have: then consent is withdrawn."""
    Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    cancel(Transmission.objects.get(pk=referral.transmission_id), by=by, at=at)
