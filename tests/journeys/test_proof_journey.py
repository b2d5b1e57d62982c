"""After erasing: a client is found by what they say, and the signed sheet opens for two people (D16, D17)."""

import subprocess
import sys

import pytest

from example import accounts
from local.processes import ROOT
from tests.journeys.test_client_journey import fill_in, mail_in
from tests.vault.pdfs import a_pdf


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


@pytest.fixture
def dpo(a_person):
    return a_person(accounts.AUDITOR)


@pytest.fixture
def administrator(a_person):
    return a_person(accounts.ADMINISTRATOR)


def test_an_erased_client_is_found_and_the_sheet_opens_with_four_eyes(member, dpo, administrator, product):
    # Given a client who signed, withdrew, and whose data are erased that night
    reference = an_erased_referral(member, product)
    member.page.goto(f"{product.site}/aanmeldingen/{reference}/")
    assert member.sees("De gegevens van de cliënt zijn bij ons gewist.")
    assert member.sees("Een hoofd van het team opent het samen met de DPO.")
    assert not member.sees("Amal")

    # And a head of the team, named by an administrator
    administrator.page.goto(f"{product.site}/organisaties/")
    administrator.follow(accounts.TEAM_KEMPEN)
    administrator.follow("Wie heeft toegang")
    administrator.look("hoofd-van-het-team")
    press_beginning(administrator, "Hoofd maken")
    assert administrator.sees("Anna Proefdorp is nu hoofd.")

    # When the client comes back without reference, the team finds the referral by what the client says
    member.page.goto(f"{product.site}/aanmeldingen/")
    member.follow("Cliënt van vroeger zoeken")
    member.look("zoeken")
    member.press("Zoeken")
    assert member.sees("Vul de naam van de cliënt in.")
    member.look("zoeken-onvolledig")
    ask(member, phone="0499 99 99 99")
    assert member.sees("Wij vinden niets")
    ask(member, phone="0032 470/00.00.61")
    assert member.sees("Wij vinden één aanmelding")
    assert "PROEFSTRA" not in member.page.url.upper()
    member.look("gevonden")
    member.follow(reference)
    member.press("Dossier tonen")
    assert member.sees("Wij hebben uw naam, adres, telefoonnummer en e-mailadres niet meer.")
    assert member.sees("Wie is verantwoordelijk?")
    assert member.sees(f"{reference}.zip")
    member.look("dossier")

    # And the DPO finds it in all teams, and asks to open the sheet
    dpo.page.goto(f"{product.site}/aanmeldingen/bewijs/")
    dpo.look("bewijs-leeg")
    dpo.follow("Zoek in alle teams")
    ask(dpo, phone="0470 00 00 61")
    assert dpo.sees(f"{accounts.TEAM_KEMPEN}: {reference}")
    dpo.look("alle-teams")
    dpo.page.goto(f"{product.site}/aanmeldingen/bewijs/")
    dpo.page.get_by_label("Referentie van de aanmelding").fill(reference.lower().replace("-", " "))
    dpo.page.get_by_label("een toezichthouder vraagt ernaar").check()
    dpo.press("Aan het team vragen")
    assert dpo.sees("wacht op het hoofd van het team")
    assert dpo.page.get_by_role("button", name="Ondertekend blad openen").count() == 0

    # Then the head agrees, and both open it
    member.page.goto(f"{product.site}/aanmeldingen/")
    assert member.sees("De DPO vraagt u om een ondertekend blad te openen")
    member.look("vraag-van-de-dpo")
    member.follow(reference)
    press_beginning(member, "Akkoord gaan")
    member.look("akkoord")
    dpo.page.reload()
    dpo.look("bewijs-open")
    for person in (member, dpo):
        with person.page.expect_download() as download:
            person.page.get_by_role("button", name="Ondertekend blad openen").first.click()
        assert download.value.suggested_filename == f"toestemming-{reference}.pdf"

    # And the trail says who asked, agreed and read
    dpo.page.goto(f"{product.site}/logboek/")
    for words in ("gevraagd om een ondertekend blad te openen", "akkoord om een ondertekend blad te openen"):
        assert dpo.sees(words)
    assert dpo.sees("cliënt gezocht in de aanmeldingen")
    assert not dpo.sees("Proefstra")


def press_beginning(person, words: str) -> None:
    """Press the button that begins so; what follows is for who does not see beside what it stands."""
    person.open(person.page.get_by_role("button", name=words).first)


def ask(person, *, phone: str) -> None:
    person.page.get_by_label("Voornaam").fill("amal")
    person.page.get_by_label("Naam", exact=True).fill("PROEFSTRA")
    person.page.get_by_label("Telefoonnummer").fill(phone)
    person.press("Zoeken")


def an_erased_referral(member, product) -> str:
    """File with a signed sheet, withdraw, and let the nightly command erase once the request to delete left."""
    member.page.goto(f"{product.site}/aanmeldingen/nieuw/")
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")
    fill_in(member, first_name="Amal", phone="0470 00 00 61")
    member.open(member.page.get_by_role("link", name="Wijzigen").last)
    member.page.get_by_label("schriftelijk").check()
    member.press("Toestemming bevestigen")
    member.press("Aanmelding versturen")
    reference = member.page.url.split("/")[-3]
    member.follow("Ondertekend blad toevoegen")
    sheet = {"name": "blad.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    member.page.get_by_label("Scan van het ondertekende blad").set_input_files(sheet)
    member.press("Blad bewaren")
    mail_in(product, accounts.MAILBOX_WESTERLO, lambda mail: f"{reference}.zip" in mail.as_string())
    member.page.goto(f"{product.site}/aanmeldingen/{reference}/intrekken/")
    member.page.get_by_label("de cliënt zelf").check()
    member.page.get_by_label("mij", exact=True).check()
    member.press("Intrekking bewaren")
    mail_in(product, accounts.MAILBOX_WESTERLO, lambda mail: f"{reference}-2.zip" in mail.as_string())
    command = [sys.executable, "manage.py", "erase_expired"]
    subprocess.run(command, cwd=ROOT, env=product.environment, check=True, capture_output=True)
    return reference
