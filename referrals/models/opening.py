"""Opening the signed sheet after our copy of the data was erased: two people, of two sides (D17)."""

import uuid
from datetime import datetime, timedelta
from enum import auto
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.codes import Codes
from law.roles import Role
from referrals.models.referral import Referral

WAITS_FOR = timedelta(days=14)
"""How long somebody of the other side can agree."""

OPEN_FOR = timedelta(hours=24)
"""How long the sheet can be opened after that."""


class OpeningReason(Codes):
    """Why proof of consent is needed: a code, so that nothing about a client is typed."""

    CLIENT = auto(), "de cliënt vraagt ernaar"
    COMPLAINT = auto(), "er is een klacht"
    SUPERVISOR = auto(), "een toezichthouder vraagt ernaar"
    COURT = auto(), "een rechter of het parket vraagt ernaar"


class SheetOpeningQuerySet(models.QuerySet["SheetOpening"]):
    def visible_to(self, user: Any) -> "SheetOpeningQuerySet":
        """For a DPO all of them, for a head of a team those of the own team, and nothing for anyone else."""
        if user.has_role(Role.AUDITOR):
            return self.all()
        if user.bound_by_secrecy_since is None:
            return self.none()
        return self.filter(referral__team__in=user.teams_led)

    def waiting(self, at: datetime) -> "SheetOpeningQuerySet":
        """Asked, and not answered yet."""
        return self.filter(agreed_at=None, asked_at__gt=at - WAITS_FOR)

    def open(self, at: datetime) -> "SheetOpeningQuerySet":
        """Agreed by both sides, a moment ago."""
        return self.filter(agreed_at__gt=at - OPEN_FOR)


class SheetOpening(models.Model):
    """One side asks with a reason, the other agrees; then both can open the sheet for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="openings", verbose_name="aanmelding")
    reason = models.CharField("reden", max_length=20, choices=OpeningReason.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_dpo = models.BooleanField("gevraagd door de DPO")
    asked_at = models.DateTimeField("gevraagd op")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField("akkoord op", null=True)

    objects = SheetOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag om een blad te openen"
        verbose_name_plural = "vragen om een blad te openen"
        ordering: ClassVar = ["-asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                name="a_sheet_is_opened_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"vraag van {self.asked_at:%Y-%m-%d}"

    def is_waiting(self, at: datetime) -> bool:
        """Whether somebody of the other side can still agree."""
        return self.agreed_at is None and self.asked_at > at - WAITS_FOR

    def is_open(self, at: datetime) -> bool:
        """Whether the sheet can be opened now."""
        return self.agreed_at is not None and self.agreed_at > at - OPEN_FOR
