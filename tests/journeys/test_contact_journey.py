"""The contact with a client at the receiver: attempts, a mistake, outcome, file, and what is due (R75–R84)."""

import pytest
from django.utils import timezone

from example import accounts
from tests.journeys.test_client_journey import a_sent_referral, open_at_receiver


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


@pytest.fixture
def worker(a_person):
    return a_person(accounts.SOCIAL_WORKER_WESTERLO)


def test_a_client_who_wants_help_gets_a_file(member, worker):
    # Given a referral that reached the OCMW
    reference = a_sent_referral(member, first_name="Pim", phone="0470 00 00 61")
    before = member.page.locator("main").inner_text()
    open_at_receiver(worker, reference)

    # When the social worker logs an attempt with a mistake
    log_attempt(worker, "huisbezoek", reached=False)
    assert worker.sees("nee, poging 1 van 3")
    worker.follow("Verbeteren")
    worker.look("poging-verbeteren")
    worker.page.get_by_label("telefoon").check()
    worker.press("Contactpoging verbeteren")
    assert worker.sees("Doorgehaald door Carla Voorbeeldmans")

    # And one that belonged to another referral
    log_attempt(worker, "brief", reached=True)
    row = worker.page.get_by_role("row").filter(has_text="brief")
    worker.open(row.get_by_role("link", name="Doorhalen"))
    worker.press("Contactpoging doorhalen")
    assert worker.sees("Kies een reden")
    worker.look("poging-doorhalen-zonder-reden")
    worker.page.get_by_label("verkeerde aanmelding").check()
    worker.press("Contactpoging doorhalen")
    assert worker.sees("verkeerde aanmelding. Telt niet mee.")
    worker.look("doorgehaald")

    # Then stopping is refused until there are three attempts
    worker.follow("Resultaat registreren")
    worker.page.get_by_label("niet bereikt", exact=True).check()
    worker.press("Resultaat registreren")
    assert worker.sees("Vul in sinds welke dag u niet meer probeert")
    worker.look("niet-bereikt-sinds-wanneer")
    worker.page.get_by_label("Zeg dan sinds welke dag").fill(f"{timezone.localdate():%d/%m/%Y}")
    worker.press("Resultaat registreren")
    assert worker.sees("U noteerde poging 1 van 3. Probeer nog 2 keer")
    worker.look("niet-bereikt-geweigerd")

    # When the client is reached and wants help
    open_at_receiver(worker, reference)
    log_attempt(worker, "telefoon", reached=True)
    worker.follow("Resultaat registreren")
    worker.page.get_by_label("wenst hulp", exact=True).check()
    worker.page.get_by_label("Hebt u een eigen dossier? Vul dan het nummer in").fill("85.07.30-033.28")
    worker.press("Resultaat registreren")
    assert worker.sees("Hier staat een rijksregisternummer.")
    worker.look("resultaat-met-rijksregisternummer")
    worker.page.get_by_label("Hebt u een eigen dossier? Vul dan het nummer in").fill("2026/0901")
    worker.press("Resultaat registreren")
    assert worker.sees("2026/0901")
    worker.look("wenst-hulp")

    # Then the file is closed, and reopened
    worker.follow("Dossier afsluiten")
    worker.look("dossier-afsluiten")
    worker.press("Dossier afsluiten")
    assert worker.sees("U sloot dit dossier af op")
    worker.look("afgesloten")
    worker.press("Dossier heropenen")
    assert worker.sees("Eerder afgesloten")

    # And an outcome that was a mistake is taken back
    worker.follow("Resultaat intrekken")
    worker.look("resultaat-intrekken")
    worker.press("Resultaat intrekken")
    assert worker.sees("nee, ingetrokken door")
    worker.look("ingetrokken-resultaat")

    # And the team sees no difference
    member.page.reload()
    assert member.page.locator("main").inner_text() == before


def test_several_deletions_are_declared_at_once(member, worker, product):
    # Given two clients who decline
    references = [
        a_sent_referral(member, first_name=name, phone=phone)
        for name, phone in (("Quint", "0470 00 00 62"), ("Roos", "0470 00 00 63"))
    ]
    for reference in references:
        open_at_receiver(worker, reference)
        log_contact(worker, "telefoon", "ja, de cliënt wenst geen hulp")

    # When the social worker opens what is due
    worker.open(worker.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Termijnen"))
    assert worker.sees("Gegevens die u niet meer nodig hebt")
    worker.look("termijnen")
    worker.press("Ik verklaar dat dit gewist is")
    assert worker.sees("Kruis minstens één aanmelding aan.")
    worker.look("termijnen-niets-aangekruist")

    # Then both are declared deleted with one press
    for reference in references:
        worker.page.get_by_label(f"Gewist: {reference}").check()
    worker.press("Ik verklaar dat dit gewist is")
    assert worker.sees("U verklaarde voor 2 aanmeldingen dat de gegevens gewist zijn.")
    assert not any(worker.sees(reference) for reference in references)
    worker.look("termijnen-verklaard")


def log_attempt(worker, how: str, *, reached: bool) -> None:
    """Log an attempt of today on the page of the referral."""
    log_contact(worker, how, "ja, de cliënt beslist later" if reached else "nee, niet bereikt")


def log_contact(worker, how: str, result: str) -> None:
    """Log a contact of today and what came of it: three clicks."""
    worker.page.get_by_label(how, exact=True).check()
    worker.page.get_by_label(result, exact=True).check()
    worker.press("Contact noteren")
    assert worker.sees("Het contact is genoteerd.")
