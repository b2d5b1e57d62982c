"""The pages to pass on: refused with every reason, asked, checked, sent; and nothing typed is lost (R78, R90, D3)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Mailbox, ProcessorContract
from gbo.models import GboAgreement
from law.obstacles import Obstacle
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import OutcomeKind
from ocmw_intake.onward.models import OnwardSharing
from outbox.models import Transmission, TransmissionStatus
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_ocmw
from tests.builders.gbo import a_gbo_suspension
from tests.ocmw_intake.onward import AT, FOUR_FIELDS, a_gbo_of, share
from tests.ocmw_intake.steps import attempt

ANSWERS = {
    "told": ["purpose", "data", "partner", "next_steps", "expectations"],
    "voluntary": ["is_free"],
    "given_on": "23/11/2026",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FILED_AT + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def gbo(ocmw) -> GboAgreement:
    return a_gbo_of(ocmw)


@pytest.fixture
def client(signed_in, worker):
    return signed_in(worker)


@pytest.fixture
def address(referral, gbo) -> str:
    return reverse("ocmw_intake:onward_partner", args=[referral.reference, gbo.caw.organisation_id])


def page_of(referral) -> str:
    return reverse("ocmw_intake:referral", args=[referral.reference])


def test_the_partners_are_listed_with_whether_it_can(client, referral, gbo):
    Mailbox.objects.filter(address="doorgeven@dmw.example").update(replaced_at=AT)
    page = client.get(reverse("ocmw_intake:onward", args=[referral.reference])).text
    assert "CAW Voorbeeldstreek" in page
    assert "kan nog niet" in page


def test_without_an_agreement_the_page_says_so_and_what_to_do(client, referral):
    page = client.get(reverse("ocmw_intake:onward", args=[referral.reference])).text
    assert "Zonder overeenkomst mag u niets doorgeven." in page
    assert "FAQ vraag 9" in page


def test_before_anything_is_asked_every_reason_stands_there_with_its_source(client, address, gbo):
    a_gbo_suspension(gbo)
    Mailbox.objects.filter(protocol=None).update(replaced_at=AT)
    page = client.get(address).text
    assert Obstacle.GBO_SUSPENDED.sentence in page
    assert Obstacle.ONWARD_MAILBOX_MISSING.sentence in page
    assert Obstacle.GBO_SUSPENDED.source in page
    assert "Wat vertelde u de cliënt vooraf?" not in page


def test_the_consent_is_kept_and_then_the_four_fields_are_typed_from_the_own_archive(client, address, referral):
    """D3, D21: nothing of the team's referral is shown, and what is typed is shown to nobody else."""
    page = client.post(address, ANSWERS, follow=True)
    data = page.redirect_chain[-1][0]
    assert "Neem ze over uit uw eigen archief." in page.text
    for secret in ("Noor", "Lindelaan", "470 00 00 12", "noor@post.example"):
        assert secret not in page.text
    assert not OnwardSharing.objects.exists()
    assert "U gaf nog niets door." in client.get(page_of(referral)).text
    assert client.get(address).url == data  # who comes back goes on where they were
    answer = client.post(data, FOUR_FIELDS)
    assert answer.url == page_of(referral)
    assert OnwardSharing.objects.get().transmission.status == TransmissionStatus.QUEUED
    shown = client.get(page_of(referral)).text
    assert "klaar om te versturen" in shown
    assert "Noor" not in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_name": ""}, "Vul de naam van de cliënt in"),
        ({"first_name": "Noor en Tim"}, "persoon"),
        ({"street": "Lindelaan 22, kind 2 jaar"}, "straat"),
        ({"street": "93.05.18-223.61"}, "rijksregisternummer"),
        ({"postal_code": "2260"}, "Woont de cliënt daar niet meer?"),
        ({"phone": "niet bekend"}, "telefoonnummer"),
    ],
)
def test_what_is_typed_is_judged_as_in_a_filing(client, address, changes, sentence):
    """R60, R62–R65, D13, D14."""
    data = client.post(address, ANSWERS, follow=True).redirect_chain[-1][0]
    page = client.post(data, {**FOUR_FIELDS, **changes}).text
    assert "Controleer uw antwoorden" in page
    assert sentence.lower() in page.lower()
    assert not OnwardSharing.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"told": ["purpose"]}, "Duid de vijf punten aan."),
        ({"told": []}, "Duid de vijf punten aan."),
        ({"told": ["purpose", "data", "anders"]}, "Duid de vijf punten aan."),
        ({"voluntary": []}, "Kan dat niet, dan mag u niets doorgeven."),
        ({"given_on": ""}, "Vul de dag in waarop de cliënt toestemming gaf"),
        ({"given_on": "31/11/2026"}, "Typ een datum als dag/maand/jaar"),
        ({"given_on": "24/11/2026"}, "Deze dag moet nog komen."),
        ({"given_on": "22/11/2026"}, "De aanmelding kwam aan op 23 november 2026."),
    ],
)
def test_an_answer_that_cannot_be_is_asked_again_and_nothing_goes(client, address, changes, sentence):
    page = client.post(address, {**ANSWERS, **changes}).text
    assert sentence in page
    assert ANSWERS["given_on"] in page or "given_on" in changes
    assert not OnwardSharing.objects.exists()


def test_what_changed_between_the_pages_is_refused_with_its_reason(client, address, gbo):
    data = client.post(address, ANSWERS, follow=True).redirect_chain[-1][0]
    a_gbo_suspension(gbo)
    assert Obstacle.GBO_SUSPENDED.sentence in client.post(data, FOUR_FIELDS).text
    assert not OnwardSharing.objects.exists()


