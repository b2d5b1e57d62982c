"""The journey of one referral, by hand, in a browser: filed, sent, opened with its password, followed up.

All journeys share one product, so they stand in one file: `make test` gives each file to one process.
"""

import io
import poplib
import re
import time
from datetime import timedelta
from email import message_from_bytes, policy

import pyzipper
from django.utils import timezone

from example import accounts


def test_a_client_is_referred_and_followed_up(a_person, product):
    # Given a team member in front of a client who wants help
    member = a_person(accounts.TEAM_MEMBER_KEMPEN)
    member.look("werklijst")

    # When the member asks whether data may go to the OCMW of Westerlo
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")
    assert member.sees("U mag aanmelden bij OCMW Westerlo")

    # And forgets half of the consent
    member.look("toestemming")
    member.press("Toestemming bevestigen")
    assert member.sees("Duid alle vijf punten aan.")
    member.look("toestemming-onvolledig")

    # And then records it whole
    confirm_consent(member)

    # And types the four fields
    member.look("gegevens")
    member.page.get_by_label("Voornaam").fill("Imke")
    member.page.get_by_label("Naam", exact=True).fill("Proefstra")
    member.page.get_by_label("Straat en nummer").fill("Kasteelstraat 7")
    member.page.get_by_label("Postcode").select_option("2260")
    member.page.get_by_label("Telefoonnummer").fill("0470 00 00 31")
    member.press("Gegevens nakijken")
    member.look("nakijken")
    member.press("Aanmelding versturen")
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", member.page.url).group()
    member.look("ingediend")

    # Then the page tells by itself that it was sent, and the mailbox of the protocol has it
    member.page.locator(".app-tag", has_text="verstuurd").first.wait_for(timeout=90_000)
    member.page.goto(f"{product.site}/aanmeldingen/{reference}/")
    member.look("verstuurd")
    archive = archive_from_mailbox(product, accounts.MAILBOX_WESTERLO, reference)

    # And the social worker reads the password on the site
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    worker.look("opvolging")
    worker.follow(reference)
    worker.look("aanmelding-bij-ontvanger")
    assert not worker.sees("Proefstra")
    worker.press("Wachtwoord tonen")
    worker.look("wachtwoord")
    password = worker.page.locator(".app-password").first.inner_text().strip()

    # And opens the archive with it
    with pyzipper.AESZipFile(io.BytesIO(archive)) as opened:
        opened.setpassword(password.encode())
        text = opened.read("gegevens.txt").decode("utf-8-sig")
    assert "Proefstra, Imke" in text
    assert "Kasteelstraat 7, 2260 Westerlo" in text

    # And logs a contact and its outcome
    worker.page.goto(f"{product.site}/opvolging/{reference}/")
    worker.page.get_by_label("telefoon", exact=True).check()
    worker.page.get_by_label("ja, de cliënt beslist later", exact=True).check()
    worker.press("Contact noteren")
    worker.look("contactpoging")
    worker.page.goto(f"{product.site}/opvolging/{reference}/resultaat/")
    worker.look("resultaat")
    worker.page.get_by_label("wenst hulp", exact=True).check()
    worker.press("Resultaat registreren")
    assert worker.sees("wenst hulp")
    worker.look("afgesloten")

    # And the team learns that the archive was opened, and nothing of the outcome (D4)
    member.page.reload()
    assert member.sees("geopend door de ontvanger")
    assert not member.sees("wenst hulp")
    member.look("geopend")

    # And can show later that it was allowed, without saying who it was about (D26)
    member.follow("Nakijken of dit mocht op die dag")
    assert member.sees("Dat mocht.")
    assert not member.sees("Proefstra")
    member.look("mocht-dit")


