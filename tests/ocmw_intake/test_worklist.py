"""The lists of a social worker, and finding one referral among them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, User
from directory.models import Organisation
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import Intake, IntakeStatus, OutcomeKind, handlers_at, worklist
from ocmw_intake.models.worklist import COUNTED, Tab, counts
from ocmw_intake.views import worklist as worklist_page
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt, withdraw

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)  # three days after the referral came in
TO_DO = "/opvolging/"
MINE = "/opvolging/van-mij/"
UNASSIGNED = "/opvolging/van-niemand/"
TO_DELETE = "/opvolging/te-verwijderen/"
CLOSED = "/opvolging/afgesloten/"
SEARCH = "/opvolging/zoeken/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(worker: User, signed_in: SignIn) -> Client:
    return signed_in(worker)


def text(response: object) -> str:
    """The words of a page, as one line."""
    body = response.content.decode()
    assert "UNDEFINED TEMPLATE VARIABLE" not in body
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body[body.index("<main") :]))


def shown(response: object) -> list[str]:
    """The references on a page, from top to bottom."""
    return re.findall(r'<th class="app-reference"[^>]*><a[^>]*>([0-9A-Z-]{9})<', response.content.decode())


def page_of(referral: Referral) -> str:
    return reverse("ocmw_intake:referral", args=[referral.reference])


def in_status(status: IntakeStatus, worker: User, *, days_ago: int = 0, team: Organisation | None = None) -> Referral:
    """Return a referral to this worker's receiver that stands there."""
    partner = worker.organisations_as(Role.SOCIAL_WORKER)[0]
    filed_at = FILED_AT - timedelta(days=days_ago)
    team = team or a_team(f"Team {status.label} {days_ago}")
    referral = a_referral(partner=partner, team=team, sent=True, filed_at=filed_at)
    if status != IntakeStatus.TO_CONTACT:
        attempt(referral, worker, reached=status != IntakeStatus.NOT_REACHED)
    if status == IntakeStatus.CLOSED:
        actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    if status in {IntakeStatus.TO_DELETE, IntakeStatus.DELETED}:
        actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    if status == IntakeStatus.DELETED:
        actions.declare_deletion(referral, on=NOW.date(), by=worker, at=NOW)
    return referral


def take(referral: Referral, by: User) -> None:
    intake = Intake.objects.get(referral=referral)
    actions.assign(intake, to=by.pk, instead_of=intake.assigned_to_id, by=by, at=NOW)


# --- what stands on which list -------------------------------------------------------------------------------------


def test_a_social_worker_starts_at_what_is_to_do(client: Client):
    assert client.get("/").headers["Location"] == TO_DO


def test_the_list_shows_what_waits_for_a_first_contact(client: Client, referral: Referral):
    page = text(client.get(TO_DO))
    assert f"{referral.reference} {referral.team.name} 23 november 2026 3 dagen te contacteren nog niemand" in page


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), "sinds vandaag"),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), "1 dag"),  # past midnight in Brussels
        (datetime(2026, 12, 3, 10, 0, tzinfo=UTC), "10 dagen"),
    ],
)
def test_the_list_says_in_calendar_days_how_long_someone_waits(
    now: datetime, words: str, referral: Referral, worker: User, signed_in: SignIn
):
    with time_machine.travel(now, tick=False):
        assert f" {words} te contacteren" in text(signed_in(worker).get(TO_DO))


@pytest.mark.parametrize("url", [TO_DO, UNASSIGNED, TO_DELETE, CLOSED])
def test_a_list_holds_only_referrals_to_my_own_receiver(url: str, client: Client, worker: User):
    stranger = a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))
    for status in (IntakeStatus.TO_CONTACT, IntakeStatus.TO_DELETE, IntakeStatus.CLOSED):
        in_status(status, stranger)
    assert shown(client.get(url)) == []
    assert "U hebt nog geen aanmeldingen." in text(client.get(url))


def test_to_do_is_all_that_asks_for_work_the_oldest_first_and_closed_is_the_rest(client: Client, worker: User):
    references = {
        status: in_status(status, worker, days_ago=days).reference for days, status in enumerate(IntakeStatus)
    }
    work = [IntakeStatus.TO_DELETE, IntakeStatus.REACHED, IntakeStatus.NOT_REACHED, IntakeStatus.TO_CONTACT]
    assert shown(client.get(TO_DO)) == [references[status] for status in work]
    assert shown(client.get(CLOSED)) == [
        references[IntakeStatus.CLOSED],
        references[IntakeStatus.DELETED],
    ]  # the newest first


