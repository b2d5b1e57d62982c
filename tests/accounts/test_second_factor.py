"""The second factor (D2): a code of an app at each sign-in, of every role; each code works once."""

import base64
import re
import time
from threading import Barrier, Thread

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from example.second_factor import LONG_AGO, PERIOD, code_of, link_app
from law.roles import Role
from tests.builders.accounts import PASSWORD, a_user
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.clients import came_by_link

pytestmark = pytest.mark.django_db
WRONG = "Deze code klopt niet, of u gebruikte ze al."
OPEN_PAGE, LINK = "accounts:own", "mfa_activate_totp"


@pytest.fixture
def user() -> User:
    user = a_user(Role.TEAM_MEMBER, a_team())
    link_app(user, LONG_AGO)
    return user


def give_password(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def give_code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)


def is_in(client: Client) -> bool:
    return client.get(reverse(OPEN_PAGE)).status_code == 200


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


def key_on(page: str) -> str:
    return re.search(r'class="app-code">([A-Z2-7]{32})<', page)[1]


def link_a_new_app(client: Client) -> TOTP:
    """Read the key from the page as a phone does, and prove it; each time the page opens it shows another key."""
    return link_app_with(client, key_on(client.get(reverse(LINK)).text))


def link_app_with(client: Client, key: str) -> TOTP:
    app = TOTP(base64.b32decode(key), 6, SHA1(), PERIOD)  # noqa: S303  # what RFC 6238 uses
    client.post(reverse(LINK), {"code": app.generate(int(time.time())).decode()})
    return app


@pytest.mark.parametrize("role", Role)
def test_a_password_alone_opens_no_page_for_any_role(role):
    someone = a_user(role, an_ocmw() if role == Role.SOCIAL_WORKER else None)
    link_app(someone, LONG_AGO)
    client = give_password(someone)
    assert not is_in(client)
    give_code(client, code_of(someone.email))
    assert is_in(client)


def test_signing_in_is_in_the_trail_after_the_code_and_not_before(user):
    client = give_password(user)
    assert events() == []
    give_code(client, code_of(user.email))
    assert events() == ["signed_in"]


def test_a_wrong_code_is_refused_in_words_and_stands_in_the_trail(user):
    client = give_password(user)
    answer = give_code(client, "000000" if code_of(user.email) != "000000" else "111111")
    assert WRONG in answer.text
    assert not is_in(client)
    assert events() == ["code_refused"]


@pytest.mark.parametrize("typed", ["", "abc", "12", "9" * 500, "１２３４５６", "\x00"])
def test_what_is_no_code_gets_a_sentence(user, typed):
    answer = give_code(give_password(user), typed)
    assert answer.status_code == 200
    assert "app" in answer.text
    assert "Fout:" in answer.text


@pytest.mark.parametrize("posted", [{}, {"credential": "x"}, {"credential": "{}"}, {"credential": "null"}])
def test_a_form_that_asks_for_no_code_is_taken_as_an_empty_one(user, posted):
    client = give_password(user)
    answer = client.post(reverse("mfa_authenticate"), posted)
    assert "Typ de code" in answer.text
    assert not is_in(client)


def test_a_code_may_be_typed_with_a_space(user):
    client, code = give_password(user), code_of(user.email)
    give_code(client, f"{code[:3]} {code[3:]}")
    assert is_in(client)


@pytest.mark.parametrize("later", [0, 1, PERIOD, PERIOD + 29])
def test_a_code_works_once_also_after_its_own_period(user, later):
    start = time.time() // PERIOD * PERIOD
    with time_machine.travel(start, tick=False):
        code = code_of(user.email)
        give_code(give_password(user), code)
    with time_machine.travel(start + later, tick=False):
        again = give_password(user)
        assert WRONG in give_code(again, code).text
        assert not is_in(again)


