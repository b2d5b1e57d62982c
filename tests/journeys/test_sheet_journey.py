"""The information for a client in a browser: in Arabic beside the Dutch, printed on A4, signed and kept (R52)."""

import pytest

from example import accounts
from tests.vault.pdfs import a_pdf


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


def test_a_client_reads_the_information_in_another_language(member):
    # Given a place where the member may refer
    member.page.goto(f"{member.product.site}/aanmeldingen/nieuw/")
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")

    # When the member shows it in large letters, then each point has a screen of the phone
    member.follow("Groot tonen, punt per punt")
    member.follow("Arabisch")
    member.look("voorlezen")
    member.page.set_viewport_size({"width": 375, "height": 740})
    heights = [one.bounding_box()["height"] for one in member.page.locator(".app-read").all()]
    assert len(heights) == 7
    assert min(heights) >= 740
    member.page.set_viewport_size({"width": 1280, "height": 720})
    member.follow("Naar de toestemming")

    # When the member shows the sheet, then it is Dutch
    member.follow("Blad tonen of afdrukken")
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


def test_a_signed_sheet_is_kept_with_the_referral(member):
    # Given a client who signs
    member.page.goto(f"{member.product.site}/aanmeldingen/nieuw/")
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")
    assert member.sees("Hebt u vragen? Mogen wij uw gegevens doorgeven")
    member.look("vragen")
    member.page.get_by_label("ouder, of iemand anders met ouderlijk gezag").check()
    for box in member.page.get_by_role("checkbox").all():
        box.check()
    member.page.get_by_label("schriftelijk").check()
    member.page.get_by_label("In welke taal").select_option("ar")
    member.press("Toestemming bevestigen")
    assert member.sees("Kies wie tolkte")
    member.look("tolk-ontbreekt")
    member.page.get_by_label("een sociaal tolk").check()
    member.press("Toestemming bevestigen")
    member.page.get_by_label("Voornaam").fill("Amira")
    member.page.get_by_label("Naam", exact=True).fill("Proefstra")
    member.page.get_by_label("Straat en nummer").fill("Kasteelstraat 7")
    member.page.get_by_label("Postcode").select_option("2260")
    member.press("Gegevens nakijken")
    member.press("Aanmelding versturen")

    # When the scan is added, first in a way that cannot be kept
    member.follow("Ondertekend blad toevoegen")
    member.page.get_by_label("Scan van het ondertekende blad").set_input_files(
        {"name": "blad.pdf", "mimeType": "application/pdf", "buffer": b"geen pdf"}
    )
    member.press("Blad bewaren")
    assert member.sees("Dit is geen pdf-bestand.")
    member.look("geen-pdf")
    member.page.get_by_label("Scan van het ondertekende blad").set_input_files(
        {"name": "blad.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    member.press("Blad bewaren")

    # Then the page of the referral has it, and gives it back
    assert member.sees("Het ondertekende blad is bewaard.")
    assert member.sees("een sociaal tolk")
    member.look("bewaard")
    with member.page.expect_download() as download:
        member.page.get_by_role("button", name="Ondertekend blad openen").click()
    assert download.value.suggested_filename.startswith("toestemming-")
    member.press("Dossier tonen")
    member.look("dossier")
    member.page.go_back()
    member.follow("Ondertekend blad weghalen")
    member.look("weghalen")
    member.press("Blad weghalen")
    assert member.sees("Het ondertekende blad is weggehaald.")


def pages_on_a4(page) -> int:
    """How many sheets of paper the browser needs."""
    paper = page.pdf(prefer_css_page_size=True)
    return paper.count(b"/Type /Page\n")
