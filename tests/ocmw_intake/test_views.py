"""The pages of the receiver, as a social worker meets them; and as everyone else does not."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from directory.models import Organisation
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import ContactAttempt, Outcome, OutcomeKind, Status
from referrals.models import Referral
from tests.builders import FILED_AT, a_referral, a_team, a_user, an_ocmw
from tests.ocmw_intake.steps import attempt, nothing_is_followed_up, withdraw

ROOT = Path(__file__).resolve().parents[2]
SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)  # three days after the referral came in
WORKLIST = "/opvolging/"
PAGES = ["referral", "password", "outcome"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(worker: User, signed_in: SignIn) -> Client:
    return signed_in(worker)


def url(page: str, referral: Referral | str) -> str:
    return reverse(f"ocmw_intake:{page}", args=[getattr(referral, "reference", referral)])


def text(response: object) -> str:
    """The words of a page, as one line."""
    body = response.content.decode()
    assert "UNDEFINED TEMPLATE VARIABLE" not in body
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body[body.index("<main") :]))


# --- the worklist --------------------------------------------------------------------------------------------------


def test_the_worklist_shows_what_waits_for_a_first_contact(client: Client, referral: Referral):
    page = text(client.get(WORKLIST))
    assert referral.reference in page
    assert referral.team.name in page
    assert "23 november 2026 3 dagen te contacteren" in page


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), "sinds vandaag"),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), "1 dag"),  # past midnight in Brussels
        (datetime(2026, 12, 3, 10, 0, tzinfo=UTC), "10 dagen"),
    ],
)
def test_the_worklist_says_in_calendar_days_how_long_someone_waits(
    now: datetime, words: str, referral: Referral, worker: User, signed_in: SignIn
):
    with time_machine.travel(now, tick=False):
        assert f" {words} te contacteren" in text(signed_in(worker).get(WORKLIST))


def test_the_worklist_holds_only_referrals_to_my_own_receiver(client: Client, referral: Referral):
    elsewhere = a_referral(partner=an_ocmw("OCMW Elders"), team=referral.team, sent=True)
    page = text(client.get(WORKLIST, {"status": "all"}))
    assert referral.reference in page
    assert elsewhere.reference not in page


def test_the_worklist_is_filtered_by_status_and_counts_them_all(client: Client, referral: Referral, worker: User):
    waiting = a_referral(partner=referral.partner, team=referral.team, sent=True)
    attempt(referral, worker, reached=False)
    page = text(client.get(WORKLIST, {"status": "not_reached"}))
    table = page[page.index("Aanmeldingen, de oudste eerst") :]
    assert referral.reference in table
    assert waiting.reference not in table
    for option in ("te contacteren (1)", "niet bereikt (1)", "contact gelukt (0)", "alle (2)"):
        assert option in page


def in_status(status: Status, worker: User, *, days_ago: int) -> str:
    """Return the reference of a referral to this worker's receiver that stands there."""
    [partner] = worker.organisations_as(Role.SOCIAL_WORKER)
    team = a_team(f"Team {status.label}")
    referral = a_referral(partner=partner, team=team, sent=True, filed_at=FILED_AT - timedelta(days=days_ago))
    if status != Status.TO_CONTACT:
        attempt(referral, worker, reached=status != Status.NOT_REACHED)
    if status == Status.CLOSED:
        actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    if status in {Status.TO_DELETE, Status.DELETED}:
        actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    if status == Status.DELETED:
        actions.declare_deletion(referral, on=NOW.date(), by=worker, at=NOW)
    return referral.reference


def test_the_worklist_opens_on_all_that_still_asks_for_work_the_oldest_first(client: Client, worker: User):
    references = {status: in_status(status, worker, days_ago=days) for days, status in enumerate(Status)}
    page = text(client.get(WORKLIST))
    shown = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page[page.index("Aanmeldingen, de oudste eerst") :])
    work = [Status.TO_DELETE, Status.REACHED, Status.NOT_REACHED, Status.TO_CONTACT]
    assert shown == [references[status] for status in work]
    assert "nog te doen (4)" in page
    assert "afgesloten (1)" in page
    assert "alle (6)" in page
    assert references[Status.CLOSED] in text(client.get(WORKLIST, {"status": "closed"}))
    everything = text(client.get(WORKLIST, {"status": "all"}))
    assert [reference for reference in references.values() if reference not in everything] == []


