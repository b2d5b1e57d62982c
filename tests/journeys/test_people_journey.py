"""People at the receiver and the team: what got stuck, an archive that stays shut, colleagues who come and go."""

import base64
import re
import time

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from example import accounts
from example.second_factor import PERIOD
from tests.journeys.conftest import Person
from tests.journeys.test_client_journey import a_sent_referral, archive_from_mailbox, mail_in, open_at_receiver
from tests.referrals.steps import opened_by_seven_zip


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


@pytest.fixture
def worker(a_person):
    return a_person(accounts.SOCIAL_WORKER_WESTERLO)


@pytest.mark.late
def test_an_archive_that_stays_shut_comes_again(member, worker, product, tmp_path):
    # Given a referral whose archive does not open at the receiver
    reference = a_sent_referral(member, first_name="Pia", phone="0470 00 00 61")
    open_at_receiver(worker, reference)
    worker.follow("Ik kan het archief niet openen")
    worker.look("help")
    help_page = worker.page.url

    # When the social worker asks for the data again
    worker.press("Nieuwe zending vragen")
    assert worker.sees("Het team antwoordde nog niet.")
    worker.look("gevraagd")

    # Then the member reads so, and sends them again
    member.page.reload()
    assert member.sees("De ontvanger krijgt het archief niet open")
    member.look("opnieuw-versturen")
    member.press("Gegevens opnieuw versturen")
    assert member.sees("vertrekken opnieuw")
    archive = archive_from_mailbox(product, accounts.MAILBOX_WESTERLO, f"{reference}-2.zip")

    # And the new password, copied from its field, opens the new archive
    open_at_receiver(worker, reference)
    assert worker.sees(f"{reference}.zip is vervangen.")
    worker.press(f"Wachtwoord tonen van {reference}-2.zip")
    worker.look("wachtwoord")
    copied = worker.page.get_by_label("Wachtwoord om te kopiëren").input_value()
    assert "Proefstra, Pia" in opened_by_seven_zip(archive, copied, tmp_path)["gegevens.txt"]

    # And a harmless archive that the social worker mails to itself comes with its own steps
    worker.page.goto(help_page)
    until = time.monotonic() + 90
    while not worker.sees("De proefmail vertrekt naar uw mailbox."):  # the demo data sent one, maybe a moment ago
        assert time.monotonic() < until, worker.page.locator("main").inner_text()
        worker.press("Proefmail vragen")
        time.sleep(0.5)
    worker.look("proefmail")
    mail_in(product, accounts.MAILBOX_WESTERLO, lambda mail: mail["Subject"] == "Controle van uw mailbox")


def test_both_sides_note_what_got_stuck_and_administrators_read_how_often(member, worker, a_person):
    # Given a social worker of whom more data were asked than may be shared
    worker.follow("Knelpunten noteren en bekijken")
    worker.look("knelpunten")
    worker.follow("Knelpunt noteren")
    worker.press("Knelpunt bewaren")
    assert worker.sees("Kies wat er misloopt.")
    worker.look("knelpunt-onvolledig")

    # When it is noted, and again by mistake
    for kind in ("Vraag naar het rijksregisternummer", "De mailbox is vol"):
        worker.page.goto(f"{worker.product.site}/overeenkomsten/knelpunten/nieuw/")
        worker.page.get_by_label(kind).check()
        worker.press("Knelpunt bewaren")
        assert worker.sees("Het knelpunt is genoteerd.")
    worker.open(worker.page.get_by_role("button", name=re.compile("Knelpunt terugnemen.*de mailbox is vol")).first)
    assert worker.sees("teruggenomen door")
    worker.look("teruggenomen")

    # Then the team does not see it, and an administrator reads how often
    member.follow("Knelpunten noteren en bekijken")
    member.look("knelpunten-van-het-team")
    assert not member.sees("rijksregisternummer")
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.open_papers(accounts.TEAM_KEMPEN, accounts.OCMW_WESTERLO)
    administrator.follow("Evaluatie")
    assert administrator.sees("vraag naar het rijksregisternummer")
    administrator.look("evaluatie")


def link_an_app(person: Person) -> None:
    """Read the key as an app does, after a wrong code; see the reserve codes once."""
    person.look("app-koppelen")
    person.page.get_by_role("textbox", name="Code").fill("12")
    person.press("App koppelen")
    assert person.sees("Deze code klopt niet")
    person.page.get_by_text("Ik kan niet scannen").click()
    person.look("app-koppelen-fout")
    key = person.page.locator(".app-code").inner_text()
    app = TOTP(base64.b32decode(key), 6, SHA1(), PERIOD)  # noqa: S303  # what RFC 6238 uses
    person.page.get_by_role("textbox", name="Code").fill(app.generate(int(time.time())).decode())
    person.press("App koppelen")
    assert person.page.locator(".app-code").count() == 10
    person.look("reservecodes")
    person.follow("Verder naar mijn werk")


