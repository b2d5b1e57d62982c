"""What the receiver writes: reading the password, attempts, outcome. Days are Brussels calendar days."""

import threading
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from audit.events import Event
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import ContactAttempt, ContactChannel, Intake, Outcome, OutcomeKind
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_ocmw
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt, give_up, nothing_is_followed_up, withdraw

LATER = FILED_AT + timedelta(hours=2)


def log(referral: Referral, worker: User, **changes: Any) -> ContactAttempt:
    answers = {"made_on": date(2026, 11, 23), "channel": ContactChannel.PHONE, "reached": True, "at": LATER, **changes}
    return actions.log_attempt(referral, by=worker, **answers)


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-id")[0]


# --- reading the password ------------------------------------------------------------------------------------------


def test_the_receiver_reads_the_password_and_the_trail_says_who_and_when(referral: Referral, worker: User):
    """D2: each reading is in the trail."""
    assert actions.read_password(referral, by=worker, at=LATER) == referral.transmission.password
    event = last_event()
    assert (event.event, event.actor, event.at) == ("password_read", worker, LATER)
    assert (event.object_id, event.organisation_id) == (str(referral.pk), referral.partner_id)


def test_the_first_reading_is_the_opening_and_a_second_one_does_not_move_it(referral: Referral, worker: User):
    actions.read_password(referral, by=worker, at=LATER)
    actions.read_password(referral, by=worker, at=LATER + timedelta(days=3))
    referral.refresh_from_db()
    assert referral.opened_at == LATER
    assert AuditEvent.objects.filter(event="password_read").count() == 2


@pytest.mark.parametrize("declared_on", [None, date(2026, 11, 24)])
def test_who_is_not_bound_by_secrecy_that_day_reads_no_password(
    declared_on: date | None, referral: Referral, ocmw: Organisation
):
    """R8, R69: only staff bound by secrecy opens what arrives."""
    stranger = a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=declared_on)
    with pytest.raises(actions.SecrecyNotDeclared):
        actions.read_password(referral, by=stranger, at=LATER)
    referral.refresh_from_db()
    assert referral.opened_at is None
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("declared_on", [None, date(2026, 11, 24)])
def test_who_is_not_bound_by_secrecy_that_day_follows_nothing_up(
    declared_on: date | None, referral: Referral, worker: User, ocmw: Organisation
):
    """R8: the receiving social worker is bound by professional secrecy."""
    stranger = a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=declared_on)
    with pytest.raises(actions.SecrecyNotDeclared):
        log(referral, stranger)
    assert nothing_is_followed_up()
    log(referral, worker)
    with pytest.raises(actions.SecrecyNotDeclared):
        actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=stranger, at=LATER)
    assert not Outcome.objects.exists()
    assert AuditEvent.objects.filter(event=Event.OUTCOME_RECORDED).count() == 0


def test_secrecy_declared_today_opens_today(referral: Referral, ocmw: Organisation):
    newcomer = a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=date(2026, 11, 23))
    assert actions.read_password(referral, by=newcomer, at=LATER)
    assert log(referral, newcomer)
    assert actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=newcomer, at=LATER)


def test_after_a_withdrawal_the_receiver_reads_no_password(referral: Referral, worker: User):
    """R55: the receiver deletes, and opens nothing any more."""
    withdraw(referral)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        actions.read_password(referral, by=worker, at=LATER)
    assert not AuditEvent.objects.exists()


def test_a_password_that_was_erased_cannot_be_read(referral: Referral, worker: User):
    transmission = referral.transmission
    transmission.password = None
    transmission.save(update_fields=["password"])
    with pytest.raises(Refusal, match="wachtwoord is gewist"):
        actions.read_password(referral, by=worker, at=LATER)


# --- attempts ------------------------------------------------------------------------------------------------------


def test_an_attempt_is_kept_with_its_codes_and_written_to_the_trail(referral: Referral, worker: User):
    kept = log(referral, worker, channel=ContactChannel.HOME_VISIT, reached=False)
    assert (kept.made_on, kept.channel, kept.reached) == (date(2026, 11, 23), "home_visit", False)
    assert (kept.made_by, kept.recorded_at, kept.intake.referral) == (worker, LATER, referral)
    event = AuditEvent.objects.get(event=Event.CONTACT_ATTEMPTED)
    assert (event.event, event.actor, event.at) == ("contact_attempted", worker, LATER)
    assert (event.object_id, event.organisation_id) == (str(kept.intake_id), referral.partner_id)
    assert event.details == {}  # the trail is read on the other side of the wall (D4)


