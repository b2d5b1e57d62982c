"""The written notice of a change of contact: who gets it, and what it says (R23, agreement art. 5; ADR 0014)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from agreements.models import KIND_LABELS, Agreement, Contact, ContactKind, DpoAdvice
from agreements.terms.papers import ContactDetails, Party
from directory.models import Organisation
from directory.notation import show_phone
from law.days import has_come


@dataclass(frozen=True)
class Notice:
    """What one address gets; without an address it is a letter. Names stand in the body alone, which is sealed."""

    to_party: Party
    recipient: str
    subject: str
    body: str


def is_due(agreement: Agreement, on: date) -> bool:
    """Whether a change is notified: from the day on which both parties signed. Before, the paper itself says it all."""
    return has_come(agreement.signed_on, on)


def notices_of(
    agreement: Agreement, *, old: ContactDetails | None, new: ContactDetails | None, on: date
) -> list[Notice]:
    """The notices of a contact that came (no `old`), changed, or went (no `new`), one for each address."""
    told: dict[str, Notice] = {}
    for party, recipient in _recipients(agreement, [each for each in (old, new) if each is not None]):
        notice = Notice(
            to_party=party,
            recipient=recipient,
            subject=_subject(old, new),
            body=_body(agreement, old, new, on=on, by_post=not recipient),
        )
        told.setdefault(recipient.casefold() or party, notice)
    return list(told.values())


def _recipients(agreement: Agreement, changed: list[ContactDetails]) -> Iterator[tuple[Party, str]]:
    """The other party, and for a breach contact the DPOs of both (R24, R97)."""
    parties = {each["party"] for each in changed}
    for party in Party:
        if other(party) in parties:
            yield from ((party, address) for address in _addresses(agreement, party))
    if ContactKind.BREACH in {each["kind"] for each in changed}:
        advices = DpoAdvice.objects.filter(protocol__agreement=agreement).exclude(dpo_email="").order_by("party")
        yield from ((Party(advice.party), advice.dpo_email) for advice in advices)


def _addresses(agreement: Agreement, party: Party) -> list[str]:
    """Of the contact persons; else the general one; else none, so that a letter is written."""
    persons = Contact.objects.filter(agreement=agreement, party=party, kind=ContactKind.CONTACT).exclude(email="")
    found = list(persons.order_by("name_or_function", "pk").values_list("email", flat=True))
    return found or [organisation_of(agreement, party).email]


def other(party: Party) -> Party:
    """The party across the table."""
    return Party.AGENCY if party == Party.PARTNER else Party.PARTNER


def organisation_of(agreement: Agreement, party: str) -> Organisation:
    """Whose general addresses a party has: Opgroeien acts through its local team (R1)."""
    return agreement.partner if party == Party.PARTNER else agreement.team


def details_of(contact: Contact) -> ContactDetails:
    """A contact as it stands now."""
    return ContactDetails(
        party=contact.party,
        kind=contact.kind,
        name_or_function=contact.name_or_function,
        organisation_name=contact.organisation_name,
        phone=contact.phone,
        email=contact.email,
    )


def _subject(old: ContactDetails | None, new: ContactDetails | None) -> str:
    """Without names: a subject is read by whoever passes the mail on."""
    kinds = {each["kind"] for each in (old, new) if each is not None}
    kind = ContactKind.BREACH if ContactKind.BREACH in kinds else min(kinds)
    return f"Wijziging van een {KIND_LABELS[kind]}"


def _body(
    agreement: Agreement, old: ContactDetails | None, new: ContactDetails | None, *, on: date, by_post: bool
) -> str:
    context = {
        "agreement": agreement,
        "on": on,
        "old": _lines(agreement, old),
        "new": _lines(agreement, new),
        "by_post": by_post,
        "product_name": settings.PRODUCT_NAME,
    }
    return render_to_string("mail/contact_change.txt", context)


def _lines(agreement: Agreement, details: ContactDetails | None) -> list[str]:
    """One side of the change, a fact a line."""
    if details is None:
        return []
    phone, email = show_phone(details["phone"]), details["email"]
    organisation = organisation_of(agreement, details["party"])
    lines = [
        f"{str(KIND_LABELS[details['kind']]).capitalize()} van {organisation.name}",
        details["name_or_function"],
        details["organisation_name"],
        f"Telefoon: {phone}" if phone else "",
        f"E-mail: {email}" if email else "",
    ]
    return [line for line in lines if line]
