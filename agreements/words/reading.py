"""What was read from a paper, beside what is registered (D28, ADR 0075)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from agreements.actions.reading import CAN_BE_TAKEN, WITH_SIGNATORIES
from agreements.models import Agreement, ContactKind
from agreements.terms.papers import Document, Party, months
from directory.notation import show_enterprise_number
from paper_reading.terms import PaperField, Proposal

LABELS = {
    PaperField.CONCLUDED_ON: "Overeenkomst gesloten op",
    PaperField.AGREEMENT_IN_FORCE_FROM: "Overeenkomst in werking vanaf",
    PaperField.ENDS_ON: "Overeenkomst loopt tot en met",
    PaperField.AGREEMENT_NOTICE_MONTHS: "Opzegtermijn van de overeenkomst",
    PaperField.EVALUATION_MONTHS: "Evaluatie",
    PaperField.TEAM_NAME: "Lokaal team",
    PaperField.PARTNER_NAME: "Partner",
    PaperField.PARTNER_KIND: "Soort partner",
    PaperField.PARTNER_NUMBER: "Ondernemingsnummer van de partner",
    PaperField.PARTNER_SEAT: "Zetel van de partner",
    PaperField.PARTNER_REPRESENTATIVES: "Wie de partner vertegenwoordigt",
    PaperField.AGENCY_NUMBER: "Ondernemingsnummer van Opgroeien",
    PaperField.AGENCY_REPRESENTATIVES: "Wie Opgroeien vertegenwoordigt",
    PaperField.ADVICE_AGENCY_ON: "Advies van de DPO van Opgroeien",
    PaperField.ADVICE_PARTNER_ON: "Advies van de DPO van de partner",
    PaperField.MAILBOX: "Mailbox voor gegevensdeling",
    PaperField.PROTOCOL_IN_FORCE_FROM: "Protocol in werking vanaf",
    PaperField.PROTOCOL_NOTICE_MONTHS: "Opzegtermijn van het protocol",
    PaperField.SIGNED_ON: "Protocol ondertekend op",
    PaperField.PLACE: "Protocol opgemaakt te",
    PaperField.SIGNATORIES: "Ondertekenaars van het protocol",
    PaperField.BREACH_CONTACT_AGENCY: "Bij een gegevenslek, Opgroeien",
    PaperField.BREACH_CONTACT_PARTNER: "Bij een gegevenslek, partner",
    PaperField.ESIGNATURE_CODE: "Verificatiecode van de e-handtekening",
    PaperField.ESIGNATURE_URL: "Webadres van de verificatie",
}


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal: what the paper says, what is registered, and what the reader of the page can do with it."""

    code: str
    label: str
    values: list[str]
    page: int
    quote: str
    is_sure: bool
    registered: str
    is_same: bool
    can_be_taken: bool
    url: str
    """Where somebody fills it in by hand."""
    is_to_compare: bool
    """Nothing on this page changes it: it belongs to a party, or is registered elsewhere."""


def proposal_rows(agreement: Agreement, proposals: dict[PaperField, Proposal]) -> list[ProposalRow]:
    """All proposals, in the order of the papers."""
    return [_row(agreement, field, proposals[field]) for field in PaperField if field in proposals]


def is_of_other_partner(agreement: Agreement, proposals: dict[PaperField, Proposal]) -> bool:
    """Whether the paper surely prints the number of somebody else: it was kept at the wrong agreement."""
    printed = proposals.get(PaperField.PARTNER_NUMBER)
    known = show_enterprise_number(agreement.partner.enterprise_number)
    return bool(printed and printed.sure and known and printed.value != known)


def missing_labels(agreement: Agreement, proposals: dict[PaperField, Proposal], document: Document) -> list[str]:
    """What this kind of paper usually prints, and was not found on it."""
    usual = [field for field in PaperField if field.startswith((document.value, "partner", "team", "agency"))]
    return [LABELS[field] for field in usual if field not in proposals]


def _row(agreement: Agreement, field: PaperField, proposal: Proposal) -> ProposalRow:
    values = _values(proposal)
    registered = REGISTERED[field](agreement) if field in REGISTERED else ""
    is_same = bool(registered) and [registered.casefold()] == [", ".join(values).casefold()]
    takes = field in CAN_BE_TAKEN and not is_same
    takes = takes and (proposal.sure or field != PaperField.SIGNATORIES)
    url = "" if takes or is_same else _address(agreement, field)
    return ProposalRow(
        code=field.value,
        label=LABELS[field],
        values=values,
        page=proposal.page,
        quote=proposal.quote,
        is_sure=proposal.sure,
        registered=registered,
        is_same=is_same,
        can_be_taken=takes,
        url=url,
        is_to_compare=not (takes or url or field in WITH_SIGNATORIES),
    )


