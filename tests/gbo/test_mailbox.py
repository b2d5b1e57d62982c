"""The mailbox of a core actor obeys the rule of every mailbox that can receive client data (R68–R70, R90, D27)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements import actions
from agreements.models import Mailbox, MailboxCheck
from agreements.models.mailbox_checks import CHECK_LINK
from agreements.terms.mailbox_restoring import RestoreReason
from agreements.transmissions import MailboxCheckCourier
from audit.models import AuditEvent
from gbo.actions import agreements as gbo_agreements
from gbo.actions import mailbox as gbo_mailbox
from gbo.models import GboAgreement, GboParty
from law.obstacles import Obstacle
from law.onward import check_onward_papers
from law.refusal import Refusal
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.directory import a_dmw
from tests.builders.gbo import a_gbo_agreement, a_gbo_mailbox

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ADDRESS = "doorgeven@caw.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def agreement() -> GboAgreement:
    return a_gbo_agreement()


@pytest.fixture
def administrators():
    return a_user(Role.ADMINISTRATOR), a_user(Role.ADMINISTRATOR)


def page(name: str, agreement: GboAgreement, *more) -> str:
    return reverse(f"gbo:{name}", args=[agreement.pk, agreement.caw.pk, *more])


def caw(agreement: GboAgreement) -> GboParty:
    return GboParty.objects.get(pk=agreement.caw.pk)


def about_mailbox(agreement: GboAgreement) -> set[Obstacle]:
    """What the gate says of the mailbox of the CAW today."""
    found = GboAgreement.objects.with_parties().get(pk=agreement.pk)
    partner = found.caw.organisation
    mailbox = found.mailbox_of(partner.pk)
    decision = check_onward_papers(gbo_agreement=found, partner=partner, mailbox=mailbox, contract=None, on=NOW.date())
    return {one for one in decision.obstacles if "MAILBOX" in one.name}


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_it_comes_in_order_as_the_mailbox_of_a_protocol_does(agreement, administrators, signed_in, client):
    """One address, compared by two people, checked with the code, attested by the receiver itself on that page."""
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_MISSING}
    first, second = (signed_in(one) for one in administrators)
    assert "Er is nog geen mailbox." in words(first.get(page("mailbox", agreement)))
    assert first.post(page("set_mailbox", agreement), {"address": ADDRESS}).status_code == 302
    mailbox = caw(agreement).mailbox
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_NOT_VERIFIED}
    for browser in (first, second):
        browser.post(page("verify_mailbox", agreement, mailbox.pk), {"address": ADDRESS})
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_NOT_VERIFIED}
    first.post(page("start_check", agreement, mailbox.pk))
    check = MailboxCheck.objects.get()
    url = CHECK_LINK.url(check.token)
    client.get(url)
    answers = {"code": check.code, "attested_by": "An Peeters, diensthoofd"}
    refused = client.post(client.get(url, follow=True).request["PATH_INFO"], answers)
    assert "Zonder bevestiging vertrekt er niets." in refused.text
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_NOT_VERIFIED}
    client.post(client.get(url, follow=True).request["PATH_INFO"], {**answers, "attests": "on"})
    assert about_mailbox(agreement) == set()
    mailbox.refresh_from_db()
    assert (mailbox.secrecy_attested_on, mailbox.secrecy_attested_by) == (NOW.date(), "An Peeters, diensthoofd")
    shown = words(first.get(page("mailbox", agreement)))
    assert "Deze mailbox is in orde." in shown
    assert "An Peeters, diensthoofd" in shown
    told = AuditEvent.objects.filter(object_id=agreement.pk).values_list("event", flat=True)
    assert {"mailbox_set", "mailbox_verified", "mailbox_check_started", "mailbox_check_answered"} <= set(told)


def test_the_mail_of_the_check_speaks_of_the_gbo_agreement(agreement, administrators):
    mailbox = gbo_mailbox.set_mailbox(party=agreement.caw, address=ADDRESS, by=administrators[0], at=NOW)
    check = actions.mailbox_checks.start(mailbox=mailbox, by=administrators[0], at=NOW)
    body = MailboxCheckCourier().compose(check, check.transmission).body
    assert f"Ze hoort bij de GBO-overeenkomst van {agreement.caw}" in body
    assert "Bevestig daar dat alleen mensen met beroepsgeheim deze mailbox openen." in body


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul één e-mailadres in"),
        ("a@caw.example, b@caw.example", "Vul één e-mailadres in"),
        (f"{'a' * 65}@caw.example", "meer dan 64 tekens"),
        (f"a@{'c' * 64}.example", "te lang voor een mailserver"),
    ],
)
def test_an_address_that_no_mail_server_takes_is_refused_with_a_sentence(
    agreement, administrators, signed_in, typed, sentence
):
    answer = signed_in(administrators[0]).post(page("set_mailbox", agreement), {"address": typed})
    assert sentence in answer.text
    assert caw(agreement).mailbox is None


def test_a_mailbox_that_was_switched_off_wrongly_is_switched_on_again(agreement, administrators, signed_in):
    """D30; GBO mailboxes had no such page."""
    mailbox = a_gbo_mailbox(agreement.caw, ADDRESS)
    browser = signed_in(administrators[0])
    browser.post(page("record_bounce", agreement, mailbox.pk), {"on": "24/11/2026"})
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_BOUNCED}
    assert "Mailbox weer aanzetten" in words(browser.get(page("mailbox", agreement)))
    browser.post(page("restore_mailbox", agreement, mailbox.pk), {"reason": RestoreReason.FAULT_OF_OURS.value})
    assert about_mailbox(agreement) == set()


def test_everything_is_asked_again_after_a_change(agreement, administrators):
    old = a_gbo_mailbox(agreement.caw, ADDRESS)
    new = gbo_mailbox.set_mailbox(party=agreement.caw, address="anders@caw.example", by=administrators[0], at=NOW)
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_NOT_VERIFIED}
    back = gbo_mailbox.set_mailbox(party=agreement.caw, address=ADDRESS, by=administrators[0], at=NOW)
    assert about_mailbox(agreement) == {Obstacle.ONWARD_MAILBOX_NOT_VERIFIED}
    assert len({old.pk, new.pk, back.pk}) == 3
    with pytest.raises(Refusal, match="intussen vervangen"):
        actions.mailbox.verify_mailbox(mailbox=new, by=administrators[0], at=NOW)


def test_the_same_person_does_not_compare_twice(agreement, administrators):
    mailbox = gbo_mailbox.set_mailbox(party=agreement.caw, address=ADDRESS, by=administrators[0], at=NOW)
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrators[0], at=NOW)
    with pytest.raises(Refusal, match="andere beheerder"):
        actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrators[0], at=NOW)


def test_a_core_actor_that_goes_takes_its_mailbox_out_of_use(agreement, administrators):
    agreement.parties.update(signed_on=None)
    dmw = next(one for one in agreement.parties_in_order if one.kind == "dmw")
    mailbox = a_gbo_mailbox(dmw, "doorgeven@dmw.example")
    other = GboParty.objects.create(agreement=agreement, organisation=a_dmw("DMW Elders"), kind="dmw")
    gbo_agreements.remove_party(party=dmw, by=administrators[0], at=NOW)
    mailbox.refresh_from_db()
    assert mailbox.replaced_at == NOW
    assert other.mailbox is None


def test_a_general_address_is_pointed_out(agreement, administrators, signed_in):
    gbo_mailbox.set_mailbox(party=agreement.caw, address="info@caw.example", by=administrators[0], at=NOW)
    shown = words(signed_in(administrators[0]).get(reverse("gbo:agreement", args=[agreement.pk])))
    assert "lijkt van een hele organisatie" in shown


def test_the_answer_comes_after_the_registration(agreement, administrators):
    mailbox = gbo_mailbox.set_mailbox(party=agreement.caw, address=ADDRESS, by=administrators[0], at=NOW)
    check = actions.mailbox_checks.start(mailbox=mailbox, by=administrators[0], at=NOW)
    at = NOW + timedelta(days=1)
    assert actions.mailbox_checks.answer(check=check, code=check.code, attested_by="An Peeters", at=at)
    assert Mailbox.objects.get(pk=mailbox.pk).attested_on == date(2026, 11, 25)
