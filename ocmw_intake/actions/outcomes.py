"""How the contact ended (R75–R78, R81)."""

from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal
from ocmw_intake.actions.grounds import what_is_missing
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_intake, require_secrecy
from ocmw_intake.models import FILE_NUMBER, Intake, Outcome, OutcomeKind, Service
from referrals.models import Referral


@transaction.atomic
def record_outcome(
    referral: Referral,
    *,
    kind: OutcomeKind,
    by: User,
    at: datetime,
    file_number: str = "",
    referred_to: Service | None = None,
) -> Outcome:
    """Record how the contact ended; an earlier outcome stays as history.

    `file_number` is the receiver's own, of a client who wants help (R82); `referred_to` the kind of service, of one who
    was referred on. Recording the outcome that holds already changes the file number at most. Raises
    SecrecyNotDeclared, Refusal.
    """
    require_secrecy(by, at)
    intake = lock_intake(referral)
    number = file_number if kind == OutcomeKind.WANTS_HELP else ""
    service = referred_to.value if referred_to and kind == OutcomeKind.REFERRED_ON else ""
    current = intake.outcomes.filter(replaced_at=None).first()
    if current is not None and (current.kind, current.referred_to) == (kind, service):
        if _keep_file_number(intake, number):
            record_event(Event.FILE_NUMBER_SET, by=by, at=at, about=intake, organisation=referral.partner)
        return current
    _refuse_when_closed(intake)
    missing = what_is_missing(intake, kind)
    if missing:
        raise Refusal(missing, field="kind")
    if current is not None:
        current.replaced_at = at
        current.save(update_fields=["replaced_at"])
    outcome = Outcome.objects.create(intake=intake, kind=kind, referred_to=service, recorded_by=by, recorded_at=at)
    _keep_file_number(intake, number)
    keep_standing(referral.pk, at=at)
    record_event(Event.OUTCOME_RECORDED, by=by, at=at, about=intake, organisation=referral.partner)
    return outcome


@transaction.atomic
def take_back_outcome(referral: Referral, *, by: User, at: datetime) -> None:
    """Take back an outcome that was recorded by mistake: none holds any more, and it stays as history.

    Without an outcome nothing changes. Raises SecrecyNotDeclared, or Refusal.
    """
    require_secrecy(by, at)
    intake = lock_intake(referral)
    current = intake.outcomes.filter(replaced_at=None).first()
    if current is None:
        return
    _refuse_when_closed(intake)
    current.replaced_at, current.taken_back_by = at, by
    current.save(update_fields=["replaced_at", "taken_back_by"])
    _keep_file_number(intake, "")
    keep_standing(referral.pk, at=at)
    record_event(Event.OUTCOME_TAKEN_BACK, by=by, at=at, about=intake, organisation=referral.partner)


def _refuse_when_closed(intake: Intake) -> None:
    if intake.closed_on is not None:
        raise Refusal("U sloot dit dossier af. Heropen het eerst.", field=NON_FIELD_ERRORS)


def _keep_file_number(intake: Intake, number: str) -> bool:
    """Write the number of the file, or take it away; whether it changed."""
    if number == intake.file_number:
        return False
    if number:
        FILE_NUMBER(number)
    intake.file_number = number
    intake.save(update_fields=["file_number"])
    return True
