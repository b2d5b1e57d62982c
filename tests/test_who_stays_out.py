"""Who is not signed in, or not wholly, or not any more, or is nobody here, reaches nothing that asks it."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from law.roles import Role
from tests.clients import came_by_link
from tests.permission_world import ask, shared_world, short_refusals, world
from tests.test_permissions import OF_ONE_PERSON, PAGES, SIGNED_IN, TO_LINK

__all__ = ["shared_world", "short_refusals", "world"]  # fixtures

METHODS = "get", "post"


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_led_to_the_sign_in_page(world, name):
    world.asking = min(PAGES[name].roles)
    answers = {method: ask(Client(), method, name, world) for method in METHODS}
    assert {method: answer.status_code for method, answer in answers.items()} == dict.fromkeys(METHODS, 302)
    assert all(answer.url.startswith(f"{reverse('account_login')}?next=") for answer in answers.values())


@pytest.mark.parametrize("name", PAGES)
def test_who_was_ended_is_nobody_at_the_next_request(world, name):
    """D34: with the cookie of before."""
    world.asking = min(PAGES[name].roles)
    answer = ask(world.browsers_of_ended[world.asking], "get", name, world)
    assert answer.url.startswith(f"{reverse('account_login')}?next=")


@pytest.mark.parametrize("name", PAGES)
def test_a_password_alone_opens_nothing_and_links_nothing(world, name):
    """D2, D34, for the very role that the page serves."""
    Authenticator.objects.all().delete()
    browser = Client()
    world.asking = min(PAGES[name].roles)
    browser.force_login(world.people[world.asking])
    answers = {method: ask(browser, method, name, world) for method in METHODS}
    assert all(answer.url.startswith(f"{reverse('account_login')}?next=") for answer in answers.values())


@pytest.mark.parametrize("name", sorted(PAGES.keys() - TO_LINK - OF_ONE_PERSON))
def test_who_came_by_a_mailed_link_and_has_no_second_factor_is_led_to_one_and_nowhere_else(world, name):
    """D2, D34."""
    Authenticator.objects.all().delete()
    world.asking = min(PAGES[name].roles)
    browser = came_by_link(world.people[world.asking])
    led_to = {method: ask(browser, method, name, world).url for method in METHODS}
    assert led_to == dict.fromkeys(METHODS, reverse("mfa_index"))


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.roles != SIGNED_IN])
def test_a_person_without_a_role_reaches_nothing(world, name):
    assert ask(world.browser_without_role, "get", name, world).status_code == 403


def test_a_signed_in_page_is_never_kept_by_a_browser(world):
    answer = ask(world.browsers[Role.TEAM_MEMBER], "get", "referrals:worklist", world)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/inloggen/", "/bestaat-niet/"])
def test_every_answer_is_closed_by_its_headers(db, path):
    answer = Client().get(path)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
