"""The evaluation of an agreement by both parties (R45), and the bottlenecks that are brought to it (R46)."""

import uuid
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models.files import PaperFile
from agreements.models.messages import Message
from agreements.models.papers import Agreement
from agreements.terms.papers import Party
from audit.codes import Codes
from law.roles import Role


class Evaluation(models.Model):
    """One evaluation: the day proposed to the other party, the day it was held, and its minutes (R45)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="evaluations")
    proposed_on = models.DateField("voorgestelde dag", null=True, blank=True)
    invitation = models.OneToOneField(Message, on_delete=models.PROTECT, null=True, related_name="+")
    held_on = models.DateField("gehouden op", null=True, blank=True)
    minutes = models.OneToOneField(PaperFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(held_on__isnull=True),
                name="one_evaluation_to_come",
                violation_error_message="Er is al een evaluatie gepland.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "held_on"],
                name="one_evaluation_per_day",
                violation_error_message="De evaluatie van deze dag is al genoteerd.",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(proposed_on__isnull=False, invitation__isnull=False),
                name="evaluation_is_held_or_the_other_is_invited",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(minutes__isnull=True), name="minutes_come_after_the_evaluation"
            ),
        ]

    def __str__(self) -> str:
        return f"evaluatie {self.held_on or self.proposed_on}"


class BottleneckKind(Codes):
    """What got stuck; a list, so that nothing about a client can be typed (R46)."""

    NATIONAL_NUMBER = auto(), "vraag naar het rijksregisternummer"
    BIRTH_DATE = auto(), "vraag naar de geboortedatum"
    FAMILY = auto(), "vraag naar de gezinssamenstelling"
    GROWTH_PACKAGE = auto(), "vraag naar gegevens van het Groeipakket"
    OTHER_DATA = auto(), "vraag naar andere gegevens"
    NO_CONTACT = auto(), "het contact met de cliënt lukt niet"
    WRONG_DATA = auto(), "de gegevens kloppen niet"
    WRONG_MAILBOX = auto(), "de aanmelding komt in de verkeerde mailbox toe"
    WRONG_RECEIVER = auto(), "de aanmelding is voor een andere ontvanger"
    MAILBOX_FULL = auto(), "de mailbox is vol"
    CANNOT_OPEN = auto(), "het archief gaat niet open"
    SLOW_ANSWER = auto(), "het antwoord laat op zich wachten"
    UNREACHABLE = auto(), "de contactpersoon is niet bereikbaar"


MORE_DATA = (
    BottleneckKind.NATIONAL_NUMBER,
    BottleneckKind.BIRTH_DATE,
    BottleneckKind.FAMILY,
    BottleneckKind.GROWTH_PACKAGE,
    BottleneckKind.OTHER_DATA,
)
"""Someone asked for more than the four things that may be shared (R46, R60)."""

TELLS_OF_A_CASE = (BottleneckKind.NO_CONTACT,)
"""Noted by a receiver, this would be an attempt in vain by another name: its own people cannot choose it (D4)."""


class BottleneckQuerySet(models.QuerySet["Bottleneck"]):
    def visible_to(self, user: Any) -> "BottleneckQuerySet":
        """Administrators and auditors see all; others what their own side met, never that of the other (D4)."""
        if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
            return self.all()
        return self.filter(
            Q(party=Party.AGENCY, agreement__team__in=user.organisations_as(Role.TEAM_MEMBER))
            | Q(party=Party.PARTNER, agreement__partner__in=user.organisations_as(Role.SOCIAL_WORKER))
        )


class StandingBottlenecks(models.Manager.from_queryset(BottleneckQuerySet)):  # type: ignore[misc]
    """Those that count: what was taken back is in no list, letter or figure."""

    def get_queryset(self) -> BottleneckQuerySet:
        standing: BottleneckQuerySet = super().get_queryset().filter(taken_back_at=None)
        return standing


class Bottleneck(models.Model):
    """One side met an obstacle in working together; it waits for the next evaluation (R46).

    A mistake is taken back: the row stays, with who and when, and counts nowhere any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bottlenecks")
    party = models.CharField("gemeld door", max_length=10, choices=Party.choices)
    kind = models.CharField("knelpunt", max_length=20, choices=BottleneckKind.choices)
    met_on = models.DateField("vastgesteld op")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("genoteerd op")
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, null=True, related_name="bottlenecks", verbose_name="besproken op"
    )
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField("teruggenomen op", null=True)

    objects = StandingBottlenecks()
    with_taken_back = BottleneckQuerySet.as_manager()

    class Meta:
        verbose_name = "knelpunt"
        verbose_name_plural = "knelpunten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(party__in=Party.values, kind__in=BottleneckKind.values),
                name="bottleneck_says_whose_and_what",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, evaluation__isnull=True),
                name="bottleneck_is_taken_back_by_someone_before_it_is_discussed",
            ),
        ]

    if TYPE_CHECKING:
        evaluation_id: uuid.UUID | None

    def __str__(self) -> str:
        return self.get_kind_display()
