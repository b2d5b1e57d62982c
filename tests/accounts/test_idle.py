"""A session ends after half an hour of nothing and after ten hours; what was sent too late is kept (ADR 0064)."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import answers
from accounts.models import Invitation, ReturnedAnswers, User
from example.second_factor import signed_in
from tests.builders.accounts import a_head
from tests.builders.directory import an_ocmw

TYPED = {"name": "Nieuwe Collega", "email": "nieuw@elders.example"}
HOUR = 3600
LOGIN, SESSION, OWN = "account_login", "accounts:session", "accounts:own"


@pytest.fixture
def head(db: None) -> User:
    return a_head(an_ocmw())


@pytest.fixture
def page(head: User) -> str:
    return reverse("accounts:invite", args=[head.organisations_led[0].pk])


@pytest.fixture
def client(head: User) -> Client:
    """Signed in, and looking at a page."""
    client = signed_in(head)
    assert client.get(reverse(OWN)).status_code == 200
    return client


def later(minutes: float):
    return time_machine.travel(time.time() + minutes * 60, tick=False)


def led_to_sign_in(answer) -> str:
    """Where the person goes on after signing in."""
    where = urlsplit(answer.url)
    assert (answer.status_code, where.path) == (302, reverse(LOGIN))
    return parse_qs(where.query)["next"][0]


def test_half_an_hour_of_nothing_ends_the_session_and_activity_begins_it_anew(client):
    start = time.time()
    for minutes in (28, 56, 84):
        with time_machine.travel(start + minutes * 60, tick=False):
            assert client.get(reverse(OWN)).status_code == 200
    with time_machine.travel(start + (84 + 31) * 60, tick=False):
        assert led_to_sign_in(client.get(reverse(OWN))) == reverse(OWN)
        assert led_to_sign_in(client.get(reverse(OWN))) == reverse(OWN), "it stays ended"
    assert "_auth_user_id" not in client.session


def test_who_signed_in_and_did_nothing_at_all_is_away_too(head):
    client = signed_in(head)
    with later(31):
        led_to_sign_in(client.get(reverse(OWN)))


def test_what_is_sent_too_late_is_kept_and_found_back_after_signing_in(client, head, page):
    with later(31):
        answer = client.post(page, TYPED)
        back = led_to_sign_in(answer)
        assert urlsplit(back).path == page
        assert not Invitation.objects.exists()
        login = client.get(answer.url).text
        assert "Wat u typte, is bewaard." in login
        again = signed_in(head)
        shown = again.get(back).text
    assert [typed for typed in TYPED.values() if typed not in shown] == []
    assert "U was uitgelogd. Er is nog niets gewijzigd." in shown
    assert not Invitation.objects.exists()


def test_after_ten_hours_too(client, head, page):
    start = time.time()
    for minutes in range(25, 600, 25):
        with time_machine.travel(start + minutes * 60, tick=False):
            assert client.get(reverse(OWN)).status_code == 200
    with time_machine.travel(start + 10 * HOUR + 1, tick=False):
        back = led_to_sign_in(client.post(page, TYPED))
        assert "Nieuwe Collega" in signed_in(head).get(back).text


def test_nobody_else_finds_it(client, head, page):
    colleague = signed_in(a_head(head.organisations_led[0]))
    with later(31):
        back = led_to_sign_in(client.post(page, TYPED))
    assert "Nieuwe Collega" not in colleague.get(back, follow=True).text


def test_a_draft_waits_a_day_and_not_longer(client, head, page):
    with later(31):
        back = led_to_sign_in(client.post(page, TYPED))
    now = timezone.now()
    ReturnedAnswers.objects.update(kept_at=now - answers.LIFE_OF_DRAFT / 2)
    call_command("forget_answers")
    assert "Nieuwe Collega" in signed_in(head).get(back).text
    ReturnedAnswers.objects.update(kept_at=now - answers.LIFE_OF_DRAFT)
    assert "Nieuwe Collega" not in signed_in(head).get(back).text
    call_command("forget_answers")
    assert not ReturnedAnswers.objects.exists()


def test_whose_access_ended_leaves_no_draft(client, head, page):
    User.objects.filter(pk=head.pk).update(is_active=False)
    with later(31):
        assert client.post(page, TYPED).status_code == 302
    assert not ReturnedAnswers.objects.exists()


def test_a_page_open_to_everyone_knows_nobody_any_more(client):
    with later(31):
        assert "Uitloggen" not in client.get(reverse(LOGIN)).text


def test_asking_how_long_is_no_activity_and_the_button_is(client):
    start = time.time()
    with time_machine.travel(start + 28 * 60, tick=False):
        told = client.get(reverse(SESSION)).json()
        assert 60 <= told["seconds"] <= 120
        assert told["can_stay"] is True
        assert client.get(reverse(SESSION)).json() == told
        assert client.post(reverse(SESSION)).json()["seconds"] == 30 * 60
    with time_machine.travel(start + 57 * 60, tick=False):
        assert client.get(reverse(SESSION)).status_code == 200
    with time_machine.travel(start + 59 * 60, tick=False):
        led_to_sign_in(client.post(reverse(SESSION)))


def test_near_ten_hours_it_says_that_it_cannot_be_longer(client):
    start = time.time()
    for minutes in range(25, 600, 25):
        with time_machine.travel(start + minutes * 60, tick=False):
            told = client.post(reverse(SESSION)).json()
    assert told["can_stay"] is False
    assert told["seconds"] <= 25 * 60


@time_machine.travel("2026-11-30 09:00:00+01:00", tick=False)
def test_without_a_script_the_page_says_when(head):
    client = signed_in(head)
    assert "Doet u niets, dan wordt u om 09:30 uitgelogd." in client.get(reverse(OWN)).text
    assert "uitgelogd" not in Client().get(reverse(LOGIN)).text


def test_an_old_page_of_ours_keeps_what_was_typed_and_one_of_a_stranger_does_not(head, page):
    """After signing in again in another window its proof does not fit any more; the browser says whose page it is."""
    client = signed_in(head)
    client.handler.enforce_csrf_checks = True
    for site in ("cross-site", "same-site", "none", ""):
        assert client.post(page, TYPED, headers={"Sec-Fetch-Site": site}).url == page
    assert not ReturnedAnswers.objects.exists()
    answer = client.post(page, TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    assert "Nieuwe Collega" in client.get(answer.url).text
    assert not Invitation.objects.exists()
