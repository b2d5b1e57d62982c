"""A referral comes to its end: the client changed their mind, moved, or another receiver was the right one (R55, D9).

What is queued stops. Where data went, or may have gone, the receiver is asked to delete them (R56), whatever became of
the papers, the consent or the four fields (D6).
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.actions import withdraw as withdraw_consent
from consent.models import Reason, ToldBy, ToldTo, Withdrawal
from law.refusal import Refusal
from outbox.actions import cancel_queued, queue_transmission
from outbox.models import Kind
from referrals import listeners
from referrals.models import Call, DeletionDeclaration, DeletionNotice, Referral
from referrals.rules.archives import mailboxes_with_data


@transaction.atomic
def withdraw(
    referral: Referral,
    *,
    on: date,
    by: User | None,
    at: datetime,
    reason: Reason = Reason.CHANGED_MIND,
    told_by: ToldBy = ToldBy.CLIENT,
    told_to: ToldTo = ToldTo.RECORDER,
    call: Call | None = None,
) -> list[DeletionNotice]:
    """Record the end of the consent, cancel what did not leave, and ask the receiver to delete what did.

    Waits for a hand-over that is under way, because that holds the lock of the referral: once this returns, nothing
    leaves any more but the request to delete. With `call` the receiver was told by phone, and no mail goes. `by` is
    nobody when the client did so alone (D35).
    """
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    cancel_queued(subject_id=locked.pk)
    withdraw_consent(locked.consent, on=on, by=by, at=at, reason=reason, told_by=told_by, told_to=told_to)
    listeners.tell(locked.pk, at=at)
    mailboxes = mailboxes_with_data(locked)
    if not mailboxes:
        return []
    if call is None or by is None:
        notices = write_notices(locked, mailboxes, reason=reason, by=by, at=at)
    else:
        notices = [_note_of_call(locked, call, reason=reason, by=by, at=at)]
    details = {
        "reference": locked.reference,
        "channel": "phone" if call else "mail",
        "reason": reason.value,
        "transmissions": 0 if call else len(notices),
    }
    record_event(Event.DELETION_ASKED, by=by, at=at, about=locked, organisation=locked.team, details=details)
    return notices


def write_notices(
    referral: Referral, mailboxes: Iterable[str], *, reason: Reason, by: User | None, at: datetime
) -> list[DeletionNotice]:
    """Queue the request to delete for each of these mailboxes; belongs under the lock of the referral."""
    notices = []
    for mailbox in mailboxes:
        key = uuid.uuid4()
        transmission = queue_transmission(
            kind=Kind.DELETION_NOTICE,
            subject_id=key,
            reference=referral.reference,
            recipient=mailbox,
            papers_id=None,
            at=at,
        )
        notices.append(
            DeletionNotice.objects.create(
                id=key, referral=referral, reason=reason, asked_by=by, asked_at=at, transmission=transmission
            )
        )
    return notices


def _note_of_call(referral: Referral, call: Call, *, reason: Reason, by: User, at: datetime) -> DeletionNotice:
    return DeletionNotice.objects.create(
        referral=referral,
        reason=reason,
        asked_by=by,
        asked_at=at,
        called_on=call.on,
        called_by=by,
        spoke_with=call.spoke_with,
    )


@transaction.atomic
def record_call(referral: Referral, *, call: Call, by: User, at: datetime) -> None:
    """Record that the receiver was phoned about deleting, also when a mail was sent or failed (D5)."""
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    if not Withdrawal.objects.filter(consent_id=locked.consent_id).exists():
        raise Refusal("Het team vroeg niet om te wissen. Er valt niets te verklaren.")
    asked = locked.deletion_notices.select_for_update(no_key=True).filter(called_on=None)
    if asked.update(called_on=call.on, called_by=by, spoke_with=call.spoke_with):
        details = {"reference": locked.reference, "spoke_with": call.spoke_with.value}
        record_event(Event.DELETION_CALLED, by=by, at=at, about=locked, organisation=locked.team, details=details)


@transaction.atomic
def declare_deletion(
    referral: Referral, *, on: date, by_phone: bool = False, by: User, at: datetime
) -> DeletionDeclaration:
    """Record that the receiver declares to have deleted what the team asked to delete; the first one stands (R57).

    A receiver without an account declares it by phone, and the team notes it (D3, D5).
    """
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    if not Withdrawal.objects.filter(consent_id=locked.consent_id).exists():
        raise Refusal("Het team vroeg niet om te wissen. Er valt niets te verklaren.")
    declaration, is_new = DeletionDeclaration.objects.get_or_create(
        referral=locked, defaults={"declared_on": on, "declared_by": by, "declared_at": at}
    )
    if is_new:
        listeners.tell(locked.pk, at=at)
        details = {"reference": locked.reference, "declared_on": on.isoformat()}
        if by_phone:
            details["channel"] = "phone"
        side = locked.team if by_phone else locked.partner
        record_event(Event.DELETION_DECLARED, by=by, at=at, about=locked, organisation=side, details=details)
    return declaration