def _values(proposal: Proposal) -> list[str]:
    value = proposal.value
    if value is None:
        return ["niet leesbaar"]
    if isinstance(value, list):
        return [", ".join(part for part in (one["name"], one["function"]) if part) for one in value]
    if isinstance(value, int):
        return [months(value)]
    if proposal.field == PaperField.PARTNER_KIND:
        return [str(value).upper()]
    return [_day(date.fromisoformat(value))] if proposal.field.endswith(("_on", "_from")) else [str(value)]


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def _months(number: int | None) -> str:
    return months(number) if number else ""


def _mailbox(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    mailbox = protocol.mailbox_facts if protocol else None
    return mailbox.address if mailbox else ""


def _of_protocol(read: Callable[[Any], str]) -> Callable[[Agreement], str]:
    return lambda agreement: read(agreement.protocol_facts) if agreement.protocol_facts else ""


def _signatures(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    signed = [one for party in Party for one in protocol.signatures_of(party)] if protocol else []
    return ", ".join(one.who for one in signed)


def _breach(party: Party) -> Callable[[Agreement], str]:
    def read(agreement: Agreement) -> str:
        ours = (one for one in agreement.contacts.all() if one.party == party and one.kind == ContactKind.BREACH)
        return next((one.email for one in ours if one.email), "")

    return read


def _seat(agreement: Agreement) -> str:
    partner = agreement.partner
    return f"{partner.street}, {partner.postal_code} {partner.municipality_name}" if partner.street else ""


REGISTERED: dict[PaperField, Callable[[Agreement], str]] = {
    PaperField.AGREEMENT_IN_FORCE_FROM: lambda agreement: _day(agreement.in_force_from),
    PaperField.ENDS_ON: lambda agreement: _day(agreement.ends_on),
    PaperField.AGREEMENT_NOTICE_MONTHS: lambda agreement: _months(agreement.notice_months),
    PaperField.EVALUATION_MONTHS: lambda agreement: _months(agreement.evaluation_months),
    PaperField.TEAM_NAME: lambda agreement: agreement.team.name,
    PaperField.PARTNER_NAME: lambda agreement: agreement.partner.name,
    PaperField.PARTNER_KIND: lambda agreement: agreement.partner.kind.upper(),
    PaperField.PARTNER_NUMBER: lambda agreement: show_enterprise_number(agreement.partner.enterprise_number),
    PaperField.PARTNER_SEAT: _seat,
    PaperField.ADVICE_AGENCY_ON: _of_protocol(lambda protocol: _day(protocol.advised_by_agency_dpo_on)),
    PaperField.ADVICE_PARTNER_ON: _of_protocol(lambda protocol: _day(protocol.advised_by_partner_dpo_on)),
    PaperField.MAILBOX: _mailbox,
    PaperField.PROTOCOL_IN_FORCE_FROM: _of_protocol(lambda protocol: _day(protocol.in_force_from)),
    PaperField.PROTOCOL_NOTICE_MONTHS: _of_protocol(lambda protocol: _months(protocol.notice_months)),
    PaperField.SIGNATORIES: _signatures,
    PaperField.BREACH_CONTACT_AGENCY: _breach(Party.AGENCY),
    PaperField.BREACH_CONTACT_PARTNER: _breach(Party.PARTNER),
    PaperField.ESIGNATURE_CODE: _of_protocol(lambda protocol: protocol.esignature_code),
    PaperField.ESIGNATURE_URL: _of_protocol(lambda protocol: protocol.esignature_url),
}
"""What is registered for a field, in the words in which a proposal is shown."""


def _address(agreement: Agreement, field: PaperField) -> str:
    names = {
        PaperField.MAILBOX: "mailbox",
        PaperField.BREACH_CONTACT_AGENCY: "contacts",
        PaperField.BREACH_CONTACT_PARTNER: "contacts",
        PaperField.ESIGNATURE_CODE: "change_protocol",
        PaperField.ESIGNATURE_URL: "change_protocol",
    }
    if field == PaperField.SIGNATORIES:
        return reverse("agreements:signatures", args=[agreement.pk, Document.PROTOCOL])
    return reverse(f"agreements:{names[field]}", args=[agreement.pk]) if field in names else ""
