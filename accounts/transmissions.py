"""The mails that are about an account: an invitation, and whatever else a person is told of it."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string

from accounts.models import INVITATION_DAYS, INVITATION_LINK, AccountMail, Invitation
from audit.record import EventWriter, write_no_event
from law.obstacles import Obstacle
from law.roles import Role
from outbox.couriers import Courier, Letter
from outbox.models import Kind, Transmission


class InvitationCourier(Courier[Invitation]):
    """Sends the link to who is invited. Nothing of a client is in it, so the gate is not asked."""

    kind = Kind.INVITATION

    def subjects(self) -> QuerySet[Invitation]:
        """Locked, so that it is not taken back while a worker speaks with the relay."""
        return Invitation.objects.select_related("organisation", "invited_by")

    def obstacles(self, subject: Invitation, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """None: one that is taken back takes its mail out of the outbox itself."""
        return []

    def compose(self, subject: Invitation, transmission: Transmission) -> Letter:
        """Make the mail with the link; the answer is the same whether the address has an account or not."""
        if subject.token is None:
            raise ValueError("An invitation is sent once; its bytes are kept for a repeat.")
        body = render_to_string(
            "mail/invitation.txt",
            {
                "invitation": subject,
                "link": INVITATION_LINK.url(subject.token),
                "days": INVITATION_DAYS,
                "follows_up": subject.role == Role.SOCIAL_WORKER,
                "product_name": settings.PRODUCT_NAME,
            },
        )
        return Letter(subject=f"Uitnodiging voor {settings.PRODUCT_NAME}", body=body)

    def accepted(self, subject: Invitation, transmission: Transmission, *, at: datetime) -> None:
        """Forget the token: from here on only who holds the mail knows it."""
        Invitation.objects.filter(pk=subject.pk).update(token=None)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Nothing: the list of the outbox shows that it came back, and the invitation stays open until its time."""
        return write_no_event


class AccountCourier(Courier[AccountMail]):
    """Sends what was written to somebody about an account; nothing of a client is in it."""

    kind = Kind.ACCOUNT

    def subjects(self) -> QuerySet[AccountMail]:
        """Every mail about an account."""
        return AccountMail.objects.all()

    def obstacles(self, subject: AccountMail, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """None: people always hear what becomes of their account."""
        return []

    def compose(self, subject: AccountMail, transmission: Transmission) -> Letter:
        """Make the mail from the text that was kept."""
        if subject.body is None:
            raise ValueError("A mail about an account is sent once; its bytes are kept for a repeat.")
        return Letter(subject=subject.subject, body=subject.body)

    def accepted(self, subject: AccountMail, transmission: Transmission, *, at: datetime) -> None:
        """Forget the text: it can hold a link that only its reader may have."""
        AccountMail.objects.filter(pk=subject.pk).update(body=None)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Nothing: what it told stands in the log too."""
        return write_no_event
