"""The letter about a stop to the other party, and the mail about it to the own team: whom to, and the text (D29).

Whoever acts, the letter goes to the partner: it says what Opgroeien does, or confirms what the partner did.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from agreements.letters.contacts import organisation_of
from agreements.models import Agreement, ContactKind, Signature, Stop, StopKind
from agreements.terms.papers import Party
from directory.notation import show_phone

_DAY = timedelta(days=1)
NO_REPLY = "\nAntwoord niet op deze mail: de afzender wordt niet gelezen.\n"
"""Below a letter that goes by mail: on paper it would make no sense."""

SOURCES = {
    StopKind.NOTICE_OF_AGREEMENT: "artikel 8 van de samenwerkingsovereenkomst",
    StopKind.NOTICE_OF_PROTOCOL: "artikel 11 van het protocol",
    StopKind.END_FOR_BREACH: "artikel 8 van het protocol",
    StopKind.LEGAL_GROUND: "artikel 11 van het protocol",
}
"""The article of each; a suspension is a decision of a party of its own, which agreement and protocol do not name."""


@dataclass(frozen=True, slots=True)
class StopWriting:
    """A letter that is not written yet, with the addresses to which it can go by mail."""

    subject: str
    body: str
    addresses: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Says whether what is written is what was shown."""
        return hashlib.sha256("\0".join((self.subject, self.body, *self.addresses)).encode()).hexdigest()


def to_partner(stop: Stop) -> StopWriting:
    """What the other party gets."""
    return _write(stop, "mail/stop.txt", Party.PARTNER, _subject(stop))


def to_team(stop: Stop) -> StopWriting:
    """What the contact persons of the own team get, as soon as it is recorded."""
    return _write(stop, "mail/stop_team.txt", Party.AGENCY, _subject(stop))


def taken_back(stop: Stop, party: Party) -> StopWriting:
    """That it does not count: for whoever was written about it."""
    return _write(stop, "mail/stop_taken_back.txt", party, f"Vergissing: {_subject(stop)}")


def _subject(stop: Stop) -> str:
    words = StopKind(stop.kind).label
    return words[0].upper() + words[1:]


def _write(stop: Stop, template: str, party: Party, subject: str) -> StopWriting:
    agreement = stop.agreement
    paper = agreement.protocol_facts if stop.kind in _OF_PROTOCOL else agreement
    resumes = stop.on if stop.ends_a_suspension else stop.until_on
    context: dict[str, Any] = {
        "stop": stop,
        "kind": StopKind(stop.kind).name,
        "agreement": agreement,
        "paper": paper,
        "paper_words": "het protocol" if stop.kind in _OF_PROTOCOL else "de samenwerkingsovereenkomst",
        "by_agency": stop.by_party == Party.AGENCY,
        "source": SOURCES.get(StopKind(stop.kind), ""),
        "resumes_on": resumes + _DAY if resumes else None,
        "contacts": _contacts(agreement),
        "signatories": _signatories(agreement, stop),
        "url": settings.SITE_URL + reverse("agreements:own_stops"),
        "product_name": settings.PRODUCT_NAME,
    }
    addresses = agreement.mail_addresses_of(party) or [organisation_of(agreement, party).email]
    return StopWriting(subject, render_to_string(template, context), tuple(filter(None, addresses)))


_OF_PROTOCOL = (StopKind.NOTICE_OF_PROTOCOL, StopKind.END_FOR_BREACH, StopKind.LEGAL_GROUND)


def _contacts(agreement: Agreement) -> list[str]:
    """Whom the partner can call at the team."""
    own = (one for one in agreement.contacts.all() if one.party == Party.AGENCY and one.kind == ContactKind.CONTACT)
    lines = [", ".join(filter(None, (one.name_or_function, show_phone(one.phone), one.email))) for one in own]
    team = agreement.team
    return lines or [", ".join(filter(None, (team.name, team.phone_display, team.email)))]


def _signatories(agreement: Agreement, stop: Stop) -> list[str]:
    """Who signs for Opgroeien: who signed the paper."""
    paper = agreement.protocol_facts if stop.kind in _OF_PROTOCOL else agreement
    signed: list[Signature] = paper.signatures_of(Party.AGENCY) if paper else []
    return [one.who for one in signed]


def last_sending_day(agreement: Agreement, *, own: date | None) -> date | None:
    """The last day on which anything may go: of this stop, or of another that comes first (R35, R36)."""
    protocol = agreement.protocol_facts
    ends = [own, agreement.last_day, protocol.last_day if protocol else None]
    if protocol is not None and protocol.ended_for_breach_on is not None:
        ends.append(protocol.ended_for_breach_on - _DAY)
    if agreement.legal_ground_gone_on is not None:
        ends.append(agreement.legal_ground_gone_on - _DAY)
    return min((day for day in ends if day is not None), default=None)
