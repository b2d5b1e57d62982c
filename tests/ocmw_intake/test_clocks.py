"""What is due at the receiver, and declaring several deletions at once (R57, R82–R84)."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from directory.models import Organisation
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import Deletion, Intake, IntakeStatus, OutcomeKind, ReceiverTerms
from ocmw_intake.views import clocks
from referrals import actions as referral_actions
from referrals.models import DeletionDeclaration, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_ocmw
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt, give_up
from tests.ocmw_intake.test_views import text

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)  # three days after the referral came in
PAGE = "/opvolging/termijnen/"
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(worker: User, signed_in: SignIn) -> Client:
    return signed_in(worker)


def another(referral: Referral, **changes: object) -> Referral:
    return a_referral(partner=referral.partner, team=referral.team, sent=True, **changes)


def decline(referral: Referral, worker: User, at: datetime = NOW) -> None:
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=at)


def help_and_close(referral: Referral, worker: User) -> None:
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    actions.close_file(referral, on=NOW.date(), by=worker, at=NOW)


def key(referral: Referral) -> str:
    return str(Intake.objects.get(referral=referral).pk)


def lists(client: Client) -> dict[str, str]:
    """The words of each list on the page, by its title."""
    page = client.get(PAGE).text
    found = re.findall(r"<h[23]>([^<(]+) \(\d+\)</h[23]>(.*?)</table>", page, re.DOTALL)
    return {title: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)) for title, body in found}


# --- what is due ---------------------------------------------------------------------------------------------------


def test_without_anything_due_the_page_says_so(client: Client, referral: Referral):
    page = text(client.get(PAGE))
    assert "U moet nu niets wissen of opvolgen." in page
    assert referral.reference not in page


def test_what_must_go_stands_there_with_its_reason(client: Client, referral: Referral, worker: User):
    """R81, R83, D9, R57: declined, not reached, moved, or stopped at the receiver."""
    decline(referral, worker)
    missed, moved, stopped = another(referral), another(referral), another(referral)
    give_up(missed, worker)
    actions.record_outcome(missed, kind=OutcomeKind.NOT_REACHED, by=worker, at=NOW)
    attempt(moved, worker, reached=False)
    actions.record_outcome(moved, kind=OutcomeKind.MOVED, by=worker, at=NOW)
    actions.withdraw_here(stopped, on=NOW.date(), by=worker, at=NOW)
    shown = lists(client)
    body = shown.pop("Gegevens die u niet meer nodig hebt")
    [(title, in_vain)] = shown.items()
    assert title == "Cliënten die u niet bereikte"  # a term of its own (D23)
    assert re.search(
        rf"{missed.reference}  ?{missed.team.name} de cliënt werd niet bereikt 26/12/2026 nog 30 dagen", in_vain
    )
    for one, why in (
        (referral, "de cliënt wenst geen hulp"),
        (moved, "de cliënt verhuisde"),
        (stopped, "de cliënt stopte bij u"),
    ):
        assert re.search(rf"{one.reference}  ?{one.team.name} {why} 26/11/2026 vandaag", body)


def test_what_the_team_asked_stands_apart(client: Client, referral: Referral):
    """R55: the receiver deletes, and the team waits for its declaration."""
    referral_actions.withdraw(referral, on=NOW.date(), by=referral.filed_by, at=NOW)
    [(title, body)] = lists(client).items()
    assert title == "Het lokaal team vroeg om te wissen"
    assert referral.reference in body
    actions.declare_deletion(referral, on=NOW.date(), by=a_user(Role.SOCIAL_WORKER, referral.partner), at=NOW)
    assert lists(client) == {}


@pytest.mark.parametrize(
    ("days_later", "words"),
    [
        (0, "nog 7 dagen"),
        (6, "nog 1 dag"),
        (7, "vandaag"),
        (8, "1 dag te laat"),
        (10, "3 dagen te laat"),
    ],
)
def test_how_late_it_is_stands_there_in_words(
    days_later: int, words: str, referral: Referral, worker: User, signed_in: SignIn
):
    """R84: with the days that the receiver gives itself."""
    ReceiverTerms.objects.create(partner=referral.partner, days_to_delete=7)
    decline(referral, worker)
    with time_machine.travel(NOW + timedelta(days=days_later), tick=False):
        [body] = lists(signed_in(worker)).values()
    assert f"03/12/2026 {words}" in body


def test_what_is_late_longest_comes_first(client: Client, referral: Referral, worker: User):
    later, soonest = another(referral), another(referral)
    decline(referral, worker, at=NOW - timedelta(days=1))
    decline(later, worker, at=NOW)
    decline(soonest, worker, at=NOW - timedelta(days=2))
    [body] = lists(client).values()
    shown = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", body)
    assert list(dict.fromkeys(shown)) == [soonest.reference, referral.reference, later.reference]


@pytest.mark.parametrize(("day", "is_due"), [(date(2036, 11, 26), False), (date(2036, 11, 27), True)])
def test_a_file_is_due_the_day_after_its_years(
    day: date, is_due: bool, referral: Referral, worker: User, signed_in: SignIn
):
    """R82: ten years after closing."""
    help_and_close(referral, worker)
    with time_machine.travel(datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC), tick=False):
        found = lists(signed_in(worker))
    assert ("Dossiers die u lang genoeg bewaarde" in found) == is_due
    if is_due:
        assert "27/11/2036 vandaag" in found["Dossiers die u lang genoeg bewaarde"]


def test_other_years_count_at_once_for_files_that_were_closed(
    referral: Referral, worker: User, signed_in: SignIn, ocmw: Organisation
):
    """R84: nothing is stored that a new term would leave behind."""
    help_and_close(referral, worker)
    with time_machine.travel(datetime(2028, 1, 1, 10, 0, tzinfo=UTC), tick=False):
        client = signed_in(worker)
        assert lists(client) == {}
        ReceiverTerms.objects.create(partner=ocmw, years_after_closing=1)
        assert "Dossiers die u lang genoeg bewaarde" in lists(client)


@pytest.mark.parametrize(
    ("received_at", "is_shown"),
    [
        (datetime(2026, 11, 20, 22, 59, tzinfo=UTC), True),  # 20 November in Brussels: six days ago
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), False),  # midnight: five days ago
    ],
)
def test_who_waits_more_than_five_days_without_attempt_is_pointed_out(
    received_at: datetime, is_shown: bool, client: Client, ocmw: Organisation, worker: User
):
    """R76: the papers give no term, so no word of being late."""
    waits = a_referral(partner=ocmw, sent=True, filed_at=received_at)
    found = lists(client)
    assert ("Nog geen contactpoging" in found) == is_shown
    if is_shown:
        assert "nog geen contactpoging 6 dagen geleden aangekomen" in found["Nog geen contactpoging"]
        assert "te laat" not in found["Nog geen contactpoging"]
        attempt(waits, worker, reached=False, at=NOW)
        assert lists(client) == {}


def test_only_what_is_due_at_my_own_receiver_stands_there(client: Client, referral: Referral):
    elsewhere = an_ocmw("OCMW Elders")
    theirs = a_referral(partner=elsewhere, team=referral.team, sent=True)
    decline(theirs, a_user(Role.SOCIAL_WORKER, elsewhere))
    assert lists(client) == {}
    client.post(PAGE, {"ticked": [key(theirs)], "on": "26/11/2026"})
    assert not Deletion.objects.exists()


def test_the_page_asks_as_many_queries_for_thirty_as_for_three(client: Client, ocmw: Organisation, worker: User):
    team = a_referral(partner=ocmw, sent=True).team

    def queries_with(total: int) -> int:
        for _ in range(total - Intake.objects.filter(status=IntakeStatus.TO_DELETE).count()):
            decline(a_referral(partner=ocmw, team=team, sent=True), worker)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    assert queries_with(3) == queries_with(30)


def test_a_long_list_says_how_many_others_there_are(
    client: Client, referral: Referral, worker: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clocks, "SHOWN", 2)
    for one in (referral, another(referral), another(referral)):
        decline(one, worker)
    page = text(client.get(PAGE))
    assert "Gegevens die u niet meer nodig hebt (3)" in page
    assert "Er is nog 1 andere." in page


# --- declaring several at once -------------------------------------------------------------------------------------


def test_several_are_declared_at_once(client: Client, referral: Referral, worker: User):
    asked, untouched = another(referral), another(referral)
    decline(referral, worker)
    referral_actions.withdraw(asked, on=NOW.date(), by=asked.filed_by, at=NOW)
    decline(untouched, worker)
    answers = {"ticked": [key(referral), key(asked)], "on": "26/11/2026"}
    page = text(client.post(PAGE, answers, follow=True))
    assert "U verklaarde voor 2 aanmeldingen dat de gegevens gewist zijn." in page
    assert Deletion.objects.get().intake.referral == referral
    assert DeletionDeclaration.objects.get().referral == asked
    assert untouched.reference in page
    assert referral.reference not in page


def test_a_row_that_is_refused_stops_no_other(client: Client, referral: Referral, worker: User):
    """Each is declared on its own: all of it or nothing of it."""
    newer = another(referral, filed_at=NOW - timedelta(days=1))
    decline(referral, worker)
    actions.withdraw_here(newer, on=NOW.date(), by=worker, at=NOW)
    page = text(client.post(PAGE, {"ticked": [key(referral), key(newer)], "on": "24/11/2026"}, follow=True))
    assert "U verklaarde voor 1 aanmelding dat de gegevens gewist zijn." in page
    assert f"{newer.reference}: De aanmelding kwam aan op 25 november 2026." in page
    assert Deletion.objects.count() == 1


def test_when_nothing_can_be_declared_the_ticks_stay(client: Client, referral: Referral, worker: User):
    decline(referral, worker)
    answer = client.post(PAGE, {"ticked": [key(referral)], "on": "27/11/2026"})
    assert "Deze dag moet nog komen." in text(answer)
    assert f'value="{key(referral)}" checked' in answer.text
    assert not Deletion.objects.exists()


def test_what_is_still_needed_is_not_declared(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    page = text(client.post(PAGE, {"ticked": [key(referral)], "on": "26/11/2026"}))
    assert "U hebt nog een reden om deze gegevens te bewaren." in page
    assert not Deletion.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"on": "26/11/2026"}, "Kruis minstens één aanmelding aan."),
        ({"ticked": ["geen-sleutel"], "on": "26/11/2026"}, "geen geldige"),
        ({"ticked": ["00000000-0000-4000-8000-000000000000"], "on": "26/11/2026"}, "vinden wij niet"),
        ({"ticked": ["\0"], "on": "26/11/2026"}, "niet toegestaan"),
        ({"on": ""}, "Vul de datum in, bijvoorbeeld 3/11/2026."),
        ({"on": "31/02/2026"}, "Typ een datum als dag/maand/jaar"),
    ],
)
def test_a_wrong_answer_gets_a_sentence(
    answers: dict[str, object], sentence: str, client: Client, referral: Referral, worker: User
):
    decline(referral, worker)
    page = text(client.post(PAGE, answers))
    assert page.count(sentence) == 2
    assert not Deletion.objects.exists()


def test_who_is_not_bound_by_secrecy_declares_nothing(
    referral: Referral, worker: User, ocmw: Organisation, signed_in: SignIn
):
    """R8: the receiving social worker is bound by professional secrecy."""
    decline(referral, worker)
    newcomer = signed_in(a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None))
    answer = newcomer.post(PAGE, {"ticked": [key(referral)], "on": "26/11/2026"}, follow=True)
    assert answer.redirect_chain == [(reverse("accounts:own"), 302)]
    assert not Deletion.objects.exists()


def test_the_menu_marks_one_place(client: Client, referral: Referral):
    """The pages of the receiver share the beginning of their address."""
    for address, words in ((PAGE, "Termijnen"), ("/opvolging/", "Opvolging")):
        marked = re.findall(r'aria-current="true">([^<]+)<', client.get(address).text)
        assert [one.strip() for one in marked] == [words]


def test_the_database_refuses_what_must_go_without_a_reason(referral: Referral, worker: User):
    decline(referral, worker, at=FILED_AT)
    with pytest.raises(IntegrityError, match="intake_says_why_data_must_go"), transaction.atomic():
        Intake.objects.update(must_go_because="")
