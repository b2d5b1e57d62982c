"""A client takes a slip home, and withdraws alone with it on a telephone (D15, D35, R55, R56)."""

import re
import time

import pytest

from consent import client_words
from consent.models import Language
from example import accounts
from tests.journeys.conftest import Person
from tests.journeys.test_client_journey import a_sent_referral, mail_in
from tests.journeys.test_sheet_journey import pages_on_a4

HALF_A_PAGE = 297 / 2 * 96 / 25.4  # pixels


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


@pytest.fixture
def client(browser, product):
    """Someone without account, on a telephone that is set to Arabic."""
    context = browser.new_context(locale="ar", viewport={"width": 375, "height": 740}, java_script_enabled=True)
    yield Person(context, product, "slip")
    context.close()


def test_a_client_withdraws_alone_with_the_slip_and_the_receiver_gets_the_request_to_delete(member, client, product):
    # Given a referral that was sent, and the slip in every language on half a page
    reference = a_sent_referral(member, first_name="Salma", phone="0470 00 00 51")
    member.follow("Blad voor de cliënt maken")
    member.look("taal")
    member.press("Blad maken")
    for language in client_words.LANGUAGES:
        member.page.goto(f"{product.site}/aanmeldingen/{reference}/meenemen/")
        member.page.get_by_label("In welke taal?").select_option(language)
        member.press("Nieuw blad maken")
        assert member.page.get_by_text("Salma").count() == 0
        member.look(f"blad-{language}")
        member.page.emulate_media(media="print")
        member.page.set_viewport_size({"width": 670, "height": 900})  # what is left of an A4 between its margins
        assert pages_on_a4(member.page) == 1
        assert member.page.locator("article").bounding_box()["height"] < HALF_A_PAGE - 68, language
        member.page.emulate_media(media="screen")
        member.page.set_viewport_size({"width": 1280, "height": 720})
    typed = [one.inner_text() for one in member.page.locator(".app-slip__codes dd").all()]
    assert typed[0] == reference

    # When the client opens the address and types what stands there, in the digits of an Arabic keyboard
    arabic = client_words.stop(Language.ARABIC)
    client.page.goto(f"{product.site}/stop")
    assert client.sees(arabic.title)
    assert client.page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    client.look("leeg")
    client.press(arabic.go_on)
    assert client.sees(arabic.no_code)
    client.look("onvolledig")
    client.page.locator("#reference").fill(typed[0].lower().replace("-", " "))
    digits = re.sub(r"\D", "", typed[1])
    client.page.locator("#code").fill("".join(chr(0x0660 + int(digit)) for digit in digits))
    client.press(arabic.go_on)
    assert client.sees(arabic.sure)
    client.look("zeker")
    client.press(arabic.stop)
    assert client.sees(arabic.heard)
    client.look("ontvangen")
    assert client.page.context.cookies() == []

    # Then the request to delete reaches the mailbox of the receiver
    assert mail_in(product, accounts.MAILBOX_WESTERLO, lambda mail: f"{reference}-2.zip" in mail.as_string())

    # And the team reads on its start page that the client did so alone
    member.page.goto(f"{product.site}/aanmeldingen/")
    until = time.monotonic() + 60
    while not member.sees("de cliënt trok zelf in"):
        assert time.monotonic() < until
        member.page.reload()
    member.look("start")
    member.page.goto(f"{product.site}/aanmeldingen/?wat=trok-zelf-in")
    member.follow(reference)
    assert member.sees("De cliënt trok zelf in")
    member.look("aanmelding")
    member.press("Ik heb het gelezen")
    assert not member.sees("Ik heb het gelezen")
