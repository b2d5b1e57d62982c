"""The three endings of a withdrawal, and no state without an end (D22, D23)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import (
    Deletion,
    Ending,
    Intake,
    IntakeStatus,
    OutcomeKind,
    WithdrawalEnding,
    referrals_of,
    with_standing,
)
from referrals import actions as referral_actions
from referrals.models import DeletionDeclaration, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.ocmw_intake.steps import attempt, give_up, withdraw
from tests.ocmw_intake.test_views import text

NOW = FILED_AT + timedelta(hours=3)
TODAY = NOW.date()
SignIn = Callable[[User], Client]

STANDS_AFTER = {
    Ending.NOTHING_BEGUN: (IntakeStatus.DELETED, ""),
    Ending.EVERYTHING_DELETED: (IntakeStatus.DELETED, ""),
    Ending.FILE_STAYS: (IntakeStatus.CLOSED, "2026/0147"),
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def helped(referral: Referral, worker: User) -> Referral:
    """A client with a file of the receiver's own."""
    attempt(referral, worker, reached=True)
    kind = OutcomeKind.WANTS_HELP
    actions.record_outcome(referral, kind=kind, file_number="2026/0147", by=worker, at=NOW)
    return referral


def url(page: str, referral: Referral) -> str:
    return reverse(f"ocmw_intake:{page}", args=[referral.reference])


def intake_of(referral: Referral) -> Intake:
    return Intake.objects.get(referral=referral)


def begun(referral: Referral, worker: User, ending: Ending) -> None:
    if ending != Ending.NOTHING_BEGUN:
        attempt(referral, worker, reached=True)
        actions.record_outcome(
            referral, kind=OutcomeKind.WANTS_HELP, file_number="2026/0147", by=worker, at=FILED_AT + timedelta(hours=2)
        )


# --- the three endings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", Ending)
def test_told_to_the_receiver_each_ending_is_said_in_one_step(
    ending: Ending, referral: Referral, worker: User, signed_in: SignIn
):
    begun(referral, worker, ending)
    answers = {"on": "23/11/2026", "ending": ending.value}
    page = text(signed_in(worker).post(url("withdrawn", referral), answers, follow=True))
    assert "De intrekking is geregistreerd." in page
    intake = intake_of(referral)
    assert (intake.status, intake.file_number) == STANDS_AFTER[ending]
    assert not DeletionDeclaration.objects.exists()  # R57: the receiver owes no message
    assert "Verwijdering verklaren" not in page


@pytest.mark.parametrize("ending", Ending)
def test_told_to_the_team_each_ending_is_said_in_one_step_and_the_team_sees_the_same(
    ending: Ending, referral: Referral, worker: User, signed_in: SignIn
):
    begun(referral, worker, ending)
    withdraw(referral)
    assert intake_of(referral).status == IntakeStatus.TO_DELETE
    answers = {"on": "23/11/2026", "ending": ending.value}
    signed_in(worker).post(url("deleted", referral), answers, follow=True)
    intake = intake_of(referral)
    assert (intake.status, intake.file_number) == STANDS_AFTER[ending]
    assert (
        intake.status == with_standing(referrals_of(worker).filter(pk=referral.pk))[0].intake_status
    )  # the copy is right (ADR 0031)
    declared = DeletionDeclaration.objects.values("declared_on", "declared_by").get()
    assert declared == {"declared_on": TODAY, "declared_by": worker.pk}
    assert not Deletion.objects.exists()
    auditor = AuditEvent.objects.visible_to(a_user(Role.AUDITOR)).filter(object_id=str(referral.pk)).latest("pk")
    assert (auditor.event, sorted(auditor.details)) == ("deletion_declared", ["declared_on", "reference"])


def test_the_file_that_stays_keeps_its_clock_until_its_years_are_over(
    helped: Referral, worker: User, signed_in: SignIn
):
    """R82: time passes, the file closes, ten years later it goes."""
    actions.withdraw_here(helped, on=TODAY, ending=Ending.FILE_STAYS, by=worker, at=NOW)
    with pytest.raises(Refusal, match="nog een reden"):
        actions.declare_deletion(helped, on=TODAY, by=worker, at=NOW)
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False):
        client = signed_in(worker)
        page = text(client.get(url("referral", helped)))
        assert "Uw eigen dossier blijft." in page
        assert "Neem geen contact meer op" not in page
        assert "Wachtwoord tonen" not in page
        page = text(client.post(url("close_file", helped), {"on": "01/03/2027"}, follow=True))
        assert "Bewaar het tot en met 1 maart 2037." in page
    assert intake_of(helped).closed_on == date(2027, 3, 1)
    with time_machine.travel(datetime(2037, 3, 2, 9, tzinfo=UTC), tick=False):
        client = signed_in(worker)
        assert helped.reference in text(client.get(reverse("ocmw_intake:clocks")))
        page = text(client.post(url("deleted", helped), {"on": "02/03/2037"}, follow=True))
        assert "gewist zijn op 2 maart 2037" in page
    intake = intake_of(helped)
    assert (intake.status, intake.file_number) == (IntakeStatus.DELETED, "")


