"""Passkeys: a second factor, or the whole sign-in where the device verified its owner (ADR 0061)."""

import json
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_decode, websafe_encode

from accounts.mailed_links import new_token
from accounts.models import PASSWORD_LINK, AccountMail, PasswordLink, User
from accounts.passkeys import COPIED, REFUSED, is_copied
from accounts.tasks import warn_of_tries
from audit.models import AuditEvent
from example.second_factor import LONG_AGO, code_of, link_app
from law.roles import Role
from tests.accounts.devices import SITE, UP, Device, add_passkey, give_passkey, options_of
from tests.builders.accounts import PASSWORD, a_user
from tests.builders.directory import a_team
from tests.clients import Browser, came_by_link

pytestmark = pytest.mark.django_db
ALONE, AFTER_PASSWORD, AGAIN = "mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate_webauthn"
ADD = "mfa_add_webauthn"
WORDS_OF_MAILS = "passkey toegevoegd", "misschien is ze gekopieerd", "passkey verwijderd"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def user() -> User:
    return a_user(Role.TEAM_MEMBER, a_team())


@pytest.fixture
def own(user, signed_in) -> Client:
    """The person at the own browser, signed in with password and code."""
    return signed_in(user)


def give_password(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:own")).status_code == 200


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


def passkeys(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type="webauthn").order_by("pk"))


# --- signing in ------------------------------------------------------------------------------------------------------


def test_a_passkey_that_verified_its_owner_signs_in_alone(user, own):
    device, client = add_passkey(own), Client()
    give_passkey(client, device)
    assert is_in(client)
    assert events() == ["passkey_added", "signed_in"]


def test_after_the_password_a_passkey_does_as_well_as_a_code(user, own):
    device, client = add_passkey(own), give_password(user)
    assert not is_in(client)
    give_passkey(client, device, AFTER_PASSWORD)
    assert is_in(client)


def test_who_has_a_passkey_may_still_give_a_code(user, own):
    add_passkey(own)
    client = give_password(user)
    client.post(reverse(AFTER_PASSWORD), {"code": code_of(user.email)})
    assert is_in(client)


@pytest.mark.parametrize("page", [ALONE, AFTER_PASSWORD])
@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://aanmelden.example.elders.example"},
        {"origin": "https://onder.aanmelden.example"},
        {"origin": "https://aanmelden.example:8443"},
        {"origin": "http://aanmelden.example"},
        {"rp_id": "example"},
        {"flags": UP},
        {"flags": UP ^ UP},
        {"key": Device().key},
        {"credential_id": b"x" * 32},
    ],
    ids=lambda wrong: "-".join(f"{name}={value}" for name, value in wrong.items())[:40],
)
def test_what_is_not_signed_for_us_by_this_device_and_person_opens_nothing(user, own, page, wrong):
    device = add_passkey(own)
    vars(device).update(wrong)
    client = give_password(user) if page == AFTER_PASSWORD else Client()
    assert REFUSED in give_passkey(client, device, page).text
    assert not is_in(client)
    assert events() == ["passkey_added", *(["passkey_refused"] if page == AFTER_PASSWORD else [])]


@pytest.mark.parametrize("page", [ALONE, AFTER_PASSWORD])
def test_an_answer_works_once(user, own, page):
    device = add_passkey(own)
    first, second = (give_password(user) if page == AFTER_PASSWORD else Client() for _ in range(2))
    answer = device.sign(options_of(first, page))
    first.post(reverse(page), {"credential": answer})
    assert is_in(first)
    options_of(second, page)
    second.post(reverse(page), {"credential": answer})
    assert not is_in(second)


def test_an_answer_without_a_page_that_asked_for_it_opens_nothing(user, own):
    device = add_passkey(own)
    answer = device.sign(options_of(Client(), ALONE))
    client = Client()
    client.post(reverse(ALONE), {"credential": answer})
    assert not is_in(client)


def test_the_passkey_of_another_person_does_not_follow_my_password(user, own, signed_in):
    other = signed_in(a_user(Role.TEAM_MEMBER, a_team("Elders")))
    add_passkey(own)
    theirs = add_passkey(other)
    client = give_password(user)
    assert REFUSED in give_passkey(client, theirs, AFTER_PASSWORD).text
    assert not is_in(client)


