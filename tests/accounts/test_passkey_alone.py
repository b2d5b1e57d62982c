"""An account that a passkey alone opens: made with its passkey by an invitation, never there without one (ADR 0061)."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.actions.recovery import answer_lost_passwords
from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, AccountMail, AcmIdmIdentity, Invitation, User
from accounts.passkeys import REFUSED
from audit.models import AuditEvent
from directory.models import Organisation
from example.second_factor import LONG_AGO, link_app
from law.roles import Role
from tests.accounts.devices import SITE, UP, Device, add_passkey, give_passkey
from tests.builders.accounts import a_head, an_invitation
from tests.builders.directory import an_ocmw
from tests.clients import Browser

pytestmark = pytest.mark.django_db
PASSWORD = "vier losse woorden hier"
WORK = "ocmw_intake:worklist"


@pytest.fixture(autouse=True)
def site(settings):
    cache.clear()
    settings.SITE_URL = SITE


@pytest.fixture
def ocmw() -> Organisation:
    return an_ocmw()


@pytest.fixture
def link(ocmw) -> str:
    """The path in the mail of an invitation that waits."""
    token = new_token()
    an_invitation(ocmw, token_digest=INVITATION_LINK.digest(token), email="pim@dienst.example", name="Pim")
    return INVITATION_LINK.url(token).removeprefix(SITE)


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def pim(link, device) -> Browser:
    """Who accepted with a passkey, at the own browser."""
    browser = Browser()
    accept(browser, link, device)
    return browser


def options_at(browser: Browser, path: str) -> dict:
    return json.loads(browser.get(path).context["passkey_options"])


def accept(browser: Browser, link: str, device: Device, **changes):
    browser.get(link)
    page = f"{reverse(INVITATION_LINK.page)}?passkey"
    answers = {"name": "Pim", "passkey_name": "laptop", "secrecy": "on", **changes}
    return browser.post(page, {"credential": device.make(options_at(browser, page)), **answers})


def mail_to(user: User) -> str:
    """The last mail to this person."""
    return AccountMail.objects.filter(user=user).order_by("written_at").last().body


def link_in(mail: str) -> str:
    return re.search(rf"{SITE}(/\S+)", mail)[1]


def ask_link(user: User) -> None:
    Browser().post(reverse("account_reset_password"), {"email": user.email})
    answer_lost_passwords(at=timezone.now())


def is_in(browser) -> bool:
    return browser.get(reverse(WORK)).status_code == 200


def test_who_accepts_with_a_passkey_is_in_at_once_and_signs_in_with_it_alone(link, pim, device, ocmw):
    user = User.objects.get(email="pim@dienst.example")
    assert is_in(pim)
    assert not user.has_usable_password()
    assert user.organisations_as(Role.SOCIAL_WORKER) == [ocmw]
    assert user.bound_by_secrecy_since == timezone.localdate()
    assert "zonder wachtwoord" in pim.get(reverse("mfa_index")).text
    again = Browser()
    give_passkey(again, device)
    assert is_in(again)
    assert {"account_created", "passkey_added", "invitation_accepted"} <= set(
        AuditEvent.objects.values_list("event", flat=True)
    )
    assert "er is een passkey toegevoegd" in AccountMail.objects.filter(user=user).earliest("written_at").body
    assert not Authenticator.objects.filter(user=user, type="recovery_codes").exists()  # they follow a password
    # and the link works once
    assert Browser().get(link).status_code == 404
    assert accept_again(link, Device()).status_code == 404


def accept_again(link: str, device: Device):
    browser = Browser()
    browser.get(link)
    return browser.post(f"{reverse(INVITATION_LINK.page)}?passkey", {"name": "Pim", "credential": "{}"})


def test_who_breaks_off_has_no_account_and_comes_back_within_the_week(link, device):
    """Whoever closes the browser before the passkey was made, on this device or another."""
    browser = Browser()
    browser.get(link)
    first = options_at(browser, f"{reverse(INVITATION_LINK.page)}?passkey")
    assert not User.objects.filter(email="pim@dienst.example").exists()
    assert not is_in(browser)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        again = Browser()
        again.get(link)
        assert options_at(again, f"{reverse(INVITATION_LINK.page)}?passkey")["user"]["id"] == first["user"]["id"]
        accept(again, link, device)
        assert is_in(again)


def test_two_browsers_that_both_made_one_have_one_account_with_one_passkey(link):
    first, second = Browser(), Browser()
    page = f"{reverse(INVITATION_LINK.page)}?passkey"
    devices = {}
    for browser in (first, second):
        browser.get(link)
        devices[browser] = Device()
        devices[browser].answer = devices[browser].make(options_at(browser, page))
    answers = {"name": "Pim", "passkey_name": "laptop", "secrecy": "on"}
    for browser in (first, second):
        browser.post(page, {"credential": devices[browser].answer, **answers})
    assert is_in(first)
    assert not is_in(second)
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "changes", "sentence"),
    [
        ({"flags": UP}, {}, REFUSED),
        ({"origin": "https://elders.example"}, {}, REFUSED),
        ({}, {"credential": ""}, REFUSED),
        ({}, {"credential": "[" * 9000}, REFUSED),
        ({}, {"secrecy": ""}, "Zet een vinkje als u door het beroepsgeheim gebonden bent"),
        ({}, {"passkey_name": ""}, "Geef de passkey een naam"),
    ],
)
def test_without_a_passkey_that_verified_its_owner_there_is_no_account(link, wrong, changes, sentence):
    browser = Browser()
    answer = accept(browser, link, Device(**wrong), **changes)
    assert sentence in answer.text
    assert (REFUSED in answer.text) == (sentence == REFUSED)
    assert not User.objects.filter(email="pim@dienst.example").exists()
    accept(browser, link, Device())
    assert is_in(browser)


def test_without_javascript_the_page_says_what_to_do(link):
    browser = Browser()
    assert "Doorgaan met een passkey" in browser.get(link).text
    page = browser.get(f"{reverse(INVITATION_LINK.page)}?passkey").text
    assert "Een passkey werkt alleen met JavaScript. Kies een wachtwoord" in page
    assert "?wachtwoord" in page


def test_a_passkey_alone_has_no_app_and_no_reserve_codes_and_the_last_one_stays(pim):
    user = User.objects.get(email="pim@dienst.example")
    for page in ("mfa_activate_totp", "mfa_generate_recovery_codes"):
        answer = pim.get(reverse(page), follow=True)
        assert "komen na een wachtwoord" in answer.text
        pim.post(reverse(page), {"code": "123456"})
    assert [one.type for one in Authenticator.objects.filter(user=user)] == ["webauthn"]
    remove = reverse("mfa_remove_webauthn", args=[Authenticator.objects.get().pk])
    assert "Dit is het enige waarmee u inlogt." in pim.post(remove, follow=True).text
    # also beside an app, which opens nothing without a password
    link_app(user, LONG_AGO)
    assert "Dit is het enige waarmee u inlogt." in pim.post(remove, follow=True).text
    add_passkey(pim, name="sleutel thuis")
    pim.post(remove)
    assert [str(one) for one in Authenticator.objects.filter(type="webauthn")] == ["sleutel thuis"]


def test_a_password_never_opens_it_until_one_is_chosen_by_a_link_and_then_the_passkey_follows(pim, device):
    user = User.objects.get(email="pim@dienst.example")
    browser = Browser()
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert not is_in(browser)
    assert "U hebt hier geen wachtwoord." in pim.get(reverse("account_change_password"), follow=True).text
    assert reverse("account_reset_password") in pim.get(reverse("accounts:own")).text
    ask_link(user)
    path = link_in(mail_to(user))
    assert "Maak een nieuwe passkey" not in browser.get(path).text  # a mailbox alone adds none
    assert browser.post(reverse("choose_password"), {"password": PASSWORD, "repeated": PASSWORD}).url == reverse(
        "account_login"
    )
    assert not is_in(pim)  # every session ended
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert not is_in(browser)
    give_passkey(browser, device, "mfa_authenticate")
    assert is_in(browser)


def test_who_lost_the_device_makes_a_new_passkey_by_the_link_that_follows_a_call(pim, device, ocmw, signed_in):
    user = User.objects.get(email="pim@dienst.example")
    head = signed_in(a_head(ocmw))
    page = reverse("accounts:help_with_phone", args=[user.membership_set.get().pk])
    head.post(page, {"called_back": "on", "recognised": "on"})
    assert not is_in(pim)
    assert REFUSED in give_passkey(Browser(), device).text
    assert "maak een nieuwe passkey" in mail_to(user)
    path, new = link_in(mail_to(user)), Device()
    browser = Browser()
    assert "Maak een nieuwe passkey" in browser.get(path).text
    assert not is_in(browser)
    answer = new.make(options_at(browser, reverse("choose_password")))
    browser.post(reverse("choose_password"), {"passkey_name": "nieuwe laptop", "credential": answer})
    assert is_in(browser)
    again = Browser()
    give_passkey(again, new)
    assert is_in(again)
    assert Browser().get(path).status_code == 404


def test_who_lost_it_may_also_choose_a_password_and_then_links_something(pim, ocmw, signed_in):
    user = User.objects.get(email="pim@dienst.example")
    Authenticator.objects.all().delete()  # as after a call
    ask_link(user)
    browser = Browser()
    browser.get(link_in(mail_to(user)))
    answer = browser.post(f"{reverse('choose_password')}?wachtwoord", {"password": PASSWORD, "repeated": PASSWORD})
    assert answer.url == reverse("mfa_index")
    assert not is_in(browser)
    add_passkey(browser)
    assert is_in(browser)


def test_the_link_of_who_signs_in_with_acmidm_is_still_not_made(pim):
    user = User.objects.get(email="pim@dienst.example")
    AcmIdmIdentity.objects.create(user=user, fingerprint=b"x", bound_at=timezone.now())
    ask_link(user)
    assert "ACM/IDM" in mail_to(user)


def test_after_a_quarter_of_an_hour_the_passkey_shows_again_who_sits_here(link, device):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        pim = Browser()
        accept(pim, link, device)
        add = reverse("mfa_add_webauthn")
        assert pim.get(add).status_code == 200
    with time_machine.travel(start + timedelta(minutes=20), tick=False):
        prove = reverse("mfa_reauthenticate_webauthn")
        assert pim.get(add).url.startswith(prove)
        page = pim.get(f"{prove}?next={add}")
        assert "Liever" not in page.text  # there is no other way
        pim.post(prove, {"credential": device.sign(options_at(pim, prove)), "next": add})
        assert pim.get(add).status_code == 200


def test_who_comes_back_after_the_access_ended_makes_a_new_one_for_the_same_account(pim, device, ocmw, link):
    user = User.objects.get(email="pim@dienst.example")
    user.membership_set.all().delete()
    User.objects.filter(pk=user.pk).update(is_active=False)
    Authenticator.objects.all().delete()
    token = new_token()
    an_invitation(ocmw, token_digest=INVITATION_LINK.digest(token), email=user.email)
    browser, new = Browser(), Device()
    accept(browser, INVITATION_LINK.url(token).removeprefix(SITE), new)
    assert is_in(browser)
    assert not is_in(pim)
    assert REFUSED in give_passkey(Browser(), device).text
    assert Invitation.objects.filter(accepted_by=user).count() == 2
