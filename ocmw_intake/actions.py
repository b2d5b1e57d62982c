"""Every write of the receiver: reading the password, logging an attempt to reach the client, recording the outcome.

The trail says that something was logged, and never what: auditors are on the other side of the wall (D4).
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.models import Withdrawal
from directory.models import Organisation
from ocmw_intake.models import (
    DATA_MUST_GO,
    Channel,
    ClientWithdrawal,
    ContactAttempt,
    Deletion,
    Intake,
    Outcome,
    OutcomeKind,
    ReceiverTerms,
)
from referrals import actions as referral_actions
from referrals.archives import archives_of
from referrals.models import Defect, Referral, ReportedBy


class SecrecyNotDeclared(Exception):
    """Only who declared to be bound by professional secrecy opens an archive and follows up (R8, R69, art. 458 Sw.)."""


class FollowUpOver(Exception):
    """There is nothing left to follow up; `sentence` says why, for the screen."""

    sentence: str


class ConsentWithdrawn(FollowUpOver):
    """The client took back consent, at the team or here: the receiver stops and deletes (R55, R57)."""

    sentence = "De cliënt trok de toestemming in. Neem geen contact meer op en wis de gegevens."


class DataDeleted(FollowUpOver):
    """The receiver declared that the data are deleted."""

    sentence = "U verklaarde dat de gegevens gewist zijn. Er valt niets meer te noteren."


class NothingToDelete(Exception):
    """The receiver still has a reason to keep the data: no outcome or withdrawal asks to delete them."""


class AnswerRefused(Exception):
    """An answer goes against a rule: `field` names it, the message is a sentence for the screen."""

    field: str


class ImpossibleDay(AnswerRefused):
    """What is logged happened between the day the referral was received and today."""

    field = "made_on"


class NoSuchAttempt(AnswerRefused):
    """This outcome follows from an attempt, and no such attempt was logged."""

    field = "kind"


_SAME_PRESS = timedelta(minutes=1)

_REACHED_BEFORE = {
    OutcomeKind.WANTS_HELP: True,
    OutcomeKind.DECLINES: True,
    OutcomeKind.REFERRED_ON: True,
    OutcomeKind.NOT_REACHED: False,
    OutcomeKind.MOVED: None,
}
"""The attempt that must have been logged before an outcome: one that reached the client, one that did not, or any.

