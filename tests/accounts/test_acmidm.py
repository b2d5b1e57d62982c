"""ACM/IDM (ADR 0062): against a provider that runs as a process of its own, and lies when it is told to."""

import subprocess
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import acmidm, openid
from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, AcmIdmIdentity, Membership, User
from audit.models import AuditEvent
from directory.models import Organisation
from example.second_factor import LONG_AGO, code_of, link_app
from law.roles import Role
from local.ports import free_ports
from settings.completeness import check_acmidm
from settings.environment import read
from tests.accounts.provider import CLIENT, PERSON, SECRET
from tests.builders.accounts import an_invitation
from tests.builders.directory import a_team, an_ocmw
from tests.clients import Browser
from tests.test_house import ROOT

pytestmark = pytest.mark.django_db
MFA = "urn:be:vlaanderen:authmech:eid"


class Provider:
    """How a test speaks with the process."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.issuer = f"{self.site}/op"

    def control(self, **behaviour: Any) -> None:
        acmidm._made.cache_clear()
        requests.post(f"{self.site}/control", json=behaviour, timeout=5).raise_for_status()

    def seen(self, path: str) -> list[dict[str, str]]:
        every = requests.get(f"{self.issuer}/seen", timeout=5).json()
        return [one for one in every if one["path"] == path]


@pytest.fixture(scope="module")
def process() -> Iterator[Provider]:
    port = free_ports().web
    with subprocess.Popen([sys.executable, "-m", "tests.accounts.provider", str(port)], cwd=ROOT) as running:
        provider, until = Provider(port), time.monotonic() + 20
        while True:
            try:
                provider.control()
                break
            except requests.ConnectionError:
                assert time.monotonic() < until
                time.sleep(0.05)
        yield provider
        running.terminate()


@pytest.fixture
def provider(process, settings) -> Provider:
    cache.clear()
    settings.SITE_URL = "https://aanmelden.example"
    settings.ACMIDM_ISSUER, settings.ACMIDM_MFA = process.issuer, [MFA]
    settings.ACMIDM_CLIENT_ID, settings.ACMIDM_CLIENT_SECRET = CLIENT, SECRET
    settings.ACMIDM_AGENCY_CODES = ["OVO001234"]
    process.control()
    return process


@pytest.fixture
def ocmw() -> Organisation:
    organisation = an_ocmw()
    Organisation.objects.filter(pk=organisation.pk).update(enterprise_number=PERSON["vo_orgcode"])
    organisation.refresh_from_db()
    return organisation


def go_and_come_back(client: Client, address: str = "") -> Any:
    """Follow the links as a browser does, and return what our page answers in the end."""
    there = client.get(address or reverse("acmidm_go"))
    assert there.status_code == 302
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("https://aanmelden.example/inloggen/acmidm/terug/?")
    return client.get(f"{reverse('acmidm_return')}?{urlsplit(back).query}", follow=True)


def opened_invitation(organisation: Organisation, **changes: Any) -> SimpleNamespace:
    token = new_token()
    invitation = an_invitation(organisation, token_digest=INVITATION_LINK.digest(token), **changes)
    client = Browser()
    client.get(f"{reverse('accounts:accept_invitation')}?sleutel={token}")
    return SimpleNamespace(client=client, invitation=invitation)


def accept(opened: SimpleNamespace) -> Any:
    go_and_come_back(opened.client, f"{reverse('acmidm_go')}?voor=uitnodiging")
    return opened.client.post(reverse("accounts:accept_invitation"), {"secrecy": "on"}, follow=True)


@pytest.fixture
def bound(provider, ocmw) -> User:
    """Who accepted an invitation with ACM/IDM, where a second factor was asked."""
    provider.control(claims={"acr": MFA})
    accept(opened_invitation(ocmw))
    provider.control()
    return AcmIdmIdentity.objects.get().user


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:own")).status_code == 200


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


# --- the invitation --------------------------------------------------------------------------------------------------


def test_who_is_invited_accepts_with_acmidm_and_needs_no_password(provider, ocmw):
    provider.control(claims={"acr": MFA})
    opened = opened_invitation(ocmw)
    assert "Doorgaan met ACM/IDM" in opened.client.get(reverse("accounts:accept_invitation")).text
    page = go_and_come_back(opened.client, f"{reverse('acmidm_go')}?voor=uitnodiging").text
    assert "ACM/IDM herkent u als Mia Proefvlaander." in page
    assert "wachtwoord opnieuw" not in page
    assert not User.objects.filter(email=opened.invitation.email).exists()
    opened.client.post(reverse("accounts:accept_invitation"), {"secrecy": "on"})
    user = User.objects.get(email=opened.invitation.email)
    assert (user.name, user.has_usable_password()) == ("Mia Proefvlaander", False)
    assert user.organisations_as(Role.SOCIAL_WORKER) == [ocmw]
    assert is_in(opened.client)
    assert {"account_created", "acmidm_bound", "signed_in"} <= set(events())


def test_without_a_second_factor_there_ours_is_chosen_after_accepting(provider, ocmw):
    opened = opened_invitation(ocmw)
    assert "Kies hoe u inlogt" in accept(opened).text
    assert not is_in(opened.client)


def test_an_invitation_of_another_organisation_is_not_accepted(provider, ocmw):
    opened = opened_invitation(an_ocmw("OCMW Elders"))
    page = accept(opened).text
    assert "Bij ACM/IDM koos u een andere organisatie" in page
    assert "Opnieuw naar ACM/IDM" in page
    assert not AcmIdmIdentity.objects.exists()
    assert "Kies een wachtwoord" in opened.client.get(f"{reverse('accounts:accept_invitation')}?wachtwoord").text


def test_one_person_has_one_account(provider, ocmw, bound):
    again = opened_invitation(ocmw, email="andere@dienst.example")
    assert "U hebt hier al een account." in accept(again).text
    assert not User.objects.filter(email="andere@dienst.example").exists()


def test_who_was_recognised_can_accept_for_a_quarter_of_an_hour(provider, ocmw):
    opened = opened_invitation(ocmw)
    with time_machine.travel(time.time() - 901):
        go_and_come_back(opened.client, f"{reverse('acmidm_go')}?voor=uitnodiging")
    assert "Kies een wachtwoord" in opened.client.get(reverse("accounts:accept_invitation")).text


# --- signing in ------------------------------------------------------------------------------------------------------


def test_who_is_bound_signs_in_and_a_second_factor_that_was_asked_there_counts(provider, bound):
    provider.control(claims={"acr": MFA})
    client = Client()
    go_and_come_back(client)
    assert is_in(client)
    (asked,) = provider.seen("/v1/auth")[-1:]
    assert asked["scope"].split() == ["openid", "profile", "vo"]
    assert asked["code_challenge_method"] == "S256"
    assert (asked["acr_values"], len(asked["nonce"]) >= 20, len(asked["state"]) >= 20) == (MFA, True, True)


def test_amr_says_it_too(provider, bound, settings):
    settings.ACMIDM_MFA = ["mfa"]
    provider.control(claims={"amr": ["pwd", "mfa"]})
    client = Client()
    go_and_come_back(client)
    assert is_in(client)


@pytest.mark.parametrize("claims", [{}, {"acr": "urn:be:vlaanderen:authmech:paswoord"}, {"amr": ["pwd"]}, {"amr": MFA}])
def test_otherwise_ours_is_asked(provider, bound, claims):
    provider.control(claims=claims)
    link_app(bound, LONG_AGO)
    client = Client()
    page = go_and_come_back(client)
    assert not is_in(client)
    if claims != {"amr": MFA}:  # a text where a list should be is refused as a whole
        assert "Code uit uw app" in page.text
        client.post(reverse("mfa_authenticate"), {"code": code_of(bound.email)})
        assert is_in(client)


def test_without_any_second_factor_nobody_gets_in_and_links_none(provider, bound):
    client = Client()
    assert "alleen via een link in een mail" in go_and_come_back(client).text
    assert not is_in(client)


def test_the_page_leads_on_to_where_one_wanted_to_be(provider, bound):
    provider.control(claims={"acr": MFA})
    page = go_and_come_back(Client(), f"{reverse('acmidm_go')}?next=/mijn-account/")
    assert page.redirect_chain[-1][0] == "/mijn-account/"


LIES = {
    "wrong issuer": {"claims": {"iss": "https://elders.example/op"}},
    "no issuer": {"claims": {"iss": None}},
    "wrong audience": {"claims": {"aud": "een-andere-toepassing"}},
    "one of two audiences, for the other": {"claims": {"aud": [CLIENT, "andere"], "azp": "andere"}},
    "no audience": {"claims": {"aud": None}},
    "wrong nonce": {"claims": {"nonce": "x" * 20}},
    "no nonce": {"claims": {"nonce": None}},
    "expired": {"claims": {"exp": int(time.time()) - 60}},
    "never expires": {"claims": {"exp": None}},
    "issued tomorrow": {"claims": {"iat": int(time.time()) + 86400}},
    "no algorithm": {"algorithm": "none"},
    "a shared secret": {"algorithm": "HS256"},
    "a key that is not published": {"stranger": True},
    "no person": {"claims": {"vo_id": None}},
    "a person that is no text": {"claims": {"vo_id": ["x"]}},
    "no organisation": {"claims": {"vo_orgcode": None}},
    "an answer that is no token": {"body": '{"access_token": "x", "token_type": "Bearer"}'},
    "an answer that is a list": {"body": "[]"},
    "an answer that is no json": {"body": "<html>"},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_may_not_be_believed_opens_nothing_and_is_said_in_words(provider, bound, lie):
    provider.control()
    client = Client()
    there = client.get(reverse("acmidm_go")).url
    acmidm._app()  # addresses are known
    requests.post(f"{provider.site}/control", json={"claims": {}, **LIES[lie]}, timeout=5)
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    answer = client.get(f"{reverse('acmidm_return')}?{urlsplit(back).query}", follow=True)
    assert answer.status_code == 200
    assert acmidm.FAILED in answer.text or acmidm.AWAY in answer.text
    assert not is_in(client)


def test_a_published_key_of_another_name_does_not_open_for_a_stranger(provider, bound):
    """Signed by somebody else, under the name of a key that is known."""
    known = requests.get(f"{provider.issuer}/v1/keys", timeout=5).json()["keys"][0]["kid"]
    provider.control(stranger=known, claims={"acr": MFA})
    client = Client()
    assert acmidm.FAILED in go_and_come_back(client).text
    assert not is_in(client)


def test_keys_may_change_between_two_sign_ins(provider, bound):
    provider.control(claims={"acr": MFA})
    go_and_come_back(Client())
    requests.post(f"{provider.site}/control", json={"rotate": True, "claims": {"acr": MFA}}, timeout=5)
    client = Client()
    go_and_come_back(client)
    assert is_in(client)


def test_a_discovery_that_names_another_issuer_is_not_followed(provider):
    for wrong in ({"issuer": "https://elders.example/op"}, {"token_endpoint": "ftp://elders.example/"}):
        provider.control(metadata=wrong)
        answer = Client().get(reverse("acmidm_go"), follow=True)
        assert acmidm.AWAY in answer.text


def test_an_answer_works_once_and_only_in_the_browser_that_asked(provider, bound):
    provider.control(claims={"acr": MFA})
    client, other = Client(), Client()
    back = requests.get(client.get(reverse("acmidm_go")).url, allow_redirects=False, timeout=5).headers["Location"]
    address = f"{reverse('acmidm_return')}?{urlsplit(back).query}"
    other.get(reverse("acmidm_go"))
    assert acmidm.FAILED in other.get(address, follow=True).text
    assert not is_in(other)
    client.get(address)
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert acmidm.FAILED in client.get(address, follow=True).text
    # and the code of an answer that was used, in a conversation of one's own
    code = parse_qs(urlsplit(back).query)["code"][0]
    state = parse_qs(urlsplit(client.get(reverse("acmidm_go")).url).query)["state"][0]
    client.get(reverse("acmidm_return"), {"code": code, "state": state})
    assert not is_in(client)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, acmidm.FAILED),
        ({"code": "x", "state": "y"}, acmidm.FAILED),
        ({"code": "x" * 5000, "state": "\x00"}, acmidm.FAILED),
        ({"error": "access_denied"}, acmidm.STOPPED),
        ({"error": "server_error", "error_description": "<b>"}, acmidm.FAILED),
    ],
)
def test_who_comes_back_with_something_else_reads_what_to_do(provider, query, sentence):
    answer = Client().get(reverse("acmidm_return"), query, follow=True)
    assert sentence in answer.text


@pytest.mark.parametrize(
    "trouble", [{"status": 500}, {"body": "x", "times": 300_000}, {"drips": 0.5}, {"waits": 30}], ids=str
)
def test_a_provider_that_is_away_or_never_ends_costs_seconds_and_gives_a_sentence(provider, trouble, monkeypatch):
    monkeypatch.setattr(openid, "LONGEST", 1.0)
    monkeypatch.setattr(openid, "PATIENCE", 0.8)
    provider.control(**trouble)
    began = time.monotonic()
    answer = Client().get(reverse("acmidm_go"), follow=True)
    assert acmidm.AWAY in answer.text
    assert time.monotonic() - began < 4
    provider.control()


def test_nobody_listens(provider, settings):
    settings.ACMIDM_ISSUER = "http://127.0.0.1:1/op"
    assert acmidm.AWAY in Client().get(reverse("acmidm_go"), follow=True).text


# --- who may enter ---------------------------------------------------------------------------------------------------


def test_who_was_never_invited_does_not_enter_and_no_account_is_made(provider):
    client = Client()
    assert "nog geen toegang" in go_and_come_back(client).text
    assert not is_in(client)
    assert not User.objects.exists()
    assert events() == []


def test_for_another_organisation_nobody_enters_and_it_stands_in_the_trail(provider, bound):
    provider.control(claims={"acr": MFA, "vo_orgcode": "0886886638"})
    client = Client()
    assert "een organisatie waarvoor u hier geen toegang hebt" in go_and_come_back(client).text
    assert not is_in(client)
    assert events()[-1] == "acmidm_refused"


def test_who_lost_access_does_not_enter(provider, bound):
    provider.control(claims={"acr": MFA})
    Membership.objects.filter(user=bound).delete()
    client = Client()
    go_and_come_back(client)
    assert not is_in(client)
    User.objects.filter(pk=bound.pk).update(is_active=False)
    assert "niet actief" in go_and_come_back(Client()).text


@pytest.mark.parametrize(
    ("kind", "code", "is_it"),
    [
        ("ocmw", "0212181956", True),
        ("ocmw", "0212.181.956", True),
        ("ocmw", "212181956", True),
        ("ocmw", "0886886638", False),
        ("ocmw", "OVO001234", False),
        ("team", "OVO001234", True),
        ("team", "ovo001234", True),
        ("team", "OVO009999", False),
        ("team", "0212181956", False),
    ],
)
def test_a_receiver_goes_by_its_number_and_a_team_by_the_code_of_the_agency(provider, ocmw, kind, code, is_it):
    assert acmidm.is_of(ocmw if kind == "ocmw" else a_team(), code) is is_it


def test_when_the_link_with_acmidm_goes_the_session_that_came_by_it_ends(provider, bound):
    provider.control(claims={"acr": MFA})
    client = Client()
    go_and_come_back(client)
    AcmIdmIdentity.objects.all().delete()
    assert not is_in(client)


# --- again, and out --------------------------------------------------------------------------------------------------


def test_who_has_no_password_shows_again_at_acmidm_who_sits_here(provider, bound):
    provider.control(claims={"acr": MFA})
    start = time.time()
    client = Client()
    go_and_come_back(client)
    with time_machine.travel(start + 20 * 60):
        page = f"{reverse('acmidm_prove')}?next=/mijn-account/"
        answer = go_and_come_back(client, page)
        assert provider.seen("/v1/auth")[-1]["prompt"] == "login"
        assert answer.redirect_chain[-1][0] == "/mijn-account/"
        assert events()[-1] == "proved_again"
        provider.control(claims={"acr": MFA, "vo_id": "iemand-anders"})
        assert acmidm.FAILED in go_and_come_back(client, page).text
        assert events()[-1] == "proved_again"


def test_signing_out_signs_out_there_as_well_and_leads_back(provider, bound):
    provider.control(claims={"acr": MFA})
    client = Client()
    go_and_come_back(client)
    out = client.post(reverse("account_logout"))
    assert out.url.startswith(f"{provider.issuer}/v1/logout?")
    asked = parse_qs(urlsplit(out.url).query)
    assert asked["client_id"] == [CLIENT]
    assert asked["post_logout_redirect_uri"] == ["https://aanmelden.example/inloggen/"]
    assert not is_in(client)


def test_one_signs_out_here_when_acmidm_is_away_or_was_not_used(provider, bound, signed_in):
    provider.control(claims={"acr": MFA})
    client = Client()
    go_and_come_back(client)
    provider.control(status=500)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert not is_in(client)
    provider.control()
    assert signed_in(bound).post(reverse("account_logout")).url == reverse("account_login")


# --- the national number, and settings -------------------------------------------------------------------------------


def test_a_national_number_that_comes_unasked_is_kept_nowhere(provider, ocmw, caplog):
    """R62: neither in the database, nor in a session, nor in a log line; and neither is the `vo_id` itself."""
    number = "85.07.30-033.28"
    provider.control(claims={"acr": MFA, "rrn": number, "vo_rrn": number})
    client = opened_invitation(ocmw)
    accept(client)
    go_and_come_back(Client())
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS one WHERE one::text LIKE ANY (%s)', [[f"%{number}%"]])
            assert cursor.fetchone()[0] == 0, table
            cursor.execute(f'SELECT count(*) FROM "{table}" AS one WHERE one::text LIKE %s', [f"%{PERSON['vo_id']}%"])
            assert cursor.fetchone()[0] == 0, table
    for text in (str(dict(client.client.session.items())), caplog.text):
        assert number not in text
        assert PERSON["vo_id"] not in text


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ACMIDM_SCOPE", "openid profile vo rrn", "ACMIDM_SCOPE asks for the national number"),
        ("ACMIDM_SCOPE", "openid vo RRN_lezen", "ACMIDM_SCOPE asks for the national number"),
        ("ACMIDM_SCOPE", "profile vo", "ACMIDM_SCOPE lacks openid or vo"),
        ("ACMIDM_ISSUER", "http://authenticatie.vlaanderen.be/op", "ACMIDM_ISSUER is not an https"),
        ("ACMIDM_ISSUER", "https://authenticatie.vlaanderen.be/op/", "ACMIDM_ISSUER is not an https"),
        ("ACMIDM_AGENCY_CODES", "OVO1234", "ACMIDM_AGENCY_CODES holds something"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=words):
        read(name)


COMPLETE = {
    "ACMIDM_ISSUER": "https://authenticatie.vlaanderen.be/op",
    "ACMIDM_CLIENT_ID": "x",
    "ACMIDM_CLIENT_SECRET": "y",
    "ACMIDM_AGENCY_CODES": ["OVO001234"],
    "ACMIDM_MFA": [],
}


@pytest.mark.parametrize("name", ["ACMIDM_CLIENT_ID", "ACMIDM_CLIENT_SECRET", "ACMIDM_AGENCY_CODES", "ACMIDM_ISSUER"])
def test_half_a_configuration_stops_the_start(name):
    check_acmidm(COMPLETE)
    with pytest.raises(ImproperlyConfigured, match="ACMIDM_"):
        check_acmidm({**COMPLETE, name: ""})


def test_ways_to_sign_in_without_an_issuer_stop_the_start():
    with pytest.raises(ImproperlyConfigured, match="ACMIDM_MFA is given"):
        check_acmidm({**dict.fromkeys(COMPLETE, ""), "ACMIDM_MFA": ["mfa"]})


def test_it_is_off_unless_configured(ocmw):
    assert "ACM/IDM" not in Client().get(reverse("account_login")).text
    opened = opened_invitation(ocmw)
    assert "ACM/IDM" not in opened.client.get(reverse("accounts:accept_invitation")).text
    for name in ("acmidm_go", "acmidm_return"):
        assert Client().get(reverse(name)).url == reverse("account_login")