def test_without_a_processor_contract_the_pages_say_so_and_what_works(client, referral, address, ocmw):
    """D21."""
    ProcessorContract.objects.filter(receiver=ocmw).delete()
    assert Obstacle.PROCESSOR_CONTRACT_MISSING.sentence in client.get(address).text
    page = client.get(reverse("ocmw_intake:onward", args=[referral.reference])).text
    assert "heeft geen verwerkersovereenkomst met Opgroeien" in page
    page = client.get(page_of(referral)).text
    assert "Partner kiezen" not in page
    assert "Wat wel werkt: de mail, het wachtwoord, foutieve gegevens melden, een intrekking en wissen." in page


def test_an_organisation_that_is_no_partner_does_not_exist_here(client, referral, gbo, ocmw):
    for stranger in (an_ocmw("OCMW Elders"), ocmw):
        address = reverse("ocmw_intake:onward_partner", args=[referral.reference, stranger.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, ANSWERS).status_code == 404


def test_who_must_delete_the_data_is_led_back_with_the_reason(client, address, referral, worker):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=AT)
    assert "Geef ze niet door, maar wis ze." in client.get(address, follow=True).text
    assert "Partner kiezen" not in client.get(page_of(referral)).text


def test_a_second_time_leads_to_what_was_passed_on_already(client, address, referral, worker, gbo):
    share(referral, worker, partner=gbo.caw.organisation)
    assert "U gaf de gegevens al door aan" in client.get(address, follow=True).text
    assert OnwardSharing.objects.count() == 1


def test_what_was_kept_in_says_why_and_can_be_tried_again(client, referral, worker, gbo):
    sharing = share(referral, worker, partner=gbo.caw.organisation)
    code = Obstacle.GBO_SUSPENDED.code
    Transmission.objects.filter(pk=sharing.transmission_id).update(status=TransmissionStatus.BLOCKED, obstacles=[code])
    page = client.get(page_of(referral)).text
    assert Obstacle.GBO_SUSPENDED.sentence in page
    assert "Mail opnieuw versturen" in page
    client.post(reverse("ocmw_intake:onward_retry", args=[referral.reference, sharing.pk]))
    sharing.transmission.refresh_from_db()
    assert sharing.transmission.status == TransmissionStatus.QUEUED


def test_what_was_held_back_is_offered_in_one_press_when_nothing_stands_in_its_way(
    client, referral, worker, gbo, signed_in
):
    """D29, D30; D19: nobody but the own receiver reads it, or can let it go."""
    mail = Transmission.objects.filter(pk=share(referral, worker, partner=gbo.caw.organisation).transmission_id)
    ledger, press = reverse("ocmw_intake:onward_ledger"), reverse("ocmw_intake:onward_send_waiting")
    waits = "aan een partner: vertrok niet, kijk waarom"
    assert "Nog niet vertrokken" not in client.get(ledger).text
    mail.update(status=TransmissionStatus.BLOCKED, obstacles=[Obstacle.GBO_ADVICE_MISSING.code])
    advised = gbo.advised_on
    type(gbo).objects.filter(pk=gbo.pk).update(advised_on=None)
    page = client.get(ledger).text
    assert Obstacle.GBO_ADVICE_MISSING.sentence in page
    assert "Nu versturen" not in page
    client.post(press)
    assert mail.get().status == TransmissionStatus.BLOCKED
    type(gbo).objects.filter(pk=gbo.pk).update(advised_on=advised)
    assert waits in client.get("/", follow=True).text
    assert "kan weer vertrekken" in client.get(ledger).text
    others = (a_user(Role.SOCIAL_WORKER, gbo.caw.organisation), a_user(Role.TEAM_MEMBER, referral.team))
    for other in map(signed_in, others):
        assert waits not in other.get("/", follow=True).text
        other.post(press)
    assert mail.get().status == TransmissionStatus.BLOCKED
    assert "1 mail vertrekt nu." in client.post(press, follow=True).text
    assert mail.get().status == TransmissionStatus.QUEUED
    assert waits not in client.get("/", follow=True).text


def test_the_password_is_shown_after_a_press_and_to_the_own_receiver_only(client, referral, worker, gbo, signed_in):
    sharing = share(referral, worker, partner=gbo.caw.organisation)
    address = reverse("ocmw_intake:onward_password", args=[referral.reference, sharing.pk])
    assert "Dit wachtwoord is er niet." in client.post(address, follow=True).text
    Transmission.objects.filter(pk=sharing.transmission_id).update(
        status=TransmissionStatus.SENT, sent_at=AT, attempt_count=1
    )
    assert client.get(address).status_code == 302
    page = client.post(address).text
    assert sharing.transmission.password.split("-")[0] in page
    stranger = signed_in(a_user(Role.SOCIAL_WORKER, gbo.caw.organisation))
    assert stranger.post(address).status_code == 404


def test_a_withdrawal_on_the_page_asks_the_partner_to_delete(client, referral, worker, gbo):
    sharing = share(referral, worker, partner=gbo.caw.organisation)
    Transmission.objects.filter(pk=sharing.transmission_id).update(
        status=TransmissionStatus.SENT, sent_at=AT, attempt_count=1
    )
    address = reverse("ocmw_intake:onward_withdrawn", args=[referral.reference, sharing.consent_id])
    assert "Deze dag moet nog komen." in client.post(address, {"on": "24/11/2026"}).text
    page = client.post(address, {"on": "23/11/2026"}, follow=True).text
    assert "Wij vroegen de partner om te wissen op 23 november 2026" in page
    assert "ingetrokken" in page
    assert client.get(address).status_code == 302
