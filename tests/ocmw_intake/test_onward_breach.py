"""A receiver tells a partner of a breach of what it passed on; the agency and the team learn nothing (D19, D31)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.models import ContactKind
from agreements.terms.papers import Party
from audit.models import AuditEvent
from breaches.letters import draft
from law.roles import Role
from ocmw_intake.onward.models import OnwardBreach
from outbox.delivery import deliver
from outbox.models import Kind, Transmission, TransmissionStatus
from tests.builders.accounts import a_user
from tests.builders.breaches import a_breach
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.ocmw_intake.onward import a_gbo_of, share
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]

pytestmark = pytest.mark.django_db

NOW = FILED_AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def administrator(db):
    return a_user(Role.ADMINISTRATOR)


@pytest.fixture
def passed(agreement, ocmw, worker):
    """One referral that left for the CAW, and one for the DMW."""
    gbo = a_gbo_of(ocmw)
    caw, _ocmw, dmw = gbo.parties_in_order
    sharings = [
        share(a_referral(partner=ocmw, team=agreement.team, sent=True), worker, partner=one.organisation)
        for one in (caw, dmw)
    ]
    keys = [one.transmission_id for one in sharings]
    Transmission.objects.filter(pk__in=keys).update(status=TransmissionStatus.SENT, sent_at=NOW)
    return sharings


def answers(passed, **changes):
    [to_caw, _to_dmw] = passed
    local = NOW.astimezone().date()
    return {
        "key": "0d9c1b2e-5a39-4a0e-9a68-0f2a6f3d7c11",
        "way": f"{to_caw.intake.partner_id}:{to_caw.partner_id}",
        "happening": "wrong_mailbox",
        "discovered_on": local.strftime("%d/%m/%Y"),
        "discovered_hour": "00:01",
        **changes,
    }


def tell(client, passed) -> None:
    url = reverse("ocmw_intake:onward_breach")
    shown = client.post(url, answers(passed)).content.decode()
    fingerprint = shown.split('name="shown" value="')[1].split('"')[0]
    for _twice in range(2):
        client.post(url, answers(passed, shown=fingerprint))


def test_the_partner_and_the_own_dpo_are_told_of_what_went_there_and_of_nothing_else(
    agreement, passed, worker, signed_in, inbox
):
    own = {"party": Party.PARTNER, "kind": ContactKind.BREACH, "name_or_function": "Meldpunt"}
    agreement.contacts.create(email="lek@ocmw.example", **own)
    tell(signed_in(worker), passed)
    for mail in Transmission.objects.filter(kind=Kind.ONWARD_BREACH):
        deliver(mail.pk)
    assert sorted(inbox.recipients) == ["dpo@dienst.example", "lek@ocmw.example"]
    [to_caw, to_dmw] = passed
    for mail in inbox.mails:
        body = mail.get_content()
        assert to_caw.reference in body
        assert to_dmw.reference not in body
        assert to_caw.intake.referral.reference not in body
        assert "Noor" not in body
    assert [list(one.sharings.all()) for one in OnwardBreach.objects.all()] == [[to_caw]]


def test_neither_the_agency_nor_the_team_learns_that_a_partner_was_told(passed, worker, administrator, signed_in):
    tell(signed_in(worker), passed)
    event = AuditEvent.objects.get(event="onward_breach_told")
    receiver = passed[0].intake.partner_id
    assert event.log == receiver
    mails = Transmission.objects.filter(kind=Kind.ONWARD_BREACH)
    assert {(one.log, one.reference) for one in mails} == {(receiver, "")}
    assert not Transmission.objects.visible_to(administrator).filter(kind=Kind.ONWARD_BREACH).exists()
    assert not OnwardBreach.objects.visible_to(administrator).exists()
    assert signed_in(administrator).get(reverse("ocmw_intake:onward_breach")).status_code == 403
    page = signed_in(a_user(Role.TEAM_MEMBER, passed[0].intake.referral.team)).get(reverse("ocmw_intake:onward_breach"))
    assert page.status_code == 403


def test_without_an_address_or_in_a_time_without_passing_on_the_page_says_what_to_do(passed, worker, signed_in):
    client, url = signed_in(worker), reverse("ocmw_intake:onward_breach")
    before = (NOW - timedelta(days=9)).strftime("%d/%m/%Y")
    page = client.post(url, answers(passed, until_on=before), follow=True).content.decode()
    assert "niets door aan" in page
    type(passed[0].partner).objects.filter(pk=passed[0].partner_id).update(email="")
    passed[0].agreement.parties.update(dpo_email="")
    assert "Bel meteen" in client.post(url, answers(passed)).content.decode()
    assert not OnwardBreach.objects.exists()


def test_the_notice_of_opgroeien_asks_the_receiver_to_tell_its_partners(agreement, administrator):
    breach = a_breach(agreement, by=administrator)
    asked = [one for one in draft(breach).letters if "GBO-partner" in one.body]
    assert asked
    assert all(one.recipient.party == "partner" for one in asked)