def test_the_first_attempt_begins_the_follow_up_and_the_next_ones_join_it(referral: Referral, worker: User):
    first, second = log(referral, worker), log(referral, worker, reached=False)
    assert first.intake_id == second.intake_id
    assert Intake.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "made_on", "is_accepted"),
    [
        # 22:59 UTC is one minute to midnight in Brussels: the 24th has not begun
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), date(2026, 11, 24), False),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2026, 11, 24), True),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2026, 11, 25), False),
    ],
)
def test_an_attempt_lies_never_in_the_future(
    at: datetime, made_on: date, is_accepted: bool, referral: Referral, worker: User
):
    if is_accepted:
        assert log(referral, worker, made_on=made_on, at=at).made_on == made_on
    else:
        with pytest.raises(Refusal, match="moet nog komen"):
            log(referral, worker, made_on=made_on, at=at)
        assert nothing_is_followed_up()
        assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("sent_at", "first_day"),
    [
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), date(2026, 11, 23)),  # midnight in Brussels
    ],
)
def test_an_attempt_lies_never_before_the_day_of_receipt(
    sent_at: datetime, first_day: date, worker: User, ocmw: Organisation
):
    referral = a_referral(partner=ocmw, sent=True, filed_at=sent_at)
    with pytest.raises(Refusal, match=f"{first_day.day} november 2026"):
        log(referral, worker, made_on=first_day - timedelta(days=1))
    assert nothing_is_followed_up()
    assert log(referral, worker, made_on=first_day).made_on == first_day


def test_after_a_withdrawal_no_attempt_is_logged(referral: Referral, worker: User):
    withdraw(referral)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        log(referral, worker)
    assert nothing_is_followed_up()


def test_the_same_attempt_within_a_minute_is_logged_once(referral: Referral, worker: User):
    first = log(referral, worker)
    assert log(referral, worker, at=LATER + timedelta(minutes=1)) == first
    assert ContactAttempt.objects.count() == 1
    assert AuditEvent.objects.filter(event=Event.CONTACT_ATTEMPTED).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"at": LATER + timedelta(days=1, minutes=1, microseconds=1)},
        {"reached": False},
        {"channel": ContactChannel.HOME_VISIT},
        {"made_on": date(2026, 11, 24)},
    ],
)
def test_another_attempt_is_logged_as_well(change: dict[str, Any], referral: Referral, worker: User):
    at = LATER + timedelta(days=1)
    log(referral, worker, at=at)
    log(referral, worker, **{"at": at, **change})
    assert ContactAttempt.objects.count() == 2
    assert AuditEvent.objects.filter(event=Event.CONTACT_ATTEMPTED).count() == 2


def test_a_colleague_may_try_at_the_same_moment(referral: Referral, worker: User, ocmw: Organisation):
    log(referral, worker)
    log(referral, a_user(Role.SOCIAL_WORKER, ocmw))
    assert ContactAttempt.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("passed", [timedelta(milliseconds=300), timedelta(milliseconds=-300)])
def test_two_presses_at_once_log_one_attempt(passed: timedelta):
    """The second press waits for the first, whichever of them read the clock first."""
    ocmw = an_ocmw()
    referral = a_referral(partner=ocmw, sent=True)
    worker = a_user(Role.SOCIAL_WORKER, ocmw)
    failures: list[Exception] = []

    def press() -> None:
        try:
            log(referral, worker, at=LATER + passed)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    thread = threading.Thread(target=press)
    with transaction.atomic():
        log(referral, worker)
        thread.start()
        assert somebody_waits_for_a_lock()
    thread.join(timeout=20)
    assert failures == []
    assert ContactAttempt.objects.count() == 1
    assert AuditEvent.objects.filter(event=Event.CONTACT_ATTEMPTED).count() == 1


# --- the outcome ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [OutcomeKind.WANTS_HELP, OutcomeKind.DECLINES, OutcomeKind.REFERRED_ON])
def test_only_a_client_who_was_reached_can_say_yes_or_no(kind: OutcomeKind, referral: Referral, worker: User):
    """R77, R78, R81: contact took place, and it is clear whether the client wants help, or help of someone else."""
    attempt(referral, worker, reached=False)
    with pytest.raises(Refusal, match="waarbij u de cliënt bereikte"):
        actions.record_outcome(referral, kind=kind, by=worker, at=LATER)
    assert not Outcome.objects.exists()
    attempt(referral, worker, reached=True)
    assert actions.record_outcome(referral, kind=kind, by=worker, at=LATER).kind == kind