def test_a_passkey_that_says_it_is_of_another_person_opens_neither_account(user, own, signed_in):
    other = signed_in(a_user(Role.TEAM_MEMBER, a_team("Elders")))
    mine, theirs = add_passkey(own), add_passkey(other)
    theirs.user_handle = mine.user_handle
    client = Client()
    assert REFUSED in give_passkey(client, theirs).text
    assert not is_in(client)


@pytest.mark.parametrize(
    ("before", "now", "is_a_copy"),
    [(0, 0, False), (0, 1, False), (5, 6, False), (5, 5, True), (5, 4, True), (5, 0, True)],
)
def test_a_counter_that_does_not_go_forward_betrays_a_copy(before, now, is_a_copy):
    assert is_copied(before=before, now=now) is is_a_copy


@pytest.mark.parametrize("page", [ALONE, AFTER_PASSWORD])
def test_a_copied_passkey_is_refused_in_words_and_stands_in_the_trail(user, own, page):
    device = add_passkey(own, Device(counter=7))
    device.counter = 9
    give_passkey(Client(), device)
    client = give_password(user) if page == AFTER_PASSWORD else Client()
    assert COPIED in give_passkey(client, device, page).text
    assert not is_in(client)
    assert events() == ["passkey_added", "signed_in", "passkey_copied"]


def test_who_may_not_enter_does_not_enter_with_a_passkey(user, own):
    device = add_passkey(own)
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    give_passkey(client, device)
    assert not is_in(client)


@pytest.mark.parametrize("page", [ALONE, AFTER_PASSWORD, ADD])
@pytest.mark.parametrize(
    "sent",
    [
        "",
        "x",
        "null",
        "[]",
        "7",
        "{}",
        '{"id": 1}',
        "[" * 10_000,
        '{"a":' * 3_000,
        "{" + " " * 20_000 + "}",
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {}}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "YQ",'
        ' "authenticatorData": "YQ", "signature": "YQ", "userHandle": "YQ", "attestationObject": "YQ"}}',
        '{"id": "\\ud800", "rawId": null, "type": "public-key", "response": []}',
    ],
    ids=lambda sent: sent[:30],
)
def test_what_no_browser_sends_gets_a_sentence(user, own, page, sent):
    add_passkey(own)
    client = {ALONE: Client, AFTER_PASSWORD: lambda: give_password(user), ADD: lambda: own}[page]()
    options_of(client, page)
    answer = client.post(reverse(page), {"name": "laptop", "credential": sent}, follow=True)
    assert answer.status_code == 200
    assert REFUSED in answer.text
    assert len(passkeys(user)) == 1


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_an_answer_with_one_byte_changed_or_cut_opens_nothing(user, own, part):
    device = add_passkey(own)
    client, changes = Client(), (lambda sent: bytes([sent[0] ^ 1]) + sent[1:], lambda sent: sent[:-1], lambda sent: b"")
    for change in changes:
        answer = json.loads(device.sign(options_of(client, ALONE)))
        answer["response"][part] = websafe_encode(change(websafe_decode(answer["response"][part])))
        assert client.post(reverse(ALONE), {"credential": json.dumps(answer)}).status_code == 302
        assert not is_in(client)


def test_the_page_leads_on_to_where_one_wanted_to_be_and_never_elsewhere(own):
    device = add_passkey(own)
    for wanted, led_to in (("/mijn-account/", "/mijn-account/"), ("https://elders.example/", "/")):
        client = Client()
        page = f"{reverse(ALONE)}?next={wanted}"
        options = json.loads(client.get(page).context["passkey_options"])
        assert client.post(page, {"credential": device.sign(options), "next": wanted}).url == led_to


# --- adding, naming, removing ----------------------------------------------------------------------------------------


def test_who_came_by_a_mailed_link_adds_a_passkey_and_works_on(user):
    client = came_by_link(user)
    assert client.get(reverse("referrals:worklist")).url == reverse("mfa_index")
    device = add_passkey(client)
    assert is_in(client)
    assert "Reservecodes" in client.get(reverse("mfa_view_recovery_codes")).text
    again = Client()
    give_passkey(again, device)
    assert is_in(again)


