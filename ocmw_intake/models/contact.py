"""Attempts to reach the client, and how the contact ended (R75–R78, R83). Coded: text could hold data (R62–R65)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ocmw_intake.models.intake import Intake


class Channel(models.TextChoices):
    """How the social worker tried to reach the client."""

    PHONE = "phone", "telefoon"
    HOME_VISIT = "home_visit", "huisbezoek"
    EMAIL = "email", "e-mail"
    LETTER = "letter", "brief"


class OutcomeKind(models.TextChoices):
    """How the contact ended (R75, R77, R83, D9)."""

    WANTS_HELP = "wants_help", "wenst hulp"
    DECLINES = "declines", "wenst geen hulp"
    NOT_REACHED = "not_reached", "niet bereikt"
    MOVED = "moved", "verhuisd"
    REFERRED_ON = "referred_on", "doorverwezen"


DATA_MUST_GO = (OutcomeKind.DECLINES, OutcomeKind.NOT_REACHED, OutcomeKind.MOVED)
"""After these the receiver has no reason left to keep the data, and deletes them (R81, R83, D9)."""


class ContactAttempt(models.Model):
    """One try to reach the client, on a Brussels calendar day (R76)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="attempts", editable=False)
    made_on = models.DateField("dag")
    channel = models.CharField("hoe", max_length=10, choices=Channel.choices)
    reached = models.BooleanField("bereikt")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    class Meta:
        verbose_name = "contactpoging"
        verbose_name_plural = "contactpogingen"
        ordering: ClassVar = ["made_on", "recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="attempt_channel_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} op {self.made_on}"


class Outcome(models.Model):
    """How the contact ended. A mistake is corrected by a new outcome; the old row stays, with the end of its time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="outcomes", editable=False)
    kind = models.CharField("resultaat van het contact", max_length=12, choices=OutcomeKind.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)
    replaced_at = models.DateTimeField("vervangen op", null=True)

    class Meta:
        verbose_name = "resultaat van het contact"
        verbose_name_plural = "resultaten van het contact"
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=OutcomeKind.values), name="outcome_kind_is_known"),
            models.UniqueConstraint(
                fields=["intake"], condition=Q(replaced_at__isnull=True), name="one_current_outcome_per_intake"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
