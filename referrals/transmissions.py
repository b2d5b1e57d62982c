"""The archive with the four fields: whether it may leave, and what is in it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from agreements import actions
from law import gate
from law.facts import Region
from law.obstacles import Obstacle
from outbox.archive import build_checked
from outbox.couriers import Letter
from outbox.message import Attachment
from outbox.models import Kind, Transmission
from referrals.contents import JSONLD_NAME, TEXT_NAME, render
from referrals.models import Referral


class ReferralCourier:
    """Sends the archive of a referral to the mailbox named in the protocol (R68)."""

    kind = Kind.REFERRAL

    def lock(self, subject_id: UUID, *, wait: bool) -> Referral | None:
        """Lock the referral; a withdrawal waits for this lock, and this never waits for a withdrawal (`wait=False`)."""
        locked = Referral.objects.select_for_update(no_key=True, skip_locked=not wait, of=("self",))
        return locked.filter(pk=subject_id).first()

    def obstacles(self, subject: Referral, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the gate of domain.md §2 for this moment, about the papers the referral was filed under (R34, R44)."""
        if subject.erased_at is not None:
            return [Obstacle.DATA_ERASED]
        on = timezone.localdate(at)
        agreement = type(subject.agreement).objects.with_papers().get(pk=subject.agreement_id)
        decision = gate.check(
            consent=subject.consent,
            residence=subject.residence_id,
            region=Region(subject.residence.region),
            partner=subject.partner,
            agreement=agreement,
            sender=subject.filed_by,
            on=on,
        )
        mailbox = agreement.protocol_facts and agreement.protocol_facts.mailbox_facts
        if mailbox and mailbox.address != transmission.recipient:
            return [*decision.obstacles, Obstacle.MAILBOX_CHANGED]
        return decision.obstacles

    def compose(self, subject: Referral, transmission: Transmission) -> Letter:
        """Make a neutral mail with the archive; nothing in it but the reference says whom it is about."""
        identification = subject.identification
        if identification is None or transmission.password is None:
            raise ValueError("An erased referral cannot be sent.")  # `obstacles` refuses it before
        archive = build_checked(render(identification), password=transmission.password)
        body = render_to_string(
            "mail/referral.txt",
            {
                "referral": subject,
                "text_name": TEXT_NAME,
                "jsonld_name": JSONLD_NAME,
                "site_url": settings.SITE_URL,
                "product_name": settings.PRODUCT_NAME,
            },
        )
        return Letter(
            subject=f"Versleuteld bericht {subject.reference}",
            body=body,
            attachment=Attachment(f"{subject.reference}.zip", archive, "application/zip"),
        )

    def returned(self, transmission: Transmission, *, at: datetime) -> None:
        """The mailbox counts as not verified any more (R70): nothing goes there until it is checked again."""
        actions.mailbox.record_bounce(address=transmission.recipient, on=timezone.localdate(at), at=at)
