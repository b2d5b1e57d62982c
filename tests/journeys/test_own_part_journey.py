"""A partner without an account does its own part; who works under the papers reads them, in a browser (D32, D33)."""

import re

import pytest

from example import accounts
from tests.journeys.conftest import Person
from tests.journeys.mailboxes import attest, code_in, link_in, mail_about_the_check
from tests.journeys.test_duties_journey import mail_with
from tests.journeys.typing_over import bring_in, look_at_all, protocol_with
from tests.paper_reading.files import as_pdf

PARTNER, NUMBER = "OCMW Eigenbroek", "0999.003.196"
CONTACT, MAILBOX = "onthaal@eigenbroek.example", "maatschappelijkwerk@eigenbroek.example"


@pytest.fixture
def a_visitor(browser, product, request):
    """Somebody without an account."""
    return lambda: Person(browser.new_context(locale="nl-BE"), product, request.node.name.removeprefix("test_"))


def answer(visitor: Person, question: str, button: str = "Bewaren", **typed: str) -> None:
    visitor.follow(question)
    for label, text in typed.items():
        visitor.page.get_by_label(label.replace("_", " ")).fill(text)
    visitor.press(button)


def compare(administrator: Person, title: str) -> None:
    administrator.open(administrator.page.get_by_role("link", name=re.compile(f"Vergelijken.*{title}")).first)


def test_a_partner_without_account_does_its_part_and_its_team_reads_it(a_person, a_visitor, product, tmp_path):
    # Given papers that were registered from their PDF
    administrator = a_person(accounts.ADMINISTRATOR)
    bring_in(administrator, "eigenbroek.pdf", as_pdf([protocol_with(PARTNER, NUMBER)]))
    look_at_all(administrator)
    administrator.press("Papier registreren")
    administrator.follow("Overeenkomst openen")
    agreement = administrator.page.url

    # When the administrator sends a link to a contact of the partner
    administrator.follow("Eigen deel van de partner")
    administrator.follow("Link sturen")
    administrator.page.get_by_label("E-mailadres van het contact").fill(CONTACT)
    administrator.press("Link sturen")
    address = re.search(r"http\S+sleutel=\S+", mail_with("sleutel=", product, CONTACT)).group()

    # Then the partner answers without an account, in a page that shows no key
    partner = a_visitor()
    partner.page.goto(address)
    assert "sleutel" not in partner.page.url
    partner.look("vragen")
    answer(partner, "Wie bellen wij bij een gegevenslek?", Naam_of_functie="Wachtdienst", Telefoonnummer="014 00 00 01")
    partner.follow("Naar welke mailbox mogen gegevens van cliënten?")
    partner.page.get_by_label("E-mailadres van de mailbox").fill(MAILBOX)
    partner.look("mailbox")
    partner.press("Bewaren")
    answer(partner, "Wie is uw DPO?", "Staat niet op het papier")

    # And a colleague with the same link goes on where it stopped
    colleague = a_visitor()
    colleague.page.goto(address)
    assert colleague.sees("ingevuld")
    to_do = colleague.page.get_by_role("listitem").filter(has_text="nog te doen").get_by_role("link")
    while to_do.count():
        colleague.open(to_do.first)
        colleague.press("Weet ik niet")
    colleague.press("Ik ben klaar")
    assert colleague.sees("U hoeft niets meer te doen")
    colleague.look("klaar")

    # When the administrator compares what is registered, what the partner says and what the paper prints
    administrator.page.reload()
    administrator.press("Protocol laten lezen")
    administrator.look("vergelijken")
    row = administrator.page.get_by_role("row").filter(has_text=MAILBOX)
    assert "gezin@eigenbroek.example" in row.inner_text()
    compare(administrator, "Contact bij een gegevenslek")
    administrator.press("Overnemen")
    compare(administrator, "Mailbox")
    administrator.look("mailbox-vergelijken")
    administrator.press("Overnemen")
    assert administrator.sees("Overgenomen")

    # Then a check leaves for that mailbox, and its code comes back with the attestation of secrecy
    receiver = a_visitor()
    mail_with("mailboxcontrole", product, MAILBOX)
    mail = mail_about_the_check(product, MAILBOX)
    receiver.page.goto(link_in(mail))
    receiver.press("Wachtwoord tonen")
    password = receiver.page.locator(".app-password").inner_text().strip()
    attest(receiver, code_in(mail, password, tmp_path))
    assert receiver.sees("De controle is gelukt")
    administrator.page.goto(f"{agreement}mailbox/")
    assert administrator.sees("Koen Voorbeelds, diensthoofd")

    # And the team that works under these papers reads whom to call, and the signed paper (D32)
    member = a_person(accounts.TEAM_MEMBER_KEMPEN)
    member.follow("Uw overeenkomsten")
    member.look("uw-overeenkomsten")
    member.follow(PARTNER)
    assert member.sees("Wachtdienst")
    member.look("uw-overeenkomst")
    with member.page.expect_download() as download:
        member.page.get_by_role("button", name="Ondertekend protocol openen").click()
    assert download.value.suggested_filename.endswith(".pdf")


def test_a_receiver_reads_its_own_papers_and_no_others(a_person):
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    worker.follow("Uw overeenkomsten")
    assert not worker.sees("OCMW Diest")
    worker.follow(accounts.OCMW_WESTERLO)
    worker.look("uw-overeenkomst")
    assert worker.sees("Wie bel ik?")
    assert worker.page.get_by_role("main").get_by_role("textbox").count() == 0
