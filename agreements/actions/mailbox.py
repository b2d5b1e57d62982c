"""Writes on the mailbox for data sharing (R69, R70)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from agreements.actions.refusals import Refused
from agreements.actions.writing import record
from agreements.models import (
    Mailbox,
    Protocol,
)
from audit.events import Event
from audit.record import record_event


class SecondPersonNeeded(Refused):
    """The second check of a mailbox is done by another administrator than the first."""


class MailboxReplaced(Refused):
    """The address was replaced while it was being checked."""


@transaction.atomic
def set_mailbox(
    *,
    protocol: Protocol,
    address: str,
    secrecy_attested_on: date | None = None,
    secrecy_attested_by: str = "",
    by: User,
    at: datetime,
) -> Mailbox:
    """Record the mailbox and the attestation about professional secrecy (R69, R70).

    Another address, or the same after a mail bounced, is a new row: it is checked by two people again.
    """
    Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    mailbox = Mailbox.objects.select_for_update(no_key=True).filter(protocol=protocol, replaced_at=None).first()
    if mailbox is None or mailbox.address != address or mailbox.bounced_on is not None:
        Mailbox.objects.filter(protocol=protocol, replaced_at=None).update(replaced_at=at)
        mailbox = Mailbox(protocol=protocol, address=address, registered_at=at)
        mailbox.save(force_insert=True)
    mailbox.secrecy_attested_on = secrecy_attested_on
    mailbox.secrecy_attested_by = secrecy_attested_by
    mailbox.save(update_fields=["secrecy_attested_on", "secrecy_attested_by"])
    record(Event.MAILBOX_SET, protocol.agreement, by=by, at=at, details={"mailbox": str(mailbox.pk)})
    return mailbox


@transaction.atomic
def verify_mailbox(*, mailbox: Mailbox, by: User, at: datetime) -> Mailbox:
    """Record that `by` compared the address with the signed protocol; two administrators do so, one after the other.

    Raises MailboxReplaced when the address is no longer in use, SecondPersonNeeded when `by` did the first check.
    A mailbox that two people have checked stays as it is.
    """
    mailbox = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox.pk)
    if mailbox.replaced_at is not None:
        raise MailboxReplaced("Dit adres is intussen vervangen. Controleer het nieuwe adres.")
    if mailbox.second_verified_at is not None:
        return mailbox
    if mailbox.first_verified_at is None:
        step, mailbox.first_verified_by, mailbox.first_verified_at = 1, by, at
    elif mailbox.first_verified_by_id == by.pk:
        raise SecondPersonNeeded("U deed de eerste controle al. Vraag de tweede controle aan een andere beheerder.")
    else:
        step, mailbox.second_verified_by, mailbox.second_verified_at = 2, by, at
    mailbox.save()
    details = {"mailbox": str(mailbox.pk), "step": step}
    record(Event.MAILBOX_VERIFIED, mailbox.protocol.agreement, by=by, at=at, details=details)
    return mailbox


@transaction.atomic
def record_bounce(*, address: str, on: date, at: datetime) -> None:
    """Record that a mail came back from this address: wherever it is in use, it is not verified any more (R70)."""
    current = Mailbox.objects.select_for_update(no_key=True).filter(address=address, replaced_at=None, bounced_on=None)
    for mailbox in list(current.order_by("pk")):
        mailbox.bounced_on = on
        mailbox.save(update_fields=["bounced_on"])
        record_event(
            Event.MAILBOX_BOUNCED,
            by=None,
            at=at,
            about=mailbox.protocol.agreement,
            organisation=mailbox.protocol.agreement.partner,
            details={"mailbox": str(mailbox.pk)},
        )
