"""What is concluded of each kind of mail that servers and people send back (D30)."""

from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbox.conclusion import cause_of, conclude, likely_recipient
from outbox.incoming import Incoming, Sort, interpret, read
from outbox.mail_address import address_in, is_same_mailbox
from outbox.models import ReturnCause
from tests.outbox.returned_mails import FORMER, OURS, SHAPES, Shape, forwarded, plain, report


def concluded(content: bytes, recipient: str = OURS):
    return conclude(interpret(message_from_bytes(content)), recipient=recipient)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_each_kind_of_mail_gets_the_right_answer(shape: Shape):
    found = concluded(shape.content)
    assert (found.verdict.value, found.code, found.mailbox_is_gone) == (shape.verdict, shape.code, shape.is_gone)


def test_the_answer_survives_the_way_out_of_its_own_process():
    for shape in SHAPES:
        assert Incoming.from_json(read(shape.content)) == interpret(message_from_bytes(shape.content)), shape.name


@pytest.mark.parametrize("code", ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"])
def test_six_codes_say_that_a_mailbox_is_gone(code):
    assert concluded(report(status=code, diagnostic="")).mailbox_is_gone


def test_every_other_code_leaves_the_mailbox_on():
    gone = {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"}
    others = [f"{subject}.{detail}" for subject in range(8) for detail in (*range(12), 26, 509, 606)]
    for rest in set(others) - gone:
        assert not concluded(report(status=f"5.{rest}", diagnostic="")).mailbox_is_gone, rest
    for rest in gone:
        assert not concluded(report(status=f"4.{rest}", diagnostic="")).mailbox_is_gone, rest


@pytest.mark.parametrize(
    "written",
    [
        f"rfc822;{OURS}",
        f"RFC822 ; {OURS.upper()}",
        f"rfc822;<{OURS}>",
        f'rfc822;"Sociaal Huis" <{OURS}>',
        "rfc822; sociaal+wachtlijst@ocmw.example",
        "rfc822;sociaal+40ocmw.example",
        "rfc822;sociaal+2Bwachtlijst@ocmw.example",
        "utf-8; sociaal@ocmw.example.",
        f"rfc822;@relay.example:{OURS}",
        OURS,
    ],
)
def test_our_recipient_is_known_however_a_server_writes_it(written):
    assert concluded(report(final=written, diagnostic="")).mailbox_is_gone


@pytest.mark.parametrize(
    "written",
    [
        "rfc822; asociaal@ocmw.example",
        "rfc822; sociaal@anders.example",
        f"rfc822; {FORMER}",
        "rfc822; sociaal+2Ebert@ocmw.example",
    ],
)
def test_somebody_else_is_not_our_recipient(written):
    assert not concluded(report(final=written, diagnostic="")).mailbox_is_gone


def test_a_domain_in_its_own_script_is_the_same_in_ascii():
    assert is_same_mailbox("sociaal@überdorf.example", "SOCIAAL@xn--berdorf-m2a.example")
    assert address_in("geen adres") == ""
    assert not is_same_mailbox("", "")


def test_a_mail_whose_recipient_nobody_knows_switches_nothing_off():
    assert not concluded(report(), recipient="").mailbox_is_gone


def test_what_came_back_says_whom_our_mail_was_to():
    assert likely_recipient(interpret(message_from_bytes(report()))) == OURS
    assert likely_recipient(interpret(message_from_bytes(report(final=f"rfc822; {FORMER}")))) == ""
    assert likely_recipient(interpret(message_from_bytes(report(original_to="")))) == OURS


def test_a_report_inside_our_own_mail_is_not_read():
    inner = report().decode()
    outer = report(action="delivered", status="2.0.0", diagnostic="").decode()
    whole = outer.replace("--x--", f"--x\r\nContent-Type: message/rfc822\r\n\r\n{inner.replace('--x', '--q')}\r\n--x--")
    assert concluded(whole.encode()).verdict == "delivered"
    assert concluded(forwarded(report(), to=f"terugmelding+{'a' * 32}@agentschap.example")).verdict == "unclear"


def test_a_report_that_a_person_pastes_in_a_letter_is_a_letter():
    pasted = plain(
        "Begin doorgestuurd bericht:\n\n> Final-Recipient: rfc822; a@ocmw.example\n> Action: failed\n> Status: 5.1.1",
        sender="An <an@agentschap.example>",
        subject="Fwd: Undelivered Mail Returned to Sender",
    )
    assert interpret(message_from_bytes(pasted)).sort == Sort.LETTER


@pytest.mark.parametrize("name", ["Delivered-To", "X-Original-To", "Envelope-To", "To"])
def test_a_mail_says_in_its_headers_whose_it_is(name):
    token = "0123456789abcdef" * 2
    mail = plain("?", headers=f"{name}: <terugmelding+{token.upper()}@agentschap.example>", to="x@agentschap.example")
    assert interpret(message_from_bytes(mail)).token == token


def test_message_ids_are_found_in_the_headers_and_in_words():
    assert interpret(message_from_bytes(report(message_id="<a@b.example>"))).message_ids == ("<a@b.example>",)
    words = plain("Sorry.\n\n--- copy\n\nFrom: x\nMessage-ID: <c@d.example>\n")
    assert interpret(message_from_bytes(words)).message_ids == ("<c@d.example>",)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("5.1.1", ReturnCause.ADDRESS),
        ("5.2.1", ReturnCause.ADDRESS),
        ("5.2.2", ReturnCause.MAILBOX),
        ("5.7.606", ReturnCause.TRUST),
        ("4.4.7", ReturnCause.ROUTE),
        ("5.0.0", ReturnCause.UNKNOWN),
        ("5.9.9", ReturnCause.UNKNOWN),
        ("", ReturnCause.UNKNOWN),
    ],
)
def test_a_code_has_one_cause(code, cause):
    assert cause_of(code) == cause


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_mail_of_a_stranger_breaks_the_reader(noise):
    start = b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    for content in (noise, start + noise, b"From: mailer-daemon@x\r\nSubject: failed\r\n\r\n" + noise):
        assert Incoming.from_json(read(content))