def test_each_list_has_its_count(client: Client, worker: User):
    waiting, *_others = [in_status(status, worker) for status in IntakeStatus]
    take(waiting, worker)
    page = text(client.get(TO_DO))
    for words in (
        "Te doen (4)",
        "Van mij (4)",  # who logged follows up
        "Nog van niemand (0)",
        "Te verwijderen (1)",
        "Afgerond (2)",
    ):
        assert words in page


def test_what_is_over_is_not_counted_to_the_end(client: Client, worker: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worklist, "COUNTED", 2)
    monkeypatch.setattr(worklist_page, "COUNTED", 2)
    for number in range(4):
        in_status(IntakeStatus.CLOSED, worker, days_ago=number)
    assert counts(worker, handlers_at([worker.memberships[0].organisation_id]))[Tab.CLOSED] == 3
    assert "Afgerond (meer dan 2)" in text(client.get(TO_DO))
    assert COUNTED == 999


def test_mine_are_those_on_my_name(client: Client, worker: User, ocmw: Organisation):
    mine, theirs, nobodys = (in_status(IntakeStatus.TO_CONTACT, worker, days_ago=days) for days in range(3))
    take(mine, worker)
    take(theirs, a_user(Role.SOCIAL_WORKER, ocmw, name="Collega Proef"))
    assert shown(client.get(MINE)) == [mine.reference]
    assert shown(client.get(UNASSIGNED)) == [nobodys.reference]
    page = text(client.get(TO_DO))
    assert f"{worker.name} (u)" in page
    assert "Collega Proef" in page


def test_what_must_go_is_ordered_by_since_when_and_says_the_last_day(
    client: Client, worker: User, ocmw: Organisation, referral: Referral
):
    """R83, R84: with the term of the receiver itself."""
    actions.set_terms(ocmw, days_to_delete=2, years_after_closing=10, attempts_before_giving_up=3, by=worker, at=NOW)
    later = in_status(IntakeStatus.TO_DELETE, worker, days_ago=30)  # since 26 November
    withdraw(referral)  # since 23 November
    Intake.objects.filter(referral=referral).update(must_go_since=FILED_AT)
    answer = client.get(TO_DELETE)
    assert shown(answer) == [referral.reference, later.reference]
    assert "25 november 2026 te laat te verwijderen" in text(answer)
    assert "28 november 2026 te verwijderen" in text(answer)


def test_what_is_to_be_deleted_says_the_last_day_among_the_rest_too(client: Client, worker: User):
    in_status(IntakeStatus.TO_DELETE, worker)
    assert "wissen tegen 26/11/2026" in text(client.get(TO_DO))


def test_who_works_at_two_receivers_reads_which(worker: User, ocmw: Organisation, signed_in: SignIn):
    in_status(IntakeStatus.TO_CONTACT, worker)
    assert "Ontvanger" not in text(signed_in(worker).get(TO_DO))
    other = an_ocmw("OCMW Proefbos")
    Membership.objects.create(user=worker, organisation=other, role=Role.SOCIAL_WORKER)
    a_referral(partner=other, sent=True)
    page = text(signed_in(worker).get(TO_DO))
    assert "Ontvanger" in page
    assert "OCMW Proefbos" in page
    assert "Te doen (2)" in page


# --- filters -------------------------------------------------------------------------------------------------------


def test_a_list_is_filtered_by_status_team_and_handler(client: Client, worker: User, ocmw: Organisation):
    colleague = a_user(Role.SOCIAL_WORKER, ocmw, name="Collega Proef")
    team = a_team("Team Filterbos")
    waiting = in_status(IntakeStatus.TO_CONTACT, worker, team=team)
    tried = in_status(IntakeStatus.NOT_REACHED, worker)
    take(tried, colleague)
    asked = {
        "status": ("not_reached", tried),
        "team": (team.pk, waiting),
        "behandelaar": (colleague.pk, tried),
    }
    for name, (answer, expected) in asked.items():
        assert shown(client.get(TO_DO, {name: answer})) == [expected.reference], name
    assert shown(client.get(TO_DO, {"behandelaar": "niemand"})) == [waiting.reference]
    assert shown(client.get(TO_DO, {"behandelaar": colleague.pk, "status": "to_contact"})) == []


