"""Passkeys in a real browser, with the virtual security key of Chromium."""

import re
from collections.abc import Callable

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
def invited(a_person, browser, product) -> Callable[[str, str], Person]:
    """Return who was invited by the head of an OCMW and opened the link."""

    def invite(name: str, email: str) -> Person:
        head = a_person(accounts.HEAD_WESTERLO)
        head.page.goto(f"{product.site}/mijn-account/")
        head.follow("Wie heeft toegang tot")
        head.follow("Iemand uitnodigen")
        head.page.get_by_label("maatschappelijk werker").check()
        head.page.get_by_label("Voornaam en naam").fill(name)
        head.page.get_by_label("E-mailadres op het werk").fill(email)
        head.press("Uitnodiging versturen")
        mail = mail_in(product, email, lambda mail: "Uitnodiging" in mail["Subject"])
        person = Person(browser.new_context(locale="nl-BE"), product, head.journey)
        person.page.goto(re.search(r"https?://\S+", mail.get_content()).group())
        return person

    return invite


@pytest.fixture
def newcomer(invited) -> Person:
    return invited("Pim Sleutelveld", "pim@ocmw-westerlo.example")


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


def test_a_newcomer_chooses_a_passkey_instead_of_a_password(invited, a_person, product):
    # Given who chooses a passkey, and breaks off at another browser
    person = invited("Lotte Zonderwoord", "lotte@ocmw-westerlo.example")
    person.look("drie-manieren")
    person.follow("Doorgaan met een passkey")
    wire, laptop = with_virtual_key(person)

    # When the answers are not complete, nothing is asked of the device
    person.page.get_by_label("Naam van de passkey").fill("Laptop van Lotte")
    person.press("Passkey en account maken")
    assert person.sees("Zet een vinkje als u door het beroepsgeheim gebonden bent.")
    assert not person.sees("Deze passkey klopt niet")
    assert wire.send("WebAuthn.getCredentials", {"authenticatorId": laptop})["credentials"] == []
    person.look("alleen-onvolledig")
    person.page.get_by_role("checkbox").check()
    person.press("Passkey en account maken")

    # Then the account is there, with its passkey
    assert person.sees("U logt voortaan in met deze passkey, zonder wachtwoord.")
    person.look("alleen-klaar")
    person.press("Uitloggen")
    person.follow("Inloggen met een passkey")
    person.press("Passkey gebruiken")
    assert person.sees("Opvolging")

    # And who lost the device makes another passkey, after the head called back
    wire.send("WebAuthn.clearCredentials", {"authenticatorId": laptop})
    head = a_person(accounts.HEAD_WESTERLO)
    head.page.goto(f"{product.site}/mijn-account/")
    head.follow("Wie heeft toegang tot")
    head.open(head.page.get_by_role("row").filter(has_text="Lotte").get_by_role("link", name="Telefoon kwijt"))
    head.page.get_by_label("Ik belde zelf terug").check()
    head.page.get_by_label("Ik ben zeker").check()
    head.press("Telefoon loskoppelen en link sturen")
    mail = mail_in(product, "lotte@ocmw-westerlo.example", lambda mail: "Maak een nieuwe passkey" in mail["Subject"])
    person.page.goto(re.search(r"https?://\S+", mail.get_content()).group())
    person.look("alleen-nieuwe-passkey")
    person.page.get_by_label("Naam van de passkey").fill("Nieuwe laptop")
    person.press("Passkey maken")
    assert person.sees("Uw nieuwe passkey is klaar.")


def test_without_javascript_the_pages_are_whole_and_offer_the_app(browser, product):
    person = Person(browser.new_context(locale="nl-BE", java_script_enabled=False), product, "without_javascript")
    person.page.goto(f"{product.site}/inloggen/passkey/")
    assert person.sees("Een passkey werkt alleen met JavaScript. Log in met uw wachtwoord en een code.")
    assert not person.page.get_by_role("button", name="Passkey gebruiken").is_visible()
    person.keep_picture("inloggen")
    person.follow("Naar inloggen met een wachtwoord")
    assert person.sees("Inloggen")
