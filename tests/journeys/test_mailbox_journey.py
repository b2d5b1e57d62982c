"""The check of a mailbox, by hand, in a browser: sent, fetched, opened with 7-Zip, answered without an account."""

import poplib
import re
import subprocess
import time
from email import message_from_bytes, policy

from example import accounts
from tests.seven_zip import program

MAILBOX = "proefmailbox@ocmw-diest.example"


def test_a_receiver_answers_the_check_of_its_mailbox(a_person, product, browser, tmp_path):
    # Given an administrator who registers papers of their own, with a mailbox: other journeys look at the others
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Overeenkomst registreren")
    administrator.page.get_by_label("Lokaal team").select_option(label=accounts.TEAM_KEMPEN)
    administrator.page.get_by_label("Partner").select_option(label=accounts.CAW_BRUSSELS)
    administrator.page.get_by_label("Onbepaalde duur").check()
    administrator.press("Overeenkomst registreren")
    administrator.follow("Mailbox")
    administrator.look("nog-geen-mailbox")
    administrator.follow("Mailbox registreren")
    administrator.page.get_by_label("E-mailadres van de mailbox").fill(MAILBOX)
    administrator.press("Mailbox bewaren")
    agreement = administrator.page.url.removesuffix("mailbox/")

    # And two administrators who compare it with the signed protocol
    compare(administrator)
    second = a_person(accounts.SECOND_ADMINISTRATOR)
    second.page.goto(f"{agreement}mailbox/")
    compare(second)
    assert second.sees("Deze mailbox is nog niet in orde.")

    # When the administrator sends the check
    administrator.page.goto(f"{agreement}mailbox/")
    administrator.look("vergeleken")
    administrator.press("Controle sturen")
    wait_until_sent(administrator)
    administrator.look("wacht-op-antwoord")

    # And the receiver, who has no account, fetches the mail and opens its link
    mail = mail_about_the_check(product)
    link = re.search(r"http\S+/mailboxcontrole/\S+", mail.get_body().get_content()).group()
    receiver = type(administrator)(browser.new_context(locale="nl-BE"), product, administrator.journey)
    receiver.page.goto(link)
    assert "sleutel" not in receiver.page.url
    receiver.look("pagina-van-de-ontvanger")

    # And reads the password, and opens the archive with 7-Zip
    receiver.press("Wachtwoord tonen")
    receiver.look("wachtwoord")
    password = receiver.page.locator(".app-password").inner_text().strip()
    [attachment] = mail.iter_attachments()
    (tmp_path / "controle.zip").write_bytes(attachment.get_content())
    command = [program(), "x", f"-p{password}", f"-o{tmp_path / 'out'}", str(tmp_path / "controle.zip")]
    subprocess.run(command, check=True, capture_output=True)
    text = (tmp_path / "out" / "controle.txt").read_text("utf-8-sig")
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text).group()

    # And first types something else
    receiver.page.get_by_label("Code uit het bestand").fill("0000-0000")
    receiver.press("Code versturen")
    assert receiver.sees("Deze code klopt niet.")
    receiver.look("foute-code")
    receiver.page.get_by_label("Code uit het bestand").fill(code.lower())
    receiver.press("Code versturen")
    assert receiver.sees("De controle is gelukt")
    receiver.look("gelukt")
    receiver.page.goto(link[:-4])
    assert receiver.sees("Deze link werkt niet")
    receiver.look("link-werkt-niet")

    # Then the mailbox is verified
    administrator.page.reload()
    assert administrator.sees("Deze mailbox is in orde.")
    administrator.look("in-orde")
    administrator.follow("Een mail kwam terug")
    administrator.look("kwam-terug")


def test_a_change_of_contact_is_told_and_filed(a_person):
    # Given signed papers
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.open_papers(accounts.TEAM_KEMPEN, accounts.OCMW_WESTERLO)
    administrator.follow("Contacten")
    administrator.look("contacten")
    # When the administrator adds a contact
    administrator.follow("Contact toevoegen")
    administrator.look("contact-toevoegen")
    administrator.page.get_by_label("Opgroeien").check()
    administrator.page.get_by_label("Contactpersoon", exact=True).check()
    administrator.page.get_by_label("Naam of functie").fill("Proefpersoon Testmans")
    administrator.page.get_by_label("E-mailadres").fill("proefpersoon@agentschap.example")
    administrator.press("Contact toevoegen")
    # Then the notice is in the list, and is read as a letter
    administrator.follow("Berichten en bijlagen")
    administrator.look("berichten")
    administrator.follow("Wijziging van een contactpersoon")
    assert administrator.sees("Proefpersoon Testmans")
    administrator.look("bericht")
    administrator.page.emulate_media(media="print")
    administrator.look("bericht-op-papier")
    # And an auditor reads it too
    address = administrator.page.url
    auditor = a_person(accounts.AUDITOR)
    auditor.page.goto(address)
    assert auditor.sees("Proefpersoon Testmans")


def compare(administrator) -> None:
    administrator.follow("Adres vergelijken")
    administrator.page.get_by_label("Het adres zoals het in het ondertekende protocol staat").fill(MAILBOX)
    administrator.press("Adres bevestigen")


def wait_until_sent(administrator) -> None:
    until = time.monotonic() + 90
    while not administrator.page.locator(".app-tag", has_text="wacht op antwoord").count():
        assert time.monotonic() < until, "the worker did not send it"
        time.sleep(0.3)
        administrator.page.reload()


def mail_about_the_check(product):
    mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
    mailbox.user(MAILBOX)
    mailbox.pass_("any")
    [content] = [b"\r\n".join(mailbox.retr(number + 1)[1]) for number in range(mailbox.stat()[0])]
    mailbox.quit()
    return message_from_bytes(content, policy=policy.default)
