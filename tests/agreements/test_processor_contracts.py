"""The processor contracts of receivers: recorded with their file, shown, ended (D21, art. 28 AVG)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import ProcessorContract
from audit.models import AuditEvent
from example.files import a_paper
from law.obstacles import Obstacle
from law.processing import check_processor_contract
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import a_contract_file
from tests.builders.directory import an_ocmw, with_contract

DAY = date(2026, 11, 23)
TERMS = {
    "signed_on": "3/11/2025",
    "receiver_signatory": "An Peeters",
    "receiver_function": "algemeen directeur",
    "agency_signatory": "Sam Claes",
    "agency_function": "administrateur-generaal",
    "sub_processors": "Proefhosting nv, Proefmail bv",
    "ends_on": "",
}


@pytest.fixture
def ocmw(db):
    receiver = an_ocmw()
    ProcessorContract.objects.all().delete()
    return receiver


@pytest.fixture
def client(db, signed_in):
    return signed_in(a_user(Role.ADMINISTRATOR))


def a_pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("contract van An Peeters.pdf", a_paper("Verwerkersovereenkomst"), "application/pdf")


def post(client, receiver, **changes):
    url = reverse("agreements:new_processor_contract", args=[receiver.pk])
    return client.post(url, {**TERMS, "content": a_pdf(), **changes}, follow=True)


def test_a_contract_is_recorded_with_all_it_prints_and_its_file(client, ocmw):
    page = post(client, ocmw).text
    for told in ("An Peeters, algemeen directeur", "Sam Claes", "Proefhosting nv, Proefmail bv", "3 november 2025"):
        assert told in page
    assert "geldt vandaag" in page
    contract = ProcessorContract.objects.get()
    assert contract.files.get().size > 0
    event = AuditEvent.objects.get(event="processor_contract_recorded")
    assert (event.organisation_id, event.details) == (ocmw.pk, {"signed_on": "2025-11-03", "ends_on": None})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signed_on": ""}, "Vul de dag van de laatste handtekening in"),
        ({"signed_on": "1/1/2999"}, "toekomst"),
        ({"receiver_signatory": ""}, "Vul de naam van de ondertekenaar in"),
        ({"agency_function": ""}, "Vul de functie in"),
        ({"ends_on": "2/11/2025"}, "Het einde ligt voor de ondertekening."),
        ({"content": ""}, "pdf"),
        ({"content": SimpleUploadedFile("x.pdf", b"MZ")}, "pdf"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_nothing_is_recorded(client, ocmw, changes, sentence):
    page = post(client, ocmw, **changes).text
    assert "Controleer uw antwoorden" in page
    assert sentence in page
    assert not ProcessorContract.objects.exists()


def test_the_end_is_recorded_and_taken_back(client, ocmw):
    with_contract(ocmw)
    contract = ProcessorContract.objects.get()
    url = reverse("agreements:end_processor_contract", args=[contract.pk])
    assert "Het einde ligt voor de ondertekening." in client.post(url, {"ends_on": "1/1/2020"}, follow=True).text
    page = client.post(url, {"ends_on": "1/2/2024"}, follow=True).text
    assert Obstacle.PROCESSOR_CONTRACT_ENDED.sentence_to_administrator in page
    assert "Het contactlogboek en doorgeven werken niet." in page
    assert "geldt vandaag" in client.post(url, {"ends_on": ""}, follow=True).text
    assert AuditEvent.objects.filter(event="processor_contract_ended").count() == 2


def test_the_list_tells_who_has_one(client, ocmw):
    page = client.get(reverse("agreements:processor_contracts")).text
    assert "niet geregistreerd" in page
    with_contract(ocmw)
    assert "geldt" in client.get(reverse("agreements:processor_contracts")).text


def test_an_auditor_reads_the_file_and_changes_nothing(ocmw, signed_in):
    file = a_contract_file(with_contract(ocmw))
    auditor = signed_in(a_user(Role.AUDITOR))
    answer = auditor.post(reverse("agreements:processor_contract_file", args=[file.contract_id, file.pk]))
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]) == b"%PDF-1.7"
    assert AuditEvent.objects.filter(event="file_read").exists()
    page = auditor.get(reverse("agreements:receiver_contracts", args=[ocmw.pk])).text
    assert "Overeenkomst toevoegen" not in page
    assert "Einde wijzigen" not in page


@pytest.mark.parametrize(
    ("contracts", "holds"),
    [
        ([], False),
        ([{"signed_on": DAY}], True),
        ([{"signed_on": DAY + timedelta(days=1)}], False),
        ([{"signed_on": DAY - timedelta(days=9), "ends_on": DAY}], True),
        ([{"signed_on": DAY - timedelta(days=9), "ends_on": DAY - timedelta(days=1)}], False),
        ([{"ends_on": date(2024, 5, 1)}, {"signed_on": DAY}], True),
        ([{"signed_on": DAY - timedelta(days=5)}, {"signed_on": DAY, "ends_on": DAY}], True),
        ([{"signed_on": DAY - timedelta(days=5)}, {"signed_on": DAY + timedelta(days=2)}], True),
    ],
)
def test_the_one_that_holds_that_day_counts(ocmw, contracts, holds):
    for terms in contracts:
        with_contract(ocmw, **terms)
    found = ProcessorContract.objects.of(ocmw.pk, DAY)
    assert check_processor_contract(found, on=DAY).may_send == holds
