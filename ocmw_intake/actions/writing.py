"""What every write of the receiver checks and locks first."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from agreements.models import ProcessorContract
from consent.models import Withdrawal
from law.processing import check_processor_contract
from law.refusal import Refusal
from ocmw_intake.actions.refusals import (
    CONSENT_WITHDRAWN,
    CONSENT_WITHDRAWN_WITH_FILE,
    DATA_DELETED,
    NO_PROCESSOR_CONTRACT,
    SecrecyNotDeclared,
)
from ocmw_intake.models import ClientWithdrawal, Deletion, Intake, keeps_own_file
from referrals.models import Referral


def refuse_impossible_day(referral: Referral, day: date, at: datetime, *, field: str = "made_on") -> None:
    received_on = timezone.localdate(referral.transmission.sent_at)
    if day > timezone.localdate(at):
        raise Refusal("Deze dag moet nog komen. Kies vandaag of een vroegere dag.", field=field)
    if day < received_on:
        raise Refusal(f"De aanmelding kwam aan op {date_format(received_on)}. Kies die dag of een latere.", field=field)


def require_secrecy(by: User, at: datetime) -> None:
    if not by.is_bound_by_secrecy(timezone.localdate(at)):
        raise SecrecyNotDeclared


def require_contract(referral: Referral, at: datetime) -> None:
    """Refuse what Opgroeien may only do as the processor of this receiver (D21)."""
    if not has_contract(referral.partner_id, at):
        raise Refusal(NO_PROCESSOR_CONTRACT)


def has_contract(receiver_id: UUID, at: datetime) -> bool:
    """Whether the receiver has a processor contract for this portal today."""
    on = timezone.localdate(at)
    return check_processor_contract(ProcessorContract.objects.of(receiver_id, on), on=on).may_send


def lock_intake(referral: Referral, *, even_when_over: bool = False) -> Intake:
    """Return the follow-up; whoever else writes on it waits."""
    # A withdrawal comes before, or waits. The four fields stay where they are (D3).
    Referral.objects.select_for_update(no_key=True).only("pk").get(pk=referral.pk)
    if not even_when_over:
        refuse_when_over(referral)
    return Intake.objects.select_for_update(no_key=True).get(referral=referral)


def lock_file(referral: Referral) -> Intake:
    """Return the follow-up of a file that the receiver keeps; one that stays after a withdrawal can be closed (D22)."""
    intake = lock_intake(referral, even_when_over=True)
    if hasattr(intake, "withdrawal_ending") and keeps_own_file(intake):
        _refuse_when_deleted(referral)
    else:
        refuse_when_over(referral)
    return intake


def refuse_when_over(referral: Referral) -> None:
    if (
        Withdrawal.objects.filter(consent=referral.consent_id).exists()
        or ClientWithdrawal.objects.filter(intake__referral=referral).exists()
    ):
        intake = Intake.objects.filter(referral=referral).first()
        has_file = intake is not None and intake.closed_on is None and keeps_own_file(intake)
        raise Refusal(CONSENT_WITHDRAWN_WITH_FILE if has_file else CONSENT_WITHDRAWN)
    _refuse_when_deleted(referral)


def _refuse_when_deleted(referral: Referral) -> None:
    if Deletion.objects.filter(intake__referral=referral).exists():
        raise Refusal(DATA_DELETED)