def test_a_password_alone_adds_no_passkey_and_links_no_app(user):
    """D34: who stole the password of a newcomer, or of someone whose phone is lost, gets no further."""
    for page in (ADD, "mfa_activate_totp", "mfa_index"):
        client = give_password(user)
        answer = client.get(reverse(page), follow=True)
        assert answer.redirect_chain[0][0].startswith(reverse("account_login"))
        assert "alleen via een link in een mail" in answer.text
        assert not is_in(client)
    assert not Authenticator.objects.exists()


def test_who_lost_everything_links_anew_through_the_link_of_a_new_password_and_who_did_not_does_not(user, own):
    device = add_passkey(own)
    for has_factor in (True, False):
        if not has_factor:
            call_command("unlink_app", user.email)
        token = new_token()
        digest, now = PASSWORD_LINK.digest(token), timezone.now()
        PasswordLink.objects.create(user=user, token_digest=digest, made_at=now, expires_at=now + timedelta(hours=1))
        client = Browser()
        client.get(PASSWORD_LINK.url(token).removeprefix(SITE))
        chosen = {"password": "vier losse woorden hier", "repeated": "vier losse woorden hier"}
        answer = client.post(reverse(PASSWORD_LINK.page), chosen)
        assert answer.url == reverse("account_login" if has_factor else "mfa_index")
        assert not is_in(client)
    add_passkey(client)
    assert is_in(client)
    assert REFUSED in give_passkey(Client(), device).text


def test_the_person_hears_by_mail_of_each_change_and_of_a_copy(user, own):
    device = add_passkey(own, Device(counter=7))
    device.counter = 3
    give_passkey(Client(), device)
    own.post(reverse("mfa_remove_webauthn", args=[passkeys(user)[0].pk]))
    told = [one.body for one in AccountMail.objects.filter(user=user).order_by("written_at", "pk")]
    assert [words in body for words, body in zip(WORDS_OF_MAILS, told, strict=True)] == [True, True, True]


