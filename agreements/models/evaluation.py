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
from agreements.terms.evaluation import EvaluationQuestion, Stance
from agreements.terms.papers import Amendment, Party
from audit.codes import Codes
from law.roles import Role


class Evaluation(models.Model):
    """One evaluation (R45): when both parties were asked for their part, its day, and its minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="evaluations")
    proposed_on = models.DateField("voorgestelde dag", null=True, blank=True)
    invitation = models.OneToOneField(Message, on_delete=models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField("delen gevraagd op", null=True, blank=True)
    reminded_on = models.DateField("herinnerd op", null=True, blank=True)
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
                condition=Q(held_on__isnull=False)
                | Q(asked_on__isnull=False)
                | Q(proposed_on__isnull=False, invitation__isnull=False),
                name="evaluation_is_held_or_the_other_knows_of_it",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(minutes__isnull=True), name="minutes_come_after_the_evaluation"
            ),
        ]

    def __str__(self) -> str:
        return f"evaluatie {self.held_on or self.proposed_on or self.asked_on}"

    @property
    def agreed_change(self) -> "AgreedChange | None":
        """What was agreed to change; None when nothing was."""
        return getattr(self, "agreed", None)

    def part_of(self, party: str) -> "EvaluationPart | None":
        """What one side brought; None as long as it did not."""
        return next((part for part in self.parts.all() if part.party == party), None)


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


class EvaluationPart(models.Model):
    """What one side brings to an evaluation, besides the figures: codes only (R45, R46)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="parts")
    party = models.CharField("partij", max_length=10, choices=Party.choices)
    discuss = models.JSONField("te bespreken", default=list, help_text="Codes of EvaluationQuestion.")
    met = models.JSONField("knelpunten", default=list, help_text="Codes of BottleneckKind.")
    wishes = models.JSONField("wat moet wijzigen", default=list, help_text="Codes of Amendment.")
    filled_in_by = models.CharField("ingevuld door", max_length=120)
    filled_in_at = models.DateTimeField("ingevuld op")

    class Meta:
        verbose_name = "deel van de evaluatie"
        verbose_name_plural = "delen van de evaluatie"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "party"], name="one_part_per_side"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="part_says_whose"),
        ]

    def __str__(self) -> str:
        return f"deel van {self.get_party_display()}"

    @property
    def as_answers(self) -> dict[str, Any]:
        """What the form of this part starts with, to be filled in anew."""
        remarks = {one: Stance.DISCUSS if one in self.discuss else Stance.NONE for one in EvaluationQuestion.values}
        return {**remarks, "met": self.met, "wishes": self.wishes, "filled_in_by": self.filled_in_by}

    @property
    def seen(self) -> str:
        """Which answers somebody saw, so that nobody overwrites what came in between."""
        return self.filled_in_at.isoformat()

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """What is written, in words: a heading with its points; those without points are left out."""
        told = (
            ("Hierover willen wij spreken", EvaluationQuestion, self.discuss),
            ("Hier liep het vast", BottleneckKind, self.met),
            ("Dit moet volgens ons wijzigen", Amendment, self.wishes),
        )
        return [(title, [str(kind(code).label) for code in codes]) for title, kind, codes in told if codes]


class AgreedChange(models.Model):
    """What the parties agreed to change at an evaluation (art. 7, R44), and the version that was prepared with it."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, primary_key=True, related_name="agreed")
    amendment = models.CharField("wijziging", max_length=20, choices=Amendment.choices)
    agreed_from = models.DateField("vanaf")
    evaluation_months = models.PositiveSmallIntegerField("evaluatie om de (maanden)", null=True)
    notice_months = models.PositiveSmallIntegerField("opzegtermijn (maanden)", null=True)
    ends_on = models.DateField("tot en met", null=True)
    version = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "afgesproken wijziging"
        verbose_name_plural = "afgesproken wijzigingen"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amendment__in=Amendment.values), name="agreed_change_says_what")
        ]

    if TYPE_CHECKING:
        version_id: uuid.UUID | None

    def __str__(self) -> str:
        return self.get_amendment_display()


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