def test_clients_without_ordinary_address_or_name_are_referred(a_person):
    """D14"""
    member = a_person(accounts.TEAM_MEMBER_KEMPEN)

    # Given a client whose house has no number, and of whom the member types too much
    begin_at_westerlo(member)
    fill_client(member, first_name="Imke", last_name="Proefdael", street="Hoeveweg z/n, kind geboren 18/05/2024")
    member.press("Gegevens nakijken")
    assert member.sees("Hier staat een datum. Vul alleen straat en huisnummer in")
    member.look("te-veel-getypt")
    # Then the member takes it away, is asked once about the phone, and files
    member.page.get_by_label("Straat en nummer").fill("Hoeveweg z/n")
    member.press("Gegevens nakijken")
    assert member.sees("U vulde geen telefoonnummer en geen e-mailadres in. Klopt dat?")
    assert member.sees("Hoeveweg z/n, 2260 Westerlo")
    member.look("niets-vergeten")
    member.press("Aanmelding versturen")
    member.follow("Deze aanmelding bekijken")
    assert member.sees("Hoeveweg z/n, 2260 Westerlo")

    # Given a client without fixed address, who can only be phoned
    begin_at_westerlo(member)
    fill_client(member, first_name="Nadia", last_name="El Proef", street="")
    member.page.get_by_label("nee: zonder vast adres, of het adres is geheim").check()
    member.press("Gegevens nakijken")
    assert member.sees("Zonder adres is er een telefoonnummer of een e-mailadres nodig.")
    member.look("zonder-adres-onvolledig")
    member.page.get_by_label("Telefoonnummer").fill("0470 00 00 33")
    member.press("Gegevens nakijken")
    assert member.sees("geen adres opgegeven")
    member.press("Aanmelding versturen")
    member.follow("Deze aanmelding bekijken")
    assert member.sees("geen adres opgegeven")

    # Given a client with one name
    begin_at_westerlo(member)
    fill_client(member, first_name="", last_name="Proefullah", street="Dorpsstraat 24")
    member.press("Gegevens nakijken")
    assert member.sees("Heeft de cliënt maar één naam? Duid dat dan aan.")
    member.page.get_by_label("De cliënt heeft maar één naam").check()
    member.page.get_by_label("Telefoonnummer").fill("0470 00 00 34")
    member.press("Gegevens nakijken")
    assert member.sees("Proefullah (één naam)")
    member.press("Aanmelding versturen")
    member.follow("Deze aanmelding bekijken")
    assert member.sees("Proefullah (één naam)")


def begin_at_westerlo(member) -> None:
    """Go from the start page to the four fields, with the consent of the client."""
    member.page.goto(f"{member.product.site}/aanmeldingen/nieuw/")
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")
    confirm_consent(member)


def confirm_consent(member) -> None:
    """Record a consent that is whole."""
    member.page.get_by_label("ouder, of iemand anders met ouderlijk gezag").check()
    for box in member.page.get_by_role("checkbox").all():
        box.check()
    member.page.get_by_label("mondeling").check()
    member.page.get_by_label("In welke taal").select_option("nl")
    member.page.get_by_label("niemand, wij verstonden elkaar").check()
    member.press("Toestemming bevestigen")


def fill_client(member, *, first_name: str, last_name: str, street: str) -> None:
    """Type the name and the street of a client."""
    member.page.get_by_label("Voornaam").fill(first_name)
    member.page.get_by_label("Naam", exact=True).fill(last_name)
    member.page.get_by_label("Straat en nummer").fill(street)
    member.page.get_by_label("Postcode").select_option("2260")


def test_a_referral_is_stopped_with_all_its_reasons(a_person):
    # Given a team whose papers with Diest are not complete
    member = a_person(accounts.TEAM_MEMBER_DEMER)
    # When the member asks whether data may go there
    member.page.get_by_label("Waar verblijft de cliënt?").fill("3290")
    member.press("Ontvanger zoeken")
    # Then the page says no, with every reason and its source, before anything was typed
    assert member.sees("U mag niet aanmelden in Diest")
    member.look("tegengehouden-kort")
    member.page.get_by_text("Waarom kan dit niet?").click()
    reasons = member.page.locator("[data-obstacle]")
    codes = [reason.get_attribute("data-obstacle") for reason in reasons.all()]
    assert {"mailbox_missing", "protocol_without_start"} <= set(codes)
    assert all("Bron:" in reason.inner_text() for reason in reasons.all())
    assert member.page.get_by_role("button", name="Aanmelding beginnen").count() == 0
    member.look("tegengehouden")


def test_an_administrator_sees_the_gate_of_an_agreement_as_a_task_list(a_person):
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.look("overeenkomsten")
    administrator.follow("OCMW Diest")
    administrator.look("overeenkomst-diest")
    administrator.page.goto(f"{administrator.product.site}/overeenkomsten/nieuw/")
    administrator.look("nieuwe-overeenkomst")
    administrator.page.goto(f"{administrator.product.site}/organisaties/")
    administrator.look("organisaties")


