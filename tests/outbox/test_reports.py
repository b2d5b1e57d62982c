"""What comes back is tied to its mail, said in words, noted once, and not kept (R68)."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.db import connection

from agreements.models import Mailbox, Message
from audit.models import AuditEvent
from law.roles import Role
from outbox.delivery import deliver
from outbox.incoming import Incoming, interpret
from outbox.models import Kind, Report, Transmission, TransmissionStatus
from outbox.reasons import why_returned
from outbox.reports import find_transmission, note_report
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.outbox.returned_mails import FORMER, SHAPES, forwarded, plain, report

MAIL = {"status": "5.2.2", "diagnostic": "smtp; 552 5.2.2 mailbox full"}
REFUSED = {"status": "5.7.606", "diagnostic": "smtp; 550 5.7.606 banned sending IP"}


def read(**fields: str) -> Incoming:
    return interpret(message_from_bytes(report(**fields)))


def note(referral, *, hours: float = 0, **fields: str):
    """As who reads the return mailbox does, with a report that came to the address of this referral's mail."""
    back = f"terugmelding+{referral.transmission_id.hex}@agentschap.example"
    return note_report(read(to=back, **fields), at=FILED_AT + timedelta(hours=hours))


@pytest.fixture
def referral(db):
    return a_referral(sent=True)


@pytest.mark.parametrize("way", ["address", "envelope", "message"])
def test_a_report_finds_its_mail_in_three_ways(referral, way):
    mail = referral.transmission
    ways = {
        "address": {"to": f"terugmelding+{mail.pk.hex}@agentschap.example"},
        "envelope": {"envelope_id": mail.pk.hex},
        "message": {"message_id": mail.message_id},
    }
    assert find_transmission(read(**ways[way])) == mail


def test_the_address_counts_before_what_stands_in_the_report(referral):
    other = a_referral(team=referral.team, partner=referral.partner, sent=True)
    found = read(
        to=f"terugmelding+{referral.transmission_id.hex}@agentschap.example", message_id=other.transmission.message_id
    )
    assert find_transmission(found) == referral.transmission


@pytest.mark.parametrize(
    "to",
    ["terugmelding+zz@agentschap.example", f"terugmelding+{'0' * 32}@agentschap.example"],
)
def test_a_report_about_nothing_of_ours_changes_nothing(referral, to):
    assert note_report(read(to=to), at=FILED_AT) is None
    assert Mailbox.objects.get().bounced_on is None


def test_a_mail_that_came_back_for_good_takes_the_trust_from_its_mailbox(referral):
    note_report(read(envelope_id=referral.transmission_id.hex), at=FILED_AT)
    mail = Transmission.objects.get()
    assert (mail.status, mail.returned_at, mail.return_code) == (TransmissionStatus.SENT, FILED_AT, "5.1.1")
    assert str(Mailbox.objects.get().bounced_on) == "2026-11-23"


def test_a_mail_that_did_not_arrive_in_time_leaves_the_mailbox_as_it_is(referral):
    note_report(read(envelope_id=referral.transmission_id.hex, status="4.4.7", diagnostic=""), at=FILED_AT)
    assert Transmission.objects.get().return_code == "4.4.7"
    assert Mailbox.objects.get().bounced_on is None


def test_the_same_report_twice_is_noted_once(referral):
    for hours in (0, 1):
        note_report(read(envelope_id=referral.transmission_id.hex), at=FILED_AT + timedelta(hours=hours))
    assert Transmission.objects.get().returned_at == FILED_AT
    assert AuditEvent.objects.filter(event="transmission_returned").count() == 1
    assert AuditEvent.objects.filter(event="mailbox_bounced").count() == 1


@pytest.mark.django_db(transaction=True)
@time_machine.travel(FILED_AT + timedelta(seconds=1))
def test_a_return_that_comes_while_the_mail_goes_out_again_waits_and_holds_nobody_up(inbox):
    """Both write to the trail: who does so before it has all its locks waits for the other, and the other for it."""
    referral = a_referral()
    came_back = read(envelope_id=referral.transmission_id.hex)
    noted: list[Future[object]] = []

    def meanwhile() -> None:
        at = FILED_AT + timedelta(minutes=1)
        noted.append(others.submit(in_another_thread, lambda: note_report(came_back, at=at)))
        assert others.submit(in_another_thread, somebody_waits_for_a_lock).result()

    inbox.meanwhile = meanwhile
    with ThreadPoolExecutor(2) as others:
        deliver(referral.transmission_id)
        noted[0].result(10)
    mail = Transmission.objects.get()
    assert (mail.status, mail.return_code) == (TransmissionStatus.SENT, "5.1.1")
    assert Mailbox.objects.get().bounced_on is not None
    told = AuditEvent.objects.order_by("pk").values_list("event", flat=True)
    assert list(told)[-3:] == ["transmission_sent", "mailbox_bounced", "transmission_returned"]


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def somebody_waits_for_a_lock() -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    return False


def in_another_thread(call: Callable[[], object]) -> object:
    try:
        return call()
    finally:
        connection.close()