Only the client can say yes, no or "to someone else, please" (R77, R78); without any contact nothing is clear (R81).
"""

_LOG_FIRST = {
    True: "Voeg eerst een contactpoging toe waarbij u de cliënt bereikte.",
    False: "Voeg eerst een contactpoging toe waarbij u de cliënt niet bereikte.",
    None: "Voeg eerst een contactpoging toe, bijvoorbeeld een huisbezoek.",
}


@transaction.atomic
def read_password(referral: Referral, *, by: User, at: datetime, archive: str = "") -> str:
    """Return the password of an archive for the receiver and write the reading to the trail (D2).

    A request to delete stays readable after a withdrawal. Raises SecrecyNotDeclared, FollowUpOver, and
    `referrals.actions.PasswordGone` when it was erased (D1).
    """
    _require_secrecy(by, at)
    if archive not in {one.name for one in archives_of(referral) if one.is_deletion_notice}:
        _refuse_when_over(referral)
    return referral_actions.read_password(referral, by=by, at=at, archive=archive)


@transaction.atomic
def log_attempt(
    referral: Referral, *, made_on: date, channel: Channel, reached: bool, by: User, at: datetime
) -> ContactAttempt:
    """Log one attempt to reach the client (R76). Raises SecrecyNotDeclared, FollowUpOver and ImpossibleDay.

    The same attempt of the same person within a minute is one press on the button that came twice: the first is
    returned. Nobody calls twice in a minute and writes it down in between, so this needs no token in form and table;
    the lock on the follow-up lets one press wait for the other.
    """
    _require_secrecy(by, at)
    _refuse_impossible_day(referral, made_on, at)
    intake = _lock_intake(referral)
    answers = {"made_on": made_on, "channel": channel, "reached": reached, "made_by": by}
    just_now = (at - _SAME_PRESS, at + _SAME_PRESS)  # the press that waited may have been the first
    twin = intake.attempts.filter(**answers, recorded_at__range=just_now).first()
    if twin is not None:
        return twin
    attempt = ContactAttempt.objects.create(intake=intake, **answers, recorded_at=at)
    record_event(
        Event.CONTACT_ATTEMPTED,
        by=by,
        at=at,
        about=intake,
        organisation=referral.partner,
    )
    return attempt


@transaction.atomic
def record_outcome(referral: Referral, *, kind: OutcomeKind, by: User, at: datetime) -> Outcome:
    """Record how the contact ended; an earlier outcome stays as history.

    Recording the outcome that holds already changes nothing. Raises SecrecyNotDeclared, FollowUpOver and
    NoSuchAttempt.
    """
    _require_secrecy(by, at)
    intake = _lock_intake(referral)
    current = intake.outcomes.filter(replaced_at=None).first()
    if current is not None and current.kind == kind:
        return current
    reached = _REACHED_BEFORE[kind]
    attempts = intake.attempts.all() if reached is None else intake.attempts.filter(reached=reached)
    if not attempts.exists():
        raise NoSuchAttempt(_LOG_FIRST[reached])
    if current is not None:
        current.replaced_at = at
        current.save(update_fields=["replaced_at"])
    outcome = Outcome.objects.create(intake=intake, kind=kind, recorded_by=by, recorded_at=at)
    if kind in DATA_MUST_GO:
        referral_actions.stop_corrections(referral.pk)
    record_event(Event.OUTCOME_RECORDED, by=by, at=at, about=intake, organisation=referral.partner)
    return outcome


@transaction.atomic
def withdraw_here(referral: Referral, *, on: date, by: User, at: datetime) -> ClientWithdrawal:
    """Record that the client told the receiver to stop (R57). No message, and no trace at the team (D4, ADR 0023).

    Nothing leaves for this client any more: a correction that waits is cancelled, a later one never goes. Raises
    SecrecyNotDeclared, FollowUpOver and ImpossibleDay.
    """
    _require_secrecy(by, at)
    _refuse_impossible_day(referral, on, at)
    intake = _lock_intake(referral)
    withdrawal = ClientWithdrawal.objects.create(intake=intake, withdrawn_on=on, recorded_by=by, recorded_at=at)
    referral_actions.stop_corrections(referral.pk)
    record_event(Event.WITHDRAWN_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)
    return withdrawal


@transaction.atomic
def declare_deletion(referral: Referral, *, on: date, by: User, at: datetime) -> None:
    """Declare that the data are deleted (R57, R83): to the team when the team asked it, else behind the wall (D4).

    A second press changes nothing. Raises SecrecyNotDeclared, NothingToDelete and ImpossibleDay.
    """
    _require_secrecy(by, at)
    _refuse_impossible_day(referral, on, at)
    intake = _lock_intake(referral, even_when_over=True)
    if Withdrawal.objects.filter(consent=referral.consent_id).exists():
        referral_actions.declare_deletion(referral, on=on, by=by, at=at)
        return
    outcome = intake.outcomes.filter(replaced_at=None).first()
    if not hasattr(intake, "withdrawal") and (outcome is None or outcome.kind not in DATA_MUST_GO):
        raise NothingToDelete
    _deletion, is_new = Deletion.objects.get_or_create(
        intake=intake, defaults={"declared_on": on, "declared_by": by, "declared_at": at}
    )
    if is_new:
        referral_actions.stop_corrections(referral.pk)
        record_event(Event.DELETED_AT_RECEIVER, by=by, at=at, about=intake, organisation=referral.partner)


@transaction.atomic
def set_terms(partner: Organisation, *, days_to_delete: int, years_after_closing: int, by: User, at: datetime) -> None:
    """Set how long this receiver keeps what it got (R84)."""
    answers = {"days_to_delete": days_to_delete, "years_after_closing": years_after_closing}
    terms, _is_new = ReceiverTerms.objects.update_or_create(partner=partner, defaults=answers)
    details = {"days": days_to_delete, "years": years_after_closing}
    record_event(Event.RECEIVER_TERMS_SET, by=by, at=at, about=terms, organisation=partner, details=details)


@transaction.atomic
def report_defects(referral: Referral, *, defects: dict[str, Defect], by: User, at: datetime) -> None:
    """Tell the team which of the four fields are not right, and how (R86). This one thing goes over the wall.

    Raises SecrecyNotDeclared and FollowUpOver.
    """
    _require_secrecy(by, at)
    _refuse_when_over(referral)
    try:
        referral_actions.report_defects(referral, defects=defects, how=ReportedBy.SITE, by=by, at=at)
    except referral_actions.NotCorrectable:  # withdrawn at the team, a moment ago
        raise ConsentWithdrawn from None


def _refuse_impossible_day(referral: Referral, day: date, at: datetime) -> None:
    received_on = timezone.localdate(referral.transmission.sent_at)
    if day > timezone.localdate(at):
        raise ImpossibleDay("Deze dag moet nog komen. Kies vandaag of een vroegere dag.")
    if day < received_on:
        raise ImpossibleDay(f"De aanmelding kwam aan op {date_format(received_on)}. Kies die dag of een latere.")


def _require_secrecy(by: User, at: datetime) -> None:
    if not by.is_bound_by_secrecy(timezone.localdate(at)):
        raise SecrecyNotDeclared


def _lock_intake(referral: Referral, *, even_when_over: bool = False) -> Intake:
    """Return the follow-up, begun here if need be; whoever else writes on it waits."""
    Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)  # a withdrawal comes before, or waits
    if not even_when_over:
        _refuse_when_over(referral)
    Intake.objects.get_or_create(referral=referral)
    return Intake.objects.select_for_update(no_key=True).get(referral=referral)


def _refuse_when_over(referral: Referral) -> None:
    if (
        Withdrawal.objects.filter(consent=referral.consent_id).exists()
        or ClientWithdrawal.objects.filter(intake__referral=referral).exists()
    ):
        raise ConsentWithdrawn
    if Deletion.objects.filter(intake__referral=referral).exists():
        raise DataDeleted
