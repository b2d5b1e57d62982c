"""What the papers say, as rows of label and value for `components/summary_list.html`."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import (
    Agreement,
    Contact,
    ContactKind,
    Doubt,
    Mailbox,
    MailboxCheck,
    Protocol,
    Signature,
)
from agreements.models.paper import Paper
from agreements.terms.doubts import OF_ADVICE, OF_SIGNATURE, DoubtField
from agreements.terms.papers import Document, Party, months
from agreements.words.not_printed import about, contact_notes, instead
from agreements.words.proof import check_lines, check_status, moment
from agreements.words.task_list import term
from directory.models import Organisation
from directory.notation import show_phone
from directory.rows import Row
from law.placeholders import has_placeholder


def organisation_rows(organisation: Organisation) -> list[Row]:
    """A party with its number, seat and general contact details (R12, R18–R22)."""
    correspondence = _address(
        organisation.correspondence_street,
        organisation.correspondence_postal_code,
        organisation.correspondence_municipality_name,
    )
    rows = [
        _row("Naam", organisation.name),
        _row("Ondernemingsnummer", organisation.enterprise_number_display),
        _row("Zetel", _address(organisation.street, organisation.postal_code, organisation.municipality_name)),
        _row("Briefadres", correspondence),
        _row("Algemeen telefoonnummer", organisation.phone_display),
        _row("Algemeen e-mailadres", organisation.email),
    ]
    return [row for row in rows if row["value"]]


def agreement_rows(agreement: Agreement) -> list[Row]:
    """What the agreement says about its own term, evaluation and approval (R14, R16, R33, R37, R45)."""
    evaluation = f"om de {months(agreement.evaluation_months)}" if agreement.evaluation_months else ""
    return [
        *_term_rows(agreement),
        _said(agreement, "agreement.evaluation_months", "Evaluatie", evaluation),
        _said(agreement, "agreement.drawn_up_at_place", "Opgemaakt te", _lines(agreement.drawn_up_at_place)),
        _said(agreement, "agreement.council_decision_on", "Raadsbesluit", _day(agreement.council_decision_on)),
        _said(
            agreement,
            "agreement.council_decision_url",
            "Webadres van het raadsbesluit",
            agreement.council_decision_url,
        ),
        *_esignature_rows(agreement),
        *_if_known("Geen rechtsgrond meer vanaf", agreement.legal_ground_gone_on),
    ]


def protocol_rows(protocol: Protocol) -> list[Row]:
    """What the protocol says about its own term, its advices and its e-signature (R17, R29, R33, R37)."""
    return [
        *_term_rows(protocol),
        *(_row(f"DPO van {party.label}", _lines(*_advice(protocol, party))) for party in Party),
        *_if_not_printed(protocol, "protocol.place", "Opgemaakt te"),
        *_esignature_rows(protocol),
        *_if_known("Stopgezet wegens inbreuk op", protocol.ended_for_breach_on),
    ]


def suspension_rows(agreement: Agreement) -> list[Row]:
    """Who suspended sharing, from when until when, and why (R101)."""
    return [
        _row(
            f"Door {agreement.party_name(suspension.by_party)}",
            f"{suspension.period.capitalize()}\n{suspension.get_reason_display().capitalize()}",
        )
        for suspension in agreement.suspensions.all()
    ]


def signature_rows(agreement: Agreement) -> list[Row]:
    """All signatories of both papers, each in one row (R11, R13)."""
    papers = [paper for paper in (agreement, agreement.protocol_facts) if paper is not None]
    return [
        _row(
            f"{paper.document.label.capitalize()}: {agreement.party_name(party)}",
            "\n".join((signature_lines(signature), *_signature_notes(agreement, signature), _signed(signature))),
        )
        for paper in papers
        for party in Party
        for signature in paper.signatures_of(party)
    ]


def signature_lines(signature: Signature) -> str:
    """Who signs, in which function and where, one under the other."""
    return _lines(signature.name, signature.function, signature.place)


def mailbox_rows(mailbox: Mailbox) -> list[Row]:
    """The mailbox with its attestation, and how far its verification is (R69, R70)."""
    attestation = _lines(_day(mailbox.secrecy_attested_on), mailbox.secrecy_attested_by)
    rows = [
        _row("E-mailadres", mailbox.address),
        _row("Bevestiging over het beroepsgeheim", attestation),
        _row("Vergeleken door de eerste beheerder", _compared(mailbox.first_verified_at, mailbox.first_verified_by)),
        _row("Vergeleken door de tweede beheerder", _compared(mailbox.second_verified_at, mailbox.second_verified_by)),
        _row("Controle beantwoord op", moment(mailbox.answered_at) if mailbox.answered_at else "nog niet"),
    ]
    return [*rows, _row("Mail kwam terug op", _day(mailbox.bounced_on))] if mailbox.bounced_on else rows


def checks_of(mailbox: Mailbox) -> list[MailboxCheck]:
    """The checks of a mailbox, newest first."""
    return list(mailbox.checks.select_related("transmission", "requested_by").order_by("-requested_at"))


def check_rows(checks: list[MailboxCheck], at: datetime) -> list[Row]:
    """Every check with its steps: sent, waiting, answered, or why not (R70)."""
    return [_row(check_status(check, at)["text"].capitalize(), check_lines(check, at)) for check in checks]


def contacts_of(agreement: Agreement, party: str) -> list[Contact]:
    """The contacts of one side: representatives first, then contact persons, then those for a breach (R18–R24)."""
    kinds = ContactKind.values
    own = [contact for contact in agreement.contacts.all() if contact.party == party]
    return sorted(own, key=lambda contact: (kinds.index(contact.kind), contact.name_or_function.casefold()))


def contact_rows(agreement: Agreement) -> list[Row]:
    """All contacts of both parties, each in one row."""
    return [
        _row(f"{agreement.party_name(party)}: {contact.get_kind_display()}", contact_lines(contact))
        for party in Party
        for contact in contacts_of(agreement, party)
    ]


def contact_lines_on_paper(agreement: Agreement, contact: Contact) -> str:
    """The same, with what the paper does not print (D28)."""
    return _lines(contact_lines(contact), *contact_notes(agreement, contact))


def contact_lines(contact: Contact) -> str:
    """Who, where and how to reach, one under the other."""
    return _lines(contact.name_or_function, contact.organisation_name, show_phone(contact.phone), contact.email)


def _term_rows(paper: Paper) -> list[Row]:
    notice = months(paper.notice_months)
    rows = [
        _row("Duur", term(paper)),
        _said(paper, f"{paper.document}.notice_months", "Opzegtermijn", notice),
    ]
    if paper.notice_given_on:
        by = paper.get_notice_given_by_party_display()
        rows.append(_row("Opgezegd", f"{_day(paper.notice_given_on)}, door {by}"))
        rows.append(_row("Bewijs van de opzegging", paper.notice_proof))
        rows.append(_row("Laatste dag na de opzegging", _day(paper.notice_ends_on)))
    return rows


def _esignature_rows(paper: Paper) -> list[Row]:
    """Where anyone can verify the e-signature; the password that goes with the code is never kept (R17)."""
    part = paper.document
    return [
        _said(paper, f"{part}.esignature_code", "Verificatiecode e-handtekening", paper.esignature_code),
        _said(paper, f"{part}.esignature_url", "Webadres van de verificatie", paper.esignature_url),
    ]


def _row(label: str, value: str) -> Row:
    return {"label": label, "value": value}


def _said(paper: Paper, key: str, label: str, value: str) -> Row:
    """What is registered; else that the paper does not print it, when somebody said so (D28)."""
    return _row(label, value or instead(paper, key))


def _if_not_printed(paper: Paper, key: str, label: str) -> list[Row]:
    said = instead(paper, key)
    return [_row(label, said)] if said else []


def _if_known(label: str, day: date | None) -> list[Row]:
    return [_row(label, _day(day))] if day else []


def _lines(*texts: str) -> str:
    """The texts that are filled in, one under the other; a placeholder that was left gets a warning below it."""
    warning = "Let op: hier staat nog een invulplek."
    return "\n".join(f"{text}\n{warning}" if has_placeholder(text) else text for text in texts if text)


def _advice(protocol: Protocol, party: Party) -> tuple[str, ...]:
    """Who advised and when, and what of that the paper does not print."""
    part, advice = f"advice.{party}", protocol.advice_of(party)
    if advice is None:
        return (instead(protocol, f"{part}.advised_on"),)
    asked = f"advies gevraagd op {_day(advice.asked_on)}" if advice.asked_on else ""
    if advice.advised_on:
        given = f"advies gegeven op {_day(advice.advised_on)}"
    else:
        given = about(protocol, f"{part}.advised_on", "datum van het advies") or "nog geen advies"
    name = advice.dpo_name or about(protocol, f"{part}.dpo_name", "naam") or advice.name_shown
    return name, advice.dpo_email or about(protocol, f"{part}.dpo_email", "e-mailadres"), asked, given


def _signature_notes(agreement: Agreement, signature: Signature) -> list[str]:
    part = f"signature.{signature.document}.{signature.party}.{signature.position}"
    function = "" if signature.function else about(agreement, f"{part}.function", "functie")
    day = "" if signature.signed_on else about(agreement, f"{signature.document}.signed_on", "dag van ondertekening")
    return [note for note in (function, day) if note]


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def _signed(signature: Signature) -> str:
    return f"ondertekend op {_day(signature.signed_on)}" if signature.signed_on else "nog niet ondertekend"


def _compared(at: Any, by: Any) -> str:
    return f"{moment(at)}, door {by}" if at else "nog niet"


def _address(street: str, postal_code: str, municipality: str) -> str:
    return f"{street}, {postal_code} {municipality}" if street else ""


def doubt_tasks(agreement: Agreement, *, may_change: bool) -> list[dict[str, str]]:
    """What nobody confirmed yet, for `components/task_list.html`: what is printed, and what it probably says."""
    papers = [paper for paper in (agreement, agreement.protocol_facts) if paper is not None]
    rows = []
    for doubt in (one for paper in papers for one in paper.open_doubts):
        row = {
            "title": doubt.words.capitalize(),
            "hint": doubt.explanation,
            "status": "te bevestigen",
            "tone": "warning",
        }
        if may_change:
            row["url"] = reverse("agreements:settle_doubt", args=[agreement.pk, doubt.pk])
        rows.append(row)
    return rows


def doubted_value(agreement: Agreement, doubt: Doubt) -> Any:
    """What the field of a doubt holds now."""
    row: Any = agreement if doubt.document == Document.AGREEMENT else agreement.protocol_facts
    if doubt.field in OF_SIGNATURE:
        found = row.signatures_of(doubt.party) if row else []
        row = next((one for one in found if one.position == doubt.position), None)
    elif doubt.field in OF_ADVICE:
        row = row.advice_of(doubt.party) if row else None
    elif doubt.field == DoubtField.ENTERPRISE_NUMBER:
        return False
    return getattr(row, doubt.field, None)
