"""The client stops at the receiver, and the receiver declares that the data are deleted (R57, R83)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.models import Withdrawal
from law.refusal import Refusal
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_intake, refuse_impossible_day, require_secrecy
from ocmw_intake.models import (
    DATA_MUST_GO,
    ClientWithdrawal,
    Deletion,
    Intake,
    terms_of,
)
from referrals import actions as referral_actions
from referrals.models import Referral


@transaction.atomic
def withdraw_here(referral: Referral, *, on: date, by: User, at: datetime) -> ClientWithdrawal:
    """Record that the client told the receiver to stop (R57). No message, and no trace at the team (D4, ADR 0023).

    No data leave for this client any more: a correction that waits, or a later one, says that there is nothing to do.
    Raises SecrecyNotDeclared, Refusal.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, on, at)
    intake = lock_intake(referral)
    withdrawal = ClientWithdrawal.objects.create(intake=intake, withdrawn_on=on, recorded_by=by, recorded_at=at)
    keep_standing(referral.pk, at=at)
    record_event(Event.WITHDRAWN_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)
    return withdrawal


@transaction.atomic
def declare_deletion(referral: Referral, *, on: date, by: User, at: datetime) -> None:
    """Declare that the data are deleted (R57, R83): to the team when the team asked it, else behind the wall (D4).

    Also a file whose years are over (R82). The file number goes with the data. A second press changes nothing. Raises
    SecrecyNotDeclared, Refusal.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, on, at)
    intake = lock_intake(referral, even_when_over=True)
    if Withdrawal.objects.filter(consent=referral.consent_id).exists():
        _forget_file_number(intake)
        referral_actions.declare_deletion(referral, on=on, by=by, at=at)
        return
    outcome = intake.outcomes.filter(replaced_at=None).first()
    has_no_reason = hasattr(intake, "withdrawal") or (outcome is not None and outcome.kind in DATA_MUST_GO)
    if not has_no_reason and not intake.is_file_over(timezone.localdate(at), terms_of(intake.partner_id)):
        raise Refusal("U hebt nog een reden om deze gegevens te bewaren. U hoeft niets te wissen.")
    _deletion, is_new = Deletion.objects.get_or_create(
        intake=intake, defaults={"declared_on": on, "declared_by": by, "declared_at": at}
    )
    if is_new:
        _forget_file_number(intake)
        keep_standing(referral.pk, at=at)
        record_event(Event.DELETED_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)


def _forget_file_number(intake: Intake) -> None:
    intake.file_number = ""
    intake.save(update_fields=["file_number"])
