"""Taking over what was read from a paper, one proposal at a time; what is not sure becomes a doubt (D28, ADR 0075)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements.actions.doubts import raise_doubt
from agreements.actions.papers import change_agreement, change_protocol, record_dpo_advice, record_signature
from agreements.models import Agreement, Protocol
from agreements.terms.doubts import DoubtField, DoubtReason, Printed, Spot
from agreements.terms.papers import Document, Party
from law.refusal import Refusal
from paper_reading.terms import PaperField, Proposal

TERMS = {
    PaperField.AGREEMENT_IN_FORCE_FROM: (Document.AGREEMENT, DoubtField.IN_FORCE_FROM),
    PaperField.ENDS_ON: (Document.AGREEMENT, DoubtField.ENDS_ON),
    PaperField.AGREEMENT_NOTICE_MONTHS: (Document.AGREEMENT, DoubtField.NOTICE_MONTHS),
    PaperField.EVALUATION_MONTHS: (Document.AGREEMENT, DoubtField.EVALUATION_MONTHS),
    PaperField.PROTOCOL_IN_FORCE_FROM: (Document.PROTOCOL, DoubtField.IN_FORCE_FROM),
    PaperField.PROTOCOL_NOTICE_MONTHS: (Document.PROTOCOL, DoubtField.NOTICE_MONTHS),
}
ADVICES = {PaperField.ADVICE_AGENCY_ON: Party.AGENCY, PaperField.ADVICE_PARTNER_ON: Party.PARTNER}
WITH_SIGNATORIES = (PaperField.SIGNED_ON, PaperField.PLACE)
"""What is taken over with the signatories, since it stands with each of them."""
CAN_BE_TAKEN = frozenset({*TERMS, *ADVICES, PaperField.SIGNATORIES})
_MOST_SIGNATORIES = 2  # of each side (R13)
_LONGEST_PRINTED = 200

Proposals = dict[PaperField, Proposal]


@transaction.atomic
def take_over(*, agreement: Agreement, proposals: Proposals, field: PaperField, by: User, at: datetime) -> None:
    """Write one proposal to the papers; what is not sure is a doubt, which holds the gate back until it is settled."""
    proposal = proposals.get(field)
    if proposal is None or field not in CAN_BE_TAKEN:
        raise Refusal("Dit staat niet tussen de voorstellen. Lees het papier opnieuw.")
    if field in TERMS:
        document, column = TERMS[field]
        _term(agreement, document, column, proposal, by=by, at=at)
    elif field in ADVICES:
        _advice(_protocol(agreement), ADVICES[field], proposal, by=by, at=at)
    else:
        _signatories(agreement, proposals, by=by, at=at)


def _term(
    agreement: Agreement, document: Document, column: DoubtField, proposal: Proposal, *, by: User, at: datetime
) -> None:
    if not proposal.sure:
        _doubt(agreement, Spot(document), column, proposal, by=by, at=at)
    elif document == Document.AGREEMENT:
        change_agreement(agreement=agreement, terms=_as_terms(column, proposal), by=by, at=at)
    else:
        change_protocol(protocol=_protocol(agreement), terms=_as_terms(column, proposal), by=by, at=at)


def _as_terms(column: DoubtField, proposal: Proposal) -> Any:
    return {column.value: _value(proposal)}


def _advice(protocol: Protocol, party: Party, proposal: Proposal, *, by: User, at: datetime) -> None:
    saved = protocol.advice_of(party)
    kept: dict[str, Any] = {
        "dpo_name": saved.dpo_name if saved else "",
        "dpo_email": saved.dpo_email if saved else "",
        "asked_on": saved.asked_on if saved else None,
        "advised_on": saved.advised_on if saved else None,
    }
    if proposal.sure:
        record_dpo_advice(protocol=protocol, party=party, **{**kept, "advised_on": _value(proposal)}, by=by, at=at)
        return
    if saved is None:
        record_dpo_advice(protocol=protocol, party=party, **kept, by=by, at=at)
    spot = Spot(Document.PROTOCOL, party)
    _doubt(protocol.agreement, spot, DoubtField.ADVISED_ON, proposal, by=by, at=at)


def _signatories(agreement: Agreement, proposals: Proposals, *, by: User, at: datetime) -> None:
    """Everyone who signs the protocol, with place and day; what of these is not sure is a doubt with each of them."""
    _protocol(agreement)
    people = proposals[PaperField.SIGNATORIES]
    if not people.sure:
        raise Refusal("Wie tekende is niet goed leesbaar. Vul de ondertekenaars zelf in.")
    signed_on, place = proposals.get(PaperField.SIGNED_ON), proposals.get(PaperField.PLACE)
    for party in Party:
        ours = [one for one in people.value if one["party"] == party]
        if len(ours) > _MOST_SIGNATORIES:
            raise Refusal("Er staan meer dan twee ondertekenaars van één partij. Vul de ondertekenaars zelf in.")
        for position, one in enumerate(ours, start=1):
            record_signature(
                agreement=agreement,
                document=Document.PROTOCOL,
                party=party,
                position=position,
                name=one["name"],
                function=one["function"],
                place=str(place.value) if place and place.sure else "",
                signed_on=_value(signed_on) if signed_on and signed_on.sure else None,
                by=by,
                at=at,
            )
            if signed_on and not signed_on.sure:
                spot = Spot(Document.PROTOCOL, party, position)
                _doubt(agreement, spot, DoubtField.SIGNED_ON, signed_on, by=by, at=at)


def _doubt(agreement: Agreement, spot: Spot, field: DoubtField, proposal: Proposal, *, by: User, at: datetime) -> None:
    printed = Printed(proposal.quote[:_LONGEST_PRINTED], DoubtReason.UNREADABLE, _value(proposal))
    raise_doubt(agreement=agreement, spot=spot, field=field, printed=printed, by=by, at=at)


def _value(proposal: Proposal) -> Any:
    """The value as a column holds it."""
    is_day = isinstance(proposal.value, str) and proposal.field.endswith(("_on", "_from"))
    return date.fromisoformat(proposal.value) if is_day else proposal.value


def _protocol(agreement: Agreement) -> Protocol:
    if agreement.protocol_facts is None:
        raise Refusal("Er is nog geen protocol bij deze overeenkomst.")
    return agreement.protocol_facts