def test_only_who_tried_in_vain_can_say_not_reached(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    with pytest.raises(Refusal, match="niet bereikte"):
        actions.record_outcome(referral, kind=OutcomeKind.NOT_REACHED, by=worker, at=LATER)
    assert not Outcome.objects.exists()
    give_up(referral, worker)
    assert actions.record_outcome(referral, kind=OutcomeKind.NOT_REACHED, by=worker, at=LATER)


@pytest.mark.parametrize("kind", OutcomeKind)
def test_without_an_attempt_there_is_no_outcome(kind: OutcomeKind, referral: Referral, worker: User):
    """R81: kept until contact took place; who never tried knows nothing of the client."""
    with pytest.raises(Refusal, match="Voeg eerst een contactpoging toe"):
        actions.record_outcome(referral, kind=kind, by=worker, at=LATER)
    assert nothing_is_followed_up()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("reached", [True, False])
def test_that_someone_moved_may_show_at_any_attempt(reached: bool, referral: Referral, worker: User):
    attempt(referral, worker, reached=reached)
    assert actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=LATER)


def test_attempts_on_another_referral_do_not_count(referral: Referral, worker: User):
    attempt(a_referral(partner=referral.partner, team=referral.team, sent=True), worker, reached=True)
    with pytest.raises(Refusal):
        actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=LATER)


def test_an_outcome_is_written_to_the_trail_as_a_code(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    outcome = actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=LATER)
    event = last_event()
    assert (event.event, event.actor, event.at, event.details) == ("outcome_recorded", worker, LATER, {})
    assert (event.object_id, event.organisation_id) == (str(outcome.intake_id), referral.partner_id)


def test_a_corrected_outcome_replaces_the_old_one_which_stays(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    old = actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=LATER)
    colleague = a_user(Role.SOCIAL_WORKER, referral.partner)
    moment = LATER + timedelta(minutes=5)
    new = actions.record_outcome(referral, kind=OutcomeKind.REFERRED_ON, by=colleague, at=moment)
    old.refresh_from_db()
    assert (old.kind, old.recorded_by, old.recorded_at, old.replaced_at) == ("moved", worker, LATER, moment)
    assert (new.recorded_by, new.replaced_at) == (colleague, None)


def test_pressing_the_button_twice_records_one_outcome(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    first = actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=LATER)
    second = actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=LATER)
    assert first == second
    assert Outcome.objects.count() == AuditEvent.objects.filter(event="outcome_recorded").count() == 1


def test_after_a_withdrawal_no_outcome_is_recorded(referral: Referral, worker: User):
    withdraw(referral)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=worker, at=LATER)
    assert not Outcome.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_outcomes_at_once_leave_one_that_holds():
    """A colleague presses the button before mine is done: that outcome waits, and replaces mine."""
    ocmw = an_ocmw()
    referral = a_referral(partner=ocmw, sent=True)
    me, colleague = a_user(Role.SOCIAL_WORKER, ocmw), a_user(Role.SOCIAL_WORKER, ocmw)
    attempt(referral, me, reached=True)
    failures: list[Exception] = []

    def record() -> None:
        try:
            actions.record_outcome(referral, kind=OutcomeKind.REFERRED_ON, by=colleague, at=LATER)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    thread = threading.Thread(target=record)
    with transaction.atomic():
        actions.record_outcome(referral, kind=OutcomeKind.MOVED, by=me, at=LATER)
        thread.start()
        assert somebody_waits_for_a_lock()
    thread.join(timeout=20)
    assert failures == []
    outcomes = dict(Outcome.objects.values_list("kind", "replaced_at"))
    assert outcomes == {OutcomeKind.MOVED: LATER, OutcomeKind.REFERRED_ON: None}


def somebody_waits_for_a_lock() -> bool:
    """Whether another connection to this database comes to stand still within ten seconds."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    give_up_at = time.monotonic() + 10
    while time.monotonic() < give_up_at:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone():
                return True
        time.sleep(0.02)
    return False