@pytest.mark.parametrize(("periods", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_of_one_period_early_or_late_is_taken_and_no_other(user, periods, is_taken):
    now = time.time()
    with time_machine.travel(now, tick=False):
        client = give_password(user)
        give_code(client, code_of(user.email, now + periods * PERIOD))
        assert is_in(client) is is_taken


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_code_at_once_one_gets_in(user):
    clients, together, code = [give_password(user), give_password(user)], Barrier(2), code_of(user.email)

    def give(client: Client) -> None:
        together.wait()
        give_code(client, code)
        connection.close()

    threads = [Thread(target=give, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(is_in, clients)) == [False, True]


def test_after_five_wrong_codes_the_right_one_is_refused_for_half_an_hour(user):
    cache.clear()
    client = give_password(user)
    for _ in range(5):
        give_code(client, "12")
    assert "U hebt te vaak geprobeerd" in give_code(client, code_of(user.email)).text
    assert not is_in(client)


def test_ten_hours_after_the_code_a_session_ends_however_busy_it_was(user, signed_in):
    start, hour = time.time(), 60 * 60
    with time_machine.travel(start, tick=False):
        client = signed_in(user)
    for minutes in range(25, 10 * 60, 25):
        with time_machine.travel(start + minutes * 60, tick=False):
            assert is_in(client)
    with time_machine.travel(start + 10 * hour - 1, tick=False):
        assert is_in(client)
    with time_machine.travel(start + 10 * hour, tick=False):
        answer = client.get(reverse(OPEN_PAGE), follow=True)
        assert "Log opnieuw in." in answer.text
        assert answer.redirect_chain[0][0].startswith(reverse("account_login"))


def test_from_the_page_of_the_code_one_goes_back_to_another_account(user):
    client = give_password(user)
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert "Wachtwoord" in client.get(reverse("account_login")).text
    assert give_code(client, code_of(user.email)).redirect_chain[0][0] == reverse("account_login")


def test_a_code_without_a_password_opens_nothing(user):
    client = Client()
    answer = give_code(client, code_of(user.email))
    assert answer.redirect_chain[0][0] == reverse("account_login")
    assert not is_in(client)


# --- linking an app --------------------------------------------------------------------------------------------------


def test_who_comes_by_a_link_and_has_no_app_is_led_to_the_choice_and_reaches_nothing_else():
    client = came_by_link(a_user(Role.TEAM_MEMBER, a_team()))
    for name in (OPEN_PAGE, "referrals:worklist", "figures:figures", "mfa_view_recovery_codes"):
        assert client.get(reverse(name)).url == reverse("mfa_index")
        assert client.post(reverse(name)).url == reverse("mfa_index")
    assert "Kies hoe u inlogt" in client.get(reverse("mfa_index")).text


def test_a_newcomer_links_an_app_sees_reserve_codes_once_and_works_on():
    client = came_by_link(a_user(Role.TEAM_MEMBER, a_team()))
    link_a_new_app(client)
    shown = client.get(reverse("mfa_view_recovery_codes")).text
    assert len(set(re.findall(r'class="app-code">(\d{8})<', shown))) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).text
    assert re.findall(r'class="app-code">(\d{8})<', again) == []
    assert client.get(reverse("referrals:worklist")).status_code == 200
    assert events() == ["signed_in", "app_linked"]


def test_who_waited_before_linking_an_app_gives_the_password_again_and_goes_on():
    start = time.time()
    with time_machine.travel(start, tick=False):
        client = came_by_link(a_user(Role.TEAM_MEMBER, a_team()))
    with time_machine.travel(start + 301, tick=False):
        asked = client.get(reverse(LINK)).url
        assert asked.startswith(reverse("account_reauthenticate"))
        client.post(asked, {"password": PASSWORD})
        link_a_new_app(client)
        assert is_in(client)


def test_a_wrong_first_code_links_nothing_and_keeps_the_same_key():
    client = came_by_link(a_user(Role.TEAM_MEMBER, a_team()))
    key = key_on(client.get(reverse(LINK)).text)
    answer = client.post(reverse(LINK), {"code": "12"})
    assert WRONG in answer.text
    assert key in answer.text
    assert not Authenticator.objects.exists()


def test_after_five_wrong_first_codes_one_waits_half_an_hour():
    cache.clear()
    client = came_by_link(a_user(Role.TEAM_MEMBER, a_team()))
    client.get(reverse(LINK))
    for _ in range(5):
        client.post(reverse(LINK), {"code": "12"})
    assert "U hebt te vaak geprobeerd. Wacht een half uur" in client.post(reverse(LINK), {"code": "12"}).text


def test_the_code_that_linked_the_app_does_not_sign_in_as_well():
    newcomer = a_user(Role.TEAM_MEMBER, a_team())
    with time_machine.travel(time.time(), tick=False):
        code = link_a_new_app(came_by_link(newcomer)).generate(int(time.time())).decode()
        assert WRONG in give_code(give_password(newcomer), code).text


def test_a_session_that_gave_its_password_before_the_app_was_linked_ends():
    newcomer = a_user(Role.TEAM_MEMBER, a_team())
    elsewhere, own = give_password(newcomer), came_by_link(newcomer)
    link_a_new_app(own)
    assert is_in(own)
    for name in (OPEN_PAGE, LINK):
        assert elsewhere.get(reverse(name)).url.startswith(reverse("account_login"))


def test_the_key_stands_sealed_in_the_database():
    client = came_by_link(a_user(Role.TEAM_MEMBER, a_team()))
    key = key_on(client.get(reverse(LINK)).text)
    link_app_with(client, key)
    assert is_in(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        stored = cursor.fetchone()[0]
    assert key not in stored
    assert base64.b64encode(key.encode()).decode() not in stored


def test_the_picture_of_the_key_needs_no_exception_to_the_closed_pages():
    answer = came_by_link(a_user(Role.TEAM_MEMBER, a_team())).get(reverse(LINK))
    assert "<svg" in answer.text
    assert "<?xml" not in answer.text
    assert "data:" not in answer.text
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


# --- another phone, a lost phone -------------------------------------------------------------------------------------


def test_another_phone_ends_the_old_codes_and_the_sessions_that_gave_them(user, signed_in):
    own, elsewhere = signed_in(user), signed_in(user)
    assert "Uw oude app werkt tot de nieuwe gekoppeld is." in own.get(reverse(LINK)).text
    assert own.post(reverse(LINK), {"code": "12"}).status_code == 200
    assert is_in(elsewhere)
    link_a_new_app(own)
    assert is_in(own)
    assert not is_in(elsewhere)
    assert WRONG in give_code(give_password(user), code_of(user.email)).text
    assert events() == ["app_unlinked", "app_linked", "code_refused"]


def test_a_reserve_code_signs_in_once(user, signed_in):
    client = signed_in(user)
    client.post(reverse("mfa_generate_recovery_codes"))
    code = re.search(r'class="app-code">(\d{8})<', client.get(reverse("mfa_view_recovery_codes")).text)[1]
    first, second = give_password(user), give_password(user)
    give_code(first, code)
    give_code(second, code)
    assert (is_in(first), is_in(second)) == (True, False)
    assert events() == ["recovery_codes_made", "recovery_code_used", "signed_in", "code_refused"]
    assert "nog 9" in first.get(reverse("mfa_index")).text


def test_new_reserve_codes_end_the_old_ones_and_not_the_session(user, signed_in):
    client = signed_in(user)
    client.post(reverse("mfa_generate_recovery_codes"))
    old = re.search(r'class="app-code">(\d{8})<', client.get(reverse("mfa_view_recovery_codes")).text)[1]
    by_code = give_password(user)
    client.post(reverse("mfa_generate_recovery_codes"))
    assert WRONG in give_code(by_code, old).text
    assert is_in(client)


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_after_five_minutes_the_password_is_asked_again_before_the_second_factor_changes(user, signed_in, name):
    start = time.time()
    with time_machine.travel(start, tick=False):
        client, other = signed_in(user), signed_in(user)
    with time_machine.travel(start + 299, tick=False):
        assert client.get(reverse(name)).status_code == 200
    with time_machine.travel(start + 301, tick=False):
        for answer in (client.get(reverse(name)), other.post(reverse(name))):
            assert answer.url.startswith(reverse("account_reauthenticate"))
        assert Authenticator.objects.filter(user=user, type="totp").exists()
        page = f"{reverse('account_reauthenticate')}?next={reverse(name)}"
        assert "Dit wachtwoord klopt niet." in client.post(page, {"password": "verkeerd"}).text
        assert client.post(page, {"password": PASSWORD}, follow=True).status_code == 200
        assert client.get(reverse(name)).status_code == 200


def test_an_operator_ends_the_app_of_who_lost_phone_and_reserve_codes(user, signed_in):
    client = signed_in(user)
    call_command("unlink_app", user.email)
    assert not is_in(client)
    link_a_new_app(came_by_link(user))
    assert not is_in(client)
    told = AuditEvent.objects.get(event="app_unlinked")
    assert (told.actor_id, told.object_id) == (None, str(user.pk))


@pytest.mark.parametrize(
    ("email", "words"), [("niemand@dienst.example", "geen account"), ("zonder@dienst.example", "geen app gekoppeld")]
)
def test_the_operator_hears_when_there_is_nothing_to_end(email, words):
    a_user(email="zonder@dienst.example")
    with pytest.raises(CommandError, match=words):
        call_command("unlink_app", email)


# --- what it protects ------------------------------------------------------------------------------------------------


def test_the_password_of_an_archive_is_read_only_after_the_second_factor():
    """D2: a stolen password of an account opens no archive."""
    ocmw = an_ocmw()
    worker = a_user(Role.SOCIAL_WORKER, ocmw)
    link_app(worker, LONG_AGO)
    referral = a_referral(partner=ocmw, sent=True)
    page = reverse("ocmw_intake:password", args=[referral.reference])
    client = give_password(worker)
    assert client.post(page).url.startswith(reverse("account_login"))
    give_code(client, code_of(worker.email))
    assert client.post(page).status_code == 200
