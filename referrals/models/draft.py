"""Drafts: what referrals start as (ADR 0007)."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from directory.models import Municipality, Organisation
from law.roles import Role
from referrals.models.referral import Referral
from vault.fields import SealedTextField

LATER = "_later"
"""What follows the name of a step whose answers are kept for later."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: Any) -> "DraftQuerySet":
        """A draft is seen by the one who started it, as long as that person is in the team."""
        return self.filter(started_by=user, team__in=user.organisations_as(Role.TEAM_MEMBER)).order_by("-started_at")

    def waiting(self) -> "DraftQuerySet":
        """Holds answers, and was not filed."""
        return self.filter(referral=None, sealed_answers__isnull=False)


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

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "ontwerp"
        verbose_name_plural = "ontwerpen"

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
