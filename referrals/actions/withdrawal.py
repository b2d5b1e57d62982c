"""The client changed their mind (R55)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from consent.actions import withdraw as withdraw_consent
from outbox.actions import cancel_queued
from referrals.models import Referral


@transaction.atomic
def withdraw(referral: Referral, *, on: date, by: User, at: datetime) -> None:
    """Record that the client took back consent (R55), and cancel what did not leave.

    Waits for a hand-over that is under way, because that holds the lock of the referral: once this returns, nothing
    leaves any more.
    """
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    cancel_queued(subject_id=locked.pk)
    withdraw_consent(locked.consent, on=on, by=by, at=at)
