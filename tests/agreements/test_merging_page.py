"""The page and the command with which administrators merge municipalities: shown first, done when confirmed."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from agreements.past import answer_for_route
from agreements.route import former_municipality_named
from directory.models import Alias, Territory
from directory.receivers import receiver_for
from law.obstacles import Obstacle
from tests.builders.agreements import papers_in_force
from tests.builders.days import START
from tests.builders.directory import a_municipality, a_team, an_ocmw

pytestmark = pytest.mark.django_db

URL = "agreements:merge"
LAST_DAY, DAY = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def old():
    return a_municipality("99011", "Kleindorp", code="9981")


@pytest.fixture
def new():
    return a_municipality("99012", "Grootstad", code="9982")


@pytest.fixture
def receiver(new):
    """It serves another municipality until the merger."""
    return an_ocmw("OCMW Grootstad", serves=a_municipality("99013", "Anderdorp", code="9983"))


@pytest.fixture
def papers(old):
    made = papers_in_force(a_team("Team Kleinstreek"), an_ocmw("OCMW Kleindorp", serves=old))
    Territory.objects.create(organisation=made.team, municipality=old, from_on=START)
    return made


@pytest.fixture
def answers(papers, new, receiver):
    return {"old": "Kleindorp", "into": "9982", "on": "1/1/2027", "receiver": str(receiver.pk)}


def decided(papers, residence, on):
    return answer_for_route(team=papers.team, residence=residence, on=on, at=timezone.now()).now.decision


def words(response) -> str:
    return " ".join(response.content.decode().split())


def fingerprint(shown: str) -> str:
    return re.search(r'name="confirmed" value="([0-9a-f]{64})"', shown)[1]


def test_the_preview_shows_what_ends_and_begins_and_changes_nothing(browser, answers, papers, old, new):
    shown = words(browser.post(reverse(URL), answers))
    assert "Samenvoegen tot Grootstad vanaf 1 januari 2027" in shown
    assert "eindigt: laatste dag 31 december 2026" in shown
    assert "begint: eerste dag 1 januari 2027" in shown
    assert "nieuwe overeenkomst of versie nodig. Er wordt niets overgenomen." in shown
    assert reverse("agreements:agreement", args=[papers.pk]) in shown
    assert receiver_for(old, DAY) == papers.partner
    assert receiver_for(new, DAY) is None


def test_confirming_merges_and_a_double_click_is_harmless(browser, answers, papers, old, new, receiver):
    confirmed = {**answers, "confirmed": fingerprint(words(browser.post(reverse(URL), answers)))}
    for _press in range(2):
        response = browser.post(reverse(URL), confirmed, follow=True)
        assert "Grootstad is samengevoegd vanaf 1 januari 2027." in words(response)
    assert (receiver_for(old, LAST_DAY), receiver_for(old, DAY)) == (papers.partner, None)
    assert (receiver_for(new, LAST_DAY), receiver_for(new, DAY)) == (None, receiver)
    assert Territory.objects.filter(municipality=new).count() == 2
    assert "Er verandert niets." in words(browser.post(reverse(URL), answers))


def test_nothing_is_taken_over_the_new_pair_may_not_send_until_it_has_papers(browser, answers, papers, old, new):
    """R2, R59: an agreement with the old OCMW says nothing of the new one."""
    assert decided(papers, old, DAY).may_send
    browser.post(reverse(URL), {**answers, "confirmed": fingerprint(words(browser.post(reverse(URL), answers)))})
    assert Agreement.objects.get() == papers
    assert decided(papers, old, LAST_DAY).may_send
    assert not decided(papers, old, DAY).may_send
    decision = decided(papers, new, DAY)
    assert decision.obstacles[0] == Obstacle.AGREEMENT_MISSING


def test_a_preview_that_changed_in_between_is_shown_again_and_does_nothing(browser, answers, papers, old, new):
    confirmed = {**answers, "confirmed": fingerprint(words(browser.post(reverse(URL), answers)))}
    Territory.objects.create(organisation=a_team("Team Nieuw"), municipality=old, from_on=START)
    shown = words(browser.post(reverse(URL), confirmed))
    assert "Intussen veranderde er iets." in shown
    assert "Team Nieuw" in shown
    assert receiver_for(old, DAY) == papers.partner
    browser.post(reverse(URL), {**answers, "confirmed": fingerprint(shown)})
    assert receiver_for(old, DAY) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"old": ""}, "Noem minstens één gemeente die verdwijnt"),
        ({"old": " , "}, "Noem minstens één gemeente die verdwijnt"),
        ({"old": "Nergenshuizen"}, "Deze plaats kennen wij niet"),
        ({"old": "Kleindorp, Grootstad"}, "Grootstad staat ook bij de gemeenten die verdwijnen"),
        ({"old": ",".join("abcdefghijk")}, "hoogstens 10"),
        ({"into": "Nergenshuizen"}, "Deze plaats kennen wij niet"),
        ({"on": "31/2/2027"}, "31/2/2027"),
        ({"on": "1/1/2030"}, "meer dan twee jaar"),
        ({"on": "31/12/9999"}, "meer dan twee jaar"),
        ({"receiver": ""}, "Niemand ontvangt op 1 januari 2027 voor Grootstad"),
        ({"receiver": "x"}, "Kies een organisatie uit de lijst"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_what_was_typed_stays(browser, answers, changes, sentence):
    shown = words(browser.post(reverse(URL), {**answers, **changes}))
    assert sentence in shown
    assert "Voorbeeld tonen" in shown
    typed = changes.get("into", answers["into"])
    assert f'value="{typed}"' in shown


def test_answers_can_be_changed_after_the_preview(browser, answers):
    shown = words(browser.post(reverse(URL), {**answers, "change": "1"}))
    assert "Voorbeeld tonen" in shown
    assert 'value="Kleindorp"' in shown


def test_a_municipality_that_is_gone_is_found_by_its_exact_name(old, new):
    """Its name is an alias of the new one by then, and its row is kept for what refers to it."""
    Alias.objects.create(municipality=new, name="Kleindorp")
    old.postal_codes.all().delete()
    assert former_municipality_named("kleindorp") == old


def test_a_part_of_a_municipality_is_not_taken_for_the_whole(browser, answers, new):
    Alias.objects.create(municipality=new, name="Gehuchtje")
    shown = words(browser.post(reverse(URL), {**answers, "old": "Gehuchtje"}))
    assert "Gehuchtje staat in de lijst als een deel van Grootstad. Laat die naam weg." in shown


def test_the_register_leads_to_the_page(browser):
    assert reverse(URL) in words(browser.get(reverse("agreements:register")))


def test_the_command_shows_first_and_merges_then(answers, old, new, receiver, papers, capsys):
    given = ["--old", "Kleindorp", "--into", "Grootstad", "--on", "2027-01-01", "--receiver", "ocmw grootstad"]
    call_command("merge_municipalities", *given, "--dry-run")
    assert "OCMW Kleindorp: Kleindorp: laatste dag 31 december 2026." in capsys.readouterr().out
    assert receiver_for(old, DAY) == papers.partner
    call_command("merge_municipalities", *given)
    assert receiver_for(new, DAY) == receiver
    call_command("merge_municipalities", *given)
    assert "Er verandert niets." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"into": "Nergenshuizen"}, "Deze plaats kennen wij niet"),
        ({"receiver": "OCMW"}, "Deze ontvanger kennen wij niet"),
        ({"receiver": ""}, "Niemand ontvangt"),
    ],
)
def test_the_command_refuses_in_words(answers, changes, sentence):
    given = {"old": ["Kleindorp"], "into": "Grootstad", "on": DAY, "receiver": "OCMW Grootstad", **changes}
    with pytest.raises(CommandError, match=sentence):
        call_command("merge_municipalities", **given)
