"""Closing the own file of a client who was helped: from that day on the years run that it is kept (R82)."""

from datetime import date, datetime

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_file, refuse_impossible_day, require_contract, require_secrecy
from ocmw_intake.models import FileClosing, keeps_own_file
from referrals.models import Referral


@transaction.atomic
def close_file(referral: Referral, *, on: date, by: User, at: datetime) -> None:
    """Record the day on which the receiver closed the file. A file that is closed stays closed on its first day.

    Raises SecrecyNotDeclared, or Refusal when there is no file.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    refuse_impossible_day(referral, on, at)
    intake = lock_file(referral)
    if not keeps_own_file(intake):
        raise Refusal(
            "U noteerde geen eigen dossier. Registreer eerst „wenst hulp”, of „doorverwezen” met een eigen dossier.",
            field=NON_FIELD_ERRORS,
        )
    if intake.closed_on is not None:
        return
    FileClosing.objects.create(intake=intake, closed_on=on, closed_by=by, recorded_at=at)
    intake.closed_on = on
    intake.save(update_fields=["closed_on"])
    keep_standing(referral.pk, at=at)
    record_event(Event.FILE_CLOSED, by=by, at=at, about=intake, organisation=referral.partner)


@transaction.atomic
def reopen_file(referral: Referral, *, by: User, at: datetime) -> None:
    """Reopen a file: the closing stays as history, and no year runs any more. An open file stays open.

    Raises SecrecyNotDeclared and Refusal.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    intake = lock_file(referral)
    if intake.closed_on is None:
        return
    intake.closings.filter(reopened_at=None).update(reopened_at=at, reopened_by=by)
    intake.closed_on = None
    intake.save(update_fields=["closed_on"])
    keep_standing(referral.pk, at=at)
    record_event(Event.FILE_REOPENED, by=by, at=at, about=intake, organisation=referral.partner)
