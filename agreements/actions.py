"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from agreements import stopping
from agreements.models import (
    Agreement,
    Contact,
    DpoAdvice,
    Mailbox,
    Protocol,
    Signature,
    Suspension,
    SuspensionReason,
)
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


class Contradiction(Refused):
    """What is to be recorded cannot be true beside what the papers already say (`agreements.stopping`)."""


class TermChanged(Refused):
    """The last day is another than the one that was shown before confirming."""


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
    """Change what the agreement says; the trail holds what changed, and old and new days and terms."""
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    _refuse(stopping.against_new_term(locked, notice_months=terms.get("notice_months", locked.notice_months)))
    changed = _change(locked, terms)
    if changed:
        _record(Event.AGREEMENT_CHANGED, agreement, by=by, at=at, details=changed)


@transaction.atomic
def change_protocol(*, protocol: Protocol, terms: ProtocolTerms, by: User, at: datetime) -> None:
    """Change what the protocol says; the trail holds what changed, and old and new days and terms."""
    locked = Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    _refuse(stopping.against_new_term(locked, notice_months=terms.get("notice_months", locked.notice_months)))
    changed = _change(locked, terms)
    if changed:
        _record(Event.PROTOCOL_CHANGED, protocol.agreement, by=by, at=at, details=changed)


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
    details = {"party": party.value, "advised_on": advised_on.isoformat() if advised_on else None}
    _record(Event.DPO_ADVICE_RECORDED, protocol.agreement, by=by, at=at, details=details)
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
    mailbox = Mailbox.objects.select_for_update(no_key=True).filter(protocol=protocol, replaced_at=None).first()
    if mailbox is None or mailbox.address != address or mailbox.bounced_on is not None:
        Mailbox.objects.filter(protocol=protocol, replaced_at=None).update(replaced_at=at)
        mailbox = Mailbox(protocol=protocol, address=address, registered_at=at)
        mailbox.save(force_insert=True)
    mailbox.secrecy_attested_on = secrecy_attested_on
    mailbox.secrecy_attested_by = secrecy_attested_by
    mailbox.save(update_fields=["secrecy_attested_on", "secrecy_attested_by"])
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
    """Change whom to turn to, or how; the trail holds what changed, and old and new days and terms."""
    changed = _change(Contact.objects.select_for_update(no_key=True).get(pk=contact.pk), contact_details)
    if changed:
        details = {"contact": str(contact.pk), **changed}
        _record(Event.CONTACT_CHANGED, contact.agreement, by=by, at=at, details=details)


