"""Passkeys in a real browser, with the virtual security key of Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession

from example import accounts
from tests.journeys.conftest import Person
from tests.journeys.test_client_journey import mail_in

LAPTOP = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_virtual_key(person: Person) -> tuple[CDPSession, str]:
    """Give this browser a device that holds passkeys, and return how to speak with it."""
    wire = person.page.context.new_cdp_session(person.page)
    wire.send("WebAuthn.enable")
    return wire, wire.send("WebAuthn.addVirtualAuthenticator", {"options": LAPTOP})["authenticatorId"]


@pytest.fixture
def newcomer(a_person, browser, product) -> Iterator[Person]:
    """Who was invited by the head of an OCMW and opened the link."""
    head = a_person(accounts.HEAD_WESTERLO)
    head.page.goto(f"{product.site}/mijn-account/")
    head.follow("Wie heeft toegang tot")
    head.follow("Iemand uitnodigen")
    head.page.get_by_label("maatschappelijk werker").check()
    head.page.get_by_label("Voornaam en naam").fill("Pim Sleutelveld")
    head.page.get_by_label("E-mailadres op het werk").fill("pim@ocmw-westerlo.example")
    head.press("Uitnodiging versturen")
    mail = mail_in(product, "pim@ocmw-westerlo.example", lambda mail: "Uitnodiging" in mail["Subject"])
    person = Person(browser.new_context(locale="nl-BE"), product, head.journey)
    person.page.goto(re.search(r"https?://\S+", mail.get_content()).group())
    return person


def test_a_newcomer_adds_a_passkey_and_signs_in_with_it_alone(newcomer, product):
    # Given who accepts an invitation at a laptop with a fingerprint reader
    wire, laptop = with_virtual_key(newcomer)
    newcomer.page.get_by_label("Kies een wachtwoord").fill(accounts.PASSWORD)
    newcomer.page.get_by_label("Typ het wachtwoord opnieuw").fill(accounts.PASSWORD)
    newcomer.page.get_by_role("checkbox").check()
    newcomer.press("Account maken")
    assert newcomer.sees("Kies hoe u inlogt")
    newcomer.look("keuze")

    # When the finger is wrong, and then right
    newcomer.follow("Passkey toevoegen")
    newcomer.page.get_by_label("Naam van de passkey").fill("Laptop van Pim")
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": laptop, "isUserVerified": False})
    newcomer.page.get_by_role("button", name="Passkey maken").click()
    newcomer.page.get_by_text("Dat lukte niet. Probeer het opnieuw.").wait_for()
    newcomer.look("toevoegen-mislukt")
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": laptop, "isUserVerified": True})
    newcomer.press("Passkey maken")
    assert newcomer.page.locator(".app-code").count() == 10
    newcomer.follow("Verder naar mijn werk")

    # Then the passkey stands in the list, and signs in alone
    newcomer.page.goto(f"{product.site}/mijn-account/app/")
    assert newcomer.sees("Laptop van Pim")
    assert not newcomer.sees("Verwijderen")
    newcomer.look("lijst")
    newcomer.press("Uitloggen")
    newcomer.follow("Inloggen met een passkey")
    newcomer.look("inloggen")
    newcomer.press("Passkey gebruiken")
    assert newcomer.sees("Opvolging")

    # And after the password, with a copy of which the counter runs behind, it is refused in words
    newcomer.press("Uitloggen")
    newcomer.give_password(accounts.ExampleAccount("pim@ocmw-westerlo.example", "", accounts.Role.SOCIAL_WORKER, ""))
    newcomer.look("na-wachtwoord")
    (credential,) = wire.send("WebAuthn.getCredentials", {"authenticatorId": laptop})["credentials"]
    wire.send("WebAuthn.clearCredentials", {"authenticatorId": laptop})
    copy = {**credential, "signCount": 0}
    wire.send("WebAuthn.addCredential", {"authenticatorId": laptop, "credential": copy})
    newcomer.press("Passkey gebruiken")
    assert newcomer.sees("Deze passkey is misschien gekopieerd.")
    newcomer.look("gekopieerd")
    wire.send("WebAuthn.clearCredentials", {"authenticatorId": laptop})
    original = {**credential, "signCount": credential["signCount"] + 1}
    wire.send("WebAuthn.addCredential", {"authenticatorId": laptop, "credential": original})
    newcomer.press("Passkey gebruiken")
    assert newcomer.sees("Opvolging")


def test_without_javascript_the_pages_are_whole_and_offer_the_app(browser, product):
    person = Person(browser.new_context(locale="nl-BE", java_script_enabled=False), product, "without_javascript")
    person.page.goto(f"{product.site}/inloggen/passkey/")
    assert person.sees("Een passkey werkt alleen met JavaScript. Log in met uw wachtwoord en een code.")
    assert not person.page.get_by_role("button", name="Passkey gebruiken").is_visible()
    person.keep_picture("inloggen")
    person.follow("Naar inloggen met een wachtwoord")
    assert person.sees("Inloggen")
