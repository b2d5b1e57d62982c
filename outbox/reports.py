"""What comes back is tied to its mail and noted there; none vanishes (R68, D30, ADR 0042).

Nothing of a report is kept but the moment, what it says, and the code of why.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit.events import Event
from audit.record import EventWriter, record_event, write_no_event
from outbox import listeners, shared_faults
from outbox.conclusion import Conclusion, conclude
from outbox.couriers import courier_of
from outbox.incoming import Incoming
from outbox.models import OF_THE_RECEIVER, Report, Transmission, Verdict


def find_transmission(incoming: Incoming) -> Transmission | None:
    """The mail of ours it is about: by the address it came to, by envelope id, by Message-ID."""
    rows = Transmission.objects.without_content()
    for key in (incoming.token, incoming.envelope_id):
        if _is_number(key) and (found := rows.filter(pk=UUID(key)).first()):
            return found
    return rows.filter(message_id__in=incoming.message_ids).first() if incoming.message_ids else None


@transaction.atomic
def note_report(incoming: Incoming, *, at: datetime) -> tuple[Transmission, Conclusion] | None:
    """Write what a report says at its mail; a second time changes nothing. None when it is about no mail of ours.

    Locks in the order of everybody else: papers, subject, mail, and the trail last.
    """
    found = find_transmission(incoming)
    if found is None:
        return None
    conclusion = conclude(incoming, recipient=found.recipient)
    courier = courier_of(found.kind)
    tell: EventWriter = write_no_event
    is_gone = conclusion.mailbox_is_gone and not shared_faults.is_shared(found, conclusion, at=at)
    if conclusion.verdict == Verdict.RETURNED and (found.returned_at is None or is_gone):
        tell = courier.returned(found, mailbox_is_gone=is_gone, at=at)
    courier.lock(found.subject_id, wait=True)
    mail = Transmission.objects.select_for_update(no_key=True).without_content().get(pk=found.pk)
    tell()
    _, is_new = Report.objects.get_or_create(
        transmission=mail, verdict=conclusion.verdict, code=conclusion.code, defaults={"noted_at": at}
    )
    if conclusion.verdict == Verdict.DELIVERED and mail.delivered_at is None and mail.returned_at is None:
        mail.delivered_at = at
        mail.save(update_fields=["delivered_at"])
    if conclusion.verdict == Verdict.RETURNED and mail.returned_at is None:
        mail.returned_at, mail.return_code = at, conclusion.code
        mail.save(update_fields=["returned_at", "return_code"])
        details = {"kind": mail.kind, "code": conclusion.code}
        record_event(Event.TRANSMISSION_RETURNED, by=None, at=at, about=mail, details=details)
    if is_new and conclusion.verdict in (Verdict.RETURNED, Verdict.ABOUT_ANOTHER):
        _tell_administrators(mail, conclusion, is_gone=is_gone, at=at)
    return mail, conclusion


def _tell_administrators(mail: Transmission, conclusion: Conclusion, *, is_gone: bool, at: datetime) -> None:
    """One by one, until it turns out to be a fault of ours: that is told once. Never of a mail of a receiver (D4)."""
    if mail.kind in OF_THE_RECEIVER:
        return
    fault, is_new = shared_faults.record(mail, conclusion, at=at)
    if fault is None:
        listeners.tell_return(listeners.Return(mail, conclusion.verdict, conclusion.code, is_gone), at=at)
    elif is_new:
        listeners.tell_fault(fault, at=at)


def _is_number(key: str) -> bool:
    return len(key) == 32 and all(sign in "0123456789abcdef" for sign in key)