@transaction.atomic
def remove_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Remove someone whom the other party no longer turns to."""
    key: UUID = contact.pk
    contact.delete()
    _record(Event.CONTACT_REMOVED, contact.agreement, by=by, at=at, details={"contact": str(key)})


@transaction.atomic
def give_notice(
    *, paper: Agreement | Protocol, given_on: date, by_party: Party, proof: str, last_day: date, by: User, at: datetime
) -> None:
    """Record that one party gave notice of one of the papers in writing (R37).

    `last_day` is the day that was shown before confirming. Raises TermChanged when the term of notice gives another
    day by now, Contradiction when there can be no notice of that day.
    """
    paper = _lock_paper(paper)
    _refuse(stopping.against_notice(paper, given_on=given_on))
    paper.notice_given_on, paper.notice_given_by_party, paper.notice_proof = given_on, by_party, proof
    if paper.notice_ends_on != last_day:
        raise TermChanged("De opzegtermijn is intussen gewijzigd. Kijk de laatste dag opnieuw na.")
    paper.save(update_fields=["notice_given_on", "notice_given_by_party", "notice_proof"])
    details = {
        "document": paper.document.value,
        "party": by_party.value,
        "given_on": given_on.isoformat(),
        "last_day": last_day.isoformat(),
    }
    agreement = paper if isinstance(paper, Agreement) else paper.agreement
    _record(Event.NOTICE_GIVEN, agreement, by=by, at=at, details=details)


@transaction.atomic
def end_for_breach(*, protocol: Protocol, on: date, by: User, at: datetime) -> None:
    """Record that Opgroeien ended the protocol at once, by simple notice, because the partner breached it (R100)."""
    protocol = Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    _refuse(stopping.against_end_for_breach(protocol, on=on))
    protocol.ended_for_breach_on = on
    protocol.save(update_fields=["ended_for_breach_on"])
    _record(Event.PROTOCOL_ENDED_FOR_BREACH, protocol.agreement, by=by, at=at, details={"on": on.isoformat()})


@transaction.atomic
def end_legal_ground(*, agreement: Agreement, on: date, by: User, at: datetime) -> None:
    """Record that there is no legal ground from that day on: the protocol ends by law (R36)."""
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    _refuse(stopping.against_end_of_legal_ground(agreement))
    agreement.legal_ground_gone_on = on
    agreement.save(update_fields=["legal_ground_gone_on"])
    _record(Event.LEGAL_GROUND_GONE, agreement, by=by, at=at, details={"on": on.isoformat()})


@transaction.atomic
def suspend_sharing(
    *,
    agreement: Agreement,
    by_party: Party,
    from_on: date,
    until_on: date | None,
    reason: SuspensionReason,
    by: User,
    at: datetime,
) -> Suspension:
    """Let sharing stand still from `from_on` up to and including `until_on`, or until further notice (R101).

    What is queued is blocked by the gate when its turn comes; nothing has to be cancelled.
    """
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    _refuse(stopping.against_suspension(agreement, by_party=by_party, from_on=from_on, until_on=until_on))
    suspension = Suspension.objects.create(
        agreement=agreement, by_party=by_party, from_on=from_on, until_on=until_on, reason=reason
    )
    details = {**_period(suspension), "party": by_party.value, "reason": reason.value}
    _record(Event.SHARING_SUSPENDED, agreement, by=by, at=at, details=details)
    return suspension


@transaction.atomic
def end_suspension(*, suspension: Suspension, last_day: date, by: User, at: datetime) -> None:
    """End a suspension: `last_day` is the last day on which sharing stands still (R101)."""
    suspension = Suspension.objects.select_for_update(no_key=True).get(pk=suspension.pk)
    _refuse(stopping.against_end_of_suspension(suspension, last_day=last_day))
    suspension.until_on = last_day
    suspension.save(update_fields=["until_on"])
    _record(Event.SUSPENSION_ENDED, suspension.agreement, by=by, at=at, details=_period(suspension))


def _lock_paper(paper: Agreement | Protocol) -> Agreement | Protocol:
    if isinstance(paper, Agreement):
        return Agreement.objects.select_for_update(no_key=True).get(pk=paper.pk)
    return Protocol.objects.select_for_update(no_key=True).get(pk=paper.pk)


def _refuse(sentence: str) -> None:
    if sentence:
        raise Contradiction(sentence)


def _period(suspension: Suspension) -> dict[str, Any]:
    until = suspension.until_on.isoformat() if suspension.until_on else None
    return {"suspension": str(suspension.pk), "from_on": suspension.from_on.isoformat(), "until_on": until}


def _change(row: models.Model, values: Any) -> dict[str, Any]:
    """Save what differs on a locked row; return for the trail which fields, and old and new of days and numbers."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    if before:
        row.save(update_fields=list(before))
    told = {
        name: f"{old or '–'}>{values[name] or '–'}"
        for name, old in before.items()
        if isinstance(old or values[name], date | int)
    }
    return {"fields": list(before), **told} if before else {}


def _position(signature: Signature) -> dict[str, Any]:
    signed_on = signature.signed_on.isoformat() if signature.signed_on else None
    return {
        "document": signature.document,
        "party": signature.party,
        "position": signature.position,
        "signed_on": signed_on,
    }


def _record(event: Event, agreement: Agreement, *, by: User, at: datetime, details: dict[str, Any]) -> None:
    record_event(event, by=by, at=at, about=agreement, details=details, organisation=agreement.partner)
