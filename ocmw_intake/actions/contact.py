"""The log of the contact: attempts to reach the client, and how the contact ended (R75–R78)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from ocmw_intake.actions.refusals import NoSuchAttempt
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_intake, refuse_impossible_day, require_secrecy
from ocmw_intake.models import (
    DATA_MUST_GO,
    Channel,
    ContactAttempt,
    Outcome,
    OutcomeKind,
)
from referrals import actions as referral_actions
from referrals.models import Referral

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
def log_attempt(
    referral: Referral, *, made_on: date, channel: Channel, reached: bool, by: User, at: datetime
) -> ContactAttempt:
    """Log one attempt to reach the client (R76). Raises SecrecyNotDeclared, FollowUpOver and ImpossibleDay.

    The same attempt of the same person within a minute is one press on the button that came twice: the first is
    returned. Nobody calls twice in a minute and writes it down in between, so this needs no token in form and table;
    the lock on the follow-up lets one press wait for the other.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, made_on, at)
    intake = lock_intake(referral)
    answers = {"made_on": made_on, "channel": channel, "reached": reached, "made_by": by}
    just_now = (at - _SAME_PRESS, at + _SAME_PRESS)  # the press that waited may have been the first
    twin = intake.attempts.filter(**answers, recorded_at__range=just_now).first()
    if twin is not None:
        return twin
    attempt = ContactAttempt.objects.create(intake=intake, **answers, recorded_at=at)
    keep_standing(referral.pk, at=at)
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
    require_secrecy(by, at)
    intake = lock_intake(referral)
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
    keep_standing(referral.pk, at=at)
    record_event(Event.OUTCOME_RECORDED, by=by, at=at, about=intake, organisation=referral.partner)
    return outcome
