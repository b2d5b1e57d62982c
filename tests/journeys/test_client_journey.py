"""The client's side in a browser, at the team and at the receiver: withdrawn, corrected, deleted (R55–R57, R86–R88)."""

import poplib
import re
import time
from email import message_from_bytes, policy

import pytest

from example import accounts
from tests.referrals.steps import opened_by_seven_zip


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


@pytest.fixture
def worker(a_person):
    return a_person(accounts.SOCIAL_WORKER_WESTERLO)


def test_a_client_withdraws_at_the_team_and_the_receiver_deletes(member, worker, product, tmp_path):
    # Given a referral that reached the OCMW
    reference = a_sent_referral(member, first_name="Jutta", phone="0470 00 00 41")

    # When the client tells the team that they changed their mind
    member.follow("Toestemming intrekken")
    member.look("intrekken")
    member.press("Intrekking bewaren")
    assert member.sees("Kies wie het vertelde.")
    member.look("intrekken-onvolledig")
    member.page.get_by_label("de cliënt zelf").check()
    member.page.get_by_label("mij", exact=True).check()
    member.press("Intrekking bewaren")
    assert member.sees("verklaarde nog niet dat de gegevens gewist zijn")
    member.follow("Noteren dat u belde om te laten wissen")
    member.look("telefoongesprek")
    member.page.go_back()

    # Then the receiver gets a neutral mail whose archive asks to delete, and names the reference only
    archive = archive_from_mailbox(product, accounts.MAILBOX_WESTERLO, f"{reference}-2.zip")
    open_at_receiver(worker, reference)
    worker.look("te-verwijderen")
    assert worker.sees("De cliënt trok de toestemming in.")
    worker.press(f"Wachtwoord tonen van {reference}-2.zip")
    worker.look("wachtwoord-verwijderbericht")
    found = opened_by_seven_zip(archive, shown_password(worker), tmp_path)
    assert list(found) == ["gegevens.txt", "gegevens.jsonld"]
    assert reference in found["gegevens.txt"]
    assert "Jutta" not in found["gegevens.txt"]

    # And declares that everything is deleted
    open_at_receiver(worker, reference)
    worker.follow("Verwijdering verklaren")
    worker.press("Ik verklaar dat dit gewist is")
    assert worker.sees("Kies een antwoord, bijvoorbeeld „Alles is gewist”.")
    worker.page.get_by_label("Alles is gewist").check()
    worker.look("verwijdering-verklaren")
    worker.press("Ik verklaar dat dit gewist is")
    worker.look("verwijderd")

    # And the team reads that day
    member.page.reload()
    assert member.sees("verklaarde dat de gegevens gewist zijn op")
    member.look("ingetrokken")
    member.press("Dossier tonen")
    member.look("dossier")


def test_data_that_are_not_right_are_corrected(member, worker, product, tmp_path):
    # Given a referral that the social worker opened
    reference = a_sent_referral(member, first_name="Kobe", phone="0470 00 00 42")
    page_of_team = member.page.url
    open_at_receiver(worker, reference)
    worker.follow("Foutieve gegevens melden")
    worker.look("foutieve-gegevens")

    # When the social worker reports that the address is outdated
    worker.press("Foutieve gegevens melden")
    assert worker.sees("Kies bij minstens één gegeven wat er niet klopt")
    worker.page.get_by_label("Adres", exact=True).select_option("outdated")
    worker.press("Foutieve gegevens melden")
    assert worker.sees("het team kijkt dit na")
    worker.look("gemeld")

    # Then the member is told by mail without a name, and on the worklist
    mail = mail_in(product, accounts.TEAM_MEMBER_KEMPEN.email, lambda mail: reference in mail["Subject"])
    assert "Kobe" not in mail.get_content()
    member.page.goto(f"{product.site}/aanmeldingen/")
    assert member.sees("te verbeteren")
    member.look("werklijst-te-corrigeren")
    member.page.goto(page_of_team)
    member.look("te-corrigeren")

    # And corrects the address
    member.follow("Gegevens verbeteren")
    member.look("verbeteren")
    member.page.get_by_label("Straat en nummer").fill("Molenweg 88, derde verdieping, belt niet")
    member.press("Verbetering bewaren")
    member.look("verbeteren-fout")
    member.page.get_by_label("Straat en nummer").fill("Molenweg 88")
    member.press("Verbetering bewaren")
    assert member.sees("Molenweg 88")
    member.look("verbeterd")

    # And a new archive replaces the old one
    archive = archive_from_mailbox(product, accounts.MAILBOX_WESTERLO, f"{reference}-2.zip")
    open_at_receiver(worker, reference)
    assert worker.sees(f"{reference}.zip is vervangen.")
    worker.look("vervangen")
    worker.press(f"Wachtwoord tonen van {reference}-2.zip")
    found = opened_by_seven_zip(archive, shown_password(worker), tmp_path)
    assert "Molenweg 88, 2260 Westerlo" in found["gegevens.txt"]


