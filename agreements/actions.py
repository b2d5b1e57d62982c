"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from agreements.models import Agreement, Contact, DpoAdvice, Mailbox, Protocol, Signature
from agreements.paper import PARTNER_KINDS, AgreementTerms, ContactDetails, Document, Party, ProtocolTerms
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.facts import OrganisationKind


class Refused(Exception):
    """The papers do not allow this; the message is the Dutch sentence for the page."""


class WrongParties(Refused):
    """The papers are concluded between a local team and an OCMW or CAW, and nobody else (R1–R5)."""


class AlreadyRegistered(Refused):
    """This team and this partner have an agreement; a next one is a version of it (R44)."""


class SecondPersonNeeded(Refused):
    """The second check of a mailbox is done by another administrator than the first."""


class MailboxReplaced(Refused):
    """The address was replaced while it was being checked."""


@transaction.atomic
def register_agreement(
    *,
    team: Organisation,
    partner: Organisation,
    terms: AgreementTerms | None = None,
    protocol_terms: ProtocolTerms | None = None,
    by: User,
    at: datetime,
) -> Agreement:
    """Register an agreement with its protocol (R26); whatever is not known yet, the gate will ask for."""
    if team.kind != OrganisationKind.LOCAL_TEAM or partner.kind not in PARTNER_KINDS:
        raise WrongParties("Kies een lokaal team en een OCMW of CAW.")
    Organisation.objects.select_for_update(no_key=True).get(pk=partner.pk)  # two at once would make two
    if Agreement.objects.filter(team=team, partner=partner).exists():
        raise AlreadyRegistered(f"{team} heeft al een overeenkomst met {partner}. Zoek die op in de lijst.")
    agreement = Agreement.objects.create(team=team, partner=partner, created_at=at, **(terms or {}))
    Protocol.objects.create(agreement=agreement, **(protocol_terms or {}))
    record_event(Event.AGREEMENT_REGISTERED, by=by, at=at, about=agreement, organisation=partner)
    return agreement


@transaction.atomic
def change_agreement(*, agreement: Agreement, terms: AgreementTerms, by: User, at: datetime) -> None:
    """Change what the agreement says; the trail holds the names of what changed, never the contents."""
    changed = _change(Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk), terms)
    if changed:
        _record(Event.AGREEMENT_CHANGED, agreement, by=by, at=at, details={"fields": changed})


@transaction.atomic
def change_protocol(*, protocol: Protocol, terms: ProtocolTerms, by: User, at: datetime) -> None:
    """Change what the protocol says; the trail holds the names of what changed, never the contents."""
    changed = _change(Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk), terms)
    if changed:
        _record(Event.PROTOCOL_CHANGED, protocol.agreement, by=by, at=at, details={"fields": changed})


@transaction.atomic
def record_signature(
    *,
    agreement: Agreement,
    document: Document,
    party: Party,
    position: int,
    name: str,
    function: str,
    place: str = "",
    signed_on: date | None,
    by: User,
    at: datetime,
) -> Signature:
    """Record who signs one of the papers on one of the two positions of a side, and when that was (R11, R13)."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    signature, _ = Signature.objects.update_or_create(
        agreement=agreement,
        document=document,
        party=party,
        position=position,
        defaults={"name": name, "function": function, "place": place, "signed_on": signed_on},
    )
    _record(Event.SIGNATURE_RECORDED, agreement, by=by, at=at, details=_position(signature))
    return signature


@transaction.atomic
def remove_signature(*, signature: Signature, by: User, at: datetime) -> None:
    """Take away a signatory who does not sign after all; the side is signed when the other one did (R13)."""
    details = _position(signature)
    signature.delete()
    _record(Event.SIGNATURE_REMOVED, signature.agreement, by=by, at=at, details=details)


@transaction.atomic
def record_dpo_advice(
    *,
    protocol: Protocol,
    party: Party,
    dpo_name: str,
    dpo_email: str = "",
    advised_on: date | None,
    by: User,
    at: datetime,
) -> DpoAdvice:
    """Record who is DPO of one side, and the day on which the DPO confirmed the advice (R29, R30)."""
    Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    advice, _ = DpoAdvice.objects.update_or_create(
        protocol=protocol,
        party=party,
        defaults={"dpo_name": dpo_name, "dpo_email": dpo_email, "advised_on": advised_on},
    )
    _record(Event.DPO_ADVICE_RECORDED, protocol.agreement, by=by, at=at, details={"party": party.value})
    return advice


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
    mailbox = Mailbox.objects.filter(protocol=protocol, replaced_at=None).first()
    if mailbox is None or mailbox.address != address or mailbox.bounced_on is not None:
        Mailbox.objects.filter(protocol=protocol, replaced_at=None).update(replaced_at=at)
        mailbox = Mailbox(protocol=protocol, address=address, registered_at=at)
    mailbox.secrecy_attested_on = secrecy_attested_on
    mailbox.secrecy_attested_by = secrecy_attested_by
    mailbox.save()
    _record(Event.MAILBOX_SET, protocol.agreement, by=by, at=at, details={"mailbox": str(mailbox.pk)})
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
    _record(Event.MAILBOX_VERIFIED, mailbox.protocol.agreement, by=by, at=at, details=details)
    return mailbox


@transaction.atomic
def add_contact(*, agreement: Agreement, contact_details: ContactDetails, by: User, at: datetime) -> Contact:
    """Add someone to turn to (R18–R24)."""
    contact = Contact.objects.create(agreement=agreement, **contact_details)
    _record(Event.CONTACT_ADDED, agreement, by=by, at=at, details={"contact": str(contact.pk)})
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, contact_details: ContactDetails, by: User, at: datetime) -> None:
    """Change whom to turn to, or how; the trail holds the names of what changed, never the contents."""
    changed = _change(Contact.objects.select_for_update(no_key=True).get(pk=contact.pk), contact_details)
    if changed:
        details = {"contact": str(contact.pk), "fields": changed}
        _record(Event.CONTACT_CHANGED, contact.agreement, by=by, at=at, details=details)


@transaction.atomic
def remove_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Remove someone whom the other party no longer turns to."""
    key: UUID = contact.pk
    contact.delete()
    _record(Event.CONTACT_REMOVED, contact.agreement, by=by, at=at, details={"contact": str(key)})


def _change(row: models.Model, values: Any) -> list[str]:
    """Save what differs on a locked row; return the names of the changed fields."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return changed


def _position(signature: Signature) -> dict[str, Any]:
    return {"document": signature.document, "party": signature.party, "position": signature.position}


def _record(event: Event, agreement: Agreement, *, by: User, at: datetime, details: dict[str, Any]) -> None:
    record_event(event, by=by, at=at, about=agreement, details=details, organisation=agreement.partner)
