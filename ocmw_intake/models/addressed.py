"""The referrals addressed to a social worker, with where the follow-up stands."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from ocmw_intake.models.contact import DATA_MUST_GO, ContactAttempt, Outcome
from ocmw_intake.models.ending import ClientWithdrawal, Deletion
from ocmw_intake.models.intake import Cause, Intake, IntakeStatus
from referrals.models import DeletionDeclaration, Referral

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
    """Return the referrals addressed to this social worker, oldest first, each as in `with_standing`."""
    return with_standing(Referral.objects.addressed_to(user)).order_by("transmission__sent_at", "pk")


def with_standing(referrals: QuerySet[Referral]) -> QuerySet[Any]:
    """Work out where the follow-up of these referrals stands, from the facts on both sides of the wall.

    Each `Referral` is annotated with `is_withdrawn` (told to the team), `is_withdrawn_here`, `outcome` (code of the
    `OutcomeKind` that holds, or None), `deleted_on`, `must_go`, `must_go_since`, `must_go_because` (code of the
    `Cause`) and `intake_status` (code of the `IntakeStatus`); `Intake` keeps the last three. Attempts that were struck
    and outcomes that were taken back count no more. What the team asks to delete, is deleted once declared to the team.
    """
    current = Outcome.objects.filter(intake__referral=OuterRef("pk"), replaced_at=None)
    withdrawn_here = ClientWithdrawal.objects.filter(intake__referral=OuterRef("pk"))
    declared_here = Deletion.objects.filter(intake__referral=OuterRef("pk")).values("declared_on")
    declared_to_team = DeletionDeclaration.objects.filter(referral=OuterRef("pk")).values("declared_on")
    attempts = ContactAttempt.objects.counting().filter(intake__referral=OuterRef("pk"))
    return (
        referrals.select_related("team", "partner", "filed_by", "transmission", "agreement")
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
            must_go_because=Case(
                When(is_withdrawn=True, then=Value(Cause.TEAM.value)),
                When(is_withdrawn_here=True, then=Value(Cause.WITHDRAWN.value)),
                When(outcome__in=DATA_MUST_GO, then=F("outcome")),
                default=Value(""),
                output_field=models.CharField(),
            ),
            must_go=Q(is_withdrawn=True) | Q(is_withdrawn_here=True) | Q(outcome__in=DATA_MUST_GO),
        )
        .annotate(
            intake_status=Case(
                When(deleted_on__isnull=False, then=Value(IntakeStatus.DELETED.value)),
                When(must_go=True, then=Value(IntakeStatus.TO_DELETE.value)),
                When(outcome__isnull=False, then=Value(IntakeStatus.CLOSED.value)),
                When(Exists(attempts.filter(reached=True)), then=Value(IntakeStatus.REACHED.value)),
                When(Exists(attempts), then=Value(IntakeStatus.NOT_REACHED.value)),
                default=Value(IntakeStatus.TO_CONTACT.value),
                output_field=models.CharField(),
            )
        )
    )


def is_wanted(referral_id: uuid.UUID) -> bool:
    """Whether the receiver still has a reason to get data of this referral; asked through `referrals.wanted`.

    Not once the client withdrew here, the data must go, or they were deleted (R57, R81, R83).
    """
    followed_up = Intake.objects.filter(referral=referral_id)
    no_more = Q(withdrawal__isnull=False) | Q(deletion__isnull=False)
    outcomes = Outcome.objects.filter(intake__in=followed_up, replaced_at=None, kind__in=DATA_MUST_GO)
    return not followed_up.filter(no_more).exists() and not outcomes.exists()


def has_begun(referral_id: uuid.UUID) -> bool:
    """Whether anything was logged here, or the team ended it; asked through `referrals.wanted` (D12)."""
    return Intake.objects.filter(referral=referral_id).exclude(status=IntakeStatus.TO_CONTACT).exists()


def intakes_with(reference: str) -> Iterable[uuid.UUID]:
    """Return the key of the follow-up of a referral, for who searches the log of the receiver."""
    return Intake.objects.filter(referral__reference=reference).values_list("pk", flat=True)