def test_what_is_closed_waits_no_longer(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.REFERRED_ON, by=worker, at=NOW)
    assert "niet meer open afgesloten" in text(client.get(WORKLIST, {"status": "closed"}))


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no hyphen"])
def test_a_reference_leads_to_its_referral_whatever_its_status_and_however_it_is_typed(
    typed: str, client: Client, referral: Referral, worker: User
):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    written = {"lower": referral.reference.lower(), "no hyphen": referral.reference.replace("-", "")}
    answer = client.post(WORKLIST, {"reference": written.get(typed, typed.format(referral.reference))})
    assert (answer.status_code, answer.headers["Location"]) == (302, url("referral", referral))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul de referentie uit de mail in, bijvoorbeeld 4F7K-9Q2M."),
        ("4F7K", "Een referentie telt acht tekens"),
        ("4F7K-9Q2", "Een referentie telt acht tekens"),
        ("4F7K-9Q2É", "Een referentie telt acht tekens"),
        ("4F7K-9Q2\0", "Er staat een onzichtbaar of onleesbaar teken in."),
        ("x" * 10_000, "Een referentie telt acht tekens"),
        ("0000-0000", "Wij vinden geen aanmelding met deze referentie."),
    ],
)
def test_what_is_no_reference_of_mine_gets_a_sentence_and_the_list_stays(
    typed: str, sentence: str, client: Client, referral: Referral
):
    page = text(client.post(WORKLIST, {"reference": typed}))
    assert "Controleer uw antwoorden" in page
    assert page.count(sentence) == 2  # in the summary and at the field
    assert referral.reference in page


def test_a_reference_of_another_receiver_is_not_told_from_one_of_nobody(client: Client, referral: Referral):
    elsewhere = a_referral(partner=an_ocmw("OCMW Elders"), team=referral.team, sent=True)
    answer = client.post(WORKLIST, {"reference": elsewhere.reference})
    assert answer.status_code == 200
    assert "Wij vinden geen aanmelding met deze referentie." in text(answer)


def test_only_what_looks_like_a_reference_is_looked_up(client: Client, referral: Referral):
    with CaptureQueriesContext(connection) as queries:
        client.post(WORKLIST, {"reference": "Van den Voorbeeld"})
    assert [query["sql"] for query in queries if "voorbeeld" in query["sql"].lower()] == []


def test_what_is_typed_in_the_search_reaches_no_address(client: Client, ocmw: Organisation):
    """A name that is typed there by mistake stays out of addresses, and so out of logs and the browser's history."""
    team = a_team()
    for _ in range(26):
        a_referral(partner=ocmw, team=team, sent=True)
    fields = re.compile(r'<form[^>]*method="(\w+)"(?:(?!</form>).)*name="reference"', re.DOTALL)
    assert fields.findall(client.get(WORKLIST).content.decode()) == ["post"]
    name = {"reference": "Voorbeeldmans"}
    for body in (client.post(WORKLIST, name).content.decode(), client.get(WORKLIST, name).content.decode()):
        addresses = re.findall(r'(?:href|action)="([^"]*)"', body)
        assert "?status=to_do&amp;pagina=2" in addresses
        assert [address for address in addresses if "Voorbeeldmans" in address] == []


def test_an_unknown_status_or_page_shows_the_beginning(client: Client, referral: Referral):
    assert referral.reference in text(client.get(WORKLIST, {"status": "vanished", "pagina": "x"}))
    assert referral.reference in text(client.get(WORKLIST, {"pagina": "-1"}))


def test_an_empty_worklist_says_what_happens_next(client: Client):
    assert "Meldt een lokaal team een cliënt aan?" in text(client.get(WORKLIST))


def test_a_status_without_referrals_points_to_the_others(client: Client, referral: Referral):
    assert "Kies hierboven een andere toestand" in text(client.get(WORKLIST, {"status": "closed"}))


