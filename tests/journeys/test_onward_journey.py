"""Passing on to a partner of the GBO, in a browser: refused, put right, consented, sent, read out, and taken back."""

from django.utils import timezone

from example import accounts, gbo
from tests.journeys.mailboxes import attest, code_in, compare, link_in, mail_about_the_check, wait_until_sent

MAILBOX = "doorgeven@dmw-heidekant.example"


def typed(day) -> str:
    return f"{day:%d/%m/%Y}"


def test_passing_on_to_a_partner(a_person, product, browser, tmp_path):
    today = timezone.localdate()

    # Given a client who wants help, passed on to the CAW before
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    page = worker.page
    page.goto(f"{product.site}/opvolging/doorgegeven/")
    worker.look("lijst")
    row = page.get_by_role("row", name=gbo.CAW).last
    assert "verstuurd" in row.inner_text()
    worker.open(row.get_by_role("link"))
    address = page.url
    assert worker.sees("Alleen uw organisatie ziet dit.")
    worker.look("aanmelding")

    # When the social worker wants to pass on to the DMW, whose mailbox nobody knows
    worker.follow("Partner kiezen")
    assert worker.sees("al doorgegeven")
    worker.look("partner-kiezen")
    worker.follow(gbo.DMW)
    assert worker.sees("Er is geen mailbox van deze partner bekend.")
    worker.look("kan-niet")

    # Then an administrator registers that mailbox; a wrong one is refused
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("GBO")
    administrator.open(administrator.page.get_by_role("row", name=accounts.OCMW_WESTERLO).get_by_role("link").first)
    administrator.follow(f"Mailbox van {gbo.DMW}")
    administrator.look("mailbox")
    administrator.follow("Mailbox registreren")
    administrator.page.get_by_label("E-mailadres van de mailbox").fill("doorgeven bij de dmw")
    administrator.press("Mailbox bewaren")
    assert administrator.sees("Vul één e-mailadres in")
    administrator.look("mailbox-fout")
    administrator.page.get_by_label("E-mailadres van de mailbox").fill(MAILBOX)
    administrator.press("Mailbox bewaren")

    # And it comes in order as the mailbox of a protocol does (D27)
    mailbox = administrator.page.url
    compare(administrator, MAILBOX)
    second = a_person(accounts.SECOND_ADMINISTRATOR)
    second.page.goto(mailbox)
    compare(second, MAILBOX)
    administrator.page.goto(mailbox)
    administrator.press("Controle sturen")
    wait_until_sent(administrator)
    mail = mail_about_the_check(product, MAILBOX)
    assert gbo.CAW in mail.get_body().get_content()
    receiver = type(administrator)(browser.new_context(locale="nl-BE"), product, administrator.journey)
    receiver.page.goto(link_in(mail))
    receiver.press("Wachtwoord tonen")
    attest(receiver, code_in(mail, receiver.page.locator(".app-password").inner_text().strip(), tmp_path))
    assert receiver.sees("De controle is gelukt")
    administrator.page.reload()
    assert administrator.sees("Deze mailbox is in orde.")
    administrator.look("mailbox-in-orde")

    # And the social worker asks the client
    page.reload()
    worker.look("toestemming")
    worker.press("Toestemming bewaren")
    assert worker.sees("Duid de vijf punten aan.")
    worker.look("toestemming-fout")
    for point in ("Doel:", "Welke gegevens:", "Met wie:", "Wat er daarna gebeurt:", "Wat de cliënt mag verwachten:"):
        page.get_by_label(point).check()
    page.get_by_label("De cliënt zei vrij en uitdrukkelijk ja").check()
    page.get_by_label("Wanneer gaf de cliënt toestemming?").fill(typed(today))
    worker.press("Toestemming bewaren")

    # And types the four fields from the own archive; nothing of the team's is shown
    assert worker.sees("Neem ze over uit uw eigen archief.")
    worker.look("gegevens")
    worker.press("Gegevens doorgeven")
    assert worker.sees("Vul de naam van de cliënt in")
    worker.look("gegevens-fout")
    page.get_by_label("Voornaam").fill("Noor")
    page.get_by_label("Naam", exact=True).fill("Van den Voorbeeld")
    page.get_by_label("Straat en nummer").fill("Lindelaan 22")
    page.get_by_label("Telefoonnummer").fill("0470 00 00 12")
    worker.press("Gegevens doorgeven")
    assert worker.sees(f"De gegevens vertrekken naar {gbo.DMW}")

    # Then the mail leaves, and its password can be read out
    card = page.get_by_role("region", name=gbo.DMW)
    for _ in range(60):
        page.goto(address)
        if "verstuurd" in card.inner_text().splitlines()[-3:] or card.get_by_role("button").count():
            break
        page.wait_for_timeout(500)
    worker.look("doorgegeven")
    worker.open(card.get_by_role("button", name="Wachtwoord van"))
    assert worker.sees("Lees dan het wachtwoord voor.")
    worker.look("wachtwoord")

    # And the client takes it back
    page.goto(address)
    worker.open(card.get_by_role("link", name="De cliënt trekt deze toestemming in"))
    worker.look("intrekken")
    worker.press("Intrekking registreren")
    assert worker.sees("Wij vroegen de partner om te wissen")
    worker.look("ingetrokken")

    # And the team knows nothing of all this
    team = a_person(accounts.TEAM_MEMBER_KEMPEN)
    reference = address.rstrip("/").rsplit("/", 1)[1]
    team.page.goto(f"{product.site}/aanmeldingen/{reference}/")
    assert not team.sees(gbo.CAW)
    assert not team.sees(gbo.DMW)
