"""Mails to several receivers that come back for one cause within an hour are a fault of ours (D30)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Mailbox, Message
from audit.models import AuditEvent
from law.roles import Role
from outbox.incoming import Action, Fate, Incoming, Sort
from outbox.models import Kind, SharedFault, Transmission
from outbox.reasons import what_to_do
from outbox.reports import note_report
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.days import FILED_AT
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db


def a_mail_to(address: str) -> Transmission:
    team, ocmw = a_team(f"Team {address}"), an_ocmw(f"OCMW {address}", serves=a_municipality())
    agreement = papers_in_force(team, ocmw, mailbox=address)
    return a_referral(team=team, partner=ocmw, agreement=agreement, sent=True).transmission


def came_back(mail: Transmission, *, code: str = "5.7.606", minutes: float = 0) -> None:
    fate = Fate(Action.FAILED, (code,), final=mail.recipient)
    note_report(Incoming(Sort.REPORT, (fate,), token=mail.pk.hex), at=FILED_AT + timedelta(minutes=minutes))


@pytest.fixture
def mails() -> list[Transmission]:
    return [a_mail_to(f"{name}@ocmw.example") for name in ("een", "twee", "drie", "vier")]


def test_three_receivers_within_an_hour_raise_one_alarm_that_is_mailed_once(mails):
    a_user(Role.ADMINISTRATOR)
    for minutes, mail in enumerate(mails):
        came_back(mail, minutes=minutes)
    fault = SharedFault.objects.get()
    assert (fault.cause, fault.receivers, fault.first_at, fault.last_at) == (
        "7", 4, FILED_AT, FILED_AT + timedelta(minutes=3),
    )  # fmt: skip
    subjects = list(Message.objects.order_by("written_at").values_list("subject", flat=True))
    assert subjects == ["Een mail kwam terug", "Een mail kwam terug", "Mails aan meer ontvangers komen terug"]
    body = Message.objects.get(subject=subjects[-1]).body
    for word in ("De fout ligt dus bij ons", "blokkeerlijst", "DMARC", "afzender", "DNS"):
        assert word in body
    assert AuditEvent.objects.filter(event="shared_fault_found").count() == 1


@pytest.mark.parametrize(
    ("second", "third", "is_fault"),
    [(59, 59.5, True), (30, 61, False), (61, 90, False)],
)
def test_the_hour_counts_from_the_first(mails, second, third, is_fault):
    came_back(mails[0])
    came_back(mails[1], minutes=second)
    came_back(mails[2], minutes=third)
    assert SharedFault.objects.exists() is is_fault


def test_other_causes_and_the_same_receiver_do_not_add_up(mails):
    came_back(mails[0])
    came_back(mails[1], code="5.2.2")
    came_back(mails[2], code="5.4.4")
    came_back(mails[0], code="5.7.1")
    came_back(mails[0], code="5.7.509")
    assert not SharedFault.objects.exists()


def test_a_fault_that_lasts_is_the_same_one_and_a_later_one_is_new(mails):
    for minutes, mail in enumerate(mails[:3]):
        came_back(mail, minutes=minutes)
    came_back(mails[3], minutes=55)
    assert SharedFault.objects.count() == 1
    for minutes, mail in enumerate(mails[:3]):
        came_back(mail, code="5.7.1", minutes=300 + minutes)
    assert SharedFault.objects.count() == 2


def test_from_the_third_on_no_mailbox_is_switched_off(mails):
    """A relay that cannot find anybody any more must not switch off one receiver after another."""
    for minutes, mail in enumerate(mails):
        came_back(mail, code="5.1.1", minutes=minutes)
    off = Mailbox.objects.filter(bounced_on__isnull=False).values_list("address", flat=True)
    assert sorted(off) == ["een@ocmw.example", "twee@ocmw.example"]
    assert Transmission.objects.filter(kind=Kind.REFERRAL, return_code="5.1.1").count() == 4


def test_administrators_read_on_the_page_that_it_is_ours_and_what_to_do(mails, signed_in):
    for minutes, mail in enumerate(mails[:3]):
        came_back(mail, minutes=minutes)
    client = signed_in(a_user(Role.ADMINISTRATOR))
    with time_machine.travel(FILED_AT + timedelta(hours=1)):
        page = client.get(reverse("outbox:stuck")).text
    assert "De fout ligt bij ons, niet bij de ontvangers" in page
    assert "Mails aan 3 ontvangers kwamen terug om één reden" in page
    for sentence in what_to_do("7"):
        assert sentence in page
    with time_machine.travel(FILED_AT + timedelta(days=8)):
        assert "De fout ligt bij ons" not in client.get(reverse("outbox:stuck")).text


def test_mails_of_a_receiver_are_not_counted_and_nobody_is_written_about_them(mails):
    """D4, D19: no number of the agency's side says that a receiver passed something on."""
    a_user(Role.ADMINISTRATOR)
    sent = Transmission.objects.filter(pk=mails[0].pk).values("sent_at")[0]["sent_at"]
    onward = Transmission.objects.create(
        kind=Kind.ONWARD_DELETION, subject_id=mails[0].pk, recipient="partner@gbo.example", message_id="<o@x.example>",
        dated_at=FILED_AT, due_at=FILED_AT, status="sent", sent_at=sent, log=uuid4(),
    )  # fmt: skip
    came_back(mails[0])
    came_back(mails[1])
    told = Message.objects.count()
    came_back(onward)
    assert not SharedFault.objects.exists()
    assert Message.objects.count() == told
    assert Transmission.objects.get(pk=onward.pk).returned_at is not None
