"""The rights of the client: reading all that is known of them is an act of its own (art. 15 GDPR, D11)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from referrals.models import Referral


@transaction.atomic
def read_dossier(referral: Referral, *, by: User, at: datetime) -> None:
    """Write to the trail that someone of the team made the dossier of a client who asked for it."""
    details = {"reference": referral.reference}
    record_event(Event.DOSSIER_READ, by=by, at=at, about=referral, organisation=referral.team, details=details)
