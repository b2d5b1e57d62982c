"""The follow-up of one referral at the receiver, and where it stands (R75–R84)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from directory.models import Organisation
from law.roles import Role
from referrals.models import Referral


class Status(models.TextChoices):
    """Where the follow-up stands, in the order of the work and the words of the glossary; see `referrals_of`."""

    TO_CONTACT = "to_contact", "te contacteren"
    NOT_REACHED = "not_reached", "niet bereikt"
    REACHED = "reached", "contact gelukt"
    TO_DELETE = "to_delete", "te verwijderen"
    CLOSED = "closed", "afgesloten"
    DELETED = "deleted", "verwijderd"

    @property
    def tone(self) -> str:
        """The colour that repeats the words (components/tag.html)."""
        return _TONES[self]


_TONES = {
    Status.TO_CONTACT: "info",
    Status.NOT_REACHED: "warning",
    Status.REACHED: "success",
    Status.TO_DELETE: "error",
    Status.CLOSED: "neutral",
    Status.DELETED: "neutral",
}

ASKS_FOR_WORK = (Status.TO_CONTACT, Status.NOT_REACHED, Status.REACHED, Status.TO_DELETE)
"""In these the social worker still has something to do."""

OVER = (Status.CLOSED, Status.DELETED)
"""In these nothing is left to do; there are ever more of them."""

FILE_NUMBER = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9./-]{0,19}\Z",
    "Een dossiernummer telt hoogstens 20 letters, cijfers, punten, streepjes en schuine strepen.",
)
"""The number of the file at the receiver: too short for a sentence, so nothing about the client fits in (R62–R65)."""


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, user: Any) -> "IntakeQuerySet":
        """A social worker sees the follow-up of the own receivers, and nobody else sees any (D4)."""
        return self.filter(partner__in=user.organisations_as(Role.SOCIAL_WORKER))


class Intake(models.Model):
    """The follow-up of one referral, from the moment it arrived.

    `status` and `must_go_since` follow from other rows: only `actions.standing` writes them (ADR 0031).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="aanmelding"
    )
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="ontvanger"
    )
    received_at = models.DateTimeField("ontvangen op", editable=False)
    status = models.CharField("toestand", max_length=12, choices=Status.choices, editable=False)
    must_go_since = models.DateTimeField("te verwijderen sinds", null=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="behandelaar"
    )
    file_number = models.CharField("eigen dossiernummer", max_length=20, blank=True, validators=[FILE_NUMBER])
    closed_on = models.DateField("dossier afgesloten op", null=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="intake_status_is_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner", "status", "received_at", "id"], name="intake_worklist"),
            models.Index(
                fields=["partner", "assigned_to", "received_at", "id"],
                condition=Q(status__in=ASKS_FOR_WORK),
                name="intake_mine",
            ),
            models.Index("partner", Upper("file_number"), condition=~Q(file_number=""), name="intake_file_number"),
            models.Index(
                fields=["partner", "received_at", "id"],
                include=["status", "assigned_to"],  # so that the counts need no row
                condition=Q(status__in=ASKS_FOR_WORK),
                name="intake_open",
            ),
            models.Index(
                fields=["partner", "must_go_since", "id"], condition=Q(status=Status.TO_DELETE), name="intake_to_delete"
            ),
            models.Index(fields=["partner", "received_at", "id"], condition=Q(status__in=OVER), name="intake_over"),
        ]

    def __str__(self) -> str:
        return f"opvolging {self.pk}"