def test_the_filter_is_one_form_without_hidden_fields(client: Client, worker: User, ocmw: Organisation):
    a_user(Role.SOCIAL_WORKER, ocmw)
    for team in (a_team("Team A"), a_team("Team B")):
        in_status(IntakeStatus.TO_CONTACT, worker, team=team)
    [form] = re.findall(r'<form[^>]*method="get".*?</form>', client.get(UNASSIGNED).content.decode(), re.DOTALL)
    assert 'action="/opvolging/van-niemand/"' in form
    assert re.findall(r'<select name="(\w+)"', form) == ["status", "team"]
    assert 'type="hidden"' not in form


def test_what_has_one_answer_is_not_asked(client: Client, worker: User):
    in_status(IntakeStatus.TO_DELETE, worker)
    assert 'method="get"' not in client.get(TO_DELETE).content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"status": "vanished"}, "Kies een toestand uit de lijst."),
        ({"status": "closed"}, "Kies een toestand uit de lijst."),  # not a status of this list
        ({"team": "00000000-0000-0000-0000-000000000000"}, "Kies een lokaal team uit de lijst."),
        ({"team": "x\0"}, "Kies een lokaal team uit de lijst."),
        ({"behandelaar": "iemand"}, "Kies een behandelaar uit de lijst."),
    ],
)
def test_a_wrong_filter_gets_a_sentence_and_the_list_stays(
    asked: dict[str, str], sentence: str, client: Client, worker: User, ocmw: Organisation
):
    a_user(Role.SOCIAL_WORKER, ocmw)
    references = {in_status(status, worker).reference for status in (IntakeStatus.TO_CONTACT, IntakeStatus.REACHED)}
    answer = client.get(TO_DO, asked)
    assert sentence in text(answer)
    assert set(shown(answer)) == references


# --- a page at a time ----------------------------------------------------------------------------------------------


@pytest.fixture
def thirty(ocmw: Organisation) -> list[str]:
    """Thirty references, the oldest first; three came in at the same moment, across the end of a page."""
    team = a_team()
    member = a_user(Role.TEAM_MEMBER, team)
    hours = [*range(30, 6, -1), 6, 6, 6, *range(3, 0, -1)]
    referrals = [
        a_referral(partner=ocmw, team=team, filed_by=member, sent=True, filed_at=FILED_AT - timedelta(hours=hour))
        for hour in hours
    ]
    intakes = Intake.objects.filter(referral__in=referrals).order_by("received_at", "pk")
    return list(intakes.values_list("referral__reference", flat=True))


def next_page(answer: object) -> str | None:
    found = re.search(r'href="([^"]*)" rel="next"', answer.content.decode())
    return found.group(1).replace("&amp;", "&") if found else None


def test_a_long_list_has_pages_of_25_and_shows_each_once(client: Client, thirty: list[str]):
    first = client.get(TO_DO)
    second = client.get(next_page(first))
    assert shown(first) == thirty[:25]
    assert shown(second) == thirty[25:]
    assert next_page(second) is None
    assert "Begin van de lijst" in text(second)
    assert "Begin van de lijst" not in text(first)


def test_the_pages_of_what_is_closed_run_the_other_way(client: Client, thirty: list[str]):
    Intake.objects.update(status=IntakeStatus.CLOSED)
    first = client.get(CLOSED)
    assert shown(first) + shown(client.get(next_page(first))) == thirty[::-1]


def test_the_pages_of_what_must_go_follow_since_when(client: Client, thirty: list[str]):
    for number, reference in enumerate(thirty):
        Intake.objects.filter(referral__reference=reference).update(
            status=IntakeStatus.TO_DELETE, must_go_since=FILED_AT + timedelta(hours=number), must_go_because="declines"
        )
    first = client.get(TO_DELETE)
    assert shown(first) + shown(client.get(next_page(first))) == thirty


def test_the_next_page_keeps_its_place_when_the_last_row_left_the_list(client: Client, thirty: list[str], worker: User):
    further = next_page(client.get(UNASSIGNED))
    take(Referral.objects.get(reference=thirty[24]), worker)
    assert shown(client.get(further)) == thirty[25:]


@pytest.mark.parametrize("after", ["x", "-1", "0000-0000", "\0", "x" * 5000, "' or 1=1"])
def test_an_unknown_place_in_the_list_is_its_beginning(after: str, client: Client, referral: Referral):
    assert shown(client.get(TO_DO, {"na": after})) == [referral.reference]


