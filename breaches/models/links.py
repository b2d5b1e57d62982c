"""The link of a breach contact: it answers the drill of this year, and reports a breach without an account (D31)."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.guest_links import GuestLink, GuestLinkQuerySet
from accounts.mailed_links import MailedLink
from directory.models import Organisation
from law.roles import Role

BREACH_LINK = MailedLink("breaches:by_link", purpose="breach link")
ANSWER_WITHIN = timedelta(hours=24)
VALID_FOR = timedelta(days=400)
"""Longer than a year: the link of last year works until the drill of this year renews it."""


class BreachLinkQuerySet(GuestLinkQuerySet["BreachLink"]):
    def visible_to(self, user: Any) -> "BreachLinkQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()

    def unanswered(self, at: datetime) -> "BreachLinkQuerySet":
        """Contacts of today who did not answer the drill within a day, and not since."""
        return self.filter(ended_at=None, answered_at=None, sent_at__lte=at - ANSWER_WITHIN)


class BreachLink(GuestLink):
    """The drill of one year for one breach contact: an address, for a partner or (empty) for Opgroeien."""

    LINK = BREACH_LINK

    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("oefening beantwoord op", null=True)

    objects = BreachLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link van een contact bij een gegevenslek"
        verbose_name_plural = "links van contacten bij een gegevenslek"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="breach_link_address_is_in_lower_case"),
            models.UniqueConstraint(
                fields=["email", "partner"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="one_open_link_per_breach_contact",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["sent_at"],
                condition=Q(answered_at__isnull=True, ended_at__isnull=True),
                name="drill_unanswered",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_late(self) -> bool:
        """Whether the answer took longer than a day."""
        return self.answered_at is not None and self.answered_at > self.sent_at + ANSWER_WITHIN
