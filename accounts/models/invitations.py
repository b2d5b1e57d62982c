"""Invitations to work somewhere: one mail, one link, used once."""

import uuid
from datetime import datetime, timedelta
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.mailed_links import MailedLink
from accounts.models.people import User, post_in_words
from audit.codes import Codes
from directory.models import Organisation
from law.roles import Role
from outbox.models import Transmission
from vault.fields import SealedTextField

INVITATION_DAYS = 7
VALID_FOR = timedelta(days=INVITATION_DAYS)  # how long the link of an invitation works


class InvitationState(Codes):
    """Where an invitation stands; the words are those on the page of the head."""

    OPEN = auto(), "wacht op antwoord"
    EXPIRED = auto(), "verlopen"
    ACCEPTED = auto(), "aanvaard"
    WITHDRAWN = auto(), "ingetrokken"


INVITATION_LINK = MailedLink("accounts:accept_invitation", purpose="invitation")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """The heads of who invites, and administrators."""
        return self if user.has_role(Role.ADMINISTRATOR) else self.filter(organisation__in=user.led)

    def addressed_to(self, fingerprint: bytes) -> "InvitationQuerySet":
        """The invitation whose link this is, whoever holds it; none for a token that does not exist."""
        return self.filter(token_digest=fingerprint).select_related("organisation", "invited_by")

    def open(self) -> "InvitationQuerySet":
        """Not answered and not taken back; its time may be over."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Somebody is asked to work here: one mail, one link, used once within a week. Who accepts chooses the password.

    The link is found by a keyed fingerprint of its token. The token itself is kept, sealed, until the mail left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("rol", max_length=20, choices=[(role.value, role.label) for role in Role])
    is_head = models.BooleanField("hoofd", default=False)
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", max_length=254)
    token_digest = models.BinaryField(unique=True, editable=False)
    token = SealedTextField("sleutel van de link", null=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: an operator, for the first one."
    )
    invited_at = models.DateTimeField("uitgenodigd op")
    expires_at = models.DateTimeField("geldig tot")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField("aanvaard op", null=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_address_is_in_lower_case"),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(role__in=[Role.SOCIAL_WORKER.value, Role.TEAM_MEMBER.value]),
                name="an_invited_head_works_at_a_receiver_or_a_team",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
                name="invitation_is_accepted_by_someone_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
        ]

    if TYPE_CHECKING:
        organisation_id: uuid.UUID

    def __str__(self) -> str:
        return f"uitnodiging {self.pk}"

    @property
    def has_account(self) -> bool:
        """Whether the address has an account that works; only who holds the link may learn so."""
        return User.objects.filter(email=self.email, is_active=True).exists()

    @property
    def words(self) -> str:
        """What the person becomes, for a sentence after "als"."""
        return post_in_words(Role(self.role), is_head=self.is_head)

    def state(self, at: datetime) -> InvitationState:
        """Where the invitation stands at this moment."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        return InvitationState.EXPIRED if self.expires_at <= at else InvitationState.OPEN