def test_a_client_withdraws_at_the_receiver_and_the_team_sees_nothing(member, worker, product):
    # Given a referral that reached the OCMW
    reference = a_sent_referral(member, first_name="Lotte", phone="0470 00 00 43")
    before = member.page.locator("main").inner_text()

    # When the client tells the social worker that they want nothing any more
    open_at_receiver(worker, reference)
    worker.follow("De cliënt trekt de toestemming in")
    worker.press("Intrekking registreren")
    assert worker.sees("Kies een antwoord")
    worker.page.get_by_label("Wij waren nog niet begonnen").check()
    worker.look("ingetrokken-bij-ontvanger")
    worker.press("Intrekking registreren")
    assert worker.sees("De intrekking is geregistreerd.")
    assert worker.sees("Hier hoeft u niets meer te doen.")
    worker.look("zelf-verwijderd")

    # Then the page of the team is as it was
    member.page.reload()
    assert member.page.locator("main").inner_text() == before

    # And where an own file is open, that file stays with its clock (D22)
    reference = a_sent_referral(member, first_name="Marwa", phone="0470 00 00 47")
    before = member.page.locator("main").inner_text()
    open_at_receiver(worker, reference)
    worker.page.get_by_label("telefoon", exact=True).check()
    worker.page.get_by_label("ja, de cliënt beslist later", exact=True).check()
    worker.press("Contact noteren")
    worker.follow("Resultaat registreren")
    worker.page.get_by_label("doorverwezen", exact=True).check()
    worker.page.get_by_label("Doorverwezen? Kies dan naar wie").select_option("CAW")
    worker.press("Resultaat registreren")
    assert worker.sees("Kies of u zelf een dossier hebt.")
    worker.look("doorverwezen-zonder-antwoord")
    worker.page.get_by_label("ja, wij hebben een eigen dossier").check()
    worker.page.get_by_label("Hebt u een eigen dossier? Vul dan het nummer in").fill("2026/0212")
    worker.press("Resultaat registreren")
    assert worker.sees("met eigen dossier")
    worker.follow("De cliënt trekt de toestemming in")
    assert worker.page.get_by_label("Ons eigen dossier blijft").is_checked()
    assert not worker.sees("Neem geen contact meer op")
    worker.look("eigen-dossier-blijft")
    worker.press("Intrekking registreren")
    assert worker.sees("Uw eigen dossier blijft.")
    assert worker.sees("2026/0212")
    worker.follow("Dossier afsluiten")
    worker.press("Dossier afsluiten")
    assert worker.sees("U sloot dit dossier af op")
    worker.look("eigen-dossier-afgesloten")
    member.page.reload()
    assert member.page.locator("main").inner_text() == before

    # And the receiver sets its own terms
    worker.page.goto(f"{product.site}/opvolging/")
    worker.follow("Bewaartermijnen van")
    worker.look("bewaartermijnen")
    worker.press("Bewaartermijnen bewaren")
    assert worker.sees("De bewaartermijnen zijn bewaard.")


