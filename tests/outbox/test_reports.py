"""What comes back is tied to its mail, said in words, noted once, and not kept (R68)."""

import email
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import Mailbox
from audit.models import AuditEvent
from outbox.delivery import deliver
from outbox.models import Transmission, TransmissionStatus
from outbox.reasons import why_returned
from outbox.reports import Verdict, find_transmission, note_report, read_report
from tests.builders import FILED_AT, a_referral


def report(
    *, to: str = "", envelope_id: str = "", message_id: str = "", action: str = "failed", status: str = "5.1.1"
) -> bytes:
    return f"""From: MAILER-DAEMON@relay.example
To: {to or "terugmelding@agentschap.example"}
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary="x"
MIME-Version: 1.0

--x
Content-Type: text/plain

Het lukte niet.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Original-Envelope-Id: {envelope_id}

Final-Recipient: rfc822; sociaal@ocmw.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <sociaal@ocmw.example> unknown

--x
Content-Type: text/rfc822-headers

From: aanmelden@agentschap.example
Message-ID: {message_id or "<unknown@elders.example>"}

--x--
""".replace("\n", "\r\n").encode()


def read(**fields):
    return read_report(email.message_from_bytes(report(**fields)))


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
    ["terugmelding+zz@agentschap.example", f"iemand+{'0' * 32}@agentschap.example", f"terugmelding+{'0' * 32}@x.be"],
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
    note_report(read(envelope_id=referral.transmission_id.hex, status="4.4.7"), at=FILED_AT)
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
    note_report(read(envelope_id=referral.transmission_id.hex, action="delivered", status="2.0.0"), at=FILED_AT)
    assert Transmission.objects.get().delivered_at == FILED_AT
    note_report(read(envelope_id=referral.transmission_id.hex), at=FILED_AT + timedelta(hours=1))
    assert Transmission.objects.get().returned_at is not None


@pytest.mark.parametrize("action", ["delayed", "relayed", "expanded", "iets"])
def test_what_is_only_on_its_way_changes_nothing(referral, action):
    found = read(envelope_id=referral.transmission_id.hex, action=action, status="4.0.0")
    assert found.verdict is None
    assert note_report(found, at=FILED_AT) == referral.transmission
    assert Transmission.objects.get().returned_at is None


def test_of_several_recipients_the_worst_counts():
    """An address that forwards: one copy arrived, one did not."""
    text = report(action="delivered", status="2.0.0").decode()
    both = text.replace(
        "\r\n--x\r\nContent-Type: text/rfc822-headers",
        "\r\nFinal-Recipient: rfc822; b@ocmw.example\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        "\r\n--x\r\nContent-Type: text/rfc822-headers",
    )
    found = read_report(email.message_from_bytes(both.encode()))
    assert (found.verdict, found.status) == (Verdict.RETURNED, "5.2.2")


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"Subject: Afwezig\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet.\r\n",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nkapot",
        b"Content-Type: message/delivery-status\r\n\r\n",
    ],
)
def test_what_is_no_report_is_not_read_as_one(mail):
    assert read_report(email.message_from_bytes(mail)) is None


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_mail_of_a_stranger_breaks_the_reader(noise):
    start = b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    read_report(email.message_from_bytes(start + noise))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.1.1", "Deze mailbox bestaat niet."),
        ("5.2.2", "Deze mailbox is vol."),
        ("5.7.26", "De mailserver van de ontvanger weigert ons om een reden van beveiliging."),
        ("4.4.7", "De mail raakte niet op tijd afgeleverd."),
        ("", "De mailserver gaf geen reden die wij kennen."),
        ("9", "De mailserver gaf geen reden die wij kennen."),
    ],
)
def test_a_reason_is_said_in_words(code, words):
    assert why_returned(code) == words