def test_people_find_what_to_do_with_their_own_login_and_that_of_colleagues(a_person, browser, product):
    # Given a head of service, who looks after the own login
    head = a_person(accounts.HEAD_WESTERLO)
    head.page.goto(f"{product.site}/mijn-account/")
    head.follow("Wachtwoord wijzigen")
    head.look("wachtwoord-wijzigen")
    head.press("Wachtwoord wijzigen")
    assert head.sees("Vul uw wachtwoord van nu in.")
    head.look("wachtwoord-wijzigen-fout")
    head.page.goto(f"{product.site}/mijn-account/")
    head.follow("Waar u ingelogd bent")
    assert head.sees("nu, dit is deze browser")
    head.look("waar-ingelogd")

    # And after the access of colleagues: who forgets to tick anything reads so
    head.page.goto(f"{product.site}/mijn-account/")
    head.follow("Wie heeft toegang tot")
    head.follow("Bevestigen wie hier nog werkt")
    head.press("Bevestigen")
    assert head.sees("Vink aan wie hier nog werkt.")
    head.look("bevestigen-niets-aangevinkt")
    head.page.get_by_label(re.compile(accounts.COLLEAGUE_WESTERLO.name)).check()
    head.press("Bevestigen")
    assert head.sees("U bevestigde 1 collega.")
    head.follow("Telefoon kwijt")
    head.press("Telefoon loskoppelen en link sturen")
    assert head.sees("Bel eerst zelf terug")
    head.look("telefoon-kwijt-niet-nagekeken")

    # And somebody who cannot sign in reads what to do
    visitor = Person(browser.new_context(locale="nl-BE"), product, head.journey)
    visitor.page.goto(f"{product.site}/inloggen/telefoon-kwijt/")
    visitor.look("telefoon-kwijt")
    visitor.page.goto(f"{product.site}/inloggen/")
    visitor.follow("Wachtwoord vergeten")
    visitor.look("wachtwoord-vergeten")
    visitor.page.get_by_label("Uw e-mailadres").fill("niemand@ocmw-westerlo.example")
    visitor.press("Link vragen")
    assert visitor.sees("Kijk in uw mailbox")
    visitor.look("wachtwoord-gevraagd")


def test_a_head_invites_a_colleague_who_signs_in_and_leaves_again(a_person, browser, product):
    # Given the head of service of an OCMW
    head = a_person(accounts.HEAD_WESTERLO)
    head.page.goto(f"{product.site}/mijn-account/")
    head.look("mijn-account")
    head.follow("Wie heeft toegang tot")
    head.look("collegas")

    # When the head invites someone elsewhere, and then a colleague
    head.follow("Iemand uitnodigen")
    head.page.get_by_label("maatschappelijk werker").check()
    head.page.get_by_label("Voornaam en naam").fill("Ine Proefdorp")
    head.page.get_by_label("E-mailadres op het werk").fill("ine@elders.example")
    head.press("Uitnodiging versturen")
    assert head.sees("Nodig alleen collega’s van uw eigen organisatie uit")
    head.look("uitnodigen-fout")
    head.page.get_by_label("E-mailadres op het werk").fill("ine@ocmw-westerlo.example")
    head.press("Uitnodiging versturen")
    assert head.sees("De uitnodiging vertrekt naar ine@ocmw-westerlo.example.")
    head.look("uitgenodigd")

    # Then the colleague follows the link in the mail, and chooses a password
    mail = mail_in(product, "ine@ocmw-westerlo.example", lambda mail: "Uitnodiging" in mail["Subject"])
    link = re.search(r"https?://\S+", mail.get_content()).group()
    colleague = Person(browser.new_context(locale="nl-BE"), product, head.journey)
    colleague.page.goto(link)
    colleague.look("uitnodiging")
    colleague.press("Account maken")
    assert colleague.sees("Kies een wachtwoord van minstens 12 tekens.")
    colleague.look("uitnodiging-onvolledig")
    colleague.page.get_by_label("Kies een wachtwoord").fill(accounts.PASSWORD)
    colleague.page.get_by_label("Typ het wachtwoord opnieuw").fill(accounts.PASSWORD)
    colleague.page.get_by_role("checkbox").check()
    colleague.press("Account maken")

    # And links an app for codes before anything else opens
    colleague.look("kiezen")
    colleague.follow("App koppelen")
    link_an_app(colleague)
    assert colleague.sees("Opvolging")
    colleague.page.goto(f"{product.site}/mijn-account/")
    colleague.follow("Mijn app en passkeys")
    assert colleague.sees("nog 10")
    colleague.look("mijn-app")
    colleague.follow("Nieuwe reservecodes maken")
    colleague.look("nieuwe-reservecodes")
    colleague.page.go_back()
    colleague.follow("Andere telefoon")
    colleague.look("andere-telefoon")
    colleague.page.goto(f"{product.site}/inloggen/bevestigen/?next=/mijn-account/app/")
    colleague.look("wachtwoord-bevestigen")
    colleague.page.get_by_label("Wachtwoord").fill("verkeerd")
    colleague.press("Wachtwoord bevestigen")
    assert colleague.sees("Dit wachtwoord klopt niet.")
    colleague.page.get_by_label("Wachtwoord").fill(accounts.PASSWORD)
    colleague.press("Wachtwoord bevestigen")
    assert colleague.sees("Mijn app en passkeys")
    colleague.page.goto(link)
    assert colleague.sees("Deze link werkt niet")
    colleague.look("link-gebruikt")

    # And loses access as soon as the head ends it
    head.page.reload()
    head.open(head.page.get_by_role("link", name="Toegang beëindigen van Ine Proefdorp"))
    head.look("toegang-beëindigen")
    head.press("Toegang beëindigen")
    assert head.sees("Ine Proefdorp heeft geen toegang meer.")
    colleague.page.goto(f"{product.site}/opvolging/")
    assert colleague.sees("Inloggen")

    # And an administrator sees who is head
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.page.goto(f"{product.site}/organisaties/")
    administrator.follow("OCMW Westerlo")
    administrator.follow("Wie heeft toegang")
    administrator.look("wie-heeft-toegang")
    assert administrator.sees("Hanne Proefbos")
    assert not administrator.sees("Laatst ingelogd")  # D19
