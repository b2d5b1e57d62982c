"""Through a real mail server: login and STARTTLS in, the archive out by IMAP, reports read back (R68, ADR 0021)."""

import os
import smtplib
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from imap_tools import MailBox, MailMessage, MailMessageFlags

from agreements.models import Mailbox
from audit.models import AuditEvent
from law.roles import Role
from local.mail_chain import PASSWORD, RECEIVER, RETURN, UNKNOWN, USERNAME, MailChain, what_is_missing
from outbox import return_mailbox, standstill
from outbox.delivery import deliver, deliver_due
from outbox.models import OutboxState, Report, Transmission, TransmissionStatus
from referrals.models import Referral
from referrals.terms.contents import TEXT_NAME
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.days import FILED_AT
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.outbox.returned_mails import OURS, SHAPES, nested, report
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


TEN_SHAPES = (
    "postfix: no such mailbox",
    "postfix: still trying",
    "exchange: recipient not found",
    "microsoft 365: our address is on a block list",
    "microsoft 365: our DMARC",
    "a former colleague on the list",
    "an odd word for the action",
    "an older exim, in words",
    "a gateway in dutch",
    "a server that says nothing we know",
)


def mail_back(chain: MailChain, content: bytes, to: str) -> None:
    """Give a report to the real postfix, for the address of one mail, as another server would."""
    context = ssl.create_default_context(cafile=chain.ca_file)
    with smtplib.SMTP("localhost", chain.smtp, timeout=20) as server:
        server.starttls(context=context)
        server.login(USERNAME, PASSWORD)
        server.sendmail("", [to], content)


def test_a_real_server_returns_ten_shapes_of_report_and_the_pages_show_the_right_thing(chain, open_mailbox, signed_in):
    with open_mailbox(RETURN) as back:
        back.delete(back.uids())
    shapes = {shape.name: shape for shape in SHAPES}
    mails: dict[str, Referral] = {}
    for number, name in enumerate(TEN_SHAPES):
        team, ocmw = a_team(f"Team {number}"), an_ocmw(f"OCMW {number}", serves=a_municipality())
        agreement = papers_in_force(team, ocmw, mailbox=OURS)
        mails[name] = a_referral(team=team, partner=ocmw, agreement=agreement, sent=True)
        mailbox, _, domain = RETURN.partition("@")
        mail_back(chain, shapes[name].content, f"{mailbox}+{mails[name].transmission_id.hex}@{domain}")
    until(lambda: count(RETURN, open_mailbox) == len(TEN_SHAPES), chain)
    assert read() == "9 meldingen verwerkt, 1 mails laten staan.\n"
    with open_mailbox(RETURN) as back:
        (left,) = back.fetch(mark_seen=False)
        assert {"\\Flagged", "\\Seen"} <= set(left.flags)
        back.delete(back.uids())
    admin = signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("outbox:stuck")).text
    words = {
        "returned": "kwam terug",
        "delayed": "vertraging",
        "about_another": "ander adres",
        "unclear": "niet begrijpen",
    }
    for name, referral in mails.items():
        page = signed_in(referral.filed_by).get(reverse("referrals:referral", args=[referral.reference])).text
        assert words[shapes[name].verdict] in page, name
        assert ("De mail kwam terug op" in page) is (shapes[name].verdict == "returned"), name
        assert referral.reference in admin, name
    assert "staat 1 mail die een mens moet lezen" in admin


def test_what_costs_too_much_is_flagged_once_and_the_others_go_on(chain, open_mailbox):
    referral = a_referral(sent=True)
    mailbox, _, domain = RETURN.partition("@")
    back_to = f"{mailbox}+{referral.transmission_id.hex}@{domain}"
    with open_mailbox(RETURN) as back:
        back.delete(back.uids())
        for content in (
            nested(250, to=back_to, padding=300),
            report(to=RETURN, envelope_id=referral.transmission_id.hex),
        ):
            back.append(content, "INBOX")
        back.append(
            report(to=RETURN, action="delayed", envelope_id=referral.transmission_id.hex) + b"x" * 10**7, "INBOX"
        )
        assert read() == "2 meldingen verwerkt, 1 mails laten staan.\n"
        assert read() == "0 meldingen verwerkt, 0 mails laten staan.\n"
        back.delete(back.uids())
    verdicts = Report.objects.filter(transmission=referral.transmission_id).values_list("verdict", flat=True)
    assert sorted(verdicts) == ["delayed", "returned", "unclear"]


def test_a_mail_over_which_a_reader_died_is_not_read_again_and_still_finds_its_place(chain, open_mailbox):
    referral = a_referral(sent=True)
    mailbox, _, domain = RETURN.partition("@")
    with open_mailbox(RETURN) as back:
        back.delete(back.uids())
        to = f"{mailbox}+{referral.transmission_id.hex}@{domain}"
        back.append(report(to=to), "INBOX", flag_set=[MailMessageFlags.FLAGGED])
        assert read() == "0 meldingen verwerkt, 1 mails laten staan.\n"
        back.delete(back.uids())
    assert Report.objects.get().verdict == "unclear"


def test_one_reader_at_a_time(chain, open_mailbox):
    standstill.current()
    OutboxState.objects.update(reading_until=timezone.now() + timedelta(minutes=1))
    with open_mailbox(RETURN) as back:
        back.append(report(), "INBOX")
        assert read() == "0 meldingen verwerkt, 0 mails laten staan.\n"
        OutboxState.objects.update(reading_until=timezone.now())
        assert read() == "0 meldingen verwerkt, 1 mails laten staan.\n"
        back.delete(back.uids())


def test_a_report_that_cannot_be_noted_now_is_noted_the_next_time(chain, open_mailbox, monkeypatch):
    referral = a_referral(sent=True)
    with open_mailbox(RETURN) as back:
        back.delete(back.uids())
        back.append(report(envelope_id=referral.transmission_id.hex), "INBOX")
        with monkeypatch.context() as patched:
            patched.setattr(return_mailbox, "note_report", lambda *_, **__: 1 / 0)
            with pytest.raises(CommandError, match="1 mails lukten niet"):
                read()
        assert read() == "1 meldingen verwerkt, 0 mails laten staan.\n"
    assert count(RETURN, open_mailbox) == 0


def test_a_letter_of_a_person_stays_and_does_not_stop_the_others(chain, open_mailbox):
    with open_mailbox(RETURN) as back:
        back.delete(back.uids())
        back.append(b"From: iemand@elders.example\r\nSubject: Vraag\r\n\r\nHallo\r\n", "INBOX")
        back.append(b"Content-Type: multipart/report; boundary=x\r\n\r\n\xff\x00--x\r\nkapot", "INBOX")
        assert read() == "0 meldingen verwerkt, 2 mails laten staan.\n"
        assert read() == "0 meldingen verwerkt, 0 mails laten staan.\n"
        assert len(back.uids()) == 2
        back.delete(back.uids())