def test_a_long_worklist_has_pages_of_25(client: Client, ocmw: Organisation):
    team = a_team()
    member = a_user(Role.TEAM_MEMBER, team)
    references = [
        a_referral(
            partner=ocmw, team=team, filed_by=member, sent=True, filed_at=FILED_AT - timedelta(hours=hours)
        ).reference
        for hours in range(30, 0, -1)
    ]
    first, second = text(client.get(WORKLIST)), text(client.get(WORKLIST, {"pagina": "2"}))
    assert [reference for reference in references if reference in first] == references[:25]
    assert [reference for reference in references if reference in second] == references[25:]
    assert "Nieuwere" in first
    assert "Oudere" in second


@pytest.mark.parametrize("status", ["", "all"])
def test_the_worklist_asks_as_many_queries_for_fifty_referrals_as_for_five(
    status: str, client: Client, ocmw: Organisation
):
    team = a_team()
    member = a_user(Role.TEAM_MEMBER, team)

    def queries_with(total: int) -> int:
        for _ in range(total - Referral.objects.count()):
            a_referral(partner=ocmw, team=team, filed_by=member, sent=True)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(WORKLIST, {"status": status}).status_code == 200
        return len(queries)

    assert queries_with(5) == queries_with(50)


# --- one referral --------------------------------------------------------------------------------------------------


def test_the_page_tells_whom_to_call_and_what_to_do(client: Client, referral: Referral):
    page = text(client.get(url("referral", referral)))
    for words in (
        referral.team.name,
        "+32 14 00 00 00",
        referral.filed_by.name,
        "23 november 2026, 10:00",
        "versie 1, in werking vanaf 1 januari 2024",
        "Open het archief uit de mail en neem contact op met de cliënt.",
    ):
        assert words in page


def test_a_reference_may_be_typed_in_small_letters(client: Client, referral: Referral):
    assert client.get(url("referral", referral.reference.lower())).status_code == 200


def test_no_page_shows_who_the_client_is(client: Client, referral: Referral, worker: User):
    """D3: the four fields are in the archive, and nowhere else."""
    attempt(referral, worker, reached=True)
    answers = [client.get(WORKLIST), *(client.get(url(page, referral), follow=True) for page in PAGES)]
    answers.append(client.post(url("password", referral)))
    for answer in answers:
        body = answer.content.decode()
        for datum in ("Noor", "Van den Voorbeeld", "Lindelaan", "470", "noor@post.example"):
            assert datum not in body


def test_an_attempt_is_added_and_shown(client: Client, referral: Referral, worker: User):
    answer = client.post(
        url("referral", referral), {"made_on": "25.11.2026", "channel": "home_visit", "reached": "no"}, follow=True
    )
    page = text(answer)
    assert answer.redirect_chain == [(url("referral", referral), 302)]
    assert "De contactpoging is toegevoegd." in page
    assert f"25 november 2026 huisbezoek nee, poging 1 van 3 {worker.name}" in page
    assert "niet bereikt" in page
    kept = ContactAttempt.objects.get()
    assert (kept.made_on, kept.made_by, kept.recorded_at) == (date(2026, 11, 25), worker, NOW)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"made_on": ""}, "Vul de dag van de contactpoging in, bijvoorbeeld 23/11/2026."),
        ({"made_on": "31/02/2026"}, "Deze datum bestaat niet."),
        ({"made_on": "27/11/2026"}, "Deze dag moet nog komen."),
        ({"made_on": "22/11/2026"}, "De aanmelding kwam aan op 23 november 2026."),
        ({"channel": ""}, "Kies hoe u de cliënt probeerde te bereiken"),
        ({"channel": "pigeon"}, "Kies een van de antwoorden"),
        ({"reached": ""}, "Kies of u de cliënt bereikte: ja of nee."),
        ({"reached": "perhaps"}, "Kies ja of nee."),
    ],
)
def test_a_wrong_attempt_gets_a_sentence_and_writes_nothing(
    changes: dict[str, str], sentence: str, client: Client, referral: Referral
):
    answers = {"made_on": "25/11/2026", "channel": "phone", "reached": "yes", **changes}
    page = text(client.post(url("referral", referral), answers))
    assert "Controleer uw antwoorden" in page
    assert page.count(sentence) == 2  # in the summary and at the field
    assert nothing_is_followed_up()
    assert not AuditEvent.objects.filter(event="contact_attempted").exists()


