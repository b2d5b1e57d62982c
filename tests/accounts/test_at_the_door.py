"""What somebody tries at the doors who is not let in: led elsewhere, a number of before, a link of another, rubbish."""

import json
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import access
from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, PASSWORD_LINK, FailedSignIn, PasswordLink, User
from accounts.passkeys import REFUSED
from example.second_factor import LONG_AGO, code_of, link_app
from law.roles import Role
from tests.accounts.devices import SITE, Device, add_passkey, give_passkey, options_of
from tests.builders.accounts import PASSWORD, a_head, a_user, an_invitation
from tests.builders.directory import a_team, an_ocmw
from tests.clients import Browser

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://elders.example/",
    "//elders.example/",
    "/\\elders.example",
    "\\\\elders.example",
    "https:elders.example",
    "http:///elders.example",
    " https://elders.example",
    "https://testserver@elders.example/",
    "javascript:alert(1)",
    "/\t/elders.example",
    "/mijn-account/\r\nLocation: https://elders.example",
    "\x00",
    "x" * 9000,
]
RUBBISH = [
    "\x00",
    "a\x00b@dienst.example",
    "\ud800",
    "x" * 100_000,
    "'; DROP TABLE x; --",
    "\u202e",
    "{{ 7*7 }}",
    "1" * 5000,
]


@pytest.fixture(autouse=True)
def emptied(settings) -> None:
    cache.clear()
    settings.SITE_URL = SITE


@pytest.fixture
def user() -> User:
    user = a_user(Role.TEAM_MEMBER, a_team())
    link_app(user, LONG_AGO)
    return user


def leads_here(address: str) -> bool:
    """Whether a browser that goes to this address stays on our site, as browsers read it."""
    parts = urlsplit(address.strip().replace("\\", "/").replace("\t", ""))
    return not parts.scheme and not parts.netloc and not address.startswith(("//", "/\\"))


def give_password(user: User, **more) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:own")).status_code == 200


@pytest.mark.parametrize("wanted", ELSEWHERE, ids=lambda wanted: repr(wanted[:20]))
def test_nobody_is_led_elsewhere_after_signing_in_or_proving(user, signed_in, wanted):
    own = signed_in(user)
    device = add_passkey(own)
    after_password = give_password(user, next=wanted)
    pages = {
        "password and code": (after_password, "mfa_authenticate", {"code": code_of(user.email)}),
        "passkey alone": (Client(), "mfa_login_webauthn", None),
        "password again": (own, "account_reauthenticate", {"password": PASSWORD}),
        "passkey again": (own, "mfa_reauthenticate_webauthn", None),
    }
    for way, (client, page, answers) in pages.items():
        asked = reverse(page)
        if answers is None:
            answers = {"credential": device.sign(options_of(client, page))}
        shown = client.get(asked, {"next": wanted})
        assert shown.status_code in {200, 302}, way
        if page.endswith("webauthn"):  # the page was asked again, with a challenge of its own
            answers = {"credential": device.sign(json.loads(shown.context["passkey_options"]))}
        answer = client.post(asked, {**answers, "next": wanted})
        assert answer.status_code == 302, way
        assert leads_here(answer.url), (way, answer.url)


def test_the_number_of_a_session_of_before_is_worth_nothing_after_any_sign_in(user, signed_in):
    """Who put a cookie in a browser beforehand is not in when its owner signs in."""
    device = add_passkey(signed_in(user))
    token = new_token()
    an_invitation(an_ocmw(), token_digest=INVITATION_LINK.digest(token), email="pim@dienst.example")

    def by_invitation(client):
        client.get(INVITATION_LINK.url(token).removeprefix(SITE), follow=True)
        page = f"{reverse(INVITATION_LINK.page)}?passkey"
        made = Device().make(json.loads(client.get(page).context["passkey_options"]))
        answers = {"name": "Pim", "passkey_name": "laptop", "secrecy": "on", "credential": made}
        client.post(page, answers)

    for sign_in in (lambda client: give_passkey(client, device), by_invitation):
        victim = Client()
        options_of(victim, "mfa_login_webauthn")  # gives the browser a session
        before = victim.cookies[settings.SESSION_COOKIE_NAME].value
        sign_in(victim)
        assert victim.get(reverse("accounts:own")).status_code == 200
        attacker = Client()
        attacker.cookies[settings.SESSION_COOKIE_NAME] = before
        assert not is_in(attacker)


