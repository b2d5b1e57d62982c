"""What happens at the receiver once a referral arrived: attempts to reach the client, and the outcome (R75–R84).

The wall (D4): the relation to the referral has no name on that side, so nothing on a referral leads here. There is no
free text: it could hold data of the client (R62–R65).
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from directory.models import Organisation
from law.retention import STANDARD_TERMS, Terms
from law.roles import Role
from referrals.models import DeletionDeclaration, Referral


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


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, user: Any) -> "IntakeQuerySet":
        """A social worker sees the follow-up of the own receivers, and nobody else sees any (D4)."""
        return self.filter(referral__partner__in=user.organisations_as(Role.SOCIAL_WORKER))


class Intake(models.Model):
    """The follow-up of one referral; begins when the receiver logs something for the first time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="aanmelding"
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"

    def __str__(self) -> str:
        return f"opvolging {self.pk}"


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


class ClientWithdrawal(models.Model):
    """The client told the receiver that they changed their mind (R57): it deletes, and owes nobody a message.

    Stands behind the wall (D4): the team that filed never learns of it, not even from what stops because of it.
    """

    intake = models.OneToOneField(
        Intake, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal", editable=False
    )
    withdrawn_on = models.DateField("ingetrokken op")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    class Meta:
        verbose_name = "intrekking bij de ontvanger"
        verbose_name_plural = "intrekkingen bij de ontvanger"

    def __str__(self) -> str:
        return f"ingetrokken op {self.withdrawn_on}"


class Deletion(models.Model):
    """The receiver declares that it deleted the data, for a reason of its own: declined, not reached, moved, or R57.

    When the team asked for it, the declaration stands on the team's side (`referrals.models.DeletionDeclaration`).
    """

    intake = models.OneToOneField(
        Intake, on_delete=models.PROTECT, primary_key=True, related_name="deletion", editable=False
    )
    declared_on = models.DateField("gewist op")
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    declared_at = models.DateTimeField("verklaard op", default=timezone.now)

    class Meta:
        verbose_name = "verwijdering bij de ontvanger"
        verbose_name_plural = "verwijderingen bij de ontvanger"

    def __str__(self) -> str:
        return f"gewist op {self.declared_on}"


class ReceiverTermsQuerySet(models.QuerySet["ReceiverTerms"]):
    def visible_to(self, user: Any) -> "ReceiverTermsQuerySet":
        """The terms of the own receivers."""
        return self.filter(partner__in=user.organisations_as(Role.SOCIAL_WORKER))


class ReceiverTerms(models.Model):
    """How long one receiver keeps what it got: it decides that itself (FAQ 10, R84). Without a row: the standard."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+", editable=False)
    days_to_delete = models.PositiveSmallIntegerField("dagen om te wissen", default=STANDARD_TERMS.days_to_delete)
    years_after_closing = models.PositiveSmallIntegerField(
        "jaren na het afsluiten van het dossier", default=STANDARD_TERMS.years_after_closing
    )

    objects = ReceiverTermsQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaartermijnen"
        verbose_name_plural = "bewaartermijnen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days_to_delete__lte=90, years_after_closing__range=(1, 30)),
                name="receiver_terms_are_reasonable",
                violation_error_message="Kies hoogstens 90 dagen, en 1 tot 30 jaar.",
            )
        ]

    def __str__(self) -> str:
        return f"bewaartermijnen van {self.partner}"


def terms_of(partner_id: uuid.UUID) -> Terms:
    """The terms of a receiver: its own, or the standard."""
    own = ReceiverTerms.objects.filter(partner=partner_id).first()
    if own is None:
        return STANDARD_TERMS
    return Terms(days_to_delete=own.days_to_delete, years_after_closing=own.years_after_closing)


_FETCHED = (
    "reference",
    "filed_at",
    "opened_at",
    "erased_at",
    "consent_id",
    "team__name",
    "team__phone",
    "partner__name",
    "filed_by__name",
    "transmission__sent_at",
    "agreement__version",
    "agreement__in_force_from",
)
"""All that the pages of the receiver need of a referral: the four fields and the password are not fetched (D3)."""


def referrals_of(user: Any) -> QuerySet[Any]:
    """Return the referrals addressed to this social worker, oldest first, with where the follow-up stands.

    Each `Referral` is annotated with `is_withdrawn` (told to the team), `is_withdrawn_here`, `outcome` (code of the
    `OutcomeKind` that holds, or None), `deleted_on`, `must_go`,
    `must_go_since` and `intake_status` (code of the `Status`), which is derived here
    and stored nowhere. What the team asks to delete, is deleted once the receiver declared it to the team.
    """
    current = Outcome.objects.filter(intake__referral=OuterRef("pk"), replaced_at=None)
    withdrawn_here = ClientWithdrawal.objects.filter(intake__referral=OuterRef("pk"))
    declared_here = Deletion.objects.filter(intake__referral=OuterRef("pk")).values("declared_on")
    declared_to_team = DeletionDeclaration.objects.filter(referral=OuterRef("pk")).values("declared_on")
    attempts = ContactAttempt.objects.filter(intake__referral=OuterRef("pk"))
    return (
        Referral.objects.addressed_to(user)
        .select_related("team", "partner", "filed_by", "transmission", "agreement")
        .only(*_FETCHED)
        .annotate(
            is_withdrawn=Q(consent__withdrawal__isnull=False),
            withdrawal_reason=F("consent__withdrawal__reason"),
            is_withdrawn_here=Exists(withdrawn_here),
            outcome=Subquery(current.values("kind")),
        )
        .annotate(
            deleted_on=Case(When(is_withdrawn=True, then=Subquery(declared_to_team)), default=Subquery(declared_here)),
            must_go_since=Case(
                When(is_withdrawn=True, then=F("consent__withdrawal__recorded_at")),
                When(is_withdrawn_here=True, then=Subquery(withdrawn_here.values("recorded_at"))),
                When(outcome__in=DATA_MUST_GO, then=Subquery(current.values("recorded_at"))),
            ),
            must_go=Q(is_withdrawn=True) | Q(is_withdrawn_here=True) | Q(outcome__in=DATA_MUST_GO),
        )
        .annotate(
            intake_status=Case(
                When(deleted_on__isnull=False, then=Value(Status.DELETED.value)),
                When(must_go=True, then=Value(Status.TO_DELETE.value)),
                When(outcome__isnull=False, then=Value(Status.CLOSED.value)),
                When(Exists(attempts.filter(reached=True)), then=Value(Status.REACHED.value)),
                When(Exists(attempts), then=Value(Status.NOT_REACHED.value)),
                default=Value(Status.TO_CONTACT.value),
                output_field=models.CharField(),
            )
        )
        .order_by("transmission__sent_at", "pk")
    )


def is_wanted(referral_id: uuid.UUID) -> bool:
    """Whether the receiver still has a reason to get data of this referral; asked through `referrals.wanted`.

    Not once the client withdrew here, the data must go, or they were deleted (R57, R81, R83).
    """
    followed_up = Intake.objects.filter(referral=referral_id)
    no_more = Q(withdrawal__isnull=False) | Q(deletion__isnull=False)
    outcomes = Outcome.objects.filter(intake__in=followed_up, replaced_at=None, kind__in=DATA_MUST_GO)
    return not followed_up.filter(no_more).exists() and not outcomes.exists()
