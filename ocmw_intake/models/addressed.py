"""The referrals addressed to a social worker, and where the follow-up of each stands."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Q, QuerySet

from ocmw_intake.models.contact import ContactAttempt, Outcome, OutcomeKind
from ocmw_intake.models.ending import Deletion, Ending
from ocmw_intake.models.intake import Cause, Intake, IntakeStatus
from referrals.models import DeletionDeclaration, Referral
from referrals.terms.reference import find_reference
from statements.written import written_once

_FETCHED = (
    "reference",
    "filed_at",
    "opened_at",
    "erased_at",
    "consent_id",
    "consent__withdrawal__reason",
    "consent__withdrawal__recorded_at",
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


@dataclass(frozen=True)
class Standing:
    """Where a follow-up stands, worked out from the facts on both sides of the wall; `Intake` keeps the last three.

    Attempts that were struck and outcomes that were taken back count no more. What the team asks to delete, is deleted
    once declared to the team; the own file of the receiver, when it says so itself (D22).
    """

    is_withdrawn: bool
    """Told to the team."""
    is_withdrawn_here: bool
    outcome: str | None
    """Code of the `OutcomeKind` that holds."""
    ending: str | None
    """Code of the `Ending`."""
    has_own_file: bool
    file_stays: bool
    deleted_on: date | None
    must_go: bool
    must_go_since: datetime | None
    must_go_because: str
    """Code of the `Cause`, or empty."""
    intake_status: str
    """Code of the `IntakeStatus`."""


def referrals_of(user: Any) -> QuerySet[Referral]:
    """Return the referrals addressed to this social worker, oldest first, with what the pages of the receiver show."""
    return _lean(Referral.objects.addressed_to(user)).order_by("transmission__sent_at", "pk")


def with_standing(referrals: QuerySet[Referral]) -> list[Any]:
    """Fetch these referrals, each with the fields of its `Standing` as attributes."""
    return _each_with_standing(list(_lean(referrals)))


def addressed(user: Any, reference: str) -> Any:
    """The referral with this reference that is addressed to this social worker, with its standing; None without."""
    return next(iter(_each_with_standing(_addressed(user, reference))), None)


@written_once
def _addressed(user: Any, reference: str) -> QuerySet[Referral]:
    return referrals_of(user).filter(reference=reference)


def _each_with_standing(found: list[Any]) -> list[Any]:
    """A query for each kind of fact, however many: one for all takes the database longer to plan than to run."""
    keys = [referral.pk for referral in found]
    intakes = {intake.referral_id: intake for intake in _followed(keys)}
    followed = [intake.pk for intake in intakes.values()]
    outcomes: dict[Any, Any] = {outcome.intake_id: outcome for outcome in _outcomes(followed)}
    reached: dict[Any, Any] = dict(_reached(followed))
    declared = dict(_declared(keys))
    for referral in found:
        intake = intakes.get(referral.pk)
        key = intake.pk if intake else None
        stands = _standing(referral, intake, outcomes.get(key), reached.get(key), declared.get(referral.pk))
        vars(referral).update(asdict(stands))
    return found


@written_once
def _followed(referrals: list[uuid.UUID]) -> QuerySet[Intake]:
    found = Intake.objects.filter(referral__in=referrals)
    return found.select_related("withdrawal", "withdrawal_ending", "deletion")


@written_once
def _outcomes(intakes: list[uuid.UUID]) -> QuerySet[Outcome]:
    return Outcome.objects.filter(intake__in=intakes, replaced_at=None)


@written_once
def _reached(intakes: list[uuid.UUID]) -> QuerySet[ContactAttempt, tuple[Any, bool]]:
    attempts = ContactAttempt.objects.counting().filter(intake__in=intakes).order_by()
    return attempts.values_list("intake").annotate(was_reached=BoolOr("reached"))


@written_once
def _declared(referrals: list[uuid.UUID]) -> QuerySet[DeletionDeclaration, tuple[Any, date]]:
    return DeletionDeclaration.objects.filter(referral__in=referrals).values_list("referral", "declared_on")


def _lean(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    related = ("team", "partner", "filed_by", "transmission", "agreement", "consent__withdrawal")
    return referrals.select_related(*related).only(*_FETCHED)


def _standing(
    referral: Any, intake: Intake | None, outcome: Outcome | None, reached: bool | None, declared_to_team: date | None
) -> Standing:
    """`reached` is None when nobody tried; `declared_to_team` the day, when the receiver declared to delete."""
    told = getattr(referral.consent, "withdrawal", None)
    here, said = getattr(intake, "withdrawal", None), getattr(intake, "withdrawal_ending", None)
    file_stays = said is not None and said.kind == Ending.FILE_STAYS
    has_own_file = file_stays if said else outcome is not None and outcome.keeps_file
    team_waits = told is not None and declared_to_team is None  # also for who ended it before the team asked
    has_no_reason = bool(told or here or (outcome and not has_own_file))
    must_go = team_waits or (not file_stays and has_no_reason)
    if team_waits or (told and has_own_file and not file_stays):
        deleted_on = None  # on the phone the team noted its data gone; what becomes of the file is not said yet (D22)
    elif told and not file_stays:
        deleted_on = declared_to_team
    else:
        deletion: Deletion | None = getattr(intake, "deletion", None)
        deleted_on = deletion.declared_on if deletion else None
    since, because = None, ""
    if must_go and told:
        since, because = told.recorded_at, Cause.TEAM.value
    elif must_go and here:
        since, because = here.recorded_at, Cause.WITHDRAWN.value
    elif must_go and outcome:
        since, because = _since(outcome), outcome.kind
    return Standing(
        is_withdrawn=told is not None,
        is_withdrawn_here=here is not None,
        outcome=outcome.kind if outcome else None,
        ending=said.kind if said else None,
        has_own_file=has_own_file,
        file_stays=file_stays,
        deleted_on=deleted_on,
        must_go=must_go,
        must_go_since=since,
        must_go_because=because,
        intake_status=_status(
            deleted_on, must_go=must_go, is_closed=file_stays or outcome is not None, reached=reached
        ),
    )


def _since(outcome: Outcome) -> datetime:
    """Who gave up said since which day (D23); midnight in UTC is the same day in Brussels."""
    if outcome.kind == OutcomeKind.NOT_REACHED and outcome.stopped_on:
        return datetime.combine(outcome.stopped_on, time.min, tzinfo=UTC)
    return outcome.recorded_at


def _status(deleted_on: date | None, *, must_go: bool, is_closed: bool, reached: bool | None) -> str:
    if deleted_on is not None:
        return IntakeStatus.DELETED.value
    if must_go:
        return IntakeStatus.TO_DELETE.value
    if is_closed:
        return IntakeStatus.CLOSED.value
    return {None: IntakeStatus.TO_CONTACT, True: IntakeStatus.REACHED, False: IntakeStatus.NOT_REACHED}[reached].value


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
    return bool(_begun(referral_id))


@written_once
def _begun(referral: uuid.UUID) -> QuerySet[Intake, Any]:
    has_worked = ~Q(status=IntakeStatus.TO_CONTACT) | Q(reminder_stop__isnull=False)
    return Intake.objects.filter(has_worked, referral=referral).values("pk")[:1]


def intakes_with(reference: str) -> Iterable[uuid.UUID]:
    """Return the key of the follow-up of a referral, for who searches the log of the receiver."""
    return Intake.objects.filter(referral__reference=find_reference(reference)).values_list("pk", flat=True)
