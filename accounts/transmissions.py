"""The mails that are about an account: an invitation, and whatever else a person is told of it."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.guest_links import GuestLink
from accounts.models import INVITATION_DAYS, AccountMail, Invitation
from audit.record import EventWriter, write_no_event
from law.obstacles import Obstacle
from law.roles import Role
from outbox.couriers import Courier, Letter
from outbox.models import Kind, Transmission

_L = TypeVar("_L", bound=GuestLink)


class GuestLinkCourier(Courier[_L]):
    """Sends a link to who has no account. Nothing of a client is in it, so the gate is not asked (ADR 0085)."""

    links: type[_L]

    def subjects(self) -> QuerySet[_L]:
        """Locked, so that it is not ended while a worker speaks with the relay."""
        return self.links._default_manager.all()

    def obstacles(self, subject: _L, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """None: one that ends takes its mail out of the outbox itself."""
        return []

    def url(self, subject: _L) -> str:
        """Return the link, for the mail; its token is forgotten when the mail left."""
        if subject.token is None:
            raise ValueError("A link is sent once; the bytes of its mail are kept for a repeat.")
        return subject.LINK.url(subject.token)

    def accepted(self, subject: _L, transmission: Transmission, *, at: datetime) -> None:
        """Forget the token: from here on only who holds the mail knows it."""
        self.links._default_manager.filter(pk=subject.pk).update(token=None)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Nothing: the list of the outbox shows that it came back, and the link stays open until its time."""
        return write_no_event


class InvitationCourier(GuestLinkCourier[Invitation]):
    """Sends the link to who is invited."""

    kind, links = Kind.INVITATION, Invitation

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The colleagues of that place, where an invitation is sent again."""
        found = Invitation.objects.filter(pk__in=subject_ids).values_list("pk", "organisation")
        return {pk: reverse("accounts:colleagues", args=[organisation]) for pk, organisation in found}

    def subjects(self) -> QuerySet[Invitation]:
        """With whom and where it is about."""
        return super().subjects().select_related("organisation", "sent_by")

    def compose(self, subject: Invitation, transmission: Transmission) -> Letter:
        """Make the mail with the link; the answer is the same whether the address has an account or not."""
        body = render_to_string(
            "mail/invitation.txt",
            {
                "invitation": subject,
                "link": self.url(subject),
                "days": INVITATION_DAYS,
                "follows_up": subject.role == Role.SOCIAL_WORKER,
                "product_name": settings.PRODUCT_NAME,
            },
        )
        return Letter(subject=f"Uitnodiging voor {settings.PRODUCT_NAME}", body=body)


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
