"""An OCMW without accounts does its legal job with the mail and a phone (D3, D5): no one there signs in."""

import re

import pytest

from example import accounts
from tests.journeys.conftest import Person
from tests.journeys.test_client_journey import a_sent_referral, archive_from_mailbox, mail_in
from tests.referrals.steps import opened_by_seven_zip


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


def read_out(member, archive: str, many: bool = True) -> str:
    """The member reads the password out; the receiver writes down the words, and not what stands on the screen."""
    member.press(f"Wachtwoord tonen van {archive}" if many else "Wachtwoord tonen")
    member.look("voorlezen")
    member.page.get_by_text("Wachtwoord voorlezen").click()
    groups = member.page.locator("details li .app-code").all_inner_texts()
    return "-".join(groups)


def test_a_receiver_without_account_opens_is_corrected_and_deletes(member, product, tmp_path):
    # Given a referral of which only the mail is read
    reference = a_sent_referral(member, first_name="Oona", phone="0470 00 00 51")
    page = f"{product.site}/aanmeldingen/{reference}/"
    mail = mail_in(product, accounts.MAILBOX_WESTERLO, lambda mail: reference in mail["Subject"])
    text = mail.get_body().get_content()

    # Then the mail says all there is to do without an account, and nothing about the client
    for words in (
        "Hebt u geen account? Bel dan",
        "7-Zip",
        "Gaat het archief niet open?",
        "trekt die de toestemming in",
    ):
        assert words in text
    assert f"Kloppen de gegevens niet? Meld het op de site, of bel {accounts.TEAM_MEMBER_KEMPEN.name} van" in text
    assert "Een account is niet nodig" in text
    assert "Oona" not in mail.as_string()

    # When the receiver phones for the password, real 7-Zip opens the archive
    member.page.goto(page)
    password = read_out(member, f"{reference}.zip", many=False)
    (tmp_path / "first").mkdir()
    archive = archive_from_mailbox(product, accounts.MAILBOX_WESTERLO, f"{reference}.zip")
    assert "Proefstra, Oona" in opened_by_seven_zip(archive, password, tmp_path / "first")["gegevens.txt"]

    # And phones that the archive does not open on another computer: the same data come again
    member.page.goto(page)
    member.follow("Foutieve gegevens noteren")
    member.page.get_by_label("De ontvanger krijgt het archief niet open").check()
    member.page.get_by_label("de ontvanger belde").check()
    member.look("krijgt-niet-open")
    member.press("Melding bewaren")
    assert member.sees("De ontvanger krijgt het archief niet open")
    member.look("opnieuw-versturen")
    member.press("Gegevens opnieuw versturen")
    assert member.sees("vertrekken opnieuw")
    second = archive_from_mailbox(product, accounts.MAILBOX_WESTERLO, f"{reference}-2.zip")
    password = read_out(member, f"{reference}-2.zip")
    (tmp_path / "second").mkdir()
    assert "Proefstra, Oona" in opened_by_seven_zip(second, password, tmp_path / "second")["gegevens.txt"]

    # And phones that the phone number is wrong: it is corrected in the same call
    member.page.goto(page)
    member.follow("Foutieve gegevens noteren")
    member.page.get_by_label("Telefoonnummer", exact=True).select_option("wrong")
    member.page.get_by_label("de ontvanger belde").check()
    member.press("Melding bewaren")
    member.page.get_by_label("Telefoonnummer").fill("0470 00 00 52")
    member.page.get_by_label("ik belde vandaag met de ontvanger").check()
    member.page.get_by_label("Met wie sprak u aan de telefoon?").select_option("social_worker")
    member.look("verbeterd-aan-de-telefoon")
    member.press("Verbetering bewaren")
    assert member.sees("telefonisch aan een maatschappelijk werker")

    # When the client withdraws at the team, the member phones, and the receiver declares in the same call
    member.follow("Toestemming intrekken")
    member.page.get_by_label("de cliënt zelf").check()
    member.page.get_by_label("mij", exact=True).check()
    member.page.get_by_label("ik belde vandaag met de ontvanger").check()
    member.page.get_by_label("Met wie sprak u aan de telefoon?").select_option("social_worker")
    member.press("Intrekking bewaren")
    assert member.sees("verklaarde nog niet dat de gegevens gewist zijn")
    member.look("ingetrokken-aan-de-telefoon")
    member.follow("Noteren dat de ontvanger alles wiste")
    member.look("verklaring-aan-de-telefoon")
    member.press("Verklaring bewaren")
    assert member.sees("verklaarde dat de gegevens gewist zijn op")
    member.look("gewist")
    assert re.search("belde op .* met een maatschappelijk werker", member.page.locator("main").inner_text())


def test_a_receiver_without_account_stops_the_reminders(browser, product):
    """D25: the page that a reminder links to; whatever the link was, it shows and tells the same."""
    visitor = Person(browser.new_context(), product, "herinnering")
    visitor.page.goto(f"{product.site}/opvolging/herinnering/")
    assert visitor.sees("Open deze pagina met de link in de mail")
    visitor.look("zonder-link")
    visitor.page.goto(f"{product.site}/opvolging/herinnering/?sleutel=abcdefgh")
    assert "sleutel" not in visitor.page.url
    assert visitor.sees("Hebt u het archief?")
    visitor.look("met-link")
    visitor.press("Ik heb het archief")
    assert visitor.sees("De herinneringen stoppen")
    visitor.look("gestopt")
    visitor.page.context.close()
