"""That a fact is not on the paper, told where the fact would stand (D28)."""

from collections.abc import Iterator

from agreements.models import NOT_ON_PAPER, Agreement, Contact, ContactKind
from agreements.models.paper import Paper
from agreements.terms.papers import Party

_OF_CONTACT = {"name_or_function": "naam", "phone": "telefoonnummer", "email": "e-mailadres"}
_CONTACTS = {ContactKind.CONTACT: "contactpersoon", ContactKind.BREACH: "contact bij een gegevenslek"}


def instead(paper: Paper, key: str, missing: str = "") -> str:
    """That it is not on the paper, with who looked and when; `missing` where nobody said so."""
    said = paper.said_not_printed(key)
    return said.sentence if said else missing


def briefly(paper: Paper, key: str, missing: str) -> str:
    """The same as part of a sentence."""
    return NOT_ON_PAPER if paper.said_not_printed(key) else missing


def about(paper: Paper, key: str, what: str) -> str:
    """The same as a line of its own, about `what`; empty where nobody said so."""
    return f"{what} {NOT_ON_PAPER}" if paper.said_not_printed(key) else ""


def has_no_contact(agreement: Agreement, party: Party, kind: ContactKind) -> bool:
    """Whether somebody said that the paper prints no contact of this kind: neither number nor address."""
    return all(agreement.said_not_printed(f"contact.{party}.{kind}.{name}") for name in ("phone", "email"))


def contact_notes(agreement: Agreement, contact: Contact) -> Iterator[str]:
    """What of a contact the paper does not print."""
    for name, what in _OF_CONTACT.items():
        key = f"contact.{contact.party}.{contact.kind}.{name}"
        if not getattr(contact, name) and (note := about(agreement, key, what)):
            yield note


def contacts_left_out(agreement: Agreement, party: Party) -> Iterator[str]:
    """Which contacts of a side the paper does not print at all."""
    own = {one.kind for one in agreement.contacts.all() if one.party == party}
    for kind, what in _CONTACTS.items():
        if kind not in own and has_no_contact(agreement, party, kind):
            said = instead(agreement, f"contact.{party}.{kind}.email")
            yield f"Een {what} {said}."
