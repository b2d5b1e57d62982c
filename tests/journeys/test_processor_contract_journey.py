"""The processor contract of a receiver, in a browser: shown, ended, what works without it, and renewed (D21)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from example import accounts
from example.files import a_paper
from tests.journeys.test_client_journey import a_sent_referral, open_at_receiver


@pytest.fixture
def member(a_person):
    return a_person(accounts.TEAM_MEMBER_KEMPEN)


def test_without_a_contract_the_pages_say_what_works(a_person, member):
    reference = a_sent_referral(member, first_name="Ilya", phone="0470 00 00 71")
    today = timezone.localdate()

    # Given a contract that ended yesterday
    administrator = a_person(accounts.ADMINISTRATOR)
    administrator.follow("Overeenkomsten")
    administrator.follow("Verwerkersovereenkomsten")
    administrator.look("lijst")
    administrator.follow(accounts.OCMW_WESTERLO)
    administrator.look("ontvanger")
    administrator.follow("Einde wijzigen")
    administrator.page.get_by_label("Geldt tot en met").fill(f"{today - timedelta(days=1):%d/%m/%Y}")
    administrator.press("Einde bewaren")
    assert administrator.sees("is voorbij")
    administrator.look("voorbij")

    # Then the contact log says so, and the password, a correction, a withdrawal and a deletion are offered
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    open_at_receiver(worker, reference)
    assert worker.sees("Uw organisatie heeft geen verwerkersovereenkomst met Opgroeien.")
    assert worker.page.get_by_role("button", name="Wachtwoord tonen").count() == 1
    for offered in ("Foutieve gegevens melden", "De cliënt trekt de toestemming in", "Verwijdering verklaren"):
        assert worker.page.get_by_role("link", name=offered).count() >= 1
    worker.look("zonder-contract")
    worker.page.set_viewport_size({"width": 375, "height": 800})
    worker.look("zonder-contract-telefoon")
    worker.page.set_viewport_size({"width": 1280, "height": 800})

    # And a new contract brings it back
    administrator.follow("Overeenkomst toevoegen")
    administrator.press("Overeenkomst bewaren")
    assert administrator.sees("Vul de naam van de ondertekenaar in")
    administrator.look("nieuw-fout")
    page = administrator.page
    page.get_by_label("Ondertekend op").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Wie tekende voor de ontvanger?").fill("Koen Voorbeelds")
    page.get_by_label("Functie bij de ontvanger").fill("algemeen directeur")
    page.get_by_label("Wie tekende voor Opgroeien?").fill("Lotte Proefmans")
    page.get_by_label("Functie bij Opgroeien").fill("administrateur-generaal")
    file = {"name": "contract.pdf", "mimeType": "application/pdf", "buffer": a_paper("Verwerkersovereenkomst")}
    page.get_by_label("Ondertekende overeenkomst als pdf").set_input_files(files=[file])
    administrator.press("Overeenkomst bewaren")
    assert administrator.sees("geldt vandaag")
    administrator.look("nieuw")
    worker.page.reload()
    assert worker.sees("Contact noteren")
