"""The mailbox of a core actor: registered with the confirmation about professional secrecy (R69, R70)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from gbo.models import GboAgreement, GboParty
from law.roles import Role
from tests.builders import a_gbo_agreement, a_user

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ANSWERS = {"mailbox": "doorgeven@caw.example", "attested_on": "3/11/2026", "attested_by": "An Peeters, diensthoofd"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def agreement() -> GboAgreement:
    return a_gbo_agreement()


@pytest.fixture
def client(signed_in):
    return signed_in(a_user(Role.ADMINISTRATOR))


def address(agreement: GboAgreement) -> str:
    return reverse("gbo:mailbox", args=[agreement.pk, agreement.caw.pk])


def caw(agreement: GboAgreement) -> GboParty:
    return GboParty.objects.get(pk=agreement.caw.pk)


def test_an_administrator_registers_the_mailbox_and_the_page_shows_it(client, agreement):
    before = client.get(reverse("gbo:agreement", args=[agreement.pk])).text
    assert "Naar deze kernactor kan niets doorgegeven worden." in before
    client.post(address(agreement), ANSWERS)
    assert caw(agreement).mailbox == "doorgeven@caw.example"
    assert caw(agreement).attested_on == date(2026, 11, 3)
    assert "An Peeters, diensthoofd" in client.get(reverse("gbo:agreement", args=[agreement.pk])).text
    event = AuditEvent.objects.get(event="gbo_mailbox_set")
    assert event.details == {"party": str(agreement.caw.pk), "on": "2026-11-03"}


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("mailbox", "", "Vul één e-mailadres in"),
        ("mailbox", "doorgeven bij het caw", "Vul één e-mailadres in"),
        ("mailbox", "a@caw.example, b@caw.example", "Vul één e-mailadres in"),
        ("attested_on", "", "Vul de dag van de bevestiging in"),
        ("attested_on", "31/11/2026", "Typ een datum als dag/maand/jaar"),
        ("attested_on", "25/11/2026", "Deze datum ligt in de toekomst."),
        ("attested_by", "", "Vul in wie het bevestigde"),
    ],
)
def test_what_is_not_whole_is_asked_again_and_nothing_typed_is_lost(client, agreement, name, typed, sentence):
    answer = client.post(address(agreement), {**ANSWERS, name: typed})
    assert sentence in answer.text
    kept = {**ANSWERS, name: typed}
    assert all(value in answer.text for value in kept.values())
    assert caw(agreement).mailbox == ""


def test_a_general_address_is_pointed_out(client, agreement):
    client.post(address(agreement), {**ANSWERS, "mailbox": "info@caw.example"})
    assert "lijkt van een hele organisatie" in client.get(reverse("gbo:agreement", args=[agreement.pk])).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"mailbox": "doorgeven@caw.example"},
        {"mailbox": "twee adressen", "attested_on": date(2026, 11, 3), "attested_by": "An Peeters"},
        {"attested_on": date(2026, 11, 3), "attested_by": "An Peeters"},
    ],
)
def test_the_database_keeps_no_mailbox_without_its_confirmation(agreement, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        GboParty.objects.filter(pk=agreement.caw.pk).update(**wrong)
