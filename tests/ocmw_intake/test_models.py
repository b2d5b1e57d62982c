"""Where a follow-up stands, who sees it, and what the database itself refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from directory.models import Organisation
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import (
    DATA_MUST_GO,
    Cause,
    ContactChannel,
    Intake,
    IntakeStatus,
    Outcome,
    OutcomeKind,
    referrals_of,
    with_standing,
)
from referrals.models import DATA_FIELDS, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_agency, an_ocmw
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt, give_up, withdraw

LATER = FILED_AT + timedelta(hours=2)


def status_of(referral: Referral, user: User) -> str:
    return with_standing(referrals_of(user).filter(pk=referral.pk))[0].intake_status


def test_a_referral_without_attempts_is_to_be_contacted(referral: Referral, worker: User):
    assert status_of(referral, worker) == IntakeStatus.TO_CONTACT


def test_an_attempt_that_failed_says_not_reached(referral: Referral, worker: User):
    attempt(referral, worker, reached=False)
    assert status_of(referral, worker) == IntakeStatus.NOT_REACHED


def test_one_attempt_that_reached_the_client_is_enough_whatever_came_after(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    attempt(referral, worker, reached=False)
    assert status_of(referral, worker) == IntakeStatus.REACHED


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (OutcomeKind.WANTS_HELP, IntakeStatus.CLOSED),
        (OutcomeKind.REFERRED_ON, IntakeStatus.TO_DELETE),
        (OutcomeKind.DECLINES, IntakeStatus.TO_DELETE),
        (OutcomeKind.NOT_REACHED, IntakeStatus.TO_DELETE),
        (OutcomeKind.MOVED, IntakeStatus.TO_DELETE),
    ],
)
def test_an_outcome_closes_or_asks_for_deletion(
    kind: OutcomeKind, status: IntakeStatus, referral: Referral, worker: User
):
    """R81–R83, D9: without a client who wants help nothing justifies keeping the data."""
    attempt(referral, worker, reached=True)
    give_up(referral, worker)
    actions.record_outcome(referral, kind=kind, by=worker, at=LATER)
    assert status_of(referral, worker) == status


def test_the_status_follows_the_outcome_that_holds_and_not_the_one_it_replaced(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=LATER)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=LATER + timedelta(minutes=5))
    assert status_of(referral, worker) == IntakeStatus.CLOSED


def test_a_withdrawal_asks_for_deletion_even_when_the_client_wanted_help(referral: Referral, worker: User):
    """R55: the client may change their mind; the receiver deletes."""
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=LATER)
    withdraw(referral)
    assert status_of(referral, worker) == IntakeStatus.TO_DELETE


def test_attempts_and_outcomes_of_one_referral_say_nothing_of_another(
    referral: Referral, worker: User, ocmw: Organisation
):
    other = a_referral(partner=ocmw, team=referral.team, sent=True)
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=LATER)
    assert status_of(other, worker) == IntakeStatus.TO_CONTACT


def test_the_oldest_referral_comes_first(referral: Referral, worker: User):
    same = {"partner": referral.partner, "team": referral.team, "sent": True}
    late = a_referral(filed_at=FILED_AT + timedelta(days=1), **same)
    early = a_referral(filed_at=FILED_AT - timedelta(days=1), **same)
    assert list(referrals_of(worker)) == [early, referral, late]


def test_a_referral_that_has_not_left_is_not_there_yet(worker: User, ocmw: Organisation):
    a_referral(partner=ocmw, sent=False)
    assert not referrals_of(worker).exists()


def test_the_four_fields_and_the_password_are_not_even_fetched(referral: Referral, worker: User):
    """D3: the portal does not show the four fields."""
    with CaptureQueriesContext(connection) as queries:
        list(referrals_of(worker))
    [query] = [query["sql"] for query in queries if "referrals_referral" in query["sql"]]
    for field in (*DATA_FIELDS, "password", "message"):
        assert f'"referrals_referral"."{field}"' not in query
        assert f'"outbox_transmission"."{field}"' not in query


def test_a_follow_up_is_seen_by_the_social_workers_of_its_receiver_only(referral: Referral, worker: User):
    """D4: not by the team that filed, nor by those who manage the agreements, nor by another OCMW."""
    attempt(referral, worker, reached=True)
    agency, elsewhere = an_agency(), an_ocmw("OCMW Elders")
    others = [
        a_user(Role.TEAM_MEMBER, referral.team),
        a_user(Role.ADMINISTRATOR, agency),
        a_user(Role.AUDITOR, agency),
        a_user(Role.SOCIAL_WORKER, elsewhere),
    ]
    assert Intake.objects.visible_to(worker).count() == 1
    assert [Intake.objects.visible_to(other).count() for other in others] == [0, 0, 0, 0]
    assert [referrals_of(other).count() for other in others] == [0, 0, 0, 0]


def test_nothing_on_a_referral_leads_to_its_follow_up():
    """D4: code that cannot import the follow-up cannot reach it through an attribute or a query either."""
    ways = [field for field in Referral._meta.get_fields() if field.related_model and field.auto_created]
    assert [way.name for way in ways if way.related_model._meta.app_label == "ocmw_intake"] == []
    assert not hasattr(Referral, "intake")


def test_the_database_refuses_a_second_outcome_that_holds(referral: Referral, worker: User):
    intake = Intake.objects.get(referral=referral)
    Outcome.objects.create(intake=intake, kind=OutcomeKind.MOVED, recorded_by=worker)
    with pytest.raises(IntegrityError, match="one_current_outcome_per_intake"), transaction.atomic():
        Outcome.objects.create(intake=intake, kind=OutcomeKind.DECLINES, recorded_by=worker)


def test_the_database_refuses_a_second_follow_up_of_one_referral(referral: Referral):
    first = Intake.objects.get(referral=referral)
    second = Intake(
        referral=referral, partner=referral.partner, received_at=first.received_at, status=IntakeStatus.TO_CONTACT
    )
    with pytest.raises(IntegrityError, match="referral_id"), transaction.atomic():
        second.save()


def test_the_database_refuses_a_status_that_does_not_exist(referral: Referral):
    with pytest.raises(IntegrityError, match="intake_status_is_known"), transaction.atomic():
        Intake.objects.filter(referral=referral).update(status="asleep")


def test_the_database_refuses_codes_that_do_not_exist(referral: Referral, worker: User):
    intake = Intake.objects.get(referral=referral)
    with pytest.raises(IntegrityError, match="outcome_kind_is_known"), transaction.atomic():
        Outcome.objects.create(intake=intake, kind="vanished", recorded_by=worker)
    with pytest.raises(IntegrityError, match="attempt_channel_is_known"), transaction.atomic():
        intake.attempts.create(channel="pigeon", made_on=date(2026, 11, 23), reached=True, made_by=worker)


def test_attempts_are_read_in_the_order_in_which_they_were_made(referral: Referral, worker: User):
    at = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    days = [date(2026, 11, 26), date(2026, 11, 24), date(2026, 11, 25)]
    for day in days:
        actions.log_attempt(referral, made_on=day, channel=ContactChannel.LETTER, reached=False, by=worker, at=at)
    intake = Intake.objects.visible_to(worker).get()
    assert [one.made_on for one in intake.attempts.all()] == sorted(days)


def test_every_outcome_after_which_the_data_must_go_is_a_cause_of_that():
    """What the worklist writes as the cause is the code of the outcome (R81, R83, D9)."""
    assert {*DATA_MUST_GO, OutcomeKind.REFERRED_ON} == {*Cause.values} - {Cause.TEAM, Cause.WITHDRAWN}