def test_a_list_asks_as_many_queries_for_sixty_referrals_as_for_one(client: Client, ocmw: Organisation, worker: User):
    team = a_team()
    member = a_user(Role.TEAM_MEMBER, team)

    def queries_of(url: str, total: int) -> int:
        status = {TO_DELETE: IntakeStatus.TO_DELETE, CLOSED: IntakeStatus.CLOSED}.get(url, IntakeStatus.TO_CONTACT)
        must_go = {"must_go_since": NOW, "must_go_because": "declines"}
        Intake.objects.update(status=status, assigned_to=worker if url == MINE else None, **must_go)
        client.get(url)  # the list that one looks at is remembered
        with CaptureQueriesContext(connection) as queries:
            assert len(shown(client.get(url))) == min(total, 25), url
        return len(queries)

    def queries_with(total: int) -> dict[str, int]:
        for _ in range(total - Referral.objects.count()):
            a_referral(partner=ocmw, team=team, filed_by=member, sent=True)
        return {url: queries_of(url, total) for url in (TO_DO, UNASSIGNED, MINE, TO_DELETE, CLOSED)}

    assert queries_with(1) == queries_with(60)


def test_the_four_fields_and_the_password_are_not_even_fetched(client: Client, referral: Referral):
    """D3."""
    with CaptureQueriesContext(connection) as queries:
        client.get(TO_DO)
        client.post(SEARCH, {"asked": "2026/118"})
    asked = " ".join(query["sql"] for query in queries)
    assert '"referrals_referral"."reference"' in asked
    for column in ("first_name", "last_name", "street", "phone_index", "password"):
        assert f'"referrals_referral"."{column}"' not in asked
    assert '"outbox_transmission"."password"' not in asked


# --- nothing to show -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (TO_DO, "Alles is gedaan."),
        (MINE, "Aanmeldingen van niemand tonen"),
        (UNASSIGNED, "Mijn aanmeldingen tonen"),
        (TO_DELETE, "Dan staat hier tegen wanneer u wist."),
    ],
)
def test_an_empty_list_says_what_to_do(url: str, words: str, client: Client, worker: User):
    in_status(IntakeStatus.CLOSED, worker)
    assert words in text(client.get(url))


def test_nothing_closed_says_how_one_closes(client: Client, referral: Referral):
    assert "Registreer dan het resultaat" in text(client.get(CLOSED))


def test_a_receiver_without_any_referral_reads_what_happens_next(client: Client):
    assert "Meldt een lokaal team een cliënt aan?" in text(client.get(TO_DO))


def test_a_filter_without_result_leads_to_the_whole_list(client: Client, referral: Referral):
    page = client.get(TO_DO, {"status": "reached"})
    assert "Geen aanmelding past bij uw keuze." in text(page)
    assert f'href="{TO_DO}">Hele lijst tonen' in page.content.decode()


# --- the way back --------------------------------------------------------------------------------------------------


def back_from(client: Client, referral: Referral) -> str:
    return re.search(r'govuk-back-link" href="([^"]*)"', client.get(page_of(referral)).content.decode()).group(1)


def test_a_referral_leads_back_to_the_list_one_came_from(client: Client, worker: User):
    referral = in_status(IntakeStatus.TO_CONTACT, worker)
    in_status(IntakeStatus.REACHED, worker)
    assert back_from(client, referral) == TO_DO
    client.get(UNASSIGNED, {"status": "to_contact", "naam": "Voorbeeldmans"})
    assert back_from(client, referral) == f"{UNASSIGNED}?status=to_contact"
    day = {"made_on": "26/11/2026", "channel": "phone", "result": "not_reached"}
    client.post(page_of(referral), day)
    assert back_from(client, referral) == f"{UNASSIGNED}?status=to_contact"


# --- finding one ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no hyphen", "spaces"])
def test_a_reference_leads_to_its_referral_whatever_its_status_and_however_it_is_typed(
    typed: str, client: Client, worker: User
):
    referral = in_status(IntakeStatus.CLOSED, worker)
    written = {
        "lower": referral.reference.lower(),
        "no hyphen": referral.reference.replace("-", ""),
        "spaces": referral.reference.replace("-", " "),
    }
    answer = client.post(SEARCH, {"asked": written.get(typed, typed.format(referral.reference))})
    assert (answer.status_code, answer.headers.get("Location")) == (302, page_of(referral))