def test_an_invitation_that_was_forwarded_makes_the_account_of_who_was_invited_and_adds_nothing_to_mine(
    user, signed_in
):
    token, own = new_token(), signed_in(user)
    ocmw = an_ocmw()
    an_invitation(ocmw, token_digest=INVITATION_LINK.digest(token), email="pim@dienst.example")
    own.get(INVITATION_LINK.url(token).removeprefix(SITE))
    page = own.get(reverse(INVITATION_LINK.page))
    assert "U bent ingelogd als" not in page.text
    answers = {
        "name": "Pim",
        "password": "vier losse woorden hier",
        "repeated": "vier losse woorden hier",
        "secrecy": "on",
    }
    own.post(reverse(INVITATION_LINK.page), answers)
    assert not user.organisations_as(Role.SOCIAL_WORKER)
    assert User.objects.get(email="pim@dienst.example").membership_set.count() == 1
    assert own.get(reverse("referrals:worklist")).url == reverse("mfa_index")  # the session is that of Pim now


def test_who_was_ended_has_no_passkey_no_link_and_no_sign_in_that_was_under_way(signed_in):
    ocmw = an_ocmw()
    head, worker = a_head(ocmw), a_user(Role.SOCIAL_WORKER, ocmw)
    own = signed_in(worker)
    device, token, now = add_passkey(own), new_token(), timezone.now()
    PasswordLink.objects.create(
        user=worker, token_digest=PASSWORD_LINK.digest(token), made_at=now, expires_at=now + timezone.timedelta(hours=1)
    )
    under_way = give_password(worker)
    signature = device.sign(json.loads(under_way.get(reverse("mfa_authenticate")).context["passkey_options"]))
    access.end_access(membership=worker.membership_set.get(), successor=None, by=head, at=now)
    assert not is_in(own)
    under_way.post(reverse("mfa_authenticate"), {"credential": signature})
    assert not is_in(under_way)
    assert REFUSED in give_passkey(Client(), device).text
    assert Browser().get(PASSWORD_LINK.url(token).removeprefix(SITE)).status_code == 404
    assert not is_in(give_password(worker))


@pytest.mark.parametrize("page", ["account_login", "mfa_login_webauthn", "account_reset_password"])
def test_a_page_of_a_stranger_signs_nobody_in_and_counts_for_nothing(user, page):
    client = Client(enforce_csrf_checks=True)
    typed = {"login": user.email, "password": PASSWORD, "email": user.email, "credential": "{}"}
    assert client.post(reverse(page), typed, HTTP_ORIGIN="https://elders.example").status_code == 403
    assert not is_in(client)
    assert not FailedSignIn.objects.exists()


def test_the_pages_at_the_doors_are_kept_by_no_browser(user, signed_in):
    """The back button after signing out, or at a shared computer, shows nothing of before."""
    token = new_token()
    an_invitation(an_ocmw(), token_digest=INVITATION_LINK.digest(token))
    visitor = Browser()
    pages = [
        visitor.get(INVITATION_LINK.url(token).removeprefix(SITE)),
        visitor.get(reverse("account_login")),
        visitor.get(reverse("mfa_login_webauthn")),
        give_password(user).get(reverse("mfa_authenticate")),
        signed_in(user).get(reverse("accounts:own")),
    ]
    assert ["no-store" in page.headers.get("Cache-Control", "") for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda rubbish: ascii(rubbish[:10]))
def test_rubbish_gets_a_sentence(user, rubbish):
    token = new_token()
    an_invitation(an_ocmw(), token_digest=INVITATION_LINK.digest(token))
    visitor = Browser()
    visitor.get(INVITATION_LINK.url(token).removeprefix(SITE))
    half = give_password(user)
    names = ("login", "password", "email", "code", "name", "repeated", "passkey_name", "credential")
    sent = quote(rubbish.encode("utf-8", "surrogatepass"))
    body = "&".join(f"{name}={sent}" for name in names)
    for client, page in [
        (visitor, reverse("account_login")),
        (visitor, reverse("account_reset_password")),
        (Client(), reverse("mfa_login_webauthn")),
        (visitor, reverse(INVITATION_LINK.page)),
        (visitor, f"{reverse(INVITATION_LINK.page)}?passkey"),
        (half, reverse("mfa_authenticate")),
    ]:
        answer = client.post(page, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {200, 302, 429}, page
        assert client.get(page, QUERY_STRING=f"next={sent[:2000]}&passkey={sent[:2000]}").status_code < 400
    for name in (settings.SESSION_COOKIE_NAME, settings.DEVICE_COOKIE_NAME, INVITATION_LINK.cookie, "messages"):
        client = Client()
        client.cookies[name] = rubbish[:2000].replace("\x00", "%00").encode("ascii", "ignore").decode()
        assert client.get(reverse("account_login")).status_code == 200
        assert client.get(reverse(INVITATION_LINK.page)).status_code == 404
