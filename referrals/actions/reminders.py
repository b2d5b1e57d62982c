"""Reminding a receiver that did not open an archive, and telling the team to call (D12, ADR 0034).

Whether a step comes depends on what the team sees itself, and on nothing else: what the receiver logged only decides,
in the courier, whether a mail to it leaves (D4).
"""

import logging
import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.terms.papers import Party
from audit.events import Event
from audit.record import record_event
from directory.days_off import is_public_holiday
from law.findings import Topic
from law.gate import Decision
from law.unopened import Step, step_that_came
from outbox.actions import queue_transmission
from outbox.models import Kind
from referrals.actions.corrections import may_correct, papers_of_today, whom_to_tell
from referrals.models import ReceiverReminder, Referral
from referrals.models.reminder import LINK_PURPOSE, reminder_token
from referrals.rules.archives import mailboxes_with_data
from vault.blind_index import blind_index

log = logging.getLogger(__name__)


def reminders_due(*, at: datetime) -> list[UUID]:
    """The referrals for which a step came that was not taken yet; none on a day on which nobody works."""
    waiting = Referral.objects.unopened().filter(reminded_up_to__lt=Step.TEAM).order_by("filed_at", "pk")
    rows = waiting.values_list("pk", "transmission__sent_at", "reminded_up_to")
    return [pk for pk, sent_at, taken in rows if (_step(sent_at, at) or 0) > taken]


def remind_receivers(*, at: datetime) -> tuple[int, int]:
    """Take every step that came, each in a transaction of its own; returns how many were taken, and how many failed."""
    reminded = failed = 0
    for referral_id in reminders_due(at=at):
        try:
            reminded += remind_receiver(referral_id, at=at) is not None
        except Exception as error:  # one referral that cannot be handled does not hold back all the others
            failed += 1
            log.error("reminder for referral %s: %s", referral_id, type(error).__name__)
    return reminded, failed


@transaction.atomic
def remind_receiver(referral_id: UUID, *, at: datetime) -> Step | None:
    """Take the step that came for this referral: one row, with its mails in the outbox; returns which.

    None when there is nothing to do: taken by another run, opened or ended in between, or stopped by the papers. A
    referral that someone works on just now is waited for.
    """
    locked = Referral.objects.select_for_update(no_key=True).filter(pk=referral_id).first()
    if locked is None or not may_be_reminded(locked, at=at):
        return None
    step = _step(locked.transmission.sent_at, at)
    if step is None or step <= locked.reminded_up_to:
        return None
    recipients = _recipients(locked, step, at=at)
    if not recipients and step is not Step.TEAM:  # the page of the team tells it too
        return None
    key = uuid.uuid4()
    digest = blind_index(LINK_PURPOSE, reminder_token(key))
    reminder = ReceiverReminder.objects.create(id=key, referral=locked, step=step, made_at=at, link_digest=digest)
    locked.reminded_up_to = step
    locked.save(update_fields=["reminded_up_to"])
    for recipient in recipients:
        queue_transmission(
            kind=Kind.REMINDER,
            subject_id=reminder.pk,
            reference=locked.reference,
            recipient=recipient,
            papers_id=None,
            log=locked.partner_id,
            at=at,
        )
    details = {"reference": locked.reference, "reminded": step.name.lower()}
    record_event(Event.RECEIVER_REMINDED, by=None, at=at, about=locked, organisation=locked.team, details=details)
    return step


def may_be_reminded(referral: Referral, *, at: datetime) -> bool:
    """Whether it still waits at the receiver, and the papers let data go there today: suspended or ended, nobody asks.

    Who filed it may have left, and a mailbox that changed leaves the contact persons and the phone.
    """
    if not Referral.objects.unopened().filter(pk=referral.pk).exists():
        return False
    return all(one.topic in (Topic.SENDER, Topic.MAILBOX) for one in _ask(referral, at=at).obstacles)


def _ask(referral: Referral, *, at: datetime) -> Decision:
    return may_correct(referral, sender=referral.handler, by_phone=False, at=at)


def _step(sent_at: datetime | None, at: datetime) -> Step | None:
    if sent_at is None:
        return None
    return step_that_came(sent_on=timezone.localdate(sent_at), on=timezone.localdate(at), is_day_off=is_public_holiday)


def _recipients(referral: Referral, step: Step, *, at: datetime) -> list[str]:
    """The mailbox when the archive lies there, then also the contact persons of today's papers (R20); or the team."""
    if step is Step.TEAM:
        return whom_to_tell(referral)
    found = [] if _ask(referral, at=at).about(Topic.MAILBOX) else mailboxes_with_data(referral)
    papers = papers_of_today(referral, at=at)
    protocol = papers.protocol_facts if papers else None
    mailbox = protocol.mailbox_facts if protocol else None
    found = [address for address in found if mailbox and address == mailbox.address]
    if step is Step.CONTACTS and papers:
        found += papers.mail_addresses_of(Party.PARTNER)
    return list(dict.fromkeys(found))