def test_after_a_withdrawal_the_page_asks_to_delete_and_offers_nothing_else(client: Client, referral: Referral):
    withdraw(referral)
    page = text(client.get(url("referral", referral)))
    assert "De cliënt trok de toestemming in. Neem geen contact meer op." in page
    for button in ("Wachtwoord tonen", "Contactpoging toevoegen", "Resultaat registreren"):
        assert button not in page


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("referral", {"made_on": "25/11/2026", "channel": "phone", "reached": "yes"}),
        ("outcome", {"kind": "moved"}),
        ("password", {}),
    ],
)
def test_a_page_left_open_during_a_withdrawal_writes_nothing(
    page: str, answers: dict[str, str], client: Client, referral: Referral
):
    withdraw(referral)
    assert "Neem geen contact meer op en wis de gegevens." in text(
        client.post(url(page, referral), answers, follow=True)
    )
    assert nothing_is_followed_up()
    assert not AuditEvent.objects.filter(event="password_read").exists()


# --- the password --------------------------------------------------------------------------------------------------


def test_the_password_is_shown_after_pressing_the_button_and_the_reading_is_kept(
    client: Client, referral: Referral, worker: User
):
    answer = client.post(url("password", referral))
    secret = referral.transmission.password
    assert secret.replace("-", "-<wbr>") in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    event = AuditEvent.objects.get(event="password_read")
    assert (event.actor, event.at, event.organisation_id) == (worker, NOW, referral.partner_id)
    referral.refresh_from_db()
    assert referral.opened_at == NOW


def test_the_password_page_says_how_to_open_the_archive_and_how_to_read_it_aloud(client: Client, referral: Referral):
    page = text(client.post(url("password", referral)))
    assert "Zo opent u het archief met 7-Zip" in page
    assert "Dubbelklik op gegevens.txt" in page
    groups = re.findall(r"[0-9a-z]{4} ((?:\w+ – ){3}\w+)", page)
    assert len(groups) == 6


def test_an_address_alone_shows_no_password_and_writes_nothing(client: Client, referral: Referral):
    answer = client.get(url("password", referral), follow=True)
    assert answer.redirect_chain == [(url("referral", referral), 302)]
    assert referral.transmission.password not in answer.content.decode()
    assert not AuditEvent.objects.filter(event="password_read").exists()
    referral.refresh_from_db()
    assert referral.opened_at is None


def test_who_has_not_declared_secrecy_is_not_offered_the_password(
    referral: Referral, ocmw: Organisation, signed_in: SignIn
):
    newcomer = signed_in(a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None))
    page = text(newcomer.get(url("referral", referral)))
    assert "Wachtwoord tonen" not in page
    assert "Verklaar eerst dat u door het beroepsgeheim gebonden bent" in page


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("password", {}),
        ("referral", {"made_on": "25/11/2026", "channel": "phone", "reached": "yes"}),
        ("outcome", {"kind": "declines"}),
    ],
)
def test_who_has_not_declared_secrecy_is_sent_to_do_so_first(
    page: str, answers: dict[str, str], referral: Referral, ocmw: Organisation, signed_in: SignIn
):
    """R8: reading, calling and closing are all for who is bound by secrecy."""
    newcomer = signed_in(a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None))
    answer = newcomer.post(url(page, referral), answers, follow=True)
    assert answer.redirect_chain == [(reverse("accounts:own"), 302)]
    assert "Verklaar eerst dat u door het beroepsgeheim gebonden bent." in text(answer)
    assert nothing_is_followed_up()
    assert not AuditEvent.objects.filter(event__in=["password_read", "contact_attempted", "outcome_recorded"]).exists()


def test_a_password_that_was_erased_is_not_promised_and_asking_anyway_says_so(client: Client, referral: Referral):
    transmission = referral.transmission
    transmission.password = None
    transmission.save(update_fields=["password"])
    assert "Het wachtwoord is gewist" in text(client.post(url("password", referral), follow=True))


# --- the outcome ---------------------------------------------------------------------------------------------------


