"""Mistakes in the log of the contact, and the outcomes that follow from it. Whatever was wrong stays to be read."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

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
    Outcome,
    OutcomeKind,
    Service,
    StrikeReason,
    is_wanted,
    referrals_of,
    with_standing,
)
from referrals.models import Referral
from tests.builders import FILED_AT, a_referral, a_user, an_ocmw
from tests.ocmw_intake.steps import attempt, give_up, withdraw
from tests.ocmw_intake.test_actions import somebody_waits_for_a_lock
from tests.ocmw_intake.test_views import text

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)  # three days after the referral came in


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(clock: None, worker: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(worker)


def url(page: str, referral: Referral, *more: Any) -> str:
    return reverse(f"ocmw_intake:{page}", args=[referral.reference, *more])


def page_of(client: Client, referral: Referral) -> str:
    return text(client.get(url("referral", referral)))


def status_of(referral: Referral) -> str:
    return Intake.objects.get(referral=referral).status


def strike(referral: Referral, found: ContactAttempt, worker: User, **changes: Any) -> None:
    actions.strike_attempt(referral, found, **{"because": StrikeReason.DOUBLE, "by": worker, "at": NOW, **changes})


def correct(referral: Referral, found: ContactAttempt, worker: User, **changes: Any) -> ContactAttempt:
    answers = {"made_on": found.made_on, "channel": found.channel, "reached": found.reached, **changes}
    return actions.correct_attempt(referral, found, **answers, by=worker, at=NOW)


def record(referral: Referral, worker: User, kind: OutcomeKind, **more: Any) -> Outcome:
    return actions.record_outcome(referral, kind=kind, by=worker, at=NOW, **more)


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


# --- not reached ---------------------------------------------------------------------------------------------------


def test_not_reached_asks_for_three_attempts_and_says_how_many_are_missing(referral: Referral, worker: User):
    """R81: the receiver tries often enough before it decides that nothing is clear."""
    with pytest.raises(Refusal, match="Uw organisatie vraagt er 3"):
        record(referral, worker, OutcomeKind.NOT_REACHED)
    give_up(referral, worker, attempts=1)
    with pytest.raises(Refusal, match=r"poging 1 van 3. Probeer nog 2 keer, op een ander uur"):
        record(referral, worker, OutcomeKind.NOT_REACHED)
    give_up(referral, worker, attempts=2)
    with pytest.raises(Refusal, match=r"poging 2 van 3. Probeer nog 1 keer"):
        record(referral, worker, OutcomeKind.NOT_REACHED)
    give_up(referral, worker, attempts=3)
    assert record(referral, worker, OutcomeKind.NOT_REACHED)


def test_the_receiver_decides_how_often_it_tries(referral: Referral, worker: User):
    """R84: the receiver sets its own terms."""
    terms = {"days_to_delete": 0, "years_after_closing": 10, "by": worker, "at": NOW}
    actions.set_terms(referral.partner, **terms, attempts_before_giving_up=2)
    give_up(referral, worker, attempts=1)
    with pytest.raises(Refusal, match="1 van 2"):
        record(referral, worker, OutcomeKind.NOT_REACHED)
    actions.set_terms(referral.partner, **terms, attempts_before_giving_up=1)
    assert record(referral, worker, OutcomeKind.NOT_REACHED)


def test_a_struck_attempt_is_not_one_of_the_three(referral: Referral, worker: User):
    give_up(referral, worker)
    strike(referral, ContactAttempt.objects.first(), worker)
    with pytest.raises(Refusal, match="poging 2 van 3"):
        record(referral, worker, OutcomeKind.NOT_REACHED)


def test_the_page_counts_the_attempts_in_vain(client: Client, referral: Referral, worker: User):
    give_up(referral, worker, attempts=4)
    strike(referral, ContactAttempt.objects.first(), worker)
    page = page_of(client, referral)
    assert "nee, poging 1 van 3" in page
    assert "nee, poging 3 van 3" in page
    assert "poging 4" not in page
    attempt(referral, worker, reached=False, at=NOW)
    assert "nee, poging 4 " in page_of(client, referral)


# --- the outcome ---------------------------------------------------------------------------------------------------


def test_who_wants_help_gets_the_own_file_number(client: Client, referral: Referral, worker: User):
    """R82: wants help, so there is a file at the OCMW."""
    attempt(referral, worker, reached=True)
    client.post(url("outcome", referral), {"kind": "wants_help", "file_number": " 2026/0147 "})
    assert Intake.objects.get(referral=referral).file_number == "2026/0147"
    assert "2026/0147" in page_of(client, referral)


def test_the_file_number_may_come_later_and_may_change(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    client.post(url("outcome", referral), {"kind": "wants_help"})
    assert "Dossiernummer invullen" in page_of(client, referral)
    client.post(url("outcome", referral), {"kind": "wants_help", "file_number": "A-17"})
    assert Outcome.objects.count() == 1
    assert AuditEvent.objects.filter(event="file_number_set").count() == 1
    assert 'value="A-17"' in client.get(url("outcome", referral)).text


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("85073003328", "Hier staat een rijksregisternummer."),
        ("85.07.30-033.28", "Hier staat een rijksregisternummer."),
        ("D-85073003328", "Hier staat een rijksregisternummer."),
        ("30/07/1985", "Hier staat een datum."),
        ("30.7.1985", "Hier staat een datum."),
        ("A-30.07.1985", "Hier staat een datum."),
        ("85.07.30", "Hier staat een datum."),
        ("A30071985", "Hier staat een datum."),
        ("930518-223.61", "Hier staat een rijksregisternummer."),
        ("93/05/18/223/61", "Hier staat een rijksregisternummer."),
        ("Noor1", "zonder naam"),
        ("An-2026", "zonder naam"),
        ("peeters.17", "zonder naam"),
        ("VOORBEELD-1", "zonder naam"),
        ("Voorbeeldmans", "met minstens één cijfer"),
        ("mevrouw 12", "met minstens één cijfer"),
        ("2026/0147\0", "onzichtbaar of onleesbaar teken"),
        ("1" * 21, "telt hoogstens 20"),
        ("/2026", "met minstens één cijfer"),
    ],
)
def test_a_file_number_that_could_say_who_the_client_is_gets_a_sentence(
    number: str, sentence: str, client: Client, referral: Referral, worker: User
):
    """R62–R65: no national number, no date of birth, no name."""
    attempt(referral, worker, reached=True)
    page = text(client.post(url("outcome", referral), {"kind": "wants_help", "file_number": number}))
    assert page.count(sentence) == 2
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    "number", ["2026/0147", "2026/A118", "OCMW-2026-17", "WST.2026.1", "2026/11/14", "20261201", "1"]
)
def test_a_number_of_ones_own_is_kept(number: str, client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    client.post(url("outcome", referral), {"kind": "wants_help", "file_number": number})
    assert Intake.objects.get(referral=referral).file_number == number


@pytest.mark.parametrize("number", ["Voorbeeldmans", "Noor1", "a b1", "1" * 21])
def test_the_database_refuses_such_a_number_as_well(number: str, referral: Referral):
    with pytest.raises(Exception, match=r"intake_file_number_has_its_shape|too long"), transaction.atomic():
        Intake.objects.filter(referral=referral).update(file_number=number)


def test_the_file_number_goes_with_the_outcome_it_belonged_to(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.WANTS_HELP, file_number="2026/0147")
    record(referral, worker, OutcomeKind.DECLINES, file_number="2026/0147")
    assert Intake.objects.get(referral=referral).file_number == ""


def test_who_was_referred_on_goes_to_a_kind_of_service(client: Client, referral: Referral, worker: User):
    """R78: another partner, only as the client wants it; which service it was, is not written down."""
    attempt(referral, worker, reached=True)
    page = text(client.post(url("outcome", referral), {"kind": "referred_on", "referred_to": ""}))
    assert page.count("Kies naar wie u de cliënt doorverwees, bijvoorbeeld CAW.") == 2
    page = text(
        client.post(
            url("outcome", referral), {"kind": "referred_on", "referred_to": "dmw", "keeps_file": "no"}, follow=True
        )
    )
    assert "doorverwezen naar dienst maatschappelijk werk van het ziekenfonds" in page


def test_another_service_is_another_outcome(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.REFERRED_ON, referred_to=Service.CAW)
    record(referral, worker, OutcomeKind.REFERRED_ON, referred_to=Service.CAW)
    record(referral, worker, OutcomeKind.REFERRED_ON, referred_to=Service.VDAB)
    assert [one.referred_to for one in Outcome.objects.filter(replaced_at=None)] == ["vdab"]
    assert Outcome.objects.count() == 2


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": "declines", "file_number": "2026/0147"}, "Zonder eigen dossier is er geen nummer."),
        ({"kind": "declines", "referred_to": "caw"}, "Kies hier „niet doorverwezen”"),
        ({"kind": "referred_on", "referred_to": "bakker"}, "Kies een dienst uit de lijst"),
        ({"kind": "referred_on", "referred_to": "caw"}, "Kies of u zelf een dossier hebt."),
        (
            {"kind": "referred_on", "referred_to": "caw", "keeps_file": "no", "file_number": "2026/0147"},
            "Zonder eigen dossier is er geen nummer.",
        ),
        ({"kind": "not_reached"}, "Vul in sinds welke dag u niet meer probeert"),
        ({"kind": "not_reached", "stopped_on": "22/11/2026"}, "De aanmelding kwam aan op 23 november 2026."),
        ({"kind": "not_reached", "stopped_on": "01/01/2999"}, "Deze dag moet nog komen."),
    ],
)
def test_answers_that_do_not_fit_together_get_a_sentence(
    answers: dict[str, str], sentence: str, client: Client, referral: Referral, worker: User
):
    attempt(referral, worker, reached=True)
    page = text(client.post(url("outcome", referral), answers))
    assert page.count(sentence) == 2
    assert not Outcome.objects.exists()


def test_the_database_refuses_a_service_for_who_was_not_referred_on(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.DECLINES)
    with pytest.raises(IntegrityError, match="only_who_is_referred_on"), transaction.atomic():
        Outcome.objects.update(referred_to="caw")


# --- taking an outcome back ----------------------------------------------------------------------------------------


def test_an_outcome_that_is_taken_back_stays_as_history(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.WANTS_HELP, file_number="2026/0147")
    assert "Nu staat er: wenst hulp" in text(client.get(url("take_back_outcome", referral)))
    page = text(client.post(url("take_back_outcome", referral), follow=True))
    assert "Het resultaat is ingetrokken." in page
    assert f"nee, ingetrokken door {worker.name} op 26 november 2026, 11:00" in page
    intake = Intake.objects.get(referral=referral)
    assert (intake.status, intake.file_number) == (IntakeStatus.REACHED, "")
    outcome = Outcome.objects.get()
    assert (outcome.replaced_at, outcome.taken_back_by) == (NOW, worker)


def test_taking_back_twice_takes_back_once(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.DECLINES)
    actions.take_back_outcome(referral, by=worker, at=NOW)
    actions.take_back_outcome(referral, by=worker, at=NOW)
    assert AuditEvent.objects.filter(event="outcome_taken_back").count() == 1


def test_after_a_mistaken_no_was_taken_back_the_data_are_wanted_again(referral: Referral, worker: User):
    """ADR 0023: what the team sends must arrive again, and it never knew that it would not."""
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.DECLINES)
    assert not is_wanted(referral.pk)
    actions.take_back_outcome(referral, by=worker, at=NOW)
    assert is_wanted(referral.pk)
    assert not with_standing(referrals_of(worker).filter(pk=referral.pk))[0].must_go


def test_after_deletion_no_outcome_is_taken_back(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    record(referral, worker, OutcomeKind.DECLINES)
    actions.declare_deletion(referral, on=NOW.date(), by=worker, at=NOW)
    with pytest.raises(Refusal, match="gegevens gewist zijn"):
        actions.take_back_outcome(referral, by=worker, at=NOW)


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
