"""How the contact ended (R75–R78, R81)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal
from ocmw_intake.actions.grounds import what_is_missing
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_intake, refuse_impossible_day, require_contract, require_secrecy
from ocmw_intake.journal import Act, note
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
    keeps_file: bool = False,
    stopped_on: date | None = None,
) -> Outcome:
    """Record how the contact ended; an earlier outcome stays as history.

    `file_number` is that of the receiver's own file (R82). Of who was referred on, `referred_to` is the kind of service
    and `keeps_file` says whether there is such a file: without one the data go. `stopped_on` is the day since which
    nobody tries to reach the client any more; today when left out (D23). Recording the outcome that holds already
    changes the file number at most. Raises SecrecyNotDeclared, Refusal.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    answers = _answers(kind, referred_to, keeps_file, stopped_on, at)
    if answers["stopped_on"]:
        refuse_impossible_day(referral, answers["stopped_on"], at, field="stopped_on")
    intake = lock_intake(referral)
    number = file_number if answers["keeps_file"] else ""
    current = intake.outcomes.filter(replaced_at=None).first()
    if current is not None and {name: getattr(current, name) for name in answers} == answers:
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
    outcome = Outcome.objects.create(intake=intake, **answers, recorded_by=by, recorded_at=at)
    _keep_file_number(intake, number)
    keep_standing(referral.pk, at=at)
    noted = {**answers, "file_number": intake.file_number}
    note(Act.OUTCOME, referral.pk, by=by, at=at, **noted)
    record_event(Event.OUTCOME_RECORDED, by=by, at=at, about=intake, organisation=referral.partner)
    return outcome


@transaction.atomic
def take_back_outcome(referral: Referral, *, by: User, at: datetime) -> None:
    """Take back an outcome that was recorded by mistake: none holds any more, and it stays as history.

    Without an outcome nothing changes. Raises SecrecyNotDeclared, or Refusal.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    intake = lock_intake(referral)
    current = intake.outcomes.filter(replaced_at=None).first()
    if current is None:
        return
    _refuse_when_closed(intake)
    current.replaced_at, current.taken_back_by = at, by
    current.save(update_fields=["replaced_at", "taken_back_by"])
    _keep_file_number(intake, "")
    keep_standing(referral.pk, at=at)
    note(Act.TAKEN_BACK, referral.pk, by=by, at=at, file_number="")
    record_event(Event.OUTCOME_TAKEN_BACK, by=by, at=at, about=intake, organisation=referral.partner)


def _answers(
    kind: OutcomeKind, referred_to: Service | None, keeps_file: bool, stopped_on: date | None, at: datetime
) -> dict[str, Any]:
    """The columns of an outcome; what does not belong to this kind is left out."""
    has_given_up = kind == OutcomeKind.NOT_REACHED
    return {
        "kind": kind,
        "referred_to": referred_to.value if referred_to and kind == OutcomeKind.REFERRED_ON else "",
        "keeps_file": kind.keeps_file(keeps_file),
        "stopped_on": (stopped_on or timezone.localdate(at)) if has_given_up else None,
    }


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
