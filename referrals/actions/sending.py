"""What can be done with mail that did not leave: try again, or give it up."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from accounts.models import User
from law.obstacles import Obstacle
from law.refusal import Refusal
from outbox.actions import cancel, retry
from outbox.couriers import courier_of
from outbox.models import STOPPED, Kind, Transmission, TransmissionStatus
from referrals.models import Referral


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


def send_again(referrals: Iterable[Referral], *, by: User, at: datetime) -> int:
    """Send what was held back and can go again, each in a transaction of its own; returns how many go.

    The gate is asked about each: what was withdrawn, or is about other papers or another mailbox by now, stays.
    """
    going = 0
    for referral in referrals:
        with suppress(Refusal):  # a colleague was first
            going += not retry_sending(referral, by=by, at=at)
    return going


@transaction.atomic
def cancel_sending(referral: Referral, *, by: User, at: datetime) -> None:
    """Give up a mail that did not leave; raises Refusal when it did, or may have: then consent is withdrawn."""
    Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    cancel(Transmission.objects.get(pk=referral.transmission_id), by=by, at=at)