def test_a_person_has_several_with_names_of_their_own(user, own):
    add_passkey(own, name="laptop op het werk")
    add_passkey(own, name="sleutel thuis")
    page = own.get(reverse("mfa_index")).text
    assert "laptop op het werk" in page
    assert "sleutel thuis" in page
    first = passkeys(user)[0]
    own.post(reverse("mfa_edit_webauthn", args=[first.pk]), {"name": "oude laptop"})
    assert "oude laptop" in own.get(reverse("mfa_index")).text
    assert events() == ["passkey_added", "passkey_added", "passkey_renamed"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\x00b", "\u202eab"])
def test_a_name_that_cannot_be_shown_is_refused_in_words(user, own, name):
    answer = own.post(reverse(ADD), {"name": name, "credential": Device().make(options_of(own, ADD))})
    assert "Fout:" in answer.text
    assert passkeys(user) == []


@pytest.mark.parametrize("wrong", [{"origin": "https://elders.example"}, {"rp_id": "elders.example"}, {"flags": UP}])
def test_a_passkey_for_another_site_or_that_verified_nobody_is_not_added(user, own, wrong):
    answer = own.post(reverse(ADD), {"name": "laptop", "credential": Device(**wrong).make(options_of(own, ADD))})
    assert REFUSED in answer.text
    assert passkeys(user) == []


def test_one_goes_with_the_sessions_that_gave_it_and_others_stay(user, own):
    device, elsewhere, with_code = add_passkey(own), Client(), give_password(user)
    give_passkey(elsewhere, device)
    with_code.post(reverse(AFTER_PASSWORD), {"code": code_of(user.email)})
    assert own.post(reverse("mfa_remove_webauthn", args=[passkeys(user)[0].pk])).url == reverse("mfa_index")
    assert (is_in(own), is_in(with_code), is_in(elsewhere)) == (True, True, False)
    assert REFUSED in give_passkey(Client(), device).text
    assert "passkey_removed" in events()


def test_the_last_way_to_sign_in_stays(user):
    client = came_by_link(user)
    add_passkey(client)
    answer = client.post(reverse("mfa_remove_webauthn", args=[passkeys(user)[0].pk]), follow=True)
    assert "Dit is het enige waarmee u inlogt." in answer.text
    assert len(passkeys(user)) == 1
    assert is_in(client)


def test_the_app_may_go_when_a_passkey_stays_and_not_before(user, own):
    assert "Dit is het enige waarmee u inlogt." in own.post(reverse("mfa_deactivate_totp")).text
    add_passkey(own)
    own.post(reverse("mfa_deactivate_totp"))
    assert [one.type for one in Authenticator.objects.filter(user=user).exclude(type="recovery_codes")] == ["webauthn"]
    assert is_in(own)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_removed_at_once_one_stays(user):
    client = came_by_link(user)
    add_passkey(client, name="een")
    add_passkey(client, name="twee")
    together = Barrier(2)

    def remove(pk: int) -> None:
        browser = Client()
        browser.cookies.load(client.cookies.output(header="", sep=";"))
        together.wait()
        browser.post(reverse("mfa_remove_webauthn", args=[pk]))
        connection.close()

    threads = [Thread(target=remove, args=[one.pk]) for one in passkeys(user)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passkeys(user)) == 1


def test_nobody_names_or_removes_the_passkey_of_another(user, own, signed_in):
    add_passkey(own)
    other = signed_in(a_user(Role.TEAM_MEMBER, a_team("Elders")))
    for page in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(page, args=[passkeys(user)[0].pk])
        assert other.get(address).status_code == other.post(address, {"name": "x"}).status_code == 404
    assert [str(one) for one in passkeys(user)] == ["laptop"]


def test_after_five_minutes_the_password_is_asked_again_before_a_passkey_is_added_or_removed(user, signed_in):
    start = time.time()
    with time_machine.travel(start, tick=False):
        client = signed_in(user)
        add_passkey(client)
    with time_machine.travel(start + 301, tick=False):
        for address in (reverse(ADD), reverse("mfa_remove_webauthn", args=[passkeys(user)[0].pk])):
            assert client.get(address).url.startswith(reverse("account_reauthenticate"))
            assert client.post(address).url.startswith(reverse("account_reauthenticate"))


def test_a_passkey_shows_again_who_sits_here_before_what_asks_it(user, signed_in):
    """ADR 0064; and, as it verified its owner, also before the second factor changes."""
    start = time.time()
    with time_machine.travel(start, tick=False):
        client = signed_in(user)
        device = add_passkey(client)
    with time_machine.travel(start + 20 * 60, tick=False):
        page = f"{reverse(AGAIN)}?next={reverse(ADD)}"
        wrong = Device(credential_id=device.credential_id, user_handle=device.user_handle)
        assert REFUSED in give_passkey(client, wrong, AGAIN).text
        assert client.get(reverse(ADD)).status_code == 302
        options = json.loads(client.get(page).context["passkey_options"])
        assert client.post(page, {"credential": device.sign(options), "next": reverse(ADD)}).url == reverse(ADD)
        assert client.get(reverse(ADD)).status_code == 200
    assert events() == ["passkey_added", "passkey_refused", "proved_again"]


@pytest.mark.parametrize("page", [ALONE, ADD])
def test_a_page_of_a_passkey_is_whole_without_a_script(own, page):
    answer = (Client() if page == ALONE else own).get(reverse(page))
    assert "Een passkey werkt alleen met JavaScript." in answer.text
    assert "code" in answer.text
    assert "unsafe" not in answer["Content-Security-Policy"]


# --- secrets, bound to their row -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_a_sealed_secret_that_is_moved_to_another_row_opens_nothing(user, own, kind, caplog):
    """Who can write in the database gives nobody the app or the reserve codes of another."""
    cache.clear()
    other = a_user(Role.TEAM_MEMBER, a_team("Elders"))
    link_app(other, LONG_AGO)
    theirs = Authenticator.objects.get(user=other, type=kind)
    code = code_of(other.email) if kind == "totp" else theirs.wrap().get_unused_codes()[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mfa_authenticator SET data = (SELECT data FROM mfa_authenticator WHERE id = %s)"
            " WHERE user_id = %s AND type = %s",
            [theirs.pk, user.pk, kind],
        )
    client = give_password(user)
    client.post(reverse(AFTER_PASSWORD), {"code": code})
    assert not is_in(client)
    assert "does not open" in caplog.text
    # and what was not moved still works
    rest = {"totp": lambda: Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]}
    client.post(reverse(AFTER_PASSWORD), {"code": rest.get(kind, lambda: code_of(user.email))()})
    assert is_in(client)
    # and where it came from too
    client = give_password(other)
    client.post(reverse(AFTER_PASSWORD), {"code": code})
    assert is_in(client)


