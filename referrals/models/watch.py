"""Whom to tell when referring in a place becomes possible; it names a team and a place, and no client (ADR 0091)."""

import uuid
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from directory.models import Municipality, Organisation
from law.roles import Role

WATCH_LIFE = timedelta(days=180)
"""After half a year whoever still wants to know asks again."""


class PlaceWatchQuerySet(models.QuerySet["PlaceWatch"]):
    def visible_to(self, user: Any) -> "PlaceWatchQuerySet":
        """The own ones, for the teams in which this person works now."""
        return self.filter(watched_by=user, team__in=user.organisations_as(Role.TEAM_MEMBER))

    def over(self, on: date) -> "PlaceWatchQuerySet":
        """Those whose last day is past."""
        return self.filter(ends_on__lt=on)


class PlaceWatch(models.Model):
    """Somebody of a team asked to be told once data may go to the receiver of a place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name="lokaal team")
    residence = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+", verbose_name="gemeente")
    watched_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ends_on = models.DateField("tot en met")

    objects = PlaceWatchQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag om verwittigd te worden"
        verbose_name_plural = "vragen om verwittigd te worden"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "residence", "watched_by"], name="one_watch_per_person_and_place")
        ]

    def __str__(self) -> str:
        return f"vraag tot {self.ends_on}"
