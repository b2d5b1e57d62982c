"""Writes on the mailbox in which a core actor gets what a receiver passes on (R69, R70, R90)."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import EventWriter
from gbo.actions.agreements import lock, write_event
from gbo.models import GboParty
from outbox.models import Transmission


@transaction.atomic
def set_mailbox(
    *, party: GboParty, mailbox: str, attested_on: date, attested_by: str, by: User, at: datetime
) -> GboParty:
    """Record the mailbox with the confirmation that only staff bound by secrecy open it (R69, R70).

    Registering it again, also with the same address, clears what came back. What waits for another address is held back
    by the gate: it never goes to the new one.
    """
    agreement = lock(party.agreement)
    row = GboParty.objects.select_for_update(no_key=True).get(pk=party.pk)
    row.mailbox, row.attested_on, row.attested_by, row.bounced_on = mailbox, attested_on, attested_by, None
    row.save(update_fields=["mailbox", "attested_on", "attested_by", "bounced_on"])
    details = {"party": str(row.pk), "on": attested_on.isoformat()}
    write_event(Event.GBO_MAILBOX_SET, agreement, by=by, at=at, details=details)
    return row


@transaction.atomic
def record_returned_mail(*, transmission: Transmission, at: datetime) -> EventWriter:
    """Record that a mail to this address came back: nothing else leaves for it until it is registered again (R68).

    Returns what writes the audit event.
    """
    rows = GboParty.objects.select_for_update(no_key=True, of=("self",)).select_related("agreement")
    found = list(rows.filter(mailbox__iexact=transmission.recipient, bounced_on=None).order_by("pk"))
    for party in found:
        party.bounced_on = timezone.localdate(at)
        party.save(update_fields=["bounced_on"])
    return partial(_record_bounces, found, at=at)


def _record_bounces(parties: list[GboParty], *, at: datetime) -> None:
    for party in parties:
        write_event(Event.GBO_MAILBOX_BOUNCED, party.agreement, by=None, at=at, details={"party": str(party.pk)})