def test_an_outcome_is_recorded_and_shown(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    page = text(client.post(url("outcome", referral), {"kind": "declines"}, follow=True))
    assert "Het resultaat is geregistreerd." in page
    assert f"wenst geen hulp 26 november 2026, 11:00 {worker.name} ja" in page
    assert "te verwijderen" in page
    assert "Wis het archief, de mail en elke kopie." in page
    assert "Wachtwoord tonen" not in page


def test_after_referring_on_the_archive_goes_unless_there_is_a_file(client: Client, referral: Referral, worker: User):
    """R81: passing the client on leaves no reason of its own to keep the data."""
    attempt(referral, worker, reached=True)
    answers = {"kind": "referred_on", "referred_to": "caw"}
    page = text(client.post(url("outcome", referral), answers, follow=True))
    assert "Wis het archief, tenzij u zelf een dossier hebt." in page
    assert "niets meer te doen" not in page


def test_a_corrected_outcome_is_shown_with_the_one_it_replaced(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    client.post(url("outcome", referral), {"kind": "moved"})
    assert "Nu staat er: verhuisd." in text(client.get(url("outcome", referral)))
    answers = {"kind": "referred_on", "referred_to": "vdab"}
    page = text(client.post(url("outcome", referral), answers, follow=True))
    assert "doorverwezen naar VDAB" in page
    assert "nee, vervangen op 26 november 2026, 11:00" in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": ""}, "Kies een resultaat, bijvoorbeeld wenst hulp."),
        ({"kind": "vanished"}, "Kies een van de resultaten"),
        ({"kind": "wants_help"}, "Voeg eerst een contactpoging toe waarbij u de cliënt bereikte."),
        (
            {"kind": "referred_on", "referred_to": "caw"},
            "Voeg eerst een contactpoging toe waarbij u de cliënt bereikte.",
        ),
        ({"kind": "not_reached"}, "Voeg eerst een contactpoging toe waarbij u de cliënt niet bereikte."),
        ({"kind": "moved"}, "Voeg eerst een contactpoging toe, bijvoorbeeld een huisbezoek."),
    ],
)
def test_a_wrong_outcome_gets_a_sentence_and_writes_nothing(
    answers: dict[str, str], sentence: str, client: Client, referral: Referral
):
    page = text(client.post(url("outcome", referral), answers))
    assert page.count(sentence) == 2
    assert not Outcome.objects.exists()
    assert not AuditEvent.objects.filter(event="outcome_recorded").exists()


# --- the wall ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", ["accounts", "agreements", "consent", "directory", "outbox", "referrals"])
def test_no_lower_app_names_the_follow_up_in_code_or_on_its_pages(app: str):
    """D4: not by an import, nor by a model, a table or an address written as text."""
    sources = [*(ROOT / app).rglob("*.py"), *(ROOT / "templates" / app).rglob("*.html")]
    assert sources
    assert [path.name for path in sources if "ocmw_intake" in path.read_text()] == []


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.ADMINISTRATOR, Role.AUDITOR])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_other_role_reaches_any_page_of_the_receiver(role: Role, method: str, referral: Referral, signed_in: SignIn):
    """D4, D8: not even the member of the team that filed."""
    stranger = signed_in(a_user(role, referral.team if role == Role.TEAM_MEMBER else None))
    assert stranger.get(WORKLIST).status_code == 403
    assert [getattr(stranger, method)(url(page, referral)).status_code for page in PAGES] == [403, 403, 403]


def test_who_is_not_signed_in_is_asked_to(referral: Referral):
    for address in (WORKLIST, *(url(page, referral) for page in PAGES)):
        answer = Client().get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/inloggen/?next={address}")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_referral_to_another_ocmw_looks_like_one_that_does_not_exist(
    page: str, method: str, referral: Referral, signed_in: SignIn
):
    stranger = signed_in(a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders")))

    def answer(reference: str) -> tuple[int, bytes]:
        found = getattr(stranger, method)(url(page, reference))
        return found.status_code, re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", found.content)

    foreign, unknown = answer(referral.reference), answer("0000-0000")
    assert foreign == unknown
    assert foreign[0] == 404
    assert not AuditEvent.objects.filter(event="password_read").exists()


@pytest.mark.parametrize("reference", ["x", "0000-000%00", "0000-00000"])
def test_what_is_no_reference_is_an_unknown_page(reference: str, client: Client):
    assert client.get(f"{WORKLIST}{reference}/").status_code == 404
