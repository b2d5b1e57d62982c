"""A partner's mailbox that gives mail back, and works again: the receiver's own knowledge (R68, D19, D30)."""

from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from agreements.models import Mailbox
from audit.events import Event
from audit.record import EventWriter, record_event, write_no_event
from directory.models import Organisation
from gbo.models import GboMailbox
from law.obstacles import Obstacle
from ocmw_intake.onward.models import ReturningMailbox
from outbox.actions import release_held_back
from outbox.models import Transmission


@transaction.atomic
def record_returning_mailbox(*, transmission: Transmission, at: datetime) -> EventWriter:
    """Record that a mail of a receiver came back because the mailbox is not there; the first one counts.

    Returns what writes the event, in the log of that receiver. A mail that left before the mailbox was registered
    again, or before the partner said that it works, says nothing about it.
    """
    left_at = transmission.sent_at or transmission.created_at
    known = ReturningMailbox.objects.filter(receiver=transmission.log, address__iexact=transmission.recipient)
    if known.filter(works_since__gte=left_at).exists():
        return write_no_event
    values = {"receiver_id": transmission.log, "address": transmission.recipient, "mail_left_at": left_at}
    # two reports at once: the constraint lets one of them in
    [row] = ReturningMailbox.objects.bulk_create([ReturningMailbox(**values)], ignore_conflicts=True)
    if not ReturningMailbox.objects.filter(pk=row.pk).exists():
        return write_no_event
    return partial(_record, Event.PARTNER_MAILBOX_RETURNED, row, by=None, at=at)


@transaction.atomic
def partner_mailbox_works(*, receiver: Organisation, mailbox: Mailbox, by: User, at: datetime) -> None:
    """Record that the partner said its mailbox works (D30); twice changes nothing.

    What this receiver typed and that waited for nothing else leaves at once, when the gate allows it.
    """
    for row in ReturningMailbox.objects.standing(receiver.pk, mailbox).select_for_update():
        row.works_since, row.told_by = at, by
        row.save(update_fields=["works_since", "told_by"])
        _record(Event.PARTNER_MAILBOX_WORKS, row, by=by, at=at)
    papers = list(GboMailbox.objects.filter(mailbox=mailbox).values_list("party__agreement", flat=True))
    returns = [Obstacle.ONWARD_MAILBOX_RETURNS]
    release_held_back(papers=papers, obstacles=returns, log=receiver.pk, by=by, at=at)


def _record(event: Event, row: ReturningMailbox, *, by: User | None, at: datetime) -> None:
    record_event(event, by=by, at=at, about=row, organisation=row.receiver)
