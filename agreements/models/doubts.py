"""What stands on a paper so that nobody is sure of it yet (R12, R33, R34)."""

import uuid
from datetime import date
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from agreements.terms.doubts import DoubtField, DoubtReason, Spot
from agreements.terms.papers import PARTY_LABELS, Document, Party
from audit.codes import Codes
from law.roles import Role


class DoubtOutcome(Codes):
    """How a doubt came to its end."""

    CONFIRMED = auto(), "bevestigd"
    CORRECTED = auto(), "verbeterd"
    DROPPED = auto(), "vervallen"


class DoubtQuerySet(models.QuerySet["Doubt"]):
    def visible_to(self, user: Any) -> "DoubtQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()

    def open(self) -> "DoubtQuerySet":
        """Those that nobody confirmed or corrected yet."""
        return self.filter(settled_at__isnull=True)


class Doubt(models.Model):
    """One fact of a paper, as it is printed; while it is open the gate holds the paper back.

    The field of the paper holds what is `proposed` until an administrator looked at the paper, or nothing at all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, verbose_name="overeenkomst")
    document = models.CharField("document", max_length=10, choices=Document.choices)
    party = models.CharField("partij", max_length=10, choices=Party.choices, blank=True)
    position = models.PositiveSmallIntegerField("plaats onder het document", null=True, blank=True)
    field = models.CharField("gegeven", max_length=30, choices=DoubtField.choices)
    printed = models.CharField("wat er staat", max_length=200)
    reason = models.CharField("waarom", max_length=20, choices=DoubtReason.choices)
    proposed = models.CharField("voorstel", max_length=200, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField("gemeld op")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("nagekeken op", null=True)
    outcome = models.CharField("uitkomst", max_length=10, choices=DoubtOutcome.choices, blank=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        verbose_name = "twijfel"
        verbose_name_plural = "twijfels"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "document", "party", "position", "field"],
                condition=Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="one_open_doubt_per_field",
                violation_error_message="Over dit gegeven is al een twijfel gemeld.",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | Q(settled_at__isnull=False, outcome__in=DoubtOutcome.values),
                name="settled_doubt_says_how",
            ),
            models.CheckConstraint(
                condition=Q(document__in=Document.values, field__in=DoubtField.values), name="doubt_says_about_what"
            ),
        ]

    if TYPE_CHECKING:
        agreement_id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.words}: “{self.printed}”"

    @property
    def spot(self) -> Spot:
        return Spot(self.document, self.party, self.position)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def words(self) -> str:
        """Which fact it is about, in words."""
        return f"{self.get_field_display()} ({whose(self.spot)})"

    @property
    def explanation(self) -> str:
        """What is printed, why it is doubted, and what it probably says."""
        printed = f"Twijfel: op het papier staat “{self.printed}” ({self.get_reason_display()})."
        return f"{printed} Voorstel: {self.proposed_words}." if self.proposed else printed

    @property
    def proposed_words(self) -> str:
        """The proposal as people write it; a day is kept as 2024-11-01."""
        try:
            return date_format(date.fromisoformat(self.proposed))
        except ValueError:
            return self.proposed


def whose(spot: Spot) -> str:
    """Of whom or what a fact is: "ondertekenaar 1 van Opgroeien, protocol"."""
    label = Document(spot.document).label
    if spot.position is not None:
        return f"ondertekenaar {spot.position} van {PARTY_LABELS[spot.party]}, {label}"
    return f"{PARTY_LABELS[spot.party]}, {label}" if spot.party else label


def part_of(spot: Spot) -> str:
    """The part of a spreadsheet line in which a fact stands (`paper_import.columns`)."""
    if spot.position is not None:
        return f"signature.{spot.document}.{spot.party}.{spot.position}"
    return f"advice.{spot.party}" if spot.party else spot.document
