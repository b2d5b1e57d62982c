"""A referral went to a wrong place: a team member reports it, an administrator completes it and tells both sides."""

import poplib
import re
from email import message_from_bytes, policy

from django.utils import timezone

from example import accounts
from tests.journeys.test_referral_journey import wait_until_sent

BREACH_CONTACT = "lek@ict-dienst.example"


def test_a_breach_is_reported_completed_and_told_to_both_sides(a_person, product):
    # Given a team member whose referral left
    member = a_person(accounts.TEAM_MEMBER_KEMPEN)
    reference = send_a_referral(member)

    # When the member reports that it went to a wrong place
    member.follow("Naar een verkeerde plaats gestuurd? Gegevenslek melden")
    # The plain case is filled in: two clicks are enough
    member.look("melden")
    assert member.page.get_by_label("Verstuurd naar een verkeerde mailbox").is_checked()
    member.press("Gegevenslek melden")

    # Then the member reads the day, and nothing else
    assert member.sees("Gegevenslek gemeld op")
    member.look("gemeld")
    assert member.page.get_by_role("link", name="Gegevenslekken").count() == 0

    # And an administrator finds it in the register, with its clock
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Gegevenslekken")
    administrator.look("register")
    row = administrator.page.get_by_role("row").filter(has_text="verkeerde mailbox").first
    assert re.search(r"nog 7[12] uur", row.inner_text())
    administrator.open(row.get_by_role("link"))
    assert administrator.sees(reference)
    assert not administrator.sees("Lekkers")
    administrator.look("gegevenslek")

    # And searches for what else went to that mailbox
    administrator.follow("Getroffen verzendingen zoeken")
    administrator.look("zoeken")
    administrator.page.get_by_label("Mailbox").fill(accounts.MAILBOX_WESTERLO)
    administrator.press("Verzendingen zoeken")
    assert administrator.sees("toegevoegd.")

    # And reads the notice before it is sent
    administrator.follow("Melding opstellen")
    administrator.page.get_by_text("Tekst lezen").first.click()
    administrator.look("melding")
    administrator.press("Melding versturen")
    assert administrator.sees("De melding is klaar om te versturen")

    # Then the contact at another organisation gets it (R24), without a client in it
    mail = mail_about_breach(product, administrator)
    assert reference in mail
    assert "Lekkers" not in mail

    # And the administrator notes the rest
    administrator.follow("Melding of beslissing noteren")
    administrator.look("toezichthouder")
    administrator.page.get_by_label("Gemeld aan de Vlaamse Toezichtcommissie (VTC)").check()
    now = timezone.localtime()
    administrator.page.get_by_label("Dag van de melding").fill(f"{now:%d/%m/%Y}")
    administrator.page.get_by_label("Uur van de melding").fill(f"{now:%H:%M}")
    administrator.press("Beslissing bewaren")
    administrator.follow("Beslissing over cliënten noteren")
    administrator.page.get_by_label("Nee", exact=True).check()
    administrator.page.get_by_label("Dag van de beslissing").fill(f"{now:%d/%m/%Y}")
    administrator.press("Beslissing bewaren")
    assert "Kies waarom de cliënten het niet hoeven te weten." in administrator.page.locator("main").inner_text()
    administrator.look("cliënten")
    administrator.page.get_by_label("het risico voor de cliënten is niet groot").check()
    administrator.press("Beslissing bewaren")
    assert administrator.sees("Het risico voor de cliënten is niet groot")
    administrator.follow("Overleg noteren")
    administrator.look("overleg")
    administrator.page.get_by_label("Dag van het overleg").fill(f"{now:%d/%m/%Y}")
    administrator.page.get_by_label("Uur van het overleg").fill(f"{now:%H:%M}")
    administrator.page.get_by_label("Telefoon", exact=True).check()
    for side in administrator.page.get_by_role("checkbox", name="DPO", exact=True).all():
        side.check()
    administrator.press("Overleg noteren")
    administrator.follow("Maatregel noteren")
    administrator.look("maatregel")
    administrator.page.get_by_label("Gevraagd om de gegevens te wissen").check()
    administrator.page.get_by_label("Op welke dag?").fill(f"{now:%d/%m/%Y}")
    administrator.page.get_by_label("Ja", exact=True).check()
    administrator.press("Maatregel bewaren")
    assert administrator.sees("op tijd gemeld")
    administrator.look("opgevolgd")
    address = administrator.page.url
    administrator.page.emulate_media(media="print")
    assert administrator.sees("Hier staan geen gegevens van cliënten.")
    assert not administrator.page.locator("main").get_by_role("button").count()
    assert not administrator.page.get_by_role("link", name="Niet meetellen").count()
    administrator.keep_picture("gegevenslek-afgedrukt")
    administrator.page.emulate_media(media="screen")

    # And an auditor reads it
    auditor = a_person(accounts.AUDITOR)
    auditor.page.goto(address)
    assert auditor.sees(reference)
    auditor.look("auditor")


def send_a_referral(member) -> str:
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")
    member.page.get_by_label("ouder, of iemand anders met ouderlijk gezag").check()
    for box in member.page.get_by_role("checkbox").all():
        box.check()
    member.page.get_by_label("mondeling").check()
    member.page.get_by_label("In welke taal").select_option("nl")
    member.page.get_by_label("niemand, wij verstonden elkaar").check()
    member.press("Toestemming bevestigen")
    member.page.get_by_label("Voornaam").fill("Tess")
    member.page.get_by_label("Naam", exact=True).fill("Lekkers")
    member.page.get_by_label("Straat en nummer").fill("Kasteelstraat 8")
    member.page.get_by_label("Postcode").select_option("2260")
    member.press("Gegevens nakijken")
    member.press("Aanmelding versturen")
    member.follow("Deze aanmelding bekijken")
    wait_until_sent(member)
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", member.page.url).group()


def mail_about_breach(product, administrator) -> str:
    """Wait until the mail to the breach contact left, and return its text from the local mailbox."""
    row = administrator.page.get_by_role("row").filter(has_text=BREACH_CONTACT)
    for _ in range(150):
        if "verstuurd op" in row.inner_text():
            break
        administrator.page.wait_for_timeout(400)
        administrator.page.reload()
    mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
    mailbox.user(BREACH_CONTACT)
    mailbox.pass_("any")
    [content] = [b"\r\n".join(mailbox.retr(number + 1)[1]) for number in range(mailbox.stat()[0])]
    mailbox.quit()
    return message_from_bytes(content, policy=policy.default).get_body().get_content()
