"""Duties, evaluation and what comes, by hand, in a browser."""

import poplib
import re
import time
from datetime import timedelta
from email import message_from_bytes, policy

from django.utils import timezone

from example import accounts
from local.product import Product
from tests.journeys.conftest import Person


def mail_with(words: str, product: Product, address: str) -> str:
    """The text of the latest mail in this mailbox that holds these words, once it is there."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
        mailbox.user(address)
        mailbox.pass_("any")
        for number in range(mailbox.stat()[0], 0, -1):
            mail = message_from_bytes(b"\r\n".join(mailbox.retr(number)[1]), policy=policy.default)
            if words in (text := mail.get_body().get_content()):
                mailbox.quit()
                return text
        mailbox.quit()
        time.sleep(0.5)
    raise AssertionError("the worker did not send it")


def test_an_administrator_keeps_the_duties_and_the_evaluation(a_person, browser, product, tmp_path):
    # Given papers that are in force, of which the partner did not publish the protocol
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Wat komt eraan")
    administrator.look("wat-komt-eraan")
    administrator.page.goto(f"{product.site}/overeenkomsten/")
    administrator.open_papers(accounts.TEAM_KEMPEN, accounts.OCMW_WESTERLO)
    assert administrator.sees("Op de website van OCMW Westerlo is het protocol nog niet bekendgemaakt.")
    administrator.follow("Plichten")
    administrator.look("plichten")

    # When the administrator records the publication, after a wrong address
    administrator.follow("Website van OCMW Westerlo")
    administrator.page.get_by_label("Webadres").fill("www.westerlo.example")
    administrator.page.get_by_label("Bekendgemaakt op").fill("5/2/2024")
    administrator.press("Bekendmaking bewaren")
    assert administrator.sees("Vul een webadres in dat begint met https://.")
    administrator.look("bekendmaking-onvolledig")
    administrator.page.get_by_label("Webadres").fill("https://www.westerlo.example/protocol")
    administrator.press("Bekendmaking bewaren")
    assert administrator.sees("bekendgemaakt op 5 februari 2024")

    # And asks for proof, after reading what will be written
    administrator.follow("Bewijs vragen")
    administrator.look("bewijs-vragen")
    administrator.press("Bewijs vragen")
    administrator.page.get_by_role("link", name="Bewijs noteren").first.wait_for()  # what is going is not printed
    proof = tmp_path / "bewijs.pdf"
    administrator.page.pdf(path=proof)
    administrator.follow("Bewijs noteren")
    administrator.look("bewijs-noteren")
    administrator.page.get_by_label("Ontvangen op").fill(timezone.localdate().strftime("%d/%m/%Y"))
    administrator.page.get_by_label("Bewijs als pdf").set_input_files(proof)
    administrator.press("Bewijs bewaren")
    assert administrator.sees("met een bestand van")

    # And adds a processor and gives the overview
    administrator.follow("Verwerker toevoegen")
    administrator.look("verwerker")
    administrator.page.get_by_label("Opgroeien", exact=True).check()
    administrator.page.get_by_label("Naam van het bedrijf").fill("Proef Software nv")
    administrator.page.get_by_label("Software voor cliëntdossiers").check()
    administrator.press("Verwerker toevoegen")
    administrator.follow("Overzicht bezorgen")
    assert administrator.sees("Proef Software nv, software voor cliëntdossiers")
    administrator.look("overzicht-bezorgen")
    administrator.press("Overzicht bezorgen")
    assert administrator.sees("Bezorgd op")
    administrator.look("plichten-genoteerd")

    # And notes a bottleneck and invites the partner
    administrator.follow("Naar de overeenkomst")
    administrator.follow("Evaluatie")
    administrator.look("evaluatie")
    administrator.follow("Knelpunt noteren")
    administrator.look("knelpunt")
    administrator.page.get_by_label("De partner", exact=True).check()
    administrator.page.get_by_label("Het archief gaat niet open").check()
    administrator.page.get_by_label("Vastgesteld op").fill("3/11/2026")
    administrator.press("Knelpunt bewaren")
    assert administrator.sees("het archief gaat niet open")
    administrator.follow("Partner uitnodigen")
    next_month = (timezone.localdate() + timedelta(days=30)).strftime("%d/%m/%Y")
    administrator.page.get_by_label("Voorgestelde dag").fill(next_month)
    administrator.look("uitnodigen")
    administrator.press("Uitnodiging versturen")
    assert administrator.sees("Uitnodiging: mail,")

    # And asks both parties for their part; the partner brings it by the link in its mail, without an account
    administrator.press("Nu al om ieders deel vragen")
    administrator.look("delen-gevraagd")
    visitor = Person(browser.new_context(locale="nl-BE"), product, administrator.journey)
    mail = mail_with("/cijfers/evaluatie/uw-deel/", product, "contact@ocmw-westerlo.example")
    visitor.page.goto(re.search(r"http\S+/uw-deel/\S+", mail).group())
    assert "sleutel" not in visitor.page.url
    visitor.look("deel-van-de-partner")
    visitor.press("Uw deel versturen")
    assert visitor.sees("Vul uw naam en uw functie in.")
    for question in visitor.page.get_by_role("radio", name="Hierover willen wij spreken").all():
        question.check()
    visitor.page.get_by_label("De mailbox is vol").check()
    visitor.page.get_by_label("Uw naam en functie").fill("An Voorbeeld, hoofd sociale dienst")
    visitor.press("Uw deel versturen")
    visitor.look("deel-verstuurd")
    assert visitor.sees("Uw deel is verstuurd")

    # And records the evaluation itself, with what the parties agreed to change
    administrator.page.reload()
    assert administrator.sees("door An Voorbeeld, hoofd sociale dienst")
    administrator.follow("Evaluatie noteren")
    administrator.page.get_by_label("Gehouden op").fill(timezone.localdate().strftime("%d/%m/%Y"))
    administrator.page.get_by_label("Verslag als pdf").set_input_files(proof)
    administrator.page.get_by_label("Een afspraak uit de evaluatie").check()
    administrator.page.get_by_label("Vanaf wanneer?").fill("1/1/2027")
    administrator.look("evaluatie-noteren")
    administrator.press("Evaluatie bewaren")
    assert administrator.sees("Nieuwe versie voorbereiden")
    administrator.look("evaluatie-gelezen")
    administrator.follow("Naar de evaluaties")
    assert administrator.sees("Er zijn geen knelpunten die nog besproken moeten worden.")
    administrator.look("evaluatie-genoteerd")


def test_an_auditor_reads_what_comes(a_person, product):
    auditor = a_person(accounts.AUDITOR)
    auditor.page.goto(f"{product.site}/overeenkomsten/wat-komt-eraan/")
    assert auditor.sees("handtekeningen onder het protocol")
    auditor.look("wat-komt-eraan-auditor")
