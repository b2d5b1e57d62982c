"""Reading the password of an archive: each reading is in the trail (D2)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.roles import Role
from outbox.models import Status as TransmissionStatus
from referrals.models import Referral


class PasswordGone(Exception):
    """Nobody may read the password: it was erased (D1), consent was withdrawn (R55), or nothing left yet."""


@transaction.atomic
def read_password(referral: Referral, *, by: User, at: datetime) -> str:
    """Return the archive's password and write the reading to the trail (D2).

    For the addressed receiver's social worker on the site, or for a team member who reads it out by phone. The first
    reading by the receiver counts as the opening of the archive, which starts the clock of D1.
    """
    referral = Referral.objects.select_related("transmission", "consent").get(pk=referral.pk)
    transmission = referral.transmission
    password = transmission.password
    may_have_left = transmission.status == TransmissionStatus.SENT or transmission.is_ambiguous
    if password is None or not may_have_left or referral.consent.withdrawn_on is not None:
        raise PasswordGone
    is_receiver = referral.partner in by.organisations_as(Role.SOCIAL_WORKER)
    if is_receiver:  # an update, not a lock: reading never waits for a worker that speaks with the relay
        Referral.objects.filter(pk=referral.pk, opened_at=None).update(opened_at=at)
    record_event(
        Event.PASSWORD_READ,
        by=by,
        at=at,
        about=referral,
        organisation=referral.partner if is_receiver else referral.team,
        details={"reference": referral.reference},
    )
    return str(password)
