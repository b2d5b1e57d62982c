"""The first visit: three lines for every role, on the own start page, until they are dismissed (ADR 0098)."""

import pytest

from home.welcome import WELCOMES
from law.roles import Role
from tests.builders.accounts import a_user

LINE = "Dit niet meer tonen"


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_three_lines_on_its_start_page_until_it_dismisses_them(signed_in, role):
    person = a_user(role)
    colleague = a_user(role, *person.organisations_as(role))
    browser = signed_in(person)
    page = browser.get("/", follow=True)
    assert page.status_code == 200
    for line in WELCOMES[role].lines:
        assert line in page.text
    assert f"/help/{WELCOMES[role].guide}/" in page.text
    answer = browser.post("/welkom/gelezen/", follow=True)  # a button of a form: without scripts as well
    assert LINE not in answer.text
    assert LINE not in signed_in(person).get("/", follow=True).text, "remembered with the account, not with a browser"
    assert LINE in signed_in(colleague).get("/", follow=True).text


@pytest.mark.django_db
def test_only_the_start_page_welcomes_and_a_second_press_changes_nothing(signed_in):
    person = a_user(Role.ADMINISTRATOR)
    browser = signed_in(person)
    assert LINE not in browser.get("/gegevenslekken/").text
    browser.post("/welkom/gelezen/")
    person.refresh_from_db()
    dismissed_at = person.welcome_dismissed_at
    browser.post("/welkom/gelezen/")
    person.refresh_from_db()
    assert dismissed_at == person.welcome_dismissed_at
    assert browser.get("/welkom/gelezen/").status_code == 405


@pytest.mark.django_db
def test_only_who_can_practise_is_offered_it_and_once(signed_in):
    words = "Oefenen met een verzonnen cliënt"
    browser = signed_in(a_user(Role.TEAM_MEMBER))
    assert browser.get("/", follow=True).text.count(words) == 1
    assert browser.post("/welkom/gelezen/", follow=True).text.count(words) == 1
    assert words not in signed_in(a_user(Role.SOCIAL_WORKER)).get("/", follow=True).text
