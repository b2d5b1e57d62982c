"""The pages of the receiver, as a social worker meets them; and as everyone else does not."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from directory.models import Organisation
from law.roles import Role
from ocmw_intake.models import ContactAttempt, Outcome
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.directory import an_ocmw
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


# --- one referral --------------------------------------------------------------------------------------------------


def test_the_page_tells_whom_to_call_and_what_to_do(client: Client, referral: Referral):
    page = text(client.get(url("referral", referral)))
    for words in (
        referral.team.name,
        "014 00 00 00",
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
        for datum in ("Noor", "Van den Voorbeeld", "Lindelaan", "470 00 00 12", "470000012", "noor@post.example"):
            assert datum not in body


def test_an_attempt_is_added_and_shown(client: Client, referral: Referral, worker: User):
    answers = {"made_on": "25.11.2026", "channel": "home_visit", "result": "not_reached"}
    answer = client.post(url("referral", referral), answers, follow=True)
    page = text(answer)
    assert answer.redirect_chain == [(url("referral", referral), 302)]
    assert "Het contact is genoteerd." in page
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
        ({"result": ""}, "Kies of u de cliënt bereikte, en wat de cliënt zei."),
        ({"result": "perhaps"}, "Kies een van de antwoorden, bijvoorbeeld nee, niet bereikt."),
    ],
)
def test_a_wrong_attempt_gets_a_sentence_and_writes_nothing(
    changes: dict[str, str], sentence: str, client: Client, referral: Referral
):
    answers = {"made_on": "25/11/2026", "channel": "phone", "result": "reached", **changes}
    page = text(client.post(url("referral", referral), answers))
    assert "Controleer uw antwoorden" in page
    assert page.count(sentence) == 2  # in the summary and at the field
    assert nothing_is_followed_up()
    assert not AuditEvent.objects.filter(event="contact_attempted").exists()


def test_after_a_withdrawal_the_page_asks_to_delete_and_offers_nothing_else(client: Client, referral: Referral):
    withdraw(referral)
    page = text(client.get(url("referral", referral)))
    assert "De cliënt trok de toestemming in. Neem geen contact meer op." in page
    for button in ("Wachtwoord tonen", "Contact noteren", "Resultaat registreren"):
        assert button not in page


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("referral", {"made_on": "25/11/2026", "channel": "phone", "result": "reached"}),
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
        ("referral", {"made_on": "25/11/2026", "channel": "phone", "result": "reached"}),
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
    """R81, D23: passing the client on leaves no reason of its own to keep the data; an own file has its clock."""
    attempt(referral, worker, reached=True)
    answers = {"kind": "referred_on", "referred_to": "caw", "keeps_file": "no"}
    page = text(client.post(url("outcome", referral), answers, follow=True))
    assert "Wis het archief, de mail en elke kopie." in page
    assert "Verwijdering verklaren" in page
    page = text(client.post(url("outcome", referral), answers | {"keeps_file": "yes"}, follow=True))
    assert "U hebt een eigen dossier." in page
    assert "Dossier afsluiten" in page
    assert "Verwijdering verklaren" not in page


def test_a_corrected_outcome_is_shown_with_the_one_it_replaced(client: Client, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    client.post(url("outcome", referral), {"kind": "moved"})
    assert "Nu staat er: verhuisd." in text(client.get(url("outcome", referral)))
    answers = {"kind": "referred_on", "referred_to": "vdab", "keeps_file": "no"}
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
            {"kind": "referred_on", "referred_to": "caw", "keeps_file": "no"},
            "Voeg eerst een contactpoging toe waarbij u de cliënt bereikte.",
        ),
        (
            {"kind": "not_reached", "stopped_on": "23/11/2026"},
            "Voeg eerst een contactpoging toe waarbij u de cliënt niet bereikte.",
        ),
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