def test_a_reserve_code_that_was_used_leaves_the_others_readable(user, own):
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    for code in codes[:2]:
        client = give_password(user)
        client.post(reverse(AFTER_PASSWORD), {"code": code})
        assert is_in(client)
    assert Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes() == codes[2:]


# --- rows that cannot be read ----------------------------------------------------------------------------------------


def damage(kind: str, data: object, user: User) -> int:
    """Put this in the oldest row of this kind, past everything that guards it; returns its key."""
    key = Authenticator.objects.filter(user=user, type=kind).earliest("pk").pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mfa_authenticator SET data = %s WHERE id = %s", [json.dumps(data), key])
    return key


def stored(key: int) -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE id = %s", [key])
        return json.loads(cursor.fetchone()[0])


DAMAGED = [None, [], {}, "x", 7, {"name": "x"}, {"name": "x", "credential": {}}, {"name": 7, "credential": None}]
YQ = {"clientDataJSON": "YQ", "attestationObject": "YQ"}
HALF = {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": YQ}


@pytest.mark.parametrize("data", [*DAMAGED, {"name": "x", "credential": HALF}], ids=str)
def test_one_bad_passkey_hurts_itself_and_can_be_removed(user, own, data):
    """The other one signs in alone and after the password; another is added; the bad one shows as such."""
    add_passkey(own, name="laptop")
    good = add_passkey(own, name="sleutel")
    bad = damage("webauthn", data, user)
    for page in (ALONE, AFTER_PASSWORD):
        client = give_password(user) if page == AFTER_PASSWORD else Client()
        give_passkey(client, good, page)
        assert is_in(client)
    page = own.get(reverse("mfa_index"))
    assert page.status_code == 200
    assert "Beschadigd: deze passkey werkt niet meer." in page.text
    assert is_in(own)
    third = add_passkey(own, name="telefoon")
    renamed = own.post(reverse("mfa_edit_webauthn", args=[bad]), {"name": "toch"}, follow=True)
    assert "Deze passkey is beschadigd." in renamed.text
    assert stored(bad) == data
    assert own.get(reverse("mfa_remove_webauthn", args=[bad])).status_code == 200
    own.post(reverse("mfa_remove_webauthn", args=[bad]))
    assert "Beschadigd" not in own.get(reverse("mfa_index")).text
    client = Client()
    give_passkey(client, third)
    assert is_in(client)


def test_a_bad_app_or_bad_reserve_codes_leave_the_passkey(user, own):
    device = add_passkey(own)
    for kind in ("totp", "recovery_codes"):
        damage(kind, {"secret": None}, user)
    client = give_password(user)
    client.post(reverse(AFTER_PASSWORD), {"code": code_of(user.email)})
    assert not is_in(client)
    give_passkey(client, device, AFTER_PASSWORD)
    assert is_in(client)
    assert "Beschadigd: de app werkt niet meer." in own.get(reverse("mfa_index")).text


def test_a_bad_passkey_is_no_way_to_sign_in_so_the_good_one_stays_and_a_mailed_link_adds_none(user):
    client = came_by_link(user)
    add_passkey(client, name="laptop")
    add_passkey(client, name="sleutel")
    bad = damage("webauthn", {}, user)
    other = Authenticator.objects.filter(type="webauthn").exclude(pk=bad).get()
    assert "Dit is het enige" in client.post(reverse("mfa_remove_webauthn", args=[other.pk]), follow=True).text
    client.post(reverse("mfa_remove_webauthn", args=[bad]))
    assert [one.pk for one in passkeys(user)] == [other.pk]
    damage("webauthn", {}, user)
    assert not is_in(give_password(user))  # a password alone opens nothing, and links nothing


def test_a_bad_passkey_is_told_once_to_its_owner_and_to_who_looks_after_them(user, own):
    administrator = a_user(Role.ADMINISTRATOR)
    add_passkey(own)
    damage("webauthn", {}, user)
    for _ in range(2):
        warn_of_tries()
    assert events().count("passkey_unreadable") == 1
    assert "is beschadigd en werkt niet meer" in AccountMail.objects.filter(user=user).latest("written_at").body
    assert AccountMail.objects.get(user=administrator).subject == "Een passkey is beschadigd"
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        warn_of_tries()
    assert events().count("passkey_unreadable") == 2
