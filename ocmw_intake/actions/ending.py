"""The client stops at the receiver, and the receiver declares that the data are deleted (R57, R83, D22)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.models import Withdrawal
from law.refusal import Refusal
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import has_contract, lock_intake, refuse_impossible_day, require_secrecy
from ocmw_intake.journal import Act, note
from ocmw_intake.models import (
    FILE_NUMBER,
    ClientWithdrawal,
    Deletion,
    Ending,
    Intake,
    WithdrawalEnding,
    keeps_own_file,
    terms_of,
)
from referrals import actions as referral_actions
from referrals.models import DeletionDeclaration, Referral


@transaction.atomic
def withdraw_here(
    referral: Referral,
    *,
    on: date,
    ending: Ending | None = None,
    file_number: str = "",
    by: User,
    at: datetime,
) -> ClientWithdrawal:
    """Record that the client told the receiver to stop (R57). No message, and no trace at the team (D4, ADR 0023).

    `ending` says in the same step how it ended here (D22); None: it is still to be deleted. No data leave for this
    client any more: a correction that waits, or a later one, says that there is nothing to do. Raises
    SecrecyNotDeclared, Refusal.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, on, at)
    intake = lock_intake(referral)
    withdrawal = ClientWithdrawal.objects.create(intake=intake, withdrawn_on=on, recorded_by=by, recorded_at=at)
    note(Act.WITHDRAWN, referral.pk, by=by, at=at, on=on)
    if ending is None:
        keep_standing(referral.pk, at=at)
        record_event(Event.WITHDRAWN_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)
        return withdrawal
    _end(referral, intake, ending, on=timezone.localdate(at), file_number=file_number, by=by, at=at)
    record_event(Event.WITHDRAWN_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)
    record_event(Event.DELETED_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)
    return withdrawal


@transaction.atomic
def declare_deletion(
    referral: Referral,
    *,
    on: date,
    ending: Ending | None = None,
    file_number: str = "",
    by: User,
    at: datetime,
) -> None:
    """Declare that the data are deleted (R57, R83): to the team when the team asked it, else behind the wall (D4).

    After a withdrawal `ending` says whether an own file stays (D22); left out, one that was noted does. Also a file
    whose years are over (R82). The number goes with the file. A second press changes nothing. Raises
    SecrecyNotDeclared, Refusal.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, on, at)
    intake = lock_intake(referral, even_when_over=True)
    told_to_team = Withdrawal.objects.filter(consent=referral.consent_id).exists()
    is_withdrawn = told_to_team or hasattr(intake, "withdrawal")
    if (
        told_to_team
        and hasattr(intake, "withdrawal_ending")
        and not DeletionDeclaration.objects.filter(referral=referral).exists()
    ):
        referral_actions.declare_deletion(referral, on=on, by=by, at=at)  # it ended here before the team asked
    elif is_withdrawn and not hasattr(intake, "withdrawal_ending"):
        ending = ending or (Ending.FILE_STAYS if keeps_own_file(intake) else Ending.EVERYTHING_DELETED)
        _end(referral, intake, ending, on=on, file_number=file_number, by=by, at=at)
    elif hasattr(intake, "deletion") or (is_withdrawn and not keeps_own_file(intake)):
        return
    else:
        if has_contract(referral.partner_id, at):  # without the contact log nobody can say here why they go (D21)
            _refuse_what_is_kept(intake, at)
        _write_deletion(intake, on=on, by=by, at=at)
        _keep_file_number(intake, "")
        keep_standing(referral.pk, at=at)
    record_event(Event.DELETED_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)


def _end(
    referral: Referral, intake: Intake, ending: Ending, *, on: date, file_number: str, by: User, at: datetime
) -> None:
    """Write one of the three endings; a team that asked to delete gets the day, whichever it is (D22)."""
    has_begun = intake.attempts.counting().exists() or intake.outcomes.filter(replaced_at=None).exists()
    if ending == Ending.NOTHING_BEGUN and has_begun:
        raise Refusal("U noteerde al een contactpoging of een resultaat. Kies een ander antwoord.", field="ending")
    WithdrawalEnding.objects.create(intake=intake, kind=ending, deleted_on=on, said_by=by, said_at=at)
    if ending != Ending.FILE_STAYS:
        _keep_file_number(intake, "")
    elif file_number:
        _keep_file_number(intake, file_number)
    if Withdrawal.objects.filter(consent=referral.consent_id).exists():
        referral_actions.declare_deletion(referral, on=on, by=by, at=at)
    elif ending != Ending.FILE_STAYS:
        _write_deletion(intake, on=on, by=by, at=at)
    note(Act.ENDED, referral.pk, by=by, at=at, on=on, kind=ending.value, file_number=intake.file_number)
    keep_standing(referral.pk, at=at)


def _write_deletion(intake: Intake, *, on: date, by: User, at: datetime) -> None:
    Deletion.objects.create(intake=intake, declared_on=on, declared_by=by, declared_at=at)
    note(Act.DELETED, intake.referral_id, by=by, at=at, on=on)


def _refuse_what_is_kept(intake: Intake, at: datetime) -> None:
    outcome = intake.outcomes.filter(replaced_at=None).first()
    has_no_reason = outcome is not None and not outcome.keeps_file and not hasattr(intake, "withdrawal_ending")
    if not has_no_reason and not intake.is_file_over(timezone.localdate(at), terms_of(intake.partner_id)):
        raise Refusal("U hebt nog een reden om deze gegevens te bewaren. U hoeft niets te wissen.")


def _keep_file_number(intake: Intake, number: str) -> None:
    if number:
        FILE_NUMBER(number)
    intake.file_number = number
    intake.save(update_fields=["file_number"])
