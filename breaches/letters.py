"""The notice of a breach: to whom it goes on both sides (R24, R97), and its text, in which no client stands."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from agreements.models import Agreement, Contact, ContactKind
from agreements.terms.papers import PARTY_LABELS, Party
from breaches.models import Breach, Happening, named
from directory.models import Organisation
from directory.notation import show_phone
from law.breach_term import due_at

SUBJECT = 120
"""The longest subject there is room for."""
MOST_REFERENCES = 50
"""A notice names them when there are no more than this; else it gives the number, and the list is asked for."""


_KINDS = ("Gegevenslek", "Aanvulling bij gegevenslek")
_SEALED = "Wie de mail heeft, kan het archief niet openen zonder het wachtwoord."
_READ = "Wie archief en wachtwoord heeft, kan de gegevens lezen, en weet dat de cliënt hulp zoekt."
_CALLED = "Iemand die er niets mee te maken heeft, kan de gegevens lezen en de cliënt contacteren."
CONSEQUENCES = {
    Happening.WRONG_MAILBOX: _SEALED,
    Happening.OPENED_WITHOUT_SECRECY: "Iemand zonder beroepsgeheim weet dat de cliënt hulp zoekt.",
    Happening.BROKEN_INTO: _CALLED,
    Happening.DEVICE_LOST: _CALLED,
    Happening.PASSWORD_PASSED_ON: _READ,
    Happening.ARCHIVE_PASSED_ON: _SEALED,
    Happening.UNKNOWN: "Wat de gevolgen zijn, zoeken wij nog uit.",
}


@dataclass
class Recipient:
    """One address, or one person who gets a letter; with the agreements about which this recipient is told."""

    party: Party
    name: str
    email: str
    phone: str
    is_elsewhere: bool = False
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """One message per address; without an address, one letter per person."""
        return (self.email.casefold(),) if self.email else ("", self.party, self.name)

    @property
    def phone_display(self) -> str:
        return show_phone(self.phone)


@dataclass(frozen=True)
class NoticeLetter:
    """What one recipient gets to read."""

    recipient: Recipient
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class CoreActor:
    """One address of a core actor of the GBO agreement of a partner; without any, a letter to that organisation."""

    organisation: Organisation
    name: str
    email: str


class GboPartners(Protocol):
    """What the room that keeps GBO agreements tells; it stands above this one, and registers at start."""

    def partners(self) -> "QuerySet[Organisation]":
        """The core actors of all GBO agreements."""

    def core_actors(self, partner: Organisation) -> list[CoreActor]:
        """Whom a breach at this partner concerns: itself, and all others of its GBO agreements."""


_gbo: list[GboPartners] = []


def register_gbo_partners(source: GboPartners) -> None:
    """Register, at start, who knows the GBO partners."""
    _gbo[:] = [source]


def gbo_partners() -> "QuerySet[Organisation]":
    """The organisations at which a breach can have happened besides the parties of agreements (D31)."""
    return _gbo[0].partners()


@dataclass(frozen=True)
class NoticeDraft:
    """All messages of one round, and who could not be found to write to."""

    round: int
    letters: list[NoticeLetter]
    missing: list[dict[str, str]]

    @property
    def fingerprint(self) -> str:
        """Says whether what is sent is what was shown; another round, address or text gives another."""
        parts = [str(self.round)]
        for letter in self.letters:
            parts += [letter.recipient.email, letter.recipient.name, letter.subject, letter.body]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def draft(breach: Breach) -> NoticeDraft:
    """Write the notice to the breach contacts and the DPOs of both sides of every agreement concerned."""
    agreements = _agreements(breach)
    today = _of_today(agreements)
    last = breach.notices.order_by("-round").values_list("round", flat=True).first()
    number = 1 if last is None else last + 1
    letters = [_write(breach, one, today, number) for one in _recipients(today)]
    for partner in breach.partners.order_by("name"):
        letters += [_write_to(breach, partner, one, number) for one in _gbo[0].core_actors(partner)]
    return NoticeDraft(number, letters, list(_missing(today.values())))


def missing_contacts(breach: Breach) -> list[dict[str, str]]:
    """Whom the papers do not name though a notice goes to them: the sentence, and where to add them."""
    return list(_missing(_of_today(_agreements(breach)).values()))


def _agreements(breach: Breach) -> list[Agreement]:
    return list(breach.agreements.with_papers().order_by("partner__name", "team__name", "version"))


def _of_today(agreements: Collection[Agreement]) -> dict[Agreement, Agreement]:
    """For each agreement the version that counts now: what left years ago is told to whom its papers name today."""
    known = {one.pk: one for one in agreements}
    teams, partners = {one.team_id for one in agreements}, {one.partner_id for one in agreements}
    standing = Agreement.objects.unreplaced().filter(team__in=teams, partner__in=partners).exclude(in_force_from=None)
    newest = {(team, partner): key for key, team, partner in standing.values_list("pk", "team", "partner")}
    later = [key for key in newest.values() if key not in known]
    if later:
        known |= {one.pk: one for one in Agreement.objects.with_papers().filter(pk__in=later)}
    return {one: known[newest.get((one.team_id, one.partner_id), one.pk)] for one in agreements}


def _recipients(agreements: Mapping[Agreement, Agreement]) -> list[Recipient]:
    found: dict[tuple[str, ...], Recipient] = {}
    for agreement, today in agreements.items():
        for one in (*_contacts(today), *_dpos(today)):
            kept = found.setdefault(one.key, one)
            if agreement not in kept.agreements:
                kept.agreements.append(agreement)
    return list(found.values())


def _contacts(agreement: Agreement) -> Iterator[Recipient]:
    """The breach contacts of both sides; one may work at another organisation (R24)."""
    for contact in _breach_contacts(agreement):
        name = ", ".join(filter(None, (contact.name_or_function, contact.organisation_name)))
        is_elsewhere = bool(contact.organisation_name)
        yield Recipient(Party(contact.party), name, contact.email, contact.phone, is_elsewhere)


def _dpos(agreement: Agreement) -> Iterator[Recipient]:
    """The DPOs of both sides, as the protocol names them (protocol art. 9: through the DPOs)."""
    protocol = agreement.protocol_facts
    for advice in protocol.dpo_advices.all() if protocol else ():
        name = ", ".join(filter(None, (advice.dpo_name, f"DPO van {PARTY_LABELS[advice.party]}")))
        yield Recipient(Party(advice.party), name, advice.dpo_email, "")


def _breach_contacts(agreement: Agreement) -> list[Contact]:
    contacts = [contact for contact in agreement.contacts.all() if contact.kind == ContactKind.BREACH]
    return sorted(contacts, key=lambda contact: (contact.party, contact.name_or_function.casefold(), contact.pk))


def _missing(agreements: Iterable[Agreement]) -> Iterator[dict[str, str]]:
    """Whom the papers do not name, and where to add them."""
    for agreement in dict.fromkeys(agreements):
        known = {contact.party for contact in _breach_contacts(agreement)}
        protocol = agreement.protocol_facts
        for party in Party:
            side = agreement.party_name(party)
            if party not in known:
                url = reverse("agreements:new_contact", args=[agreement.pk])
                sentence = f"{side} heeft nog geen contact bij een gegevenslek ({agreement})."
                yield {"sentence": sentence, "url": url, "action": "Contact toevoegen"}
            if protocol is not None and protocol.advice_of(party) is None:
                url = reverse("agreements:dpo_advice", args=[agreement.pk, party])
                sentence = f"De DPO van {side} staat nog niet bij het protocol ({agreement})."
                yield {"sentence": sentence, "url": url, "action": "DPO toevoegen"}


def _write(breach: Breach, recipient: Recipient, today: Mapping[Agreement, Agreement], number: int) -> NoticeLetter:
    affected = breach.affected.counted().filter(transmission__papers_id__in=[one.pk for one in recipient.agreements])
    references = []
    if affected.count() <= MOST_REFERENCES:
        references = sorted(set(affected.values_list("transmission__reference", flat=True)) - {""})
    partners = [str(one.partner) for one in recipient.agreements]
    subject = f"{_KINDS[number > 1]} {named(partners, breach.discovered_at)}"
    context: dict[str, Any] = {
        "breach": breach,
        "subject": subject,
        "recipient": recipient,
        "is_addition": number > 1,
        "passes_on": recipient.party == Party.PARTNER,
        "mailboxes": affected.order_by("transmission__recipient")
        .values("transmission__recipient")
        .annotate(number=Count("pk")),
        "count": affected.count(),
        "references": references,
        "clients": affected.values("transmission__reference").distinct().count(),
        "consequences": consequences_of(breach.happenings),
        "measures": breach.measures.order_by("on", "kind"),
        "own_contacts": _own_contacts(today[one] for one in recipient.agreements),
        "postal_address": "" if recipient.email else _postal_address(recipient),
        "product_name": settings.PRODUCT_NAME,
    }
    return NoticeLetter(recipient, subject[:SUBJECT], render_to_string("mail/breach.txt", context))


def _write_to(breach: Breach, partner: Organisation, actor: CoreActor, number: int) -> NoticeLetter:
    """What a core actor reads of a breach at a GBO partner: the same whether something was passed on or not (D19)."""
    subject = f"{_KINDS[number > 1]} {named([str(partner)], breach.discovered_at)}"
    context: dict[str, Any] = {
        "breach": breach,
        "subject": subject,
        "partner": partner,
        "is_touched": actor.organisation == partner,
        "is_addition": number > 1,
        "by_mail": bool(actor.email),
        "postal_address": "" if actor.email else _head_of(actor.organisation, actor.name),
        "consequences": consequences_of(breach.happenings),
        "measures": breach.measures.order_by("on", "kind"),
        "agency": Organisation.objects.agency(),
        "product_name": settings.PRODUCT_NAME,
    }
    recipient = Recipient(Party.PARTNER, actor.name, actor.email, actor.organisation.phone)
    return NoticeLetter(recipient, subject[:SUBJECT], render_to_string("mail/breach_gbo.txt", context))


def consequences_of(happenings: Collection[str]) -> list[str]:
    """What can follow for the clients (art. 33.3.c GDPR), by what happened."""
    found = [CONSEQUENCES[happening] for happening in Happening if happening in happenings]
    return list(dict.fromkeys(found))


def _own_contacts(agreements: Iterable[Agreement]) -> list[str]:
    """Whom the reader can turn to at Opgroeien."""
    lines = [
        ", ".join(filter(None, (contact.name_or_function, show_phone(contact.phone), contact.email)))
        for agreement in agreements
        for contact in _breach_contacts(agreement)
        if contact.party == Party.AGENCY
    ]
    return list(dict.fromkeys(lines))


def _postal_address(recipient: Recipient) -> str:
    """The head of a letter. Where a contact elsewhere works, the papers do not say: the sender fills in the address."""
    if recipient.is_elsewhere:
        return recipient.name
    is_own = recipient.party == Party.AGENCY
    organisation = Organisation.objects.agency() if is_own else recipient.agreements[0].partner
    if organisation is None:
        return recipient.name
    return _head_of(organisation, recipient.name)


def _head_of(organisation: Organisation, name: str) -> str:
    lines = dict.fromkeys((str(organisation), name, organisation.correspondence_display or organisation.seat_display))
    return "\n".join(lines)


def alarm(breach: Breach, *, words: str, is_new: bool) -> tuple[str, str]:
    """Subject and text for who decides about it: that it was reported, or how long there is left (D31)."""
    context = {
        "breach": breach,
        "words": words,
        "is_new": is_new,
        "due_at": due_at(breach.discovered_at),
        "url": settings.SITE_URL + reverse("breaches:breach", args=[breach.pk]),
        "product_name": settings.PRODUCT_NAME,
    }
    subject = f"Gegevenslek gemeld: {breach.name}" if is_new else f"Gegevenslek, {words}: {breach.name}"
    return subject[:SUBJECT], render_to_string("mail/breach_alarm.txt", context)
