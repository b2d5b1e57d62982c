"""Through a real mail server: login and STARTTLS in, the archive out by IMAP, reports read back (R68, ADR 0021)."""

import os
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from imap_tools import MailBox, MailMessage

from agreements.models import Mailbox
from audit.models import AuditEvent
from local.mail_chain import PASSWORD, RECEIVER, RETURN, UNKNOWN, USERNAME, MailChain, what_is_missing
from outbox.delivery import deliver, deliver_due
from outbox.models import Transmission, TransmissionStatus
from referrals.terms.contents import TEXT_NAME
from tests.builders import FILED_AT, a_municipality, a_referral, a_team, an_ocmw, papers_in_force
from tests.seven_zip import program

pytestmark = pytest.mark.django_db
PATIENCE = 40  # seconds until a hang is called one


@pytest.fixture(scope="module")
def chain() -> Iterator[MailChain]:
    """Start it; skip loudly where it cannot run, and fail there when it is required (CI)."""
    if missing := what_is_missing():
        (pytest.fail if os.environ.get("MAILCHAIN_REQUIRED") else pytest.skip)(missing)
    with MailChain() as chain:
        yield chain


@pytest.fixture(autouse=True)
def relay(chain, settings) -> Iterator[None]:
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_CA_FILE = "localhost", chain.smtp, chain.ca_file
    settings.SMTP_LOGIN, settings.SMTP_USERNAME, settings.SMTP_PASSWORD = "password", USERNAME, PASSWORD
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_CA_FILE = "localhost", chain.imap, chain.ca_file
    settings.IMAP_LOGIN, settings.IMAP_USERNAME, settings.IMAP_PASSWORD = "password", RETURN, PASSWORD
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True):
        yield


@pytest.fixture
def open_mailbox(chain, settings) -> Callable[[str], MailBox]:
    def open_it(address: str) -> MailBox:
        context = ssl.create_default_context(cafile=chain.ca_file)
        return MailBox("localhost", chain.imap, timeout=10, ssl_context=context).login(address, PASSWORD)

    return open_it


def until(condition: Callable[[], bool], chain: MailChain) -> None:
    ends_at = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends_at, chain.log()
        time.sleep(0.3)


def count(address: str, open_mailbox: Callable[[str], MailBox]) -> int:
    with open_mailbox(address) as mailbox:
        return len(mailbox.uids())


def taken(address: str, number: int, open_mailbox: Callable[[str], MailBox], chain: MailChain) -> list[MailMessage]:
    """Wait for so many mails, and take them away."""
    until(lambda: count(address, open_mailbox) >= number, chain)
    with open_mailbox(address) as mailbox:
        mails = list(mailbox.fetch())
        mailbox.delete([mail.uid for mail in mails])
    return mails


def a_referral_to(address: str):
    team, ocmw = a_team(), an_ocmw(serves=a_municipality())
    return a_referral(team=team, partner=ocmw, agreement=papers_in_force(team, ocmw, mailbox=address))


def read() -> str:
    out = StringIO()
    call_command("read_return_mailbox", stdout=out)
    return out.getvalue()


def sent(referral) -> Transmission:
    deliver(referral.transmission_id)
    found = Transmission.objects.get(pk=referral.transmission_id)
    assert found.status == TransmissionStatus.SENT
    return found


def test_an_archive_arrives_and_opens_and_its_delivery_is_reported(chain, open_mailbox, tmp_path):
    referral = a_referral_to(RECEIVER)
    transmission = sent(referral)
    (mail,) = taken(RECEIVER, 1, open_mailbox, chain)
    assert mail.subject == f"Versleuteld bericht {referral.reference}"
    (attachment,) = mail.attachments
    (tmp_path / "archive.zip").write_bytes(attachment.payload)
    command = [program(), "x", f"-p{transmission.password}", f"-o{tmp_path}", str(tmp_path / "archive.zip")]
    subprocess.run(command, check=True, capture_output=True)
    assert "Van den Voorbeeld, Noor" in (tmp_path / TEXT_NAME).read_text("utf-8-sig")

    def is_reported() -> bool:
        read()
        return Transmission.objects.get(pk=transmission.pk).delivered_at is not None

    until(is_reported, chain)
    with open_mailbox(RETURN) as back:
        assert back.uids() == []  # nothing of the report is kept


def test_a_mailbox_that_does_not_exist_comes_back_and_is_not_verified_any_more(chain, open_mailbox):
    transmission = sent(a_referral_to(UNKNOWN))
    until(lambda: count(RETURN, open_mailbox) == 1, chain)
    with open_mailbox(RETURN) as back:
        (report,) = list(back.fetch(mark_seen=False))
        assert b"Versleuteld bericht" in report.obj.as_bytes()  # the headers came back
        assert b"application/zip" not in report.obj.as_bytes()  # the archive did not
    assert read() == "1 meldingen verwerkt, 0 mails laten staan.\n"
    returned = Transmission.objects.get(pk=transmission.pk)
    assert (returned.status, returned.return_code) == (TransmissionStatus.SENT, "5.1.1")
    assert returned.returned_at is not None
    assert Mailbox.objects.get().bounced_on is not None
    assert AuditEvent.objects.filter(event="mailbox_bounced").count() == 1
    assert read() == "0 meldingen verwerkt, 0 mails laten staan.\n"


def test_a_batch_goes_over_one_connection(chain, open_mailbox):
    first = a_referral_to(RECEIVER)
    for _ in range(2):
        a_referral(team=first.team, partner=first.partner, agreement=first.agreement)
    before = chain.log().count("connect from")
    tried, failed = deliver_due(seconds=60)
    assert (tried, failed) == (3, [])
    assert set(Transmission.objects.values_list("status", flat=True)) == {TransmissionStatus.SENT}
    assert chain.log().count(": connect from") - before <= 1
    assert len(taken(RECEIVER, 3, open_mailbox, chain)) == 3
    assert len(taken(RETURN, 3, open_mailbox, chain)) == 3  # their reports, so that no other test meets them


def test_a_wrong_password_stops_the_queue_and_not_the_mail(chain, settings):
    settings.SMTP_PASSWORD = "verkeerd"
    referral = a_referral_to(RECEIVER)
    deliver(referral.transmission_id)
    waiting = Transmission.objects.get()
    assert (waiting.status, waiting.attempt_count) == (TransmissionStatus.QUEUED, 1)
    deliver(referral.transmission_id)
    assert Transmission.objects.get().attempt_count == 1


def test_a_mailbox_that_does_not_open_is_an_error_without_its_password(settings):
    settings.IMAP_PASSWORD = "verkeerd-wachtwoord"
    with pytest.raises(CommandError, match="gaat niet open") as refused:
        call_command("read_return_mailbox")
    assert "verkeerd" not in str(refused.value)


def test_a_letter_of_a_person_stays_and_does_not_stop_the_others(chain, open_mailbox):
    with open_mailbox(RETURN) as back:
        back.delete(back.uids())
        back.append(b"From: iemand@elders.example\r\nSubject: Vraag\r\n\r\nHallo\r\n", "INBOX")
        back.append(b"Content-Type: multipart/report; boundary=x\r\n\r\n\xff\x00--x\r\nkapot", "INBOX")
        assert read() == "0 meldingen verwerkt, 2 mails laten staan.\n"
        assert read() == "0 meldingen verwerkt, 0 mails laten staan.\n"
        assert len(back.uids()) == 2
        back.delete(back.uids())
