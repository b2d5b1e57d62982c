"""The papers for who works under them: what was agreed, and whom to call (D32)."""

from typing import Any

from agreements.models import Agreement, Contact, ContactKind
from agreements.models.paper import Paper
from agreements.terms.papers import Party, months
from agreements.words.not_printed import briefly
from agreements.words.summary import contacts_of
from agreements.words.task_list import term
from directory.models import Organisation
from directory.notation import show_phone
from directory.rows import Row

_WHAT_FOR = {
    ContactKind.CONTACT: "Voor vragen",
    ContactKind.BREACH: "Bij een gegevenslek",
    ContactKind.REPRESENTATIVE: "Vertegenwoordigt de partij",
}


def paper_rows(agreement: Agreement) -> list[dict[str, Any]]:
    """Both papers, each in rows: from when until when, how to stop, and to which mailbox data go."""
    protocol = agreement.protocol_facts
    papers = [{"title": "Samenwerkingsovereenkomst", "rows": _terms(agreement)}]
    if protocol is not None:
        mailbox = protocol.mailbox_facts
        missing = briefly(agreement, "mailbox.address", "nog niet bekend")
        row = {"label": "Mailbox voor gegevensdeling", "value": mailbox.address if mailbox else missing}
        papers.append({"title": "Protocol", "rows": [*_terms(protocol), row]})
    return papers


def contacts_to_call(agreement: Agreement) -> list[dict[str, Any]]:
    """Each side with its contacts, those for questions first, and the general number of the organisation."""
    order = list(_WHAT_FOR)
    return [
        {
            "name": organisation.name,
            "general": _reach(organisation.phone, organisation.email),
            "contacts": [
                _contact(one)
                for one in sorted(contacts_of(agreement, party), key=lambda one: order.index(ContactKind(one.kind)))
            ],
        }
        for party, organisation in _sides(agreement)
    ]


def _sides(agreement: Agreement) -> list[tuple[Party, Organisation]]:
    return [(Party.PARTNER, agreement.partner), (Party.AGENCY, agreement.team)]


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "what_for": _WHAT_FOR[ContactKind(contact.kind)],
        "name": contact.name_or_function,
        "organisation": contact.organisation_name,
        **_reach(contact.phone, contact.email),
    }


def _reach(phone: str, email: str) -> dict[str, str]:
    return {"phone": phone, "phone_shown": show_phone(phone) if phone else "", "email": email}


def _terms(paper: Paper) -> list[Row]:
    not_printed = briefly(paper, f"{paper.document}.notice_months", "")
    rows = [
        {"label": "Duur", "value": term(paper)},
        {"label": "Opzegtermijn", "value": months(paper.notice_months) or not_printed},
    ]
    if paper.notice_ends_on:
        rows.append({"label": "Opgezegd", "value": f"De laatste dag is {paper.notice_ends_on:%d/%m/%Y}."})
    return rows
