"""The address under which a calendar program reads the deadlines of the papers for one person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from accounts.mailed_links import MailedLink
from accounts.models import Membership
from law.roles import Role

CALENDAR_LINK = MailedLink("agreements:calendar", purpose="calendar")
CALENDAR_READERS = (Role.ADMINISTRATOR, Role.AUDITOR)
"""Who reads the list of deadlines on the site."""


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: Any) -> "CalendarFeedQuerySet":
        """The own one."""
        return self.filter(user=user)

    def addressed_to(self, fingerprint: bytes) -> "CalendarFeedQuerySet":
        """The feed whose address this is, while its owner may read the list.

        Who lost the role and got it again later makes a new address.
        """
        access = Membership.objects.active().filter(
            user=OuterRef("user"), role__in=CALENDAR_READERS, since__lte=OuterRef("made_at")
        )
        return self.filter(Exists(access), token_digest=fingerprint).select_related("user")


class CalendarFeed(models.Model):
    """One address for one person, to be renewed and taken back. Of its token only a keyed fingerprint is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+")
    token_digest = models.BinaryField(unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt op")

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "adres voor de eigen agenda"
        verbose_name_plural = "adressen voor de eigen agenda"

    def __str__(self) -> str:
        return f"agenda van {self.user_id}"