def test_an_administrator_suspends_sharing_and_sees_the_last_day_of_a_notice(a_person):
    # Given papers that are in force
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.open_papers(accounts.TEAM_KEMPEN, accounts.OCMW_WESTERLO)
    administrator.follow("Doorgeven stoppen of opschorten")
    administrator.look("stoppen")
    stopping = administrator.page.url

    # When the administrator suspends from next month on: what goes today is for the other journeys
    next_month = (timezone.localdate() + timedelta(days=30)).strftime("%d/%m/%Y")
    administrator.follow("Doorgeven opschorten")
    administrator.press("Doorgeven opschorten")
    assert administrator.sees("Kies een reden.")
    administrator.look("opschorten-onvolledig")
    administrator.page.get_by_label("De partner", exact=True).check()
    administrator.page.get_by_label("De beveiliging is niet in orde").check()
    administrator.page.get_by_label("Opgeschort vanaf").fill(next_month)
    administrator.press("Doorgeven opschorten")
    administrator.look("opgeschort")

    # And, once the letter was offered, ends it on its first day
    administrator.page.goto(stopping)
    administrator.follow("Opschorting beëindigen")
    administrator.look("opschorting-beëindigen")
    administrator.page.get_by_label("Laatste dag van de opschorting").fill(next_month)
    administrator.press("Opschorting beëindigen")
    administrator.page.goto(stopping)
    assert administrator.sees("tot en met")

    # And sees the last day of a notice before anything is kept
    administrator.follow("Protocol opzeggen")
    administrator.page.get_by_label("Dag van de opzegging").fill("31/08/2026")
    administrator.page.get_by_label("De partner", exact=True).check()
    administrator.page.get_by_label("Bewijs").fill("RR 1234 5678")
    administrator.press("Laatste dag berekenen")
    assert administrator.sees("De laatste dag is 28 februari 2027")
    administrator.look("opzegging-bevestigen")
    administrator.press("Antwoorden wijzigen")
    administrator.look("opzeggen")

    # And asks whether a team may send on a day
    administrator.page.goto(f"{administrator.product.site}/overeenkomsten/")
    administrator.follow("Mocht een team op een bepaalde dag versturen?")
    administrator.look("op-een-dag")
    administrator.page.get_by_label("Lokaal team").select_option(label=accounts.TEAM_KEMPEN)
    administrator.page.get_by_label("Postcode of gemeente").fill("2260")
    administrator.page.get_by_label("Dag", exact=True).fill("28/01/2024")
    administrator.press("Dag nakijken")
    assert administrator.sees("Nee. Dat mocht niet.")
    assert administrator.sees("Opgroeien heeft het protocol nog niet ondertekend.")
    administrator.look("op-een-dag-antwoord")

    # And the day after the last signature it was allowed, though all of it was registered today (D26)
    administrator.page.get_by_label("Dag", exact=True).fill("29/01/2024")
    administrator.press("Dag nakijken")
    assert administrator.sees("Ja. Dat mocht.")
    assert administrator.sees("Daarvoor telt alleen wat op het papier staat.")
    administrator.look("op-een-dag-mocht")


def test_an_auditor_reads_the_trail_and_no_client(a_person):
    auditor = a_person(accounts.AUDITOR)
    auditor.look("logboek")
    assert auditor.sees("aanmelding ingediend")


def wait_until_sent(member) -> None:
    until = time.monotonic() + 90
    while not member.page.locator(".app-tag", has_text=re.compile("^verstuurd$", re.IGNORECASE)).count():
        assert time.monotonic() < until, "the worker did not send it"
        time.sleep(0.3)
        member.page.reload()


def archive_from_mailbox(product, address: str, reference: str) -> bytes:
    mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
    mailbox.user(address)
    mailbox.pass_("any")
    contents = [b"\r\n".join(mailbox.retr(number + 1)[1]) for number in range(mailbox.stat()[0])]
    mailbox.quit()
    for mail in (message_from_bytes(content, policy=policy.default) for content in contents):
        for part in mail.iter_attachments():
            if part.get_filename() == f"{reference}.zip":
                return part.get_content()
    raise AssertionError(f"there is no mail about {reference}")
