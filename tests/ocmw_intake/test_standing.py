"""A follow-up keeps where it stands: the copy never lags behind the facts (ADR 0031)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from ocmw_intake import actions
from ocmw_intake.models import ContactChannel, Intake, IntakeStatus, OutcomeKind, StrikeReason, with_standing
from referrals import actions as referral_actions
from referrals.models import Referral
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt, give_up

pytestmark = pytest.mark.django_db

AT = FILED_AT + timedelta(hours=2)
TODAY = timezone.localdate(AT)


def _reach(referral: Referral, worker: User) -> None:
    attempt(referral, worker, reached=True)


def _miss(referral: Referral, worker: User) -> None:
    attempt(referral, worker, reached=False)


def _decline(referral: Referral, worker: User) -> None:
    _reach(referral, worker)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=AT)


def _help(referral: Referral, worker: User) -> None:
    _reach(referral, worker)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=AT)


def _change_from_no_to_yes(referral: Referral, worker: User) -> None:
    _decline(referral, worker)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=AT)


def _strike_the_only_attempt(referral: Referral, worker: User) -> None:
    found = attempt(referral, worker, reached=True)
    actions.strike_attempt(referral, found, because=StrikeReason.WRONG_REFERRAL, by=worker, at=AT)


def _correct_an_attempt(referral: Referral, worker: User) -> None:
    found = attempt(referral, worker, reached=True)
    answers = {"made_on": found.made_on, "channel": ContactChannel.LETTER, "reached": False}
    actions.correct_attempt(referral, found, **answers, by=worker, at=AT)


def _decline_and_take_back(referral: Referral, worker: User) -> None:
    _decline(referral, worker)
    actions.take_back_outcome(referral, by=worker, at=AT)


def _give_up(referral: Referral, worker: User) -> None:
    give_up(referral, worker)
    actions.record_outcome(referral, kind=OutcomeKind.NOT_REACHED, by=worker, at=AT)


def _move(referral: Referral, worker: User) -> None:
    _miss(referral, worker)
    actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=AT)


def _close(referral: Referral, worker: User) -> None:
    _help(referral, worker)
    actions.close_file(referral, on=TODAY, by=worker, at=AT)


def _close_and_reopen(referral: Referral, worker: User) -> None:
    _close(referral, worker)
    actions.reopen_file(referral, by=worker, at=AT)


def _close_and_delete_after_the_years(referral: Referral, worker: User) -> None:
    _close(referral, worker)
    later = AT + timedelta(days=11 * 366)
    actions.declare_deletion(referral, on=timezone.localdate(later), by=worker, at=later)


def _stop_here_after_a_decline(referral: Referral, worker: User) -> None:
    _decline(referral, worker)
    _stop_here(referral, worker)


def _decline_and_delete(referral: Referral, worker: User) -> None:
    _decline(referral, worker)
    actions.declare_deletion(referral, on=TODAY, by=worker, at=AT)


def _stop_here(referral: Referral, worker: User) -> None:
    actions.withdraw_here(referral, on=TODAY, by=worker, at=AT)


def _stop_at_the_team(referral: Referral, worker: User) -> None:
    referral_actions.withdraw(referral, on=TODAY, by=referral.filed_by, at=AT)


def _stop_at_the_team_and_delete(referral: Referral, worker: User) -> None:
    _stop_at_the_team(referral, worker)
    actions.declare_deletion(referral, on=TODAY, by=worker, at=AT)


ACTS = {
    lambda referral, worker: None: IntakeStatus.TO_CONTACT,
    _miss: IntakeStatus.NOT_REACHED,
    _reach: IntakeStatus.REACHED,
    _decline: IntakeStatus.TO_DELETE,
    _help: IntakeStatus.CLOSED,
    _change_from_no_to_yes: IntakeStatus.CLOSED,
    _decline_and_delete: IntakeStatus.DELETED,
    _strike_the_only_attempt: IntakeStatus.TO_CONTACT,
    _correct_an_attempt: IntakeStatus.NOT_REACHED,
    _decline_and_take_back: IntakeStatus.REACHED,
    _give_up: IntakeStatus.TO_DELETE,
    _move: IntakeStatus.TO_DELETE,
    _close: IntakeStatus.CLOSED,
    _close_and_reopen: IntakeStatus.CLOSED,
    _close_and_delete_after_the_years: IntakeStatus.DELETED,
    _stop_here_after_a_decline: IntakeStatus.TO_DELETE,
    _stop_here: IntakeStatus.TO_DELETE,
    _stop_at_the_team: IntakeStatus.TO_DELETE,
    _stop_at_the_team_and_delete: IntakeStatus.DELETED,
}


@pytest.mark.parametrize(("act", "status"), ACTS.items())
def test_after_every_act_the_copy_says_what_the_facts_say(
    act: Callable[[Referral, User], None], status: IntakeStatus, referral: Referral, worker: User
):
    act(referral, worker)
    kept = Intake.objects.get(referral=referral)
    facts = with_standing(Referral.objects.filter(pk=referral.pk))[0]
    assert kept.status == facts.intake_status == status
    assert (kept.must_go_since, kept.must_go_because) == (facts.must_go_since, facts.must_go_because)
    assert (kept.partner_id, kept.received_at) == (referral.partner_id, referral.transmission.sent_at)


def test_a_referral_that_did_not_arrive_has_no_follow_up():
    waiting = a_referral()
    assert not Intake.objects.filter(referral=waiting).exists()
    referral_actions.withdraw(waiting, on=TODAY, by=waiting.filed_by, at=AT)
    assert not Intake.objects.filter(referral=waiting).exists()
