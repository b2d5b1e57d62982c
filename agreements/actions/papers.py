"""Writes on the two papers: registering and changing them, who signs, and what the DPOs advise."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements.actions.doubts import apply_marks, drop_doubts
from agreements.actions.writing import change, record
from agreements.models import (
    Agreement,
    DpoAdvice,
    Protocol,
    Signature,
)
from agreements.rules import stopping, versions
from agreements.terms.doubts import NO_MARKS, Marks, Spot
from agreements.terms.papers import PARTNER_KINDS, AgreementTerms, Document, Party, ProtocolTerms
from audit.events import Event
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal, refuse


@transaction.atomic
def register_agreement(
    *,
    team: Organisation,
    partner: Organisation,
    terms: AgreementTerms | None = None,
    protocol_terms: ProtocolTerms | None = None,
    marks: Marks = NO_MARKS,
    by: User,
    at: datetime,
) -> Agreement:
    """Register an agreement with its protocol (R26); whatever is not known yet, the gate will ask for."""
    Organisation.objects.select_for_update(no_key=True).get(pk=partner.pk)  # two at once would make two
    refuse_parties(team=team, partner=partner)
    agreement = Agreement.objects.create(team=team, partner=partner, created_at=at, **(terms or {}))
    Protocol.objects.create(agreement=agreement, **(protocol_terms or {}))
    apply_marks(agreement, Spot(Document.AGREEMENT), marks, by=by, at=at)
    record(Event.AGREEMENT_REGISTERED, agreement, by=by, at=at, details={})
    return agreement


def refuse_parties(*, team: Organisation, partner: Organisation) -> None:
    """Raise Refusal when these two cannot begin an agreement (R1–R5); the partner is locked."""
    if team.kind != OrganisationKind.LOCAL_TEAM or partner.kind not in PARTNER_KINDS:
        raise Refusal("Kies een lokaal team en een OCMW of CAW.")
    if Agreement.objects.filter(team=team, partner=partner).exists():
        raise Refusal(f"{team} heeft al een overeenkomst met {partner}. Zoek die op in de lijst.")


@transaction.atomic
def change_agreement(
    *, agreement: Agreement, terms: AgreementTerms, marks: Marks = NO_MARKS, by: User, at: datetime
) -> None:
    """Change what the agreement says, and what is in doubt; the trail holds what changed, with old and new days."""
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    refuse(stopping.against_new_term(locked, notice_months=terms.get("notice_months", locked.notice_months)))
    refuse(versions.against_new_period(locked, terms))
    changed = change(locked, terms)
    apply_marks(locked, Spot(Document.AGREEMENT), marks, by=by, at=at)
    if changed:
        record(Event.AGREEMENT_CHANGED, agreement, by=by, at=at, details=changed)


@transaction.atomic
def change_protocol(
    *, protocol: Protocol, terms: ProtocolTerms, marks: Marks = NO_MARKS, by: User, at: datetime
) -> None:
    """Change what the protocol says, and what is in doubt; the trail holds what changed, with old and new days."""
    locked = Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    refuse(stopping.against_new_term(locked, notice_months=terms.get("notice_months", locked.notice_months)))
    changed = change(locked, terms)
    apply_marks(protocol.agreement, Spot(Document.PROTOCOL), marks, by=by, at=at)
    if changed:
        record(Event.PROTOCOL_CHANGED, protocol.agreement, by=by, at=at, details=changed)


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
    marks: Marks = NO_MARKS,
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
    apply_marks(agreement, Spot(document, party, position), marks, by=by, at=at)
    record(Event.SIGNATURE_RECORDED, agreement, by=by, at=at, details=_position(signature))
    return signature


@transaction.atomic
def remove_signature(*, signature: Signature, by: User, at: datetime) -> None:
    """Take away a signatory who does not sign after all; the side is signed when the other one did (R13)."""
    details = _position(signature)
    signature.delete()
    spot = Spot(signature.document, signature.party, signature.position)
    drop_doubts(signature.agreement, spot, by=by, at=at)
    record(Event.SIGNATURE_REMOVED, signature.agreement, by=by, at=at, details=details)


@transaction.atomic
def record_dpo_advice(
    *,
    protocol: Protocol,
    party: Party,
    dpo_name: str,
    dpo_email: str = "",
    asked_on: date | None = None,
    advised_on: date | None,
    marks: Marks = NO_MARKS,
    by: User,
    at: datetime,
) -> DpoAdvice:
    """Record who is DPO of one side, when the advice was asked, and the day the DPO confirmed it (R29, R30)."""
    Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    advice, _ = DpoAdvice.objects.update_or_create(
        protocol=protocol,
        party=party,
        defaults={"dpo_name": dpo_name, "dpo_email": dpo_email, "asked_on": asked_on, "advised_on": advised_on},
    )
    apply_marks(protocol.agreement, Spot(Document.PROTOCOL, party), marks, by=by, at=at)
    days = {"asked_on": asked_on, "advised_on": advised_on}
    details = {"party": party.value, **{name: day.isoformat() if day else None for name, day in days.items()}}
    record(Event.DPO_ADVICE_RECORDED, protocol.agreement, by=by, at=at, details=details)
    return advice


def _position(signature: Signature) -> dict[str, Any]:
    signed_on = signature.signed_on.isoformat() if signature.signed_on else None
    return {
        "document": signature.document,
        "party": signature.party,
        "position": signature.position,
        "signed_on": signed_on,
    }
