"""A form that comes back with errors: what was typed is kept sealed, and shown again by a GET (ADR 0046)."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import answers
from accounts.models import ReturnedAnswers, User
from directory.models import Municipality
from example.second_factor import signed_in
from law.roles import Role
from referrals.models import Draft
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_municipality, a_team, an_ocmw

TYPED = {
    "first_name": "Zeldzame",
    "last_name": "Voorbeeldnaam",
    "street": "Onbestaandestraat zonder nummer en meer",
    "box": "",
    "postal_code": "2260",
    "phone": "geen nummer 4711",
    "email": "zeldzaam",
}
SECRETS = ("Zeldzame", "Voorbeeldnaam", "Onbestaandestraat", "4711")


@pytest.fixture
def place(db: None) -> Municipality:
    return a_municipality()


@pytest.fixture
def member(place: Municipality) -> User:
    team = a_team()
    papers_in_force(team, an_ocmw(serves=place))
    return a_user(Role.TEAM_MEMBER, team)


@pytest.fixture
def page(member: User, place: Municipality) -> str:
    """The page that asks the four fields, of a draft for which consent was answered."""
    draft = Draft(team=member.organisations_as(Role.TEAM_MEMBER)[0], residence=place, started_by=member)
    draft.answers = {"consent": {}}
    draft.save()
    return reverse("referrals:data", args=[draft.pk])


@pytest.fixture
def client(member: User) -> Client:
    """Follows nothing by itself."""
    return signed_in(member)


def came_back(client: Client, page: str, **changes: str) -> str:
    """Send answers with errors, and return the address that shows them again."""
    answer = client.post(page, {**TYPED, **changes})
    assert answer.status_code == 303
    return str(answer.url)


def shown(client: Client, url: str) -> Any:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer


def test_errors_are_shown_by_a_get_whose_address_says_nothing(client, page):
    url = came_back(client, page)
    assert urlsplit(url).path == page
    assert not [secret for secret in SECRETS if secret in url]
    text = shown(client, url).text
    assert [secret for secret in SECRETS if secret not in text] == []
    assert "Fout:" in text
    assert 'class="govuk-error-summary"' in text
    assert shown(client, page).context["form"].errors == {}, "the address without the key is a page of its own"


def test_a_reload_shows_them_again_and_the_right_answers_end_them(client, page, place):
    code = place.postal_codes.get().code
    url = came_back(client, page)
    assert shown(client, url).text.count("Voorbeeldnaam") == shown(client, url).text.count("Voorbeeldnaam") > 0
    assert came_back(client, url, last_name="Andersnaam") == url, "the way back stays the same"
    text = shown(client, url).text
    assert ("Andersnaam" in text, "Voorbeeldnaam" in text) == (True, False)
    right = {**TYPED, "street": "Dorpsstraat 22", "postal_code": code, "phone": "", "email": "an@post.example"}
    assert client.post(url, right).status_code == 302
    assert not ReturnedAnswers.objects.exists()


def test_nothing_that_was_typed_stands_in_the_database_in_the_clear(client, page):
    came_back(client, page)
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM accounts_returnedanswers a")
        [row] = cursor.fetchone()
    held = row + str(dict(client.session))
    assert not [secret for secret in SECRETS[:3] if secret in held]  # digits are in any ciphertext


def test_they_belong_to_one_person_one_page_and_one_form(client, page, member, place):
    key = urlsplit(came_back(client, page)).query
    colleague = signed_in(a_user(Role.TEAM_MEMBER, member.organisations_as(Role.TEAM_MEMBER)[0]))
    assert "Voorbeeldnaam" not in colleague.get(f"{page}?{key}", follow=True).text
    elsewhere = reverse("referrals:file")
    assert shown(client, f"{elsewhere}?{key}").context["form"].is_bound is False
    for nonsense in ("opnieuw=", "opnieuw=x", "opnieuw=\x00", "opnieuw=00000000-0000-0000-0000-000000000000"):
        assert shown(client, f"{page}?{nonsense}").context["form"].errors == {}


def test_a_key_of_somebody_else_cannot_be_written_to(client, page, member):
    url = came_back(client, page)
    other = a_user(Role.TEAM_MEMBER, member.organisations_as(Role.TEAM_MEMBER)[0])
    place_page = f"{reverse('referrals:file')}?{urlsplit(url).query}"
    answer = signed_in(other).post(place_page, {"place": "Xanadu"})
    assert answer.url != place_page
    assert "Voorbeeldnaam" in shown(client, url).text


def test_two_windows_keep_their_own_answers(client, page):
    one, other = came_back(client, page, last_name="Eerstenaam"), came_back(client, page, last_name="Tweedenaam")
    assert one != other
    assert "Eerstenaam" in shown(client, one).text
    assert "Tweedenaam" in shown(client, other).text


def test_after_an_hour_nothing_is_shown_and_the_clock_erases_it(client, page):
    url = came_back(client, page)
    call_command("forget_answers")
    assert ReturnedAnswers.objects.count() == 1
    kept_at = ReturnedAnswers.objects.get().kept_at
    ReturnedAnswers.objects.update(kept_at=kept_at - answers.LIFE)
    assert "Voorbeeldnaam" not in shown(client, url).text
    call_command("forget_answers")
    assert not ReturnedAnswers.objects.exists()


def test_who_signs_out_leaves_nothing_and_who_signs_in_again_after_an_idle_hour_half_goes_on(client, page, member):
    url = came_back(client, page)
    client.session.flush()
    assert client.get(url).url.startswith(reverse("account_login"))
    again = signed_in(member)
    assert "Voorbeeldnaam" in shown(again, url).text
    answer = again.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not ReturnedAnswers.objects.exists()


def test_nobody_fills_the_table(client, page):
    for number in range(answers.MOST + 3):
        last = came_back(client, page, last_name=f"Naam{'abcdefghijklmnopqrstuvwxyz'[number]}")
    assert ReturnedAnswers.objects.count() == answers.MOST
    assert "Naamw" in shown(client, last).text


def test_what_came_along_unasked_is_not_kept(client, page):
    url = came_back(client, page, national_number="93.05.18-223.61")
    assert "93.05.18" not in shown(client, url).text
    assert "93.05.18" not in ReturnedAnswers.objects.get().content


def test_a_form_that_is_shown_again_writes_nothing_even_when_it_has_become_right(client, page):
    """The street was refused when it was sent; a GET keeps that answer, and does not judge or write anew."""
    url = came_back(client, page)
    row = ReturnedAnswers.objects.get()
    row.content = row.content.replace("Onbestaandestraat zonder nummer en meer", "Dorpsstraat 22")
    row.save()
    form = shown(client, url).context["form"]
    assert not form.is_valid()
    assert "street" in form.errors
    assert "data" not in Draft.objects.get().answers


def test_a_place_with_a_slip_is_suggested_and_taken_by_a_link(client, place, member):
    team, slip = str(member.memberships[0].organisation_id), place.name[1:]
    url = came_back(client, reverse("referrals:file"), team=team, place=slip)
    text = shown(client, url).text
    assert f"Bedoelde u {place.name}?" in text
    assert f'value="{slip}"' in text
    assert reverse("referrals:route", args=[team, place.pk]) in text


def test_what_a_receiver_searched_is_listed_by_a_get(place, db):
    ocmw = an_ocmw(serves=place)
    worker = signed_in(a_user(Role.SOCIAL_WORKER, ocmw))
    answer = worker.post(reverse("ocmw_intake:search"), {"asked": "2026/471147"})
    assert answer.status_code == 303
    assert "471147" not in answer.url
    text = shown(worker, answer.url).text
    assert "Wij vinden geen aanmelding" in text
    assert 'value="2026/471147"' in text


def test_an_expired_form_is_asked_anew_by_a_get_and_says_so(member, page):
    client = signed_in(member)
    client.handler.enforce_csrf_checks = True
    answer = client.post(page, TYPED)
    assert (answer.status_code, answer.url) == (303, page)
    assert "Deze pagina was te oud. Er is niets bewaard." in shown(client, page).text
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(reverse("account_login"), {"login": "x"}).status_code == 403


@pytest.mark.parametrize("gone", ["referral", "right"])
def test_a_window_keeps_no_answers_for_a_page_that_is_gone(member, page, gone):
    client = signed_in(member)
    if gone == "referral":
        Draft.objects.all().delete()
    else:
        member.membership_set.all().delete()
    expected = 404 if gone == "referral" else 403
    assert client.post(page, TYPED).status_code == expected
    in_a_window = client.post(page, TYPED, headers={"Sec-Fetch-Mode": "navigate"})
    assert (in_a_window.status_code, in_a_window.url) == (303, page)
    assert client.get(page, headers={"Sec-Fetch-Mode": "navigate"}).status_code == expected