def test_the_file_of_who_was_never_noted_here_can_stay_too(referral: Referral, worker: User):
    """The client was known to the receiver already."""
    actions.withdraw_here(referral, on=TODAY, ending=Ending.FILE_STAYS, file_number="2019/12", by=worker, at=NOW)
    assert (intake_of(referral).status, intake_of(referral).file_number) == (IntakeStatus.CLOSED, "2019/12")
    actions.close_file(referral, on=TODAY, by=worker, at=NOW)
    assert intake_of(referral).closed_on == TODAY


def test_who_began_cannot_say_that_nothing_had_begun(referral: Referral, worker: User, signed_in: SignIn):
    attempt(referral, worker, reached=False)
    answers = {"on": "23/11/2026", "ending": "nothing_begun"}
    page = text(signed_in(worker).post(url("withdrawn", referral), answers))
    assert page.count("U noteerde al een contactpoging of een resultaat.") == 2
    assert not WithdrawalEnding.objects.exists()
    assert intake_of(referral).status == IntakeStatus.NOT_REACHED


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Kies een antwoord, bijvoorbeeld „Alles is gewist”."),
        ({"ending": "misschien"}, "Kies een antwoord, bijvoorbeeld „Alles is gewist”."),
        ({"ending": "everything_deleted", "file_number": "2026/1"}, "Zonder eigen dossier is er geen nummer."),
        ({"ending": "file_stays", "file_number": "Noor Peeters"}, "Een dossiernummer telt hoogstens 20"),
        ({"ending": "file_stays", "file_number": "93.05.18-223.61"}, "Hier staat een rijksregisternummer."),
    ],
)
@pytest.mark.parametrize("page", ["withdrawn", "deleted"])
def test_an_answer_that_cannot_be_gets_a_sentence(
    page: str, answers: dict[str, str], sentence: str, referral: Referral, worker: User, signed_in: SignIn
):
    if page == "deleted":
        withdraw(referral)
    shown = text(signed_in(worker).post(url(page, referral), {"on": "23/11/2026", **answers}))
    assert shown.count(sentence) == 2
    assert not WithdrawalEnding.objects.exists()


def test_the_answer_that_fits_is_chosen_already_where_an_own_file_was_noted(
    helped: Referral, worker: User, signed_in: SignIn
):
    page = signed_in(worker).get(url("withdrawn", helped)).text
    [chosen] = re.findall(r"<input[^>]* checked[^>]*>", page)
    assert 'value="file_stays"' in chosen
    assert "Neem geen contact meer op" not in page


@pytest.mark.parametrize("by_team", [True, False])
@pytest.mark.parametrize("has_file", [True, False])
def test_no_more_contact_is_said_only_where_no_own_file_is_open(
    by_team: bool, has_file: bool, referral: Referral, worker: User, signed_in: SignIn
):
    attempt(referral, worker, reached=True)
    if has_file:
        actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    withdraw(referral) if by_team else actions.withdraw_here(referral, on=TODAY, by=worker, at=NOW)
    client = signed_in(worker)
    refusal = text(client.post(url("outcome", referral), {"kind": "declines"}, follow=True))
    for page in (text(client.get(url("referral", referral))), refusal):
        assert ("Neem geen contact meer op" in page) == (not has_file)
        assert ("Uw eigen dossier blijft" in page) == has_file


def test_a_file_that_was_closed_is_not_open(helped: Referral, worker: User, signed_in: SignIn):
    actions.close_file(helped, on=TODAY, by=worker, at=NOW)
    withdraw(helped)
    assert "Neem geen contact meer op" in text(signed_in(worker).get(url("referral", helped)))


def test_a_team_that_asks_afterwards_gets_its_declaration_and_the_file_stays(helped: Referral, worker: User):
    """What was said here stays behind the wall, so the team waits; one press, and it has the day (D22, D4)."""
    actions.withdraw_here(helped, on=TODAY, ending=Ending.FILE_STAYS, by=worker, at=NOW)
    withdraw(helped)
    assert intake_of(helped).status == IntakeStatus.TO_DELETE
    actions.declare_deletion(helped, on=TODAY, by=worker, at=NOW)
    assert DeletionDeclaration.objects.get().declared_on == TODAY
    assert (intake_of(helped).status, intake_of(helped).file_number) == (IntakeStatus.CLOSED, "2026/0147")


