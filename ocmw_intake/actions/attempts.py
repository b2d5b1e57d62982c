"""The attempts to reach the client: logged, and struck when they were a mistake (R75, R76)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.refusal import Overtaken, Refusal
from ocmw_intake.actions.assignment import take_when_free
from ocmw_intake.actions.grounds import what_is_missing
from ocmw_intake.actions.outcomes import record_outcome
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_intake, refuse_impossible_day, require_contract, require_secrecy
from ocmw_intake.models import ContactAttempt, ContactChannel, Intake, OutcomeKind, StrikeReason
from referrals.models import Referral

_SAME_PRESS = timedelta(minutes=1)


@transaction.atomic
def log_attempt(
    referral: Referral, *, made_on: date, channel: ContactChannel, reached: bool, by: User, at: datetime
) -> ContactAttempt:
    """Log one attempt to reach the client (R76). Raises SecrecyNotDeclared, or Refusal.

    The same attempt of the same person within a minute is one press on the button that came twice: the first is
    returned. Nobody calls twice in a minute and writes it down in between, so this needs no token in form and table;
    the lock on the follow-up lets one press wait for the other. Who logs handles the referral from then on, when nobody
    did.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    refuse_impossible_day(referral, made_on, at)
    intake = lock_intake(referral)
    answers = {"made_on": made_on, "channel": channel, "reached": reached, "made_by": by}
    just_now = (at - _SAME_PRESS, at + _SAME_PRESS)  # the press that waited may have been the first
    twin = intake.attempts.counting().filter(**answers, recorded_at__range=just_now).first()
    if twin is not None:
        return twin
    attempt = ContactAttempt.objects.create(intake=intake, **answers, recorded_at=at)
    keep_standing(referral.pk, at=at)
    record_event(Event.CONTACT_ATTEMPTED, by=by, at=at, about=intake, organisation=referral.partner)
    take_when_free(intake, by=by, at=at)
    return attempt


@transaction.atomic
def log_contact(
    referral: Referral,
    *,
    made_on: date,
    channel: ContactChannel,
    result: tuple[bool, OutcomeKind | None],
    by: User,
    at: datetime,
) -> ContactAttempt:
    """Log one attempt together with what came of it: whether the client was reached, and what the client said, if so.

    Both or nothing. Raises SecrecyNotDeclared, or Refusal.
    """
    reached, kind = result
    attempt = log_attempt(referral, made_on=made_on, channel=channel, reached=reached, by=by, at=at)
    if kind is not None:
        number = Intake.objects.values_list("file_number", flat=True).get(referral=referral)
        record_outcome(referral, kind=kind, file_number=number, by=by, at=at)
    return attempt


@transaction.atomic
def strike_attempt(
    referral: Referral, attempt: ContactAttempt, *, because: StrikeReason, by: User, at: datetime
) -> None:
    """Strike an attempt that was a mistake: it stays to be read, and counts nowhere.

    Raises SecrecyNotDeclared, or Refusal when the outcome rests on it.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    intake = lock_intake(referral)
    with _outcome_keeps_its_ground(intake):
        _strike(intake, attempt, because=because, by=by, at=at)
    keep_standing(referral.pk, at=at)
    record_event(Event.ATTEMPT_STRUCK, by=by, at=at, about=intake, organisation=referral.partner)


@transaction.atomic
def correct_attempt(
    referral: Referral,
    attempt: ContactAttempt,
    *,
    made_on: date,
    channel: ContactChannel,
    reached: bool,
    by: User,
    at: datetime,
) -> ContactAttempt:
    """Strike an attempt and log the right one in its place; with the same answers nothing changes.

    Raises SecrecyNotDeclared, or Refusal when the outcome would lose
    its ground.
    """
    require_secrecy(by, at)
    require_contract(referral, at)
    refuse_impossible_day(referral, made_on, at)
    intake = lock_intake(referral)
    if (attempt.made_on, attempt.channel, attempt.reached) == (made_on, channel, reached):
        return attempt
    with _outcome_keeps_its_ground(intake):
        old = _strike(intake, attempt, because=StrikeReason.CORRECTED, by=by, at=at)
        right = ContactAttempt.objects.create(
            intake=intake, made_on=made_on, channel=channel, reached=reached, made_by=old.made_by, recorded_at=at
        )
    keep_standing(referral.pk, at=at)
    record_event(Event.ATTEMPT_CORRECTED, by=by, at=at, about=intake, organisation=referral.partner)
    return right


def _strike(
    intake: Intake, attempt: ContactAttempt, *, because: StrikeReason, by: User, at: datetime
) -> ContactAttempt:
    """The lock on the follow-up holds: whoever pressed first, struck it."""
    found = intake.attempts.get(pk=attempt.pk)
    if found.struck_at is not None:
        raise Overtaken("Deze contactpoging is al doorgehaald of verbeterd.")
    found.struck_at, found.struck_by, found.struck_because = at, by, because
    found.save(update_fields=["struck_at", "struck_by", "struck_because"])
    return found


@contextmanager
def _outcome_keeps_its_ground(intake: Intake) -> Iterator[None]:
    """Refuse what takes away the attempts on which the outcome that holds rests."""
    outcome = intake.outcomes.filter(replaced_at=None).first()
    rested = outcome is not None and not what_is_missing(intake, OutcomeKind(outcome.kind))
    yield
    if outcome is not None and rested and what_is_missing(intake, OutcomeKind(outcome.kind)):
        raise Refusal(
            f"Het resultaat „{outcome.get_kind_display()}” steunt op deze contactpoging. "
            "Trek eerst dat resultaat in, of verbeter het.",
            field=NON_FIELD_ERRORS,
        )
