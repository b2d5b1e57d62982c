"""The outcomes that follow from the log of the contact, and how often one tries before there is none."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from audit.models import AuditEvent
from law.refusal import Refusal
from ocmw_intake import actions
from ocmw_intake.models import (
    ContactAttempt,
    Intake,
    IntakeStatus,
    Outcome,
    OutcomeKind,
    Service,
    is_wanted,
    referrals_of,
    with_standing,
)
from referrals.models import Referral
from tests.ocmw_intake.logbook import NOW, client, clock, page_of, record, strike, url
from tests.ocmw_intake.steps import attempt, give_up
from tests.ocmw_intake.test_views import text

__all__ = ["client", "clock"]  # fixtures


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
