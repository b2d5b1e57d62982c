"""The guide in the site, and the pages that a public site owes its visitors: all open, all whole."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urldefrag

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import strip_tags

from home import duties, guide
from law.obstacles import Obstacle

pytestmark = pytest.mark.django_db


def test_every_page_of_the_guide_opens_and_every_link_in_it_leads_somewhere():
    """One source: what people read in the repository and here cannot differ."""
    visitor, anchors, wanted = Client(), {}, []
    for slug in guide.slugs():
        answer = visitor.get(guide.url_of(slug))
        assert answer.status_code == 200
        anchors[guide.url_of(slug)] = set(re.findall(r'\bid="([^"]+)"', answer.content.decode()))
        wanted += [(slug, link) for link in re.findall(r'href="([^"]+)"', guide.page_of(slug).html)]
    for slug, link in wanted:
        page, anchor = urldefrag(link)
        page = page or guide.url_of(slug)
        assert page in anchors or visitor.get(page).status_code == 200, (slug, link)
        assert not anchor or anchor in anchors[page], (slug, link)


def test_what_is_html_in_the_source_stays_text():
    assert "<script" not in "".join(guide.page_of(slug).html for slug in guide.slugs())
    assert guide.anchor_of("Een adres, of naam: die niet past?") == "een-adres-of-naam-die-niet-past"


def test_a_heading_is_found_before_a_page_that_only_mentions_it():
    found = guide.search("wachtwoord vergeten")
    assert found
    assert "wachtwoord" in found[0].heading.casefold()
    shown = Client().get(reverse("help"), {"zoek": "wachtwoord"}).content.decode()
    assert found[0].url in shown


@pytest.mark.parametrize("typed", ["zzzz", "\0", "<b>", "a" * 5000])
def test_a_search_that_finds_nothing_says_what_to_do(typed):
    answer = Client().get(reverse("help"), {"zoek": typed})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


def test_every_reason_stands_on_one_page_with_its_source():
    shown = Client().get(reverse("help_reasons")).content.decode()
    for obstacle in Obstacle:
        assert f'id="{obstacle.code}"' in shown
    assert shown.count("Bron:") == len(Obstacle)


def test_an_unknown_page_of_the_guide_is_not_found():
    assert Client().get(reverse("help_page", args=["bestaat-niet"])).status_code == 404


def test_every_page_has_the_links_at_its_foot_and_each_opens():
    foot = Client().get(reverse("account_login")).content.decode().split("<footer")[1]
    for name, words in duties.FOOTER:
        assert f'href="{reverse(name)}">{words}<' in foot
        assert Client().get(reverse(name)).status_code == 200


def test_the_page_of_the_guide_about_a_page_is_there_and_the_longest_address_decides():
    assert guide.about("/opvolging/termijnen/") == "contact-en-termijnen"
    assert guide.about("/opvolging/K7QM-4TRX/") == "werklijst-van-de-ontvanger"
    assert guide.about("/inloggen/") is None
    assert {guide.about(start) for start in guide._ABOUT} <= set(guide.slugs())


def test_the_accessibility_statement_says_what_the_european_model_asks(settings):
    """Status, what is not accessible, how and when it was tested, whom to tell, and where to complain."""
    settings.CONTACT_EMAIL = "beheer@agentschap.example"
    shown = strip_tags(Client().get(reverse("accessibility")).content.decode())
    for words in (
        "gedeeltelijk",
        "Wat nog niet toegankelijk is",
        f"opgesteld op {date_format(duties.MEASURED['on'])}",
        "beheer@agentschap.example",
        "Vlaamse Ombudsdienst",
    ):
        assert words in shown


def test_the_accessibility_statement_says_what_was_measured_also_when_that_is_bad(monkeypatch):
    """Nobody fills in the outcome by hand: the words follow from the numbers of `make accessibility` (ADR 0096)."""
    found = {"axe_violations": 1, "sideways_scroll_320": 2, "out_of_reach": 3, "done_by_keyboard": 1}
    monkeypatch.setattr(duties, "MEASURED", duties.MEASURED | found)
    shown = " ".join(strip_tags(Client().get(reverse("accessibility")).content.decode()).split())
    for words in ("1 fout ", "op 2 pagina’s moet u opzij schuiven", "3 niet te bereiken", "1 van 3 lukt "):
        assert words in shown


def test_the_cookies_page_names_the_cookies_that_the_site_sets(settings):
    shown = Client().get(reverse("cookies")).content.decode()
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME):
        assert name in shown


def test_the_security_file_has_its_contact_and_a_day_within_a_year(settings):
    """RFC 9116; without an address there is no file."""
    settings.SECURITY_EMAIL = ""
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_EMAIL = "veilig@agentschap.example"
    answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:veilig@agentschap.example"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta() < expires - datetime.now(UTC) < timedelta(days=365)
    assert fields["Canonical"].endswith("/.well-known/security.txt")