def test_what_the_team_notes_on_the_phone_says_nothing_of_the_own_file(helped: Referral, worker: User):
    withdraw(helped)
    member = helped.filed_by
    referral_actions.declare_deletion(helped, on=TODAY, by_phone=True, by=member, at=NOW)
    assert intake_of(helped).status == IntakeStatus.TO_DELETE
    actions.declare_deletion(helped, on=TODAY, ending=Ending.FILE_STAYS, by=worker, at=NOW)
    assert (intake_of(helped).status, intake_of(helped).file_number) == (IntakeStatus.CLOSED, "2026/0147")
    assert DeletionDeclaration.objects.get().declared_by == member


def test_a_second_press_changes_nothing(helped: Referral, worker: User):
    withdraw(helped)
    actions.declare_deletion(helped, on=TODAY, ending=Ending.FILE_STAYS, by=worker, at=NOW)
    with pytest.raises(Refusal, match="nog een reden"):
        actions.declare_deletion(helped, on=TODAY, by=worker, at=NOW)
    assert WithdrawalEnding.objects.get().kind == Ending.FILE_STAYS


# --- no state without an end -----------------------------------------------------------------------------------------


def outcome(referral: Referral, worker: User, kind: OutcomeKind, **answers: Any) -> None:
    actions.record_outcome(referral, kind=kind, by=worker, at=NOW, **answers)


def test_referred_on_without_a_file_is_to_be_deleted_and_with_one_has_its_clock(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    outcome(referral, worker, OutcomeKind.REFERRED_ON)
    assert (intake_of(referral).status, intake_of(referral).must_go_because) == (IntakeStatus.TO_DELETE, "referred_on")
    outcome(referral, worker, OutcomeKind.REFERRED_ON, keeps_file=True, file_number="2026/9")
    assert (intake_of(referral).status, intake_of(referral).must_go_because) == (IntakeStatus.CLOSED, "")
    actions.close_file(referral, on=TODAY, by=worker, at=NOW)
    with pytest.raises(Refusal, match="Heropen het eerst"):
        outcome(referral, worker, OutcomeKind.REFERRED_ON)


def test_who_stops_trying_has_thirty_days_from_that_day(referral: Referral, worker: User, signed_in: SignIn):
    give_up(referral, worker)
    stopped = datetime(2026, 11, 30, 9, tzinfo=UTC)
    with time_machine.travel(stopped, tick=False):
        answers = {"kind": "not_reached", "stopped_on": "27/11/2026"}
        page = text(signed_in(worker).post(url("outcome", referral), answers, follow=True))
        assert "niet meer geprobeerd sinds 27 november 2026" in page
        assert "Wis ten laatste op 27 december 2026." in page
    assert timezone.localdate(intake_of(referral).must_go_since) == date(2026, 11, 27)
    with time_machine.travel(datetime(2026, 12, 28, 9, tzinfo=UTC), tick=False):
        page = text(signed_in(worker).get(reverse("ocmw_intake:clocks")))
        assert "Cliënten die u niet bereikte (1)" in page
        assert "1 dag te laat" in page
        assert "te laat" in text(signed_in(worker).get(reverse("ocmw_intake:worklist_to_delete")))


def test_the_term_after_giving_up_is_the_receivers_own(referral: Referral, worker: User, signed_in: SignIn):
    """R84."""
    terms = {"days_to_delete": 0, "years_after_closing": 10, "attempts_before_giving_up": 3}
    actions.set_terms(referral.partner, **terms, days_after_giving_up=7, by=worker, at=NOW)
    give_up(referral, worker)
    outcome(referral, worker, OutcomeKind.NOT_REACHED)
    assert "Wis ten laatste op 30 november 2026." in text(signed_in(worker).get(url("referral", referral)))


@pytest.mark.parametrize("reached", [True, False])
def test_who_was_tried_and_has_no_outcome_is_asked_about(
    reached: bool, referral: Referral, worker: User, signed_in: SignIn
):
    attempt(referral, worker, reached=reached)
    assert "Noteer ten laatste op 23 december 2026" in text(signed_in(worker).get(url("referral", referral)))
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        assert "Nog geen resultaat" not in text(signed_in(worker).get(reverse("ocmw_intake:clocks")))
    with time_machine.travel(datetime(2026, 12, 8, 9, tzinfo=UTC), tick=False):
        page = text(signed_in(worker).get(reverse("ocmw_intake:clocks")))
        assert "Nog geen resultaat (1)" in page
        assert "nog 15 dagen" in page
    with time_machine.travel(datetime(2026, 12, 24, 9, tzinfo=UTC), tick=False):
        assert "1 dag te laat" in text(signed_in(worker).get(reverse("ocmw_intake:clocks")))