def test_a_delivery_is_noted_and_a_later_return_counts_more(referral):
    note(referral, action="delivered", status="2.0.0", diagnostic="")
    assert Transmission.objects.get().delivered_at == FILED_AT
    note_report(read(envelope_id=referral.transmission_id.hex), at=FILED_AT + timedelta(hours=1))
    assert Transmission.objects.get().returned_at is not None


@pytest.mark.parametrize(
    ("action", "verdict"), [("delayed", "delayed"), ("relayed", "relayed"), ("expanded", "relayed")]
)
def test_what_is_only_on_its_way_is_shown_and_changes_nothing(referral, action, verdict):
    mail, found = note(referral, action=action, status="4.0.0", diagnostic="")
    assert (mail, found.verdict) == (referral.transmission, verdict)
    assert Transmission.objects.get().returned_at is None
    assert list(Report.objects.values_list("verdict", flat=True)) == [verdict]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_report_that_came_to_the_address_of_a_mail_is_without_a_trace(referral, shape):
    back = f"terugmelding+{referral.transmission_id.hex}@agentschap.example"
    content = f"Delivered-To: {back}\r\n".encode() + shape.content
    mail, _ = note_report(interpret(message_from_bytes(content)), at=FILED_AT)
    assert mail == referral.transmission
    assert Report.objects.get().verdict == shape.verdict
    assert (Mailbox.objects.get().bounced_on is not None) is shape.is_gone


class TestWhoIsToBlame:
    def test_a_refusal_of_us_leaves_the_mailbox_on_and_is_told_to_the_administrators(self, referral):
        administrator = a_user(Role.ADMINISTRATOR)
        note(referral, **REFUSED)
        assert Transmission.objects.get(kind=Kind.REFERRAL).return_code == "5.7.606"
        assert Mailbox.objects.get().bounced_on is None
        told = Message.objects.get()
        assert (told.recipient, told.kind) == (administrator.email, "returned_mail")
        assert "Onze mailserver staat op een blokkeerlijst. Code 5.7.606." in told.body
        assert "De mailbox blijft aan." in told.body
        for secret in ("Noor", "Voorbeeld", referral.reference, "sociaal@"):
            assert secret not in told.subject + told.body

    def test_a_former_colleague_on_the_list_says_nothing_about_the_mailbox(self, referral):
        _, found = note(referral, final=f"rfc822; {FORMER}", original="rfc822; sociaal@ocmw.example")
        mail = Transmission.objects.get()
        assert (found.verdict, mail.returned_at, mail.status) == ("about_another", None, TransmissionStatus.SENT)
        assert Mailbox.objects.get().bounced_on is None

    def test_a_refusal_and_then_a_mailbox_that_is_gone_switches_it_off(self, referral):
        note(referral, **REFUSED)
        note(referral, hours=2)
        assert Mailbox.objects.get().bounced_on is not None
        assert Transmission.objects.get(kind=Kind.REFERRAL).return_code == "5.7.606"

    def test_the_administrators_are_not_written_twice_a_day_about_one_mailbox(self, referral):
        a_user(Role.ADMINISTRATOR)
        other = a_referral(team=referral.team, partner=referral.partner, sent=True)
        note(referral, **MAIL)
        note(other, hours=1, **MAIL)
        assert Message.objects.count() == 1
        note(referral, hours=1, status="5.3.4", diagnostic="")
        assert Message.objects.count() == 2

    def test_a_mail_that_told_of_a_return_and_comes_back_itself_makes_no_other(self, referral):
        a_user(Role.ADMINISTRATOR)
        note(referral, **REFUSED)
        told = Message.objects.get()
        Transmission.objects.filter(pk=told.transmission_id).update(status=TransmissionStatus.SENT, sent_at=FILED_AT)
        of_ours = read(envelope_id=told.transmission_id.hex, final=f"rfc822; {told.recipient}", **REFUSED)
        assert note_report(of_ours, at=FILED_AT) is not None
        assert Message.objects.count() == 1
        assert Message.objects.get().returned_at is not None


def test_a_letter_of_a_person_and_a_forwarded_report_are_tied_and_not_understood(referral):
    back = f"terugmelding+{referral.transmission_id.hex}@agentschap.example"
    for mail in (forwarded(report(), to=back), plain("Dag", sender="an@ocmw.example", subject="Vraag", to=back)):
        _, found = note_report(interpret(message_from_bytes(mail)), at=FILED_AT)
        assert found.verdict == "unclear"
    assert Transmission.objects.get().returned_at is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.1.1", "Deze mailbox bestaat niet."),
        ("5.2.2", "Deze mailbox is vol."),
        ("5.7.26", "De mailserver van de ontvanger vertrouwt onze afzender niet (SPF, DKIM of DMARC)."),
        ("5.7.509", "De mailserver van de ontvanger vertrouwt onze afzender niet (SPF, DKIM of DMARC)."),
        ("5.7.606", "Onze mailserver staat op een blokkeerlijst."),
        ("5.7.650", "De mailserver van de ontvanger weigert ons om een reden van beveiliging."),
        ("4.4.7", "De mail raakte niet op tijd afgeleverd."),
        ("", "De mailserver gaf geen reden die wij kennen."),
        ("9", "De mailserver gaf geen reden die wij kennen."),
    ],
)
def test_a_reason_is_said_in_words(code, words):
    assert why_returned(code) == words
