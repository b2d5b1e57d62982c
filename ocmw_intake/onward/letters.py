"""What is in a mail of a receiver to a partner: written in the name of that receiver (R67, R68, D21)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

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
