"""What is in a mail of a receiver to a partner: written in the name of that receiver (R67, R68, D21)."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from agreements.models import Agreement, Contact, ContactKind, DpoAdvice
from agreements.terms.papers import Party
from breaches.letters import consequences_of
from breaches.models import Happening
from directory.models import Organisation
from gbo.models import GboParty
from law.identification import Identification
from ocmw_intake.onward.models import OnwardDeletion, OnwardSharing
from outbox.archive import build_checked
from outbox.couriers import Letter
from outbox.message import Attachment
from outbox.models import Transmission
from referrals.terms.contents import JSONLD_NAME, TEXT_NAME, render, render_partner_deletion


def sharing_letter(sharing: OnwardSharing, mail: Transmission, identification: Identification) -> Letter:
    """The four fields that the social worker typed, and nothing else (R60, R67)."""
    older = sharing.consent.sharings.filter(shared_at__lt=sharing.shared_at).order_by("shared_at")
    context = {"replaced": [one.archive_name for one in older]}
    return _letter("mail/onward.txt", sharing, mail, render(identification), context)


def deletion_letter(deletion: OnwardDeletion, mail: Transmission) -> Letter:
    """A mail that does not say what it asks; the archive does, and names what to delete by reference."""
    sent = deletion.consent.sharings.filter(transmission__recipient=mail.recipient)
    entries = render_partner_deletion([one.reference for one in sent.order_by("shared_at")])
    return _letter("mail/onward_deletion.txt", deletion, mail, entries, {})


def _letter(
    template: str,
    subject: OnwardSharing | OnwardDeletion,
    mail: Transmission,
    entries: Mapping[str, bytes],
    context: Mapping[str, Any],
) -> Letter:
    if mail.password is None:
        raise ValueError("An archive without password cannot be sent.")
    shared = {
        "reference": subject.reference,
        "archive_name": subject.archive_name,
        "receiver": subject.consent.intake.partner,
        "partner": subject.consent.partner,
        "text_name": TEXT_NAME,
        "jsonld_name": JSONLD_NAME,
        "product_name": settings.PRODUCT_NAME,
    }
    return Letter(
        subject=f"Versleuteld bericht {subject.reference}",
        body=render_to_string(template, {**shared, **context}),
        attachment=Attachment(subject.archive_name, build_checked(entries, password=mail.password), "application/zip"),
    )


@dataclass(frozen=True)
class OnwardBreachWriting:
    """What a receiver writes about a breach to a partner and to its own people, before it leaves (D31)."""

    partner: Organisation
    subject: str
    body: str
    to_partner: tuple[str, ...]
    to_own: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Says whether what is sent is what was shown."""
        return hashlib.sha256("\0".join((self.subject, self.body, *self.to_partner, *self.to_own)).encode()).hexdigest()


def breach_writing(
    *,
    receiver: Organisation,
    partner: Organisation,
    happening: Happening,
    discovered_at: datetime,
    sharings: Collection[OnwardSharing],
) -> OnwardBreachWriting:
    """The letter of art. 33.2 and 33.3 GDPR; it names what went to this partner by the reference known there."""
    context = {
        "receiver": receiver,
        "partner": partner,
        "happening": happening.label,
        "discovered_at": discovered_at,
        "references": [one.reference for one in sharings],
        "clients": len({one.intake_id for one in sharings}),
        "consequences": consequences_of([happening]),
        "product_name": settings.PRODUCT_NAME,
    }
    body = render_to_string("mail/onward_breach.txt", context)
    subject = f"Gegevenslek: wat {receiver.name} doorgaf aan {partner.name}"[:120]
    papers = {one.agreement_id for one in sharings}
    dpos = GboParty.objects.filter(agreement__in=papers, organisation=partner).values_list("dpo_email", flat=True)
    to_partner = _addresses(partner.email, *dpos)
    return OnwardBreachWriting(partner, subject, body, to_partner, _own_addresses(receiver, without=to_partner))


def _own_addresses(receiver: Organisation, *, without: Collection[str]) -> tuple[str, ...]:
    """The DPO and the breach contacts of the receiver, as its own papers name them."""
    papers = Agreement.objects.unreplaced().filter(partner=receiver)
    dpos = DpoAdvice.objects.filter(protocol__agreement__in=papers, party=Party.PARTNER)
    contacts = Contact.objects.filter(agreement__in=papers, party=Party.PARTNER, kind=ContactKind.BREACH)
    found = _addresses(*dpos.values_list("dpo_email", flat=True), *contacts.values_list("email", flat=True))
    return tuple(one for one in found if one not in without)


def _addresses(*addresses: str) -> tuple[str, ...]:
    return tuple(sorted({one.lower() for one in addresses if one}))
