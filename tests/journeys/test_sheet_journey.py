"""The information for a client in a browser: shown, in Arabic beside the Dutch, printed on A4, signed and kept (R52)."""

import pytest

from local.example import accounts


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


def test_a_client_reads_the_information_in_another_language(member):
    # Given a place where the member may refer
    member.page.goto(f"{member.product.site}/aanmeldingen/nieuw/")
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")

    # When the member shows the sheet, then it is Dutch
    member.follow("Informatie voor de cliënt tonen of afdrukken")
    member.look("nederlands")
    assert not member.sees("nog niet nagekeken")

    # And in Arabic it runs from right to left, with the Dutch beside it
    member.follow("Arabisch")
    assert member.sees("nog niet nagekeken door een moedertaalspreker")
    title = member.page.locator("#sheet-title")
    assert title.evaluate("element => getComputedStyle(element).direction") == "rtl"
    member.look("arabisch")

    # And each sheet fits on one A4
    for language in ("nl", "fr", "en", "ar", "tr", "uk"):
        member.page.goto(f"{member.page.url.partition('?')[0]}?taal={language}")
        assert pages_on_a4(member.page) == 1, language


def pages_on_a4(page) -> int:
    """How many sheets of paper the browser needs."""
    paper = page.pdf(prefer_css_page_size=True)
    return paper.count(b"/Type /Page\n")
