"""Mistakes in the log of the contact. Whatever was wrong stays to be read."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from audit.events import BEHIND_THE_WALL
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Overtaken, Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import (
    ContactAttempt,
    ContactChannel,
    Intake,
    IntakeStatus,
    OutcomeKind,
    StrikeReason,
)
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_ocmw
from tests.builders.referrals import a_referral
from tests.ocmw_intake.logbook import NOW, client, clock, correct, record, status_of, strike, url
from tests.ocmw_intake.steps import attempt, withdraw
from tests.ocmw_intake.test_actions import somebody_waits_for_a_lock
from tests.ocmw_intake.test_views import text

__all__ = ["client", "clock"]  # fixtures


# --- striking an attempt -------------------------------------------------------------------------------------------


def test_a_struck_attempt_stays_with_who_when_and_why(referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    colleague = a_user(Role.SOCIAL_WORKER, referral.partner)
    strike(referral, found, colleague, because=StrikeReason.WRONG_DAY)
    found.refresh_from_db()
    assert (found.struck_at, found.struck_by, found.struck_because) == (NOW, colleague, "wrong_day")
    event = AuditEvent.objects.get(event="attempt_struck")
    assert (event.actor, event.object_id, event.details) == (colleague, str(found.intake_id), {})


def test_a_struck_attempt_counts_for_no_status(referral: Referral, worker: User):
    reached = attempt(referral, worker, reached=True)
    missed = attempt(referral, worker, reached=False)
    assert status_of(referral) == IntakeStatus.REACHED
    strike(referral, reached, worker)
    assert status_of(referral) == IntakeStatus.NOT_REACHED
    strike(referral, missed, worker)
    assert status_of(referral) == IntakeStatus.TO_CONTACT


def test_a_struck_attempt_counts_for_no_outcome(referral: Referral, worker: User):
    strike(referral, attempt(referral, worker, reached=True), worker)
    with pytest.raises(Refusal, match="waarbij u de cliënt bereikte"):
        record(referral, worker, OutcomeKind.DECLINES)


def test_the_attempt_on_which_the_outcome_rests_is_not_struck(referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.WANTS_HELP)
    with pytest.raises(Refusal, match="wenst hulp"):
        strike(referral, found, worker)
    found.refresh_from_db()
    assert found.struck_at is None
    actions.take_back_outcome(referral, by=worker, at=NOW)
    strike(referral, found, worker)
    assert status_of(referral) == IntakeStatus.TO_CONTACT


def test_an_attempt_on_which_no_outcome_rests_may_be_struck_afterwards(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    spare = attempt(referral, worker, reached=False)
    record(referral, worker, OutcomeKind.WANTS_HELP)
    strike(referral, spare, worker)
    assert status_of(referral) == IntakeStatus.CLOSED


def test_an_attempt_is_struck_once(referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    strike(referral, found, worker)
    with pytest.raises(Overtaken, match="al doorgehaald"):
        strike(referral, found, worker, because=StrikeReason.WRONG_DAY)
    with pytest.raises(Overtaken, match="al doorgehaald"):
        correct(referral, found, worker, channel=ContactChannel.LETTER)
    found.refresh_from_db()
    assert found.struck_because == StrikeReason.DOUBLE
    assert ContactAttempt.objects.count() == 1


def test_what_was_struck_is_logged_anew_within_the_same_minute(referral: Referral, worker: User):
    """The press that came twice is no reason to lose what is typed after striking."""
    first = attempt(referral, worker, reached=True)
    strike(referral, first, worker, at=FILED_AT + timedelta(hours=1, seconds=20))
    assert attempt(referral, worker, reached=True) != first
    assert status_of(referral) == IntakeStatus.REACHED


def test_the_attempts_of_another_referral_are_out_of_reach(referral: Referral, worker: User, client: Client):
    other = a_referral(partner=referral.partner, team=referral.team, sent=True)
    found = attempt(other, worker, reached=True)
    for page in ("strike_attempt", "correct_attempt"):
        assert client.get(url(page, referral, found.pk)).status_code == 404


@pytest.mark.parametrize("act", [strike, correct])
def test_after_a_withdrawal_the_log_stays_as_it_is(act: Callable[..., object], referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    withdraw(referral)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        act(referral, found, worker)


@pytest.mark.parametrize("act", [strike, correct])
def test_who_is_not_bound_by_secrecy_changes_no_attempt(
    act: Callable[..., object], referral: Referral, worker: User, ocmw: Organisation
):
    """R8: the receiving social worker is bound by professional secrecy."""
    found = attempt(referral, worker, reached=True)
    with pytest.raises(actions.SecrecyNotDeclared):
        act(referral, found, a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None))


@pytest.mark.parametrize(
    "change", [{"struck_at": NOW}, {"struck_because": "double"}, {"struck_at": NOW, "struck_because": "because"}]
)
def test_the_database_refuses_half_a_strike(change: dict[str, Any], referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    with pytest.raises(IntegrityError, match="struck_attempt_has_who_when_and_why"), transaction.atomic():
        ContactAttempt.objects.filter(pk=found.pk).update(**change)


# --- correcting an attempt -----------------------------------------------------------------------------------------


def test_a_corrected_attempt_strikes_the_old_one_and_keeps_who_made_it(referral: Referral, worker: User):
    old = attempt(referral, worker, reached=True)
    colleague = a_user(Role.SOCIAL_WORKER, referral.partner)
    new = correct(referral, old, colleague, channel=ContactChannel.HOME_VISIT, reached=False)
    old.refresh_from_db()
    assert (old.struck_by, old.struck_because) == (colleague, "corrected")
    assert (new.made_by, new.channel, new.reached, new.struck_at) == (worker, "home_visit", False, None)
    assert status_of(referral) == IntakeStatus.NOT_REACHED
    assert AuditEvent.objects.filter(event="attempt_corrected").count() == 1


def test_the_same_answers_change_nothing(referral: Referral, worker: User):
    old = attempt(referral, worker, reached=True)
    assert correct(referral, old, worker) == old
    assert ContactAttempt.objects.counting().count() == 1
    assert not AuditEvent.objects.filter(event="attempt_corrected").exists()


def test_a_correction_keeps_the_ground_of_the_outcome(referral: Referral, worker: User):
    old = attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.DECLINES)
    with pytest.raises(Refusal, match="steunt op deze contactpoging"):
        correct(referral, old, worker, reached=False)
    assert ContactAttempt.objects.count() == 1
    correct(referral, old, worker, channel=ContactChannel.LETTER)
    assert status_of(referral) == IntakeStatus.TO_DELETE


def test_a_corrected_day_lies_between_receipt_and_today(referral: Referral, worker: User):
    old = attempt(referral, worker, reached=True)
    for day in (date(2026, 11, 22), date(2026, 11, 27)):
        with pytest.raises(Refusal):
            correct(referral, old, worker, made_on=day)
    assert correct(referral, old, worker, made_on=date(2026, 11, 26)).made_on == date(2026, 11, 26)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_correct_at_once_leave_one_right_attempt():
    ocmw = an_ocmw()
    referral = a_referral(partner=ocmw, sent=True)
    me, colleague = a_user(Role.SOCIAL_WORKER, ocmw), a_user(Role.SOCIAL_WORKER, ocmw)
    old = attempt(referral, me, reached=True)
    refused: list[Exception] = []

    def press() -> None:
        try:
            correct(referral, old, colleague, channel=ContactChannel.LETTER)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    thread = threading.Thread(target=press)
    with transaction.atomic():
        correct(referral, old, me, channel=ContactChannel.EMAIL)
        thread.start()
        assert somebody_waits_for_a_lock()
    thread.join(timeout=20)
    assert len(refused) == 1
    assert [one.channel for one in ContactAttempt.objects.counting()] == ["email"]


# --- the pages -----------------------------------------------------------------------------------------------------


def test_an_attempt_is_struck_on_the_page_and_read_as_such(client: Client, referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    shown = text(client.get(url("strike_attempt", referral, found.pk)))
    assert "Telefoon op 23 november 2026, cliënt bereikt" in shown
    answer = client.post(url("strike_attempt", referral, found.pk), {"because": "wrong_referral"}, follow=True)
    assert "<s>23 november 2026</s>" in answer.text
    page = text(answer)
    assert f"Doorgehaald door {worker.name} op 26 november 2026: verkeerde aanmelding. Telt niet mee." in page
    assert "te contacteren" in page


@pytest.mark.parametrize("because", ["", "corrected", "zomaar"])
def test_a_strike_asks_a_reason(because: str, client: Client, referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    page = text(client.post(url("strike_attempt", referral, found.pk), {"because": because}))
    assert page.count("Kies een reden, bijvoorbeeld dubbel genoteerd.") == 2
    assert ContactAttempt.objects.counting().exists()


def test_an_attempt_is_corrected_from_what_stood_there(client: Client, referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    shown = client.get(url("correct_attempt", referral, found.pk)).text
    assert 'value="23/11/2026"' in shown
    answers = {"made_on": "24/11/2026", "channel": "phone", "reached": "yes"}
    page = text(client.post(url("correct_attempt", referral, found.pk), answers, follow=True))
    assert "De contactpoging is verbeterd." in page
    assert "24 november 2026 telefoon ja" in page
    assert client.get(url("correct_attempt", referral, found.pk)).status_code == 302


def test_a_refusal_on_the_page_keeps_what_was_typed(client: Client, referral: Referral, worker: User):
    found = attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.WANTS_HELP)
    answers = {"made_on": "24/11/2026", "channel": "letter", "reached": "no"}
    answer = client.post(url("correct_attempt", referral, found.pk), answers)
    assert "Het resultaat „wenst hulp” steunt op deze contactpoging." in text(answer)
    assert 'value="24/11/2026"' in answer.text
    page = text(client.post(url("strike_attempt", referral, found.pk), {"because": "double"}))
    assert "Trek eerst dat resultaat in" in page


def test_a_contact_is_logged_with_what_the_client_said_and_puts_it_on_the_name_of_who_logs(
    client: Client, referral: Referral, worker: User
):
    """R75–R77: what takes most of the day is one form; nobody has to say first that they handle it."""
    answers = {"made_on": "24/11/2026", "channel": "phone", "result": "wants_help"}
    page = text(client.post(url("referral", referral), answers, follow=True))
    assert "U volgt deze aanmelding op." in page
    assert "dossier open" in page
    assert "afgesloten" not in page
    intake = Intake.objects.get(referral=referral)
    assert (intake.assigned_to, intake.outcomes.get().kind) == (worker, OutcomeKind.WANTS_HELP)


def test_what_a_colleague_handles_stays_with_the_colleague(referral: Referral, worker: User):
    colleague = a_user(Role.SOCIAL_WORKER, referral.partner)
    attempt(referral, colleague, reached=False)
    attempt(referral, worker, reached=False)
    assert Intake.objects.get(referral=referral).assigned_to == colleague


def test_a_contact_whose_result_is_refused_is_not_logged_either(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.WANTS_HELP, file_number="2026/0147")
    again = {"made_on": "24/11/2026", "channel": "letter", "result": "wants_help"}
    client.post(url("referral", referral), again)
    assert Intake.objects.get(referral=referral).file_number == "2026/0147"
    actions.close_file(referral, on=NOW.date(), by=worker, at=NOW)
    page = text(client.post(url("referral", referral), {**again, "result": "declines"}))
    assert "U sloot dit dossier af. Heropen het eerst." in page
    assert ContactAttempt.objects.count() == 2


# --- the wall ------------------------------------------------------------------------------------------------------


def test_an_auditor_reads_nothing_of_it_in_the_trail(referral: Referral, worker: User):
    """D4: even the hour of a correction would tell something about a case."""
    auditor = a_user(Role.AUDITOR)
    before = list(AuditEvent.objects.visible_to(auditor))
    found = attempt(referral, worker, reached=True)
    correct(referral, found, worker, channel=ContactChannel.LETTER)
    record(referral, worker, OutcomeKind.WANTS_HELP)
    record(referral, worker, OutcomeKind.WANTS_HELP, file_number="2026/0147")
    actions.close_file(referral, on=NOW.date(), by=worker, at=NOW)
    actions.reopen_file(referral, by=worker, at=NOW)
    actions.take_back_outcome(referral, by=worker, at=NOW)
    strike(referral, ContactAttempt.objects.counting().get(), worker)
    assert list(AuditEvent.objects.visible_to(auditor)) == before
    logged = AuditEvent.objects.filter(event__in=BEHIND_THE_WALL)
    assert logged.count() == 9  # with that the worker handles it since the first attempt
    assert [event.details for event in logged if event.details] == []
