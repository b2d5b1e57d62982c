"""Reading the password of an archive: each reading is in the trail (D2)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal
from law.roles import Role
from outbox.models import TransmissionStatus
from referrals.models import Referral
from referrals.rules.archives import archives_of, may_read


@transaction.atomic
def read_password(referral: Referral, *, by: User, at: datetime, archive: str = "") -> str:
    """Return the password of an archive of this referral and write the reading to the trail (D2).

    For the addressed receiver's social worker on the site, or for a team member who reads it out by phone. `archive` is
    its file name; the one with the four fields as they are now when left out. The first reading by the receiver counts
    as the opening of the data, which starts the clock of D1. Who is given the password by phone opens it too: nobody is
    reminded any more (D12).
    """
    referral = Referral.objects.select_related("consent").get(pk=referral.pk)
    is_receiver = referral.partner in by.organisations_as(Role.SOCIAL_WORKER)
    found = next(
        (
            one
            for one in archives_of(referral, only_sent=is_receiver)
            if one.name == archive or (not archive and not one.is_superseded)
        ),
        None,
    )
    if found is None:
        raise Refusal(f"Het wachtwoord is gewist, samen met de gegevens. Bel {referral.team.name}.")
    transmission = found.transmission
    if not may_read(found, referral) or transmission.password is None:
        raise Refusal(f"Het wachtwoord is gewist, samen met de gegevens. Bel {referral.team.name}.")
    is_data = not found.is_deletion_notice
    if is_receiver and is_data:  # an update, not a lock: reading never waits for a worker that speaks with the relay
        Referral.objects.filter(pk=referral.pk, opened_at=None).update(opened_at=at)
    elif is_data:  # of any archive: the team may not learn whether a correction arrived (ADR 0023)
        arrived = Referral.objects.filter(
            pk=referral.pk, read_out_at=None, transmission__status=TransmissionStatus.SENT
        )
        arrived.update(read_out_at=at)
    record_event(
        Event.PASSWORD_READ,
        by=by,
        at=at,
        about=referral,
        organisation=referral.partner if is_receiver else referral.team,
        details={"reference": referral.reference, "kind": transmission.kind},
    )
    return str(transmission.password)
