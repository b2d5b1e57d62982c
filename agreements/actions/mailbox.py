"""Writes on the mailboxes for data sharing: the same for that of a protocol and of a GBO partner (R68–R70, D27)."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from agreements.actions.mailbox_owners import owner_of, write_event
from agreements.models import (
    Mailbox,
    MailboxCheck,
    Protocol,
)
from agreements.terms import mailbox_address
from agreements.terms.mailbox_restoring import RestoreReason
from audit.events import Event
from audit.record import EventWriter
from law.refusal import Refusal, refuse
from outbox.actions import cancel_queued
from outbox.models import Transmission


@transaction.atomic
def set_mailbox(*, protocol: Protocol, address: str, by: User, at: datetime) -> Mailbox:
    """Record the mailbox of a protocol (R70); the receiver itself attests secrecy, when it answers the check (R69)."""
    Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    mailbox = place_mailbox(protocol=protocol, address=address, at=at)
    write_event(Event.MAILBOX_SET, mailbox, by=by, at=at)
    return mailbox


def place_mailbox(*, protocol: Protocol, address: str, at: datetime) -> Mailbox:
    """Write the mailbox of a locked protocol, inside the transaction of an act that tells the trail."""
    current = Mailbox.objects.select_for_update(no_key=True).filter(protocol=protocol, replaced_at=None).first()
    return replace_mailbox(current, protocol=protocol, address=address, at=at)


def replace_mailbox(current: Mailbox | None, *, protocol: Protocol | None, address: str, at: datetime) -> Mailbox:
    """Write the mailbox that comes in the place of a locked one, for every owner (D27).

    Another address, or the same after a mail bounced, is a new row: two people compare it again, and the receiver
    answers a new mailbox check. What was queued for the old address never goes to the new one.
    """
    refuse(mailbox_address.against(address))
    if current is not None and current.address == address and current.bounced_on is None:
        return current
    if current is not None:
        close_mailbox(current, at=at)
    mailbox = Mailbox(protocol=protocol, address=address, registered_at=at)
    mailbox.save(force_insert=True)
    return mailbox


def close_mailbox(mailbox: Mailbox, *, at: datetime) -> None:
    """Let a mailbox be history: nothing leaves for it any more, and no check of it can be answered."""
    if mailbox.replaced_at is None:
        close_open_checks([mailbox], at=at)
        mailbox.replaced_at = at
        mailbox.save(update_fields=["replaced_at"])


@transaction.atomic
def verify_mailbox(*, mailbox: Mailbox, by: User, at: datetime) -> Mailbox:
    """Record that `by` compared the address with the signed protocol; two administrators do so, one after the other.

    Raises Refusal when the address is no longer to be used, or when `by` did
    the first check.
    A mailbox that two people have checked stays as it is.
    """
    mailbox = lock_usable(mailbox)
    if mailbox.second_verified_at is not None:
        return mailbox
    if mailbox.first_verified_at is None:
        step, mailbox.first_verified_by, mailbox.first_verified_at = 1, by, at
    elif mailbox.first_verified_by_id == by.pk:
        raise Refusal("U deed de eerste controle al. Vraag de tweede controle aan een andere beheerder.")
    else:
        step, mailbox.second_verified_by, mailbox.second_verified_at = 2, by, at
    mailbox.save()
    write_event(Event.MAILBOX_VERIFIED, mailbox, by=by, at=at, details={"step": step})
    return mailbox


@transaction.atomic
def record_bounce(*, mailbox: Mailbox, on: date, by: User, at: datetime) -> None:
    """Record that a mail to this mailbox came back: it is unverified until it is registered and checked again.

    Raises Refusal when the address is no longer in use, or was verified after that day.
    """
    [locked] = Mailbox.objects.select_for_update(no_key=True).filter(pk=mailbox.pk)
    if locked.replaced_at is not None:
        raise Refusal("Dit adres is intussen vervangen. Er gaat geen mail meer naartoe.")
    if locked.verified_on is not None and on < locked.verified_on:
        day = date_format(locked.verified_on)
        raise Refusal(f"Na die dag is de mailbox nog gecontroleerd, op {day}. Vul een latere dag in.")
    tell = _mark_bounced([locked], on=on, by=by, at=at)
    tell()


@transaction.atomic
def restore_mailbox(*, mailbox: Mailbox, reason: RestoreReason, by: User, at: datetime) -> None:
    """Switch on again a mailbox that was switched off wrongly: what was compared and checked before counts again (D30).

    What waited for nothing else leaves at once, when the gate allows it; the rest is offered to who sent it.
    A next mail that comes back because the mailbox is not there switches it off again. Raises Refusal when the
    address is no longer in use.
    """
    [locked] = Mailbox.objects.select_for_update(no_key=True).filter(pk=mailbox.pk)
    if locked.replaced_at is not None:
        raise Refusal("Dit adres is intussen vervangen. Er gaat geen mail meer naartoe.")
    if locked.bounced_on is None:
        return
    locked.bounced_on = None
    locked.save(update_fields=["bounced_on"])
    write_event(Event.MAILBOX_RESTORED, locked, by=by, at=at, details={"reason": reason.value})
    owner_of(locked).let_go_on(locked, by=by, at=at)


@transaction.atomic
def record_returned_mail(*, transmission: Transmission, at: datetime) -> EventWriter:
    """Record that a mailbox is not there any more: all in use with the address of this mail, whosever, are off now.

    Returns what writes the audit event. For `Courier.returned` of every kind of mail that goes to a mailbox. A mail
    that left before a mailbox was registered says nothing about it: an address that is registered again works again.
    """
    left_at = transmission.sent_at or transmission.created_at
    found = Mailbox.objects.select_for_update(no_key=True).filter(
        address__iexact=transmission.recipient, replaced_at=None, registered_at__lte=left_at
    )
    return _mark_bounced(list(found.order_by("pk")), on=timezone.localdate(at), by=None, at=at)


def _mark_bounced(mailboxes: list[Mailbox], *, on: date, by: User | None, at: datetime) -> EventWriter:
    """The caller holds the locks. The first bounce counts: a later one tells nothing new."""
    new = [mailbox for mailbox in mailboxes if mailbox.bounced_on is None]
    close_open_checks(new, at=at)
    for mailbox in new:
        mailbox.bounced_on = on
        mailbox.save(update_fields=["bounced_on"])
    return partial(_record_bounces, new, on=on, by=by, at=at)


def _record_bounces(mailboxes: list[Mailbox], *, on: date, by: User | None, at: datetime) -> None:
    for mailbox in mailboxes:
        write_event(Event.MAILBOX_BOUNCED, mailbox, by=by, at=at, details={"on": on.isoformat()})


def lock_usable(mailbox: Mailbox) -> Mailbox:
    """Lock a mailbox that may be checked; raise Refusal for any other."""
    locked = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox.pk)
    if locked.replaced_at is not None:
        raise Refusal("Dit adres is intussen vervangen. Controleer het nieuwe adres.")
    if locked.bounced_on is not None:
        raise Refusal("Een mail naar dit adres kwam terug. Bewaar het adres eerst opnieuw.")
    return locked


def close_open_checks(mailboxes: list[Mailbox], *, at: datetime) -> None:
    """Let no link work any more, and take out of the outbox what did not leave. The caller holds the mailboxes' locks.

    A check is locked after its mailbox, here and everywhere; the worker that mails it locks the check alone.
    """
    checks = MailboxCheck.objects.select_for_update(no_key=True)
    for check in checks.filter(mailbox__in=mailboxes, answered_at=None, replaced_at=None).order_by("pk"):
        cancel_queued(subject_id=check.pk)
        check.replaced_at = at
        check.save(update_fields=["replaced_at"])
