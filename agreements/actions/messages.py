"""Writing to the other party: the message, and its place in the outbox, in the transaction of what it tells about."""

import uuid
from datetime import date, datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from agreements.actions.files import keep_file
from agreements.models import Agreement, FileKind, Message, MessageKind
from agreements.terms.papers import Party
from audit.events import Event
from audit.record import Code, EventWriter, record_event, write_no_event
from law.refusal import Refusal
from outbox.actions import queue_transmission
from outbox.models import Kind


@transaction.atomic
def write_message(
    *,
    kind: MessageKind,
    agreement: Agreement | None,
    to_party: Party,
    recipient: str,
    subject: str,
    body: str,
    by: User | None,
    at: datetime,
) -> Message:
    """Write to one address of a party and queue the mail; without an address it is a letter, to be printed.

    `body` is plain text without client data; `by` is None for the clock. It stays with the agreement (R23).
    """
    key = uuid.uuid4()
    transmission = None
    if recipient:
        transmission = queue_transmission(kind=Kind.MESSAGE, subject_id=key, recipient=recipient, papers_id=None, at=at)
    message = Message.objects.create(
        id=key,
        kind=kind,
        agreement=agreement,
        to_party=to_party,
        recipient=recipient,
        subject=subject,
        body=body,
        written_by=by,
        written_at=at,
        transmission=transmission,
    )
    organisation = agreement.partner if agreement else None
    details: dict[str, Code] = {"kind": kind.value, "party": to_party.value, "by_post": not recipient}
    record_event(Event.MESSAGE_WRITTEN, by=by, at=at, about=message, details=details, organisation=organisation)
    return message


@transaction.atomic
def record_posting(
    *, message: Message, posted_on: date, proof: str, scan: bytes | None = None, by: User, at: datetime
) -> None:
    """Record that a letter was posted, and what proves it: a number, and a scan of the receipt when there is one."""
    message = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    if message.transmission_id is not None or message.posted_on is not None:
        raise Refusal("Dit bericht is al verstuurd.")
    message.posted_on, message.proof = posted_on, proof
    if scan and message.agreement is not None:
        kind = FileKind.POSTING_PROOF
        message.scan = keep_file(agreement=message.agreement, kind=kind, content=scan, by=by, at=at)
    message.save(update_fields=["posted_on", "proof", "scan"])
    record_event(Event.MESSAGE_POSTED, by=by, at=at, about=message, details={"posted_on": posted_on.isoformat()})


@transaction.atomic
def record_return(*, message_id: uuid.UUID, at: datetime) -> EventWriter:
    """Record that the mail came back; the first time counts. Returns what writes the audit event."""
    message = Message.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.returned_at is not None:
        return write_no_event
    message.returned_at = at
    message.save(update_fields=["returned_at"])
    details = {"kind": message.kind}
    return partial(record_event, Event.MESSAGE_RETURNED, by=None, at=at, about=message, details=details)
