"""Drafts: what referrals start as (ADR 0007)."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from directory.models import Municipality, Organisation
from law.roles import Role
from referrals.models.referral import Referral
from vault.fields import SealedTextField

LATER = "_later"
"""What follows the name of a step whose answers are kept for later."""

REGRET = timedelta(hours=1)
"""How long a draft that was thrown away can be fetched back."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: Any) -> "DraftQuerySet":
        """A draft is seen by the one who started it, as long as that person is in the team."""
        return self.filter(started_by=user, team__in=user.organisations_as(Role.TEAM_MEMBER)).order_by("-started_at")

    def waiting(self) -> "DraftQuerySet":
        """Holds answers, was not filed and not thrown away."""
        return self.filter(referral=None, sealed_answers__isnull=False, thrown_away_at=None, is_practice=False)

    def begun(self, at: datetime) -> "DraftQuerySet":
        """All that its person can go on with: those that wait, a practice, and what was thrown away just now."""
        is_there = models.Q(sealed_answers__isnull=False) | models.Q(is_practice=True)
        aside = models.Q(thrown_away_at=None) | models.Q(thrown_away_at__gt=at - REGRET)
        return self.filter(is_there, aside, referral=None)

    def that_can_come_back(self, at: datetime) -> "DraftQuerySet":
        """Thrown away less than an hour ago (ADR 0092)."""
        return self.filter(thrown_away_at__gt=at - REGRET)


class Draft(models.Model):
    """A referral that is being written: what was typed so far, sealed; emptied when it is filed.

    Its key makes a double submit harmless: a draft becomes one referral, however often the button is pressed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    residence = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField("begonnen op", default=timezone.now)
    sealed_answers = SealedTextField("antwoorden", null=True)
    revision = models.PositiveIntegerField("herziening", default=0, help_text="Counts the changes of the answers.")
    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, null=True)
    is_practice = models.BooleanField("oefening", default=False, help_text="Never becomes a referral.")
    thrown_away_at = models.DateTimeField("weggegooid op", null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "ontwerp"
        verbose_name_plural = "ontwerpen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_practice=False) | models.Q(referral=None), name="a_practice_is_never_filed"
            ),
            models.CheckConstraint(
                condition=models.Q(thrown_away_at=None) | models.Q(referral=None), name="what_is_filed_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"ontwerp {self.pk}"

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What was typed, per step, as the forms take it."""
        return json.loads(self.sealed_answers) if self.sealed_answers else {}

    @answers.setter
    def answers(self, value: dict[str, dict[str, Any]]) -> None:
        self.sealed_answers = json.dumps(value)

    def kept(self, step: str) -> dict[str, Any] | None:
        """What was answered in a step, else what was kept for later; None when there is nothing."""
        return self.answers.get(step) or self.answers.get(f"{step}{LATER}")

    @property
    def client_name(self) -> str:
        """The name that was typed, to tell drafts apart; empty before it was."""
        typed = self.kept("data") or {}
        return " ".join([*typed.get("first_name", []), *typed.get("last_name", [])])
