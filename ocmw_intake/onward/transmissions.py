"""The mails of a receiver to a partner: whether each may leave, and what is in it (R67, R90; ADR 0035)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from agreements.actions.mailbox import record_returned_mail
from audit.record import EventWriter, write_no_event
from law import gate
from law.obstacles import Obstacle
from ocmw_intake.onward.models import OnwardDeletion, OnwardSharing
from ocmw_intake.onward.rules import may_leave
from outbox.archive import build_checked
from outbox.couriers import Courier, Letter, Subject
from outbox.message import Attachment
from outbox.models import Kind, Transmission
from referrals.models import Referral
from referrals.terms.contents import JSONLD_NAME, TEXT_NAME, render, render_partner_deletion


class ToPartner(Courier[Subject]):
    """What goes to the mailbox of a partner: when that is not there any more, nothing else leaves (R68, D30)."""

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Stop what leaves for this address: it may be that of a protocol too, and is just as broken there."""
        return record_returned_mail(transmission=transmission, at=at) if mailbox_is_gone else write_no_event


class OnwardCourier(ToPartner[OnwardSharing]):
    """Sends the four fields of one referral, and nothing else, to the mailbox of the partner (R60, R67, R68)."""

    kind = Kind.ONWARD

    def subjects(self) -> QuerySet[OnwardSharing]:
        """With the referral, its consent and the partner, which the gate asks."""
        return OnwardSharing.objects.select_related("intake__referral__consent", "partner", "consent", "shared_by")

    def lock(self, subject_id: UUID, *, wait: bool) -> OnwardSharing | None:
        """Lock the referral: every withdrawal waits for that lock, at the team and here; none is waited for."""
        referrals = Referral.objects.select_for_update(no_key=True, skip_locked=not wait, of=("self",))
        of_sharing = OnwardSharing.objects.filter(pk=subject_id).values("intake__referral")
        if referrals.only("pk").filter(pk__in=of_sharing).first() is None:
            return None
        return self.subjects().get(pk=subject_id)

    def obstacles(self, subject: OnwardSharing, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask everything for this moment: agreement, partner, mailbox, consent, and whether there is data to send."""
        return may_leave(subject, mail=transmission, at=at).obstacles

    def compose(self, subject: OnwardSharing, transmission: Transmission) -> Letter:
        """Make a neutral mail with the archive; the reference in it is one between receiver and partner."""
        identification = subject.intake.referral.identification
        if identification is None:
            raise ValueError("Erased data cannot be passed on.")  # `obstacles` refuses it before
        older = subject.consent.sharings.filter(shared_at__lt=subject.shared_at).order_by("shared_at")
        context = {
            "replaced": [one.archive_name for one in older],
        }
        return _letter("mail/onward.txt", subject, transmission, render(identification), context)


class OnwardDeletionCourier(ToPartner[OnwardDeletion]):
    """Asks a partner to delete: goes out whatever became of consent, agreement, mailbox or data (D6, R56)."""

    kind = Kind.ONWARD_DELETION

    def subjects(self) -> QuerySet[OnwardDeletion]:
        """The requests only: one takes nothing from the referral that could still change."""
        return OnwardDeletion.objects.select_related("consent__intake__partner", "consent__partner")

    def obstacles(self, subject: OnwardDeletion, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the sibling of the gate: only an unknown address stops it."""
        return gate.check_deletion_notice(sent_to=transmission.recipient, on=timezone.localdate(at)).obstacles

    def compose(self, subject: OnwardDeletion, transmission: Transmission) -> Letter:
        """Make a mail that does not say what it asks; the archive does, and names what to delete by reference."""
        sent = subject.consent.sharings.filter(transmission__recipient=transmission.recipient)
        entries = render_partner_deletion([one.reference for one in sent.order_by("shared_at")])
        return _letter("mail/onward_deletion.txt", subject, transmission, entries, {})


def _letter(
    template: str,
    subject: OnwardSharing | OnwardDeletion,
    transmission: Transmission,
    entries: Mapping[str, bytes],
    context: Mapping[str, Any],
) -> Letter:
    if transmission.password is None:
        raise ValueError("An archive without password cannot be sent.")
    shared = {
        "reference": subject.reference,
        "archive_name": subject.archive_name,
        "receiver": subject.consent.intake.partner,
        "partner": subject.consent.partner,
        "product_name": settings.PRODUCT_NAME,
        "text_name": TEXT_NAME,
        "jsonld_name": JSONLD_NAME,
    }
    return Letter(
        subject=f"Versleuteld bericht {subject.reference}",
        body=render_to_string(template, {**shared, **context}),
        attachment=Attachment(
            subject.archive_name, build_checked(entries, password=transmission.password), "application/zip"
        ),
    )