def test_a_second_parent_a_double_and_a_colleague_who_leaves(member, product):
    # Given a client who was referred
    a_sent_referral(member, first_name="Mira", phone="0470 00 00 44")

    # When the second parent is referred, with the same phone
    member.follow("Cliënt verhuisd, verkeerde ontvanger of tweede ouder")
    member.look("anders")
    member.follow("Verhuizing noteren")
    member.look("verhuisd")
    member.page.go_back()
    member.press("Tweede ouder aanmelden")
    fill_in(member, first_name="Nils", phone="0470 00 00 44")

    # Then the page to check asks whether it is the same client
    assert member.sees("Meldde uw team deze cliënt al aan?")
    member.look("dubbel")

    # And the member sees who could take over the referrals
    member.page.goto(f"{product.site}/aanmeldingen/")
    member.follow("Aanmeldingen overdragen")
    member.press("Aanmeldingen overdragen")
    assert member.sees("Kies wie vertrekt.")
    member.look("overdragen")


def a_sent_referral(member, *, first_name: str, phone: str) -> str:
    """File a referral in Westerlo and wait until it is sent; returns its reference."""
    member.page.goto(f"{member.product.site}/aanmeldingen/nieuw/")
    member.page.get_by_label("Waar verblijft de cliënt?").fill("Westerlo")
    member.press("Ontvanger zoeken")
    fill_in(member, first_name=first_name, phone=phone)
    member.press("Aanmelding versturen")
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", member.page.url).group()
    until = time.monotonic() + 120
    while not member.page.locator(".app-tag", has_text=re.compile("^verstuurd$", re.IGNORECASE)).count():
        assert time.monotonic() < until, "the worker did not send it"
        time.sleep(0.3)
        member.page.goto(f"{member.product.site}/aanmeldingen/{reference}/")
    return reference


def fill_in(member, *, first_name: str, phone: str) -> None:
    """Consent and the four fields, up to the page to check."""
    member.page.get_by_label("ouder, of iemand anders met ouderlijk gezag").check()
    for box in member.page.get_by_role("checkbox").all():
        box.check()
    member.page.get_by_label("mondeling").check()
    member.page.get_by_label("In welke taal").select_option("nl")
    member.page.get_by_label("niemand, wij verstonden elkaar").check()
    member.press("Toestemming bevestigen")
    member.page.get_by_label("Voornaam").fill(first_name)
    member.page.get_by_label("Naam", exact=True).fill("Proefstra")
    member.page.get_by_label("Straat en nummer").fill("Kasteelstraat 7")
    member.page.get_by_label("Postcode").select_option("2260")
    member.page.get_by_label("Telefoonnummer").fill(phone)
    member.press("Gegevens nakijken")


def open_at_receiver(worker, reference: str) -> None:
    worker.page.goto(f"{worker.product.site}/opvolging/{reference}/")


def shown_password(worker) -> str:
    return worker.page.locator(".app-password").first.inner_text().strip()


def archive_from_mailbox(product, address: str, name: str) -> bytes:
    """Wait for the mail with this archive."""

    def carries(mail) -> bool:
        return any(part.get_filename() == name for part in mail.iter_attachments())

    (attachment,) = mail_in(product, address, carries).iter_attachments()
    return attachment.get_content()


def mail_in(product, address: str, is_it):
    """Wait for the first mail in a mailbox that is the one."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        mailbox = poplib.POP3("localhost", product.ports.pop3, timeout=10)
        mailbox.user(address)
        mailbox.pass_("any")
        contents = [b"\r\n".join(mailbox.retr(number + 1)[1]) for number in range(mailbox.stat()[0])]
        mailbox.quit()
        for content in contents:
            mail = message_from_bytes(content, policy=policy.default)
            if is_it(mail):
                return mail
        time.sleep(0.5)
    raise AssertionError(f"the mail did not come in {address}")
