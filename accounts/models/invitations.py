"""Invitations to work somewhere: one mail, one link, used once."""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.guest_links import GuestLink, GuestLinkQuerySet
from accounts.mailed_links import MailedLink
from accounts.models.people import User, post_in_words
from directory.models import Organisation
from law.roles import Role

INVITATION_DAYS = 7
VALID_FOR = timedelta(days=INVITATION_DAYS)  # how long the link of an invitation works


INVITATION_LINK = MailedLink("accounts:accept_invitation", purpose="invitation")


class InvitationQuerySet(GuestLinkQuerySet["Invitation"]):
    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """The heads of who invites, and administrators."""
        return self if user.has_role(Role.ADMINISTRATOR) else self.filter(organisation__in=user.led)


class Invitation(GuestLink):
    """Somebody is asked to work here: one mail, one link, used once within a week. Who accepts chooses the password."""

    LINK = INVITATION_LINK

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("rol", max_length=20, choices=[(role.value, role.label) for role in Role])
    is_head = models.BooleanField("hoofd", default=False)
    name = models.CharField("naam", max_length=120)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

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
                condition=Q(done_at__isnull=True, accepted_by__isnull=True)
                | Q(done_at__isnull=False, accepted_by__isnull=False, ended_at__isnull=True),
                name="invitation_is_accepted_by_someone_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(done_at__isnull=True, ended_at__isnull=True),
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
