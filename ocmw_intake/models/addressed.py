"""The referrals addressed to a social worker, with where the follow-up stands."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast

from ocmw_intake.models.contact import ContactAttempt, Outcome, OutcomeKind
from ocmw_intake.models.ending import ClientWithdrawal, Deletion, Ending, WithdrawalEnding
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
    "residence",
    "filed_by__name",
    "transmission__sent_at",
    "agreement__version",
    "agreement__in_force_from",
)
"""All that the pages of the receiver need of a referral: the four fields and the password are not fetched (D3)."""


_MOMENT = models.DateTimeField()


def _current() -> QuerySet[Outcome]:
    return Outcome.objects.filter(intake__referral=OuterRef("pk"), replaced_at=None)


def _withdrawn_here() -> QuerySet[ClientWithdrawal]:
    return ClientWithdrawal.objects.filter(intake__referral=OuterRef("pk"))


def _declared_to_team() -> QuerySet[DeletionDeclaration]:
    return DeletionDeclaration.objects.filter(referral=OuterRef("pk"))


def referrals_of(user: Any) -> QuerySet[Any]:
    """Return the referrals addressed to this social worker, oldest first, each as in `with_standing`."""
    return with_standing(Referral.objects.addressed_to(user)).order_by("transmission__sent_at", "pk")


def with_standing(referrals: QuerySet[Referral]) -> QuerySet[Any]:
    """Work out where the follow-up of these referrals stands, from the facts on both sides of the wall.

    Each `Referral` is annotated with `is_withdrawn` (told to the team), `is_withdrawn_here`, `outcome` (code of the
    `OutcomeKind` that holds, or None), `has_own_file`, `deleted_on`, `must_go`, `must_go_since`, `must_go_because`
    (code of the `Cause`) and `intake_status` (code of the `IntakeStatus`); `Intake` keeps the last three. Attempts that
    were struck and outcomes that were taken back count no more. What the team asks to delete, is deleted once declared
    to the team; the own file of the receiver, when it says so itself (D22).
    """
    found = referrals.select_related("team", "partner", "filed_by", "transmission", "agreement").only(*_FETCHED)
    return _with_status(_with_data(_with_facts(found)))


def _with_facts(referrals: QuerySet[Referral]) -> QuerySet[Any]:
    """What was said, by whom it was said to."""
    said = WithdrawalEnding.objects.filter(intake__referral=OuterRef("pk"))
    return referrals.annotate(
        is_withdrawn=Q(consent__withdrawal__isnull=False),
        withdrawal_reason=F("consent__withdrawal__reason"),
        is_withdrawn_here=Exists(_withdrawn_here()),
        outcome=Subquery(_current().values("kind")),
        ending=Subquery(said.values("kind")),
    ).annotate(
        has_own_file=Case(
            When(ending__isnull=False, then=Q(ending=Ending.FILE_STAYS)),
            default=Exists(_current().filter(keeps_file=True)),
        ),
        file_stays=Q(ending__isnull=False, ending=Ending.FILE_STAYS),
        team_waits=Q(is_withdrawn=True) & ~Exists(_declared_to_team()),  # also for who ended it before the team asked
    )


def _with_data(referrals: QuerySet[Any]) -> QuerySet[Any]:
    """Whether the data are deleted, must go, since when and why."""
    declared_here = Deletion.objects.filter(intake__referral=OuterRef("pk")).values("declared_on")
    is_stopped = Q(is_withdrawn=True) | Q(is_withdrawn_here=True)
    has_no_reason = is_stopped | Q(outcome__isnull=False, has_own_file=False)
    found: QuerySet[Any] = referrals.annotate(
        deleted_on=Case(
            When(team_waits=True, then=Value(None, output_field=models.DateField())),
            When(file_stays=True, then=Subquery(declared_here)),
            # The team noted on the phone that its data are gone: what becomes of the file is not said yet (D22).
            When(is_withdrawn=True, has_own_file=True, then=Value(None, output_field=models.DateField())),
            When(is_withdrawn=True, then=Subquery(_declared_to_team().values("declared_on"))),
            default=Subquery(declared_here),
        ),
        must_go=Q(team_waits=True) | (Q(file_stays=False) & has_no_reason),
    ).annotate(
        must_go_since=Case(
            When(must_go=False, then=Value(None, output_field=_MOMENT)),
            When(is_withdrawn=True, then=F("consent__withdrawal__recorded_at")),
            When(is_withdrawn_here=True, then=Subquery(_withdrawn_here().values("recorded_at"))),
            # Midnight in UTC is the same day in Brussels.
            When(outcome=OutcomeKind.NOT_REACHED, then=Cast(Subquery(_current().values("stopped_on")), _MOMENT)),
            default=Subquery(_current().values("recorded_at")),
        ),
        must_go_because=Case(
            When(must_go=False, then=Value("")),
            When(is_withdrawn=True, then=Value(Cause.TEAM.value)),
            When(is_withdrawn_here=True, then=Value(Cause.WITHDRAWN.value)),
            default=F("outcome"),
            output_field=models.CharField(),
        ),
    )
    return found


def _with_status(referrals: QuerySet[Any]) -> QuerySet[Any]:
    attempts = ContactAttempt.objects.counting().filter(intake__referral=OuterRef("pk"))
    found: QuerySet[Any] = referrals.annotate(
        intake_status=Case(
            When(deleted_on__isnull=False, then=Value(IntakeStatus.DELETED.value)),
            When(must_go=True, then=Value(IntakeStatus.TO_DELETE.value)),
            When(Q(file_stays=True) | Q(outcome__isnull=False), then=Value(IntakeStatus.CLOSED.value)),
            When(Exists(attempts.filter(reached=True)), then=Value(IntakeStatus.REACHED.value)),
            When(Exists(attempts), then=Value(IntakeStatus.NOT_REACHED.value)),
            default=Value(IntakeStatus.TO_CONTACT.value),
            output_field=models.CharField(),
        )
    )
    return found


def is_wanted(referral_id: uuid.UUID) -> bool:
    """Whether the receiver still has a reason to get data of this referral; asked through `referrals.wanted`.

    Not once the client withdrew here, the data must go, or they were deleted (R57, R81, R83).
    """
    followed_up = Intake.objects.filter(referral=referral_id)
    no_more = Q(withdrawal__isnull=False) | Q(deletion__isnull=False)
    outcomes = Outcome.objects.filter(intake__in=followed_up, replaced_at=None, keeps_file=False)
    return not followed_up.filter(no_more).exists() and not outcomes.exists()


def has_begun(referral_id: uuid.UUID) -> bool:
    """Whether anything was logged here, or the team ended it; asked through `referrals.wanted` (D12).

    Also that somebody clicked "Ik heb het archief" (D25).
    """
    has_worked = ~Q(status=IntakeStatus.TO_CONTACT) | Q(reminder_stop__isnull=False)
    return Intake.objects.filter(has_worked, referral=referral_id).exists()


def intakes_with(reference: str) -> Iterable[uuid.UUID]:
    """Return the key of the follow-up of a referral, for who searches the log of the receiver."""
    return Intake.objects.filter(referral__reference=reference).values_list("pk", flat=True)