@pytest.mark.parametrize("typed", ["2026/A118", "2026/a118", " 2026/a118 "])
def test_the_number_of_the_own_file_leads_to_its_referral(typed: str, client: Client, referral: Referral):
    Intake.objects.filter(referral=referral).update(file_number="2026/A118")
    answer = client.post(SEARCH, {"asked": typed})
    assert (answer.status_code, answer.headers.get("Location")) == (302, page_of(referral))


def test_a_file_number_of_several_referrals_gives_a_list_the_newest_first(client: Client, worker: User):
    old, new = in_status(IntakeStatus.CLOSED, worker, days_ago=200), in_status(IntakeStatus.CLOSED, worker)
    Intake.objects.update(file_number="2026/118")
    answer = client.post(SEARCH, {"asked": "2026/118"})
    assert shown(answer) == [new.reference, old.reference]
    assert "dossier 2026/118" in text(answer)


def test_a_file_number_that_looks_like_a_reference_is_found_as_well(
    client: Client, worker: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("referrals.terms.reference.ALPHABET", "23456789")  # a file number has a digit; some have none
    one, two = in_status(IntakeStatus.TO_CONTACT, worker), in_status(IntakeStatus.CLOSED, worker)
    Intake.objects.filter(referral=two).update(file_number=one.reference)
    assert shown(client.post(SEARCH, {"asked": one.reference})) == [one.reference, two.reference]


def test_a_file_number_of_very_many_referrals_shows_a_page_of_them(client: Client, thirty: list[str]):
    Intake.objects.update(file_number="1")
    answer = client.post(SEARCH, {"asked": "1"})
    assert shown(answer) == thirty[:-26:-1]
    assert "Er zijn er meer. Wij tonen de 25 nieuwste." in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul een referentie in, bijvoorbeeld 4F7K-9Q2M, of het nummer van uw eigen dossier."),
        ("Van den Voorbeeld", "Typ een referentie uit de mail"),
        ("4F7K-9Q2É", "Typ een referentie uit de mail"),
        ("'; --", "Typ een referentie uit de mail"),
        ("4F7K-9Q2\0", "Er staat een onzichtbaar of onleesbaar teken in."),
        ("x" * 10_000, "Een referentie telt acht tekens, een dossiernummer hoogstens 20."),
        ("0000-0000", "Wij vinden geen aanmelding met deze referentie of dit dossiernummer."),
        ("2026/999", "Wij vinden geen aanmelding met deze referentie of dit dossiernummer."),
    ],
)
def test_what_is_not_found_gets_a_sentence_and_nothing_typed_is_lost(
    typed: str, sentence: str, client: Client, referral: Referral
):
    answer = client.post(SEARCH, {"asked": typed})
    page = text(answer)
    assert answer.status_code == 200
    assert page.count(sentence) == 2  # in the summary and at the field
    assert not typed.isprintable() or f'value="{typed}"'.replace("'", "&#x27;") in answer.content.decode() or not typed


def test_what_belongs_to_another_receiver_is_not_told_from_what_does_not_exist(client: Client, referral: Referral):
    elsewhere = a_referral(partner=an_ocmw("OCMW Elders"), team=referral.team, sent=True)
    Intake.objects.filter(referral=elsewhere).update(file_number="2026/118")
    for typed in (elsewhere.reference, "2026/118"):
        answer = client.post(SEARCH, {"asked": typed})
        assert answer.status_code == 200
        assert "Wij vinden geen aanmelding" in text(answer)
        assert shown(answer) == []


def test_only_what_can_be_a_reference_or_a_number_is_looked_up(client: Client, referral: Referral):
    with CaptureQueriesContext(connection) as queries:
        client.post(SEARCH, {"asked": "Van den Voorbeeld"})
    assert [query["sql"] for query in queries if "voorbeeld" in query["sql"].lower()] == []


def test_what_is_typed_in_the_search_reaches_no_address(client: Client, thirty: list[str]):
    """A name that is typed there by mistake stays out of addresses, and so out of logs and the browser's history."""
    fields = re.compile(r'<form[^>]*method="(\w+)"(?:(?!</form>).)*name="asked"', re.DOTALL)
    for url in (TO_DO, SEARCH):
        assert fields.findall(client.get(url).content.decode()) == ["post"]
    name = {"asked": "Voorbeeldmans"}
    for answer in (client.post(SEARCH, name), client.get(TO_DO, name), client.get(SEARCH, name)):
        assert re.findall(r'(?:href|action)="[^"]*Voorbeeldmans[^"]*"', answer.content.decode()) == []
    assert "Voorbeeldmans" not in str(dict(client.session))
