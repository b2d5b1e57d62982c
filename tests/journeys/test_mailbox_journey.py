"""The check of a mailbox, by hand, in a browser: sent, fetched, opened with 7-Zip, answered without an account."""

from example import accounts
from tests.journeys.mailboxes import attest, code_in, compare, link_in, mail_about_the_check, wait_until_sent

MAILBOX = "proefmailbox@ocmw-diest.example"


def test_a_receiver_answers_the_check_of_its_mailbox(a_person, product, browser, tmp_path):
    # Given an administrator who registers papers of their own, with a mailbox: other journeys look at the others
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Papieren registreren")
    administrator.follow("Overeenkomst registreren zonder papier")
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
    compare(administrator, MAILBOX)
    second = a_person(accounts.SECOND_ADMINISTRATOR)
    second.page.goto(f"{agreement}mailbox/")
    compare(second, MAILBOX)
    assert second.sees("Deze mailbox is nog niet in orde.")

    # When the administrator sends the check
    administrator.page.goto(f"{agreement}mailbox/")
    administrator.look("vergeleken")
    administrator.press("Controle sturen")
    wait_until_sent(administrator)
    administrator.look("wacht-op-antwoord")

    # And the receiver, who has no account, fetches the mail and opens its link
    mail = mail_about_the_check(product, MAILBOX)
    link = link_in(mail)
    receiver = type(administrator)(browser.new_context(locale="nl-BE"), product, administrator.journey)
    receiver.page.goto(link)
    assert "sleutel" not in receiver.page.url
    receiver.look("pagina-van-de-ontvanger")

    # And reads the password, and opens the archive with 7-Zip
    receiver.press("Wachtwoord tonen")
    receiver.look("wachtwoord")
    password = receiver.page.locator(".app-password").inner_text().strip()
    code = code_in(mail, password, tmp_path)

    # And first types something else
    receiver.page.get_by_label("Code uit het bestand").fill(code)
    receiver.press("Bevestigen en code versturen")
    assert receiver.sees("Zonder bevestiging vertrekt er niets.")
    receiver.look("niet-bevestigd")
    attest(receiver, "0000-0000")
    assert receiver.sees("Deze code klopt niet.")
    receiver.look("foute-code")
    attest(receiver, code.lower())
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
