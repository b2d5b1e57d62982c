"""Whatever a relay does, the outcome says whether the mail may be sent again (archive-and-mail: the hand-over)."""

import base64
import dataclasses
import itertools
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import pytest

from outbox.handover import HandoverOutcome, HandoverResult, Relay, Stage, TlsFault, hand_over
from outbox.login import PasswordLogin
from tests.outbox.smtp_faults import Authority, FaultyRelay, allow_only_tls_1_1

MESSAGE = b"From: a@agentschap.example\r\nTo: b@ocmw.example\r\n\r\n.een punt vooraan\r\n..twee\r\n.\r\nklaar\r\n"
LARGE = b"x" * 76 + b"\r\n"
LARGE *= 8_000_000 // len(LARGE)  # more than the two ends of the line can hold, so that sending it needs a reader
LOGIN = {"login": PasswordLogin("aanmelden", "geheim")}
TRANSIENT, PERMANENT, NOT_SENT, UNKNOWN = (
    HandoverOutcome.TRANSIENT,
    HandoverOutcome.PERMANENT,
    HandoverOutcome.NOT_SENT,
    HandoverOutcome.UNKNOWN,
)

Make = Callable[..., FaultyRelay]
Give = Callable[..., HandoverResult]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def faulty(authority: Authority) -> Make:
    return partial(FaultyRelay, authority.server_context("localhost"))


@pytest.fixture
def give(authority: Authority) -> Give:
    """Hand the message to this server, as the product would but with little patience."""

    def give(server: FaultyRelay, message: bytes = MESSAGE, **changes: Any) -> HandoverResult:
        relay = Relay(
            host="localhost",
            port=server.port,
            security="starttls",
            ehlo_name="aanmelden.example",
            ca_file=authority.ca_file,
            socket_timeout=0.3,
            deadline=3.0,
        )
        return hand_over(
            message,
            sender="terugmelding+7q2m@agentschap.example",
            recipient="gegevens@ocmw.example",
            relay=dataclasses.replace(relay, **changes),
            envelope_id="7q2m",
        )

    return give


class TestAccepted:
    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_the_relay_gets_the_very_bytes(self, security: str, faulty: Make, give: Give) -> None:
        with faulty(implicit_tls=security == "tls") as server:
            result = give(server, security=security)
        assert result == HandoverResult(HandoverOutcome.ACCEPTED, Stage.DOT, 250, "2.0.0")
        assert server.messages == [MESSAGE]
        assert server.heard[-1] == "QUIT"

    def test_nothing_but_the_greeting_travels_before_tls(self, faulty: Make, give: Give) -> None:
        with faulty(extensions=["AUTH PLAIN"]) as server:
            give(server, **LOGIN)
        in_clear = server.heard[: len(server.heard) - len(server.secured)]
        assert in_clear == ["ehlo aanmelden.example", "STARTTLS"]
        assert server.secured[0] == "ehlo aanmelden.example"

    def test_delivery_status_is_asked_with_headers_only(self, faulty: Make, give: Give) -> None:
        with faulty(extensions=["DSN"]) as server:
            give(server)
        assert "mail FROM:<terugmelding+7q2m@agentschap.example> RET=HDRS ENVID=7q2m" in server.heard
        assert "rcpt TO:<gegevens@ocmw.example> NOTIFY=SUCCESS,FAILURE,DELAY" in server.heard

    def test_delivery_status_is_not_asked_where_it_is_unknown(self, faulty: Make, give: Give) -> None:
        with faulty() as server:
            give(server)
        assert "mail FROM:<terugmelding+7q2m@agentschap.example>" in server.heard
        assert "rcpt TO:<gegevens@ocmw.example>" in server.heard

    @pytest.mark.parametrize("quit_step", [FaultyRelay.hang_up, FaultyRelay.hang, "500 what?"])
    def test_a_failing_goodbye_changes_nothing(self, quit_step: Any, faulty: Make, give: Give) -> None:
        with faulty(quit=quit_step) as server:
            assert give(server).outcome is HandoverOutcome.ACCEPTED

    @pytest.mark.parametrize(
        ("answer", "outcome"), [("250 taken", HandoverOutcome.ACCEPTED), ("554 no", HandoverOutcome.PERMANENT)]
    )
    def test_a_goodbye_that_cannot_be_said_changes_nothing(
        self,
        answer: str,
        outcome: HandoverOutcome,
        faulty: Make,
        give: Give,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        say = smtplib.SMTP.putcmd

        def say_all_but_goodbye(self: smtplib.SMTP, command: str, args: str = "") -> None:
            if command == "QUIT":
                raise smtplib.SMTPServerDisconnected
            say(self, command, args)

        monkeypatch.setattr(smtplib.SMTP, "putcmd", say_all_but_goodbye)
        with faulty(dot=answer) as server:
            assert give(server).outcome is outcome

    def test_a_line_lost_right_after_the_answer_changes_nothing(self, faulty: Make, give: Give) -> None:
        def take_and_vanish(server: FaultyRelay) -> None:
            server.say("250 2.0.0 taken")
            server.hang_up()

        with faulty(dot=take_and_vanish) as server:
            assert give(server).outcome is HandoverOutcome.ACCEPTED

    def test_an_answer_of_several_lines_is_one_answer(self, faulty: Make, give: Give) -> None:
        with faulty(dot="250-2.0.0 taken\r\n250 2.0.0 as 12345") as server:
            assert give(server) == HandoverResult(HandoverOutcome.ACCEPTED, Stage.DOT, 250, "2.0.0")

    def test_the_words_of_the_relay_are_not_kept(self, faulty: Make, give: Give) -> None:
        with faulty(rcpt="550 gegevens@ocmw.example is unknown") as server:
            result = give(server)
        assert result == HandoverResult(HandoverOutcome.PERMANENT, Stage.RCPT, 550, None)
        assert "ocmw" not in repr(result)


class TestRefusedByTheRelay:
    @pytest.mark.parametrize(
        ("step", "reply", "expected"),
        [
            ("greeting", "554 5.3.2 no service here", (TRANSIENT, Stage.GREETING, 554, "5.3.2")),
            ("greeting", "421 4.3.2 too busy", (TRANSIENT, Stage.GREETING, 421, "4.3.2")),
            ("ehlo", "421 4.3.2 too busy", (TRANSIENT, Stage.GREETING, 421, "4.3.2")),
            ("ehlo", "502 5.5.1 what?", (TRANSIENT, Stage.GREETING, 502, "5.5.1")),
            ("starttls", "454 4.7.0 no TLS now", (TRANSIENT, Stage.TLS, 454, "4.7.0")),
            ("starttls", "501 5.5.4 no TLS ever", (TRANSIENT, Stage.TLS, 501, "5.5.4")),
            ("mail", "451 4.7.1 greylisted", (TRANSIENT, Stage.MAIL, 451, "4.7.1")),
            ("mail", "550 5.7.1 not you", (PERMANENT, Stage.MAIL, 550, "5.7.1")),
            ("rcpt", "450 4.2.0 later", (TRANSIENT, Stage.RCPT, 450, "4.2.0")),
            ("rcpt", "550 5.1.1 nobody", (PERMANENT, Stage.RCPT, 550, "5.1.1")),
            ("data", "451 4.3.0 later", (TRANSIENT, Stage.DATA, 451, "4.3.0")),
            ("data", "554 5.5.1 no", (PERMANENT, Stage.DATA, 554, "5.5.1")),
            ("dot", "452 4.3.1 disk full", (TRANSIENT, Stage.DOT, 452, "4.3.1")),
            ("dot", "552 5.3.4 too large", (PERMANENT, Stage.DOT, 552, "5.3.4")),
            ("dot", "554 password protected", (PERMANENT, Stage.DOT, 554, None)),
        ],
    )
    def test_4xx_may_be_tried_again_and_5xx_only_before_the_mail(
        self, step: str, reply: str, expected: tuple[Any, ...], faulty: Make, give: Give
    ) -> None:
        with faulty(**{step: reply}) as server:
            assert give(server) == HandoverResult(*expected)

    def test_a_refusal_in_mid_content_never_gets_the_final_dot(self, faulty: Make, give: Give) -> None:
        def refuse_and_read_on(server: FaultyRelay) -> None:
            server.say("354 go ahead")
            server.say("452 4.3.1 disk full")

        with faulty(data=refuse_and_read_on) as server:
            assert give(server, LARGE) == HandoverResult(TRANSIENT, Stage.CONTENT, 452, "4.3.1")
        assert server.messages == []

    def test_a_yes_in_mid_content_is_not_believed(self, faulty: Make, give: Give) -> None:
        def accept_too_early(server: FaultyRelay) -> None:
            server.say("354 go ahead")
            server.say("250 2.0.0 taken")

        with faulty(data=accept_too_early) as server:
            assert give(server, LARGE).outcome is NOT_SENT
        assert server.messages == []


class TestBrokenLine:
    @pytest.mark.parametrize("fault", [FaultyRelay.hang_up, FaultyRelay.hang])
    @pytest.mark.parametrize(
        ("step", "outcome", "stage"),
        [
            ("greeting", NOT_SENT, Stage.GREETING),
            ("ehlo", NOT_SENT, Stage.GREETING),
            ("starttls", NOT_SENT, Stage.TLS),
            ("handshake", NOT_SENT, Stage.TLS),
            ("auth", NOT_SENT, Stage.LOGIN),
            ("mail", NOT_SENT, Stage.MAIL),
            ("rcpt", NOT_SENT, Stage.RCPT),
            ("data", NOT_SENT, Stage.DATA),
            ("content", NOT_SENT, Stage.CONTENT),
            ("dot", UNKNOWN, Stage.DOT),
        ],
    )
    def test_only_after_the_final_dot_is_it_unknown_what_happened(
        self, step: str, outcome: HandoverOutcome, stage: Stage, fault: Any, faulty: Make, give: Give
    ) -> None:
        with faulty(extensions=["AUTH PLAIN"], **{step: fault}) as server:
            message = LARGE if step == "content" else MESSAGE
            assert give(server, message, **LOGIN) == HandoverResult(outcome, stage, None, None)

    def test_a_line_lost_halfway_the_content_is_not_sent(self, faulty: Make, give: Give) -> None:
        def take_some_and_hang_up(server: FaultyRelay) -> None:
            server.take_some(100_000)
            server.hang_up()

        with faulty(content=take_some_and_hang_up) as server:
            assert give(server, LARGE) == HandoverResult(NOT_SENT, Stage.CONTENT, None, None)

    def test_a_line_lost_halfway_the_answer_is_unknown(self, faulty: Make, give: Give) -> None:
        def half_an_answer(server: FaultyRelay) -> None:
            server.say("250-2.0.0 tak")
            server.hang_up()

        with faulty(dot=half_an_answer) as server:
            assert give(server).outcome is UNKNOWN

    @pytest.mark.parametrize("garbage", ["hello", "", "\x00\xff", "99 what", "700 what", "x" * 20_000, "354 go on"])
    @pytest.mark.parametrize(("step", "outcome"), [("rcpt", NOT_SENT), ("dot", UNKNOWN)])
    def test_an_answer_that_is_none_is_no_answer(
        self, step: str, outcome: HandoverOutcome, garbage: str, faulty: Make, give: Give
    ) -> None:
        with faulty(**{step: garbage}) as server:
            assert give(server).outcome is outcome

    def test_a_yes_to_the_wrong_question_is_not_sent(self, faulty: Make, give: Give) -> None:
        with faulty(data="250 2.0.0 taken") as server:
            assert give(server) == HandoverResult(NOT_SENT, Stage.DATA, 250, "2.0.0")

    def test_nobody_at_the_port_is_not_sent(self, faulty: Make, give: Give) -> None:
        with faulty() as server:
            pass
        assert give(server) == HandoverResult(NOT_SENT, Stage.CONNECT, None, None)

    def test_an_unknown_host_name_is_not_sent(self, faulty: Make, give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with faulty() as server:
            assert give(server) == HandoverResult(NOT_SENT, Stage.CONNECT, None, None)


class TestDeadline:
    """The drip would end well after some seconds; each byte is in time for the socket, so only the deadline ends it."""

    SLOW = b"250-" + b"x" * 150 + b"\r\n250 2.0.0 taken\r\n"

    @pytest.mark.parametrize(
        ("step", "drip", "expected"),
        [
            ("greeting", b"220-" + b"x" * 150 + b"\r\n220 relay.test\r\n", (NOT_SENT, Stage.GREETING)),
            ("handshake", b"\x16\x03\x03\x40\x00" + bytes(150), (NOT_SENT, Stage.TLS)),
            ("rcpt", SLOW, (NOT_SENT, Stage.RCPT)),
            ("dot", SLOW, (UNKNOWN, Stage.DOT)),
        ],
    )
    def test_holds_against_one_byte_at_a_time(
        self, step: str, drip: bytes, expected: tuple[Any, ...], faulty: Make, give: Give
    ) -> None:
        with faulty(**{step: lambda server: server.drip(drip)}) as server:
            result = give(server, deadline=0.5, socket_timeout=4.0)
        assert (result.outcome, result.stage) == expected
        assert not server.dripped_out

    def test_holds_against_a_relay_that_reads_slowly(self, faulty: Make, give: Give) -> None:
        def sip(server: FaultyRelay) -> None:
            for _ in range(150):
                if len(server.take_some(20_000)) < 20_000 or server.is_over_in(0.03):
                    server.hang_up()
            server.dripped_out = True

        with faulty(content=sip) as server:
            result = give(server, LARGE, deadline=0.5, socket_timeout=4.0)
        assert result == HandoverResult(NOT_SENT, Stage.CONTENT, None, None)
        assert not server.dripped_out

    def test_that_passed_before_connecting_is_not_sent(self, faulty: Make, give: Give) -> None:
        with faulty() as server:
            assert give(server, deadline=0.0) == HandoverResult(NOT_SENT, Stage.CONNECT, None, None)


def not_safe(fault: TlsFault) -> HandoverResult:
    return HandoverResult(NOT_SENT, Stage.TLS, None, None, fault)


class TestEncryption:
    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_a_stranger_is_not_trusted(
        self, security: str, tmp_path_factory: pytest.TempPathFactory, give: Give
    ) -> None:
        stranger = Authority(tmp_path_factory.mktemp("stranger")).server_context("localhost")
        with FaultyRelay(stranger, implicit_tls=security == "tls") as server:
            assert give(server, security=security) == not_safe(TlsFault.UNKNOWN_AUTHORITY)
        assert server.messages == server.secured == []

    def test_without_own_authority_the_system_s_are_asked(self, faulty: Make, give: Give) -> None:
        with faulty() as server:
            assert give(server, ca_file=None) == not_safe(TlsFault.UNKNOWN_AUTHORITY)

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    def test_another_name_is_not_trusted(self, security: str, authority: Authority, give: Give) -> None:
        with FaultyRelay(authority.server_context("other.test"), implicit_tls=security == "tls") as server:
            assert give(server, security=security) == not_safe(TlsFault.WRONG_NAME)
        assert server.messages == server.secured == []

    def test_a_relay_without_starttls_gets_nothing(self, faulty: Make, give: Give) -> None:
        with faulty(starttls_offered=False) as server:
            assert give(server) == not_safe(TlsFault.NOT_OFFERED)
        assert server.heard == ["ehlo aanmelden.example", "QUIT"]

    def test_tls_1_1_is_refused(self, authority: Authority, give: Give) -> None:
        old = authority.server_context("localhost")
        allow_only_tls_1_1(old)
        self._sees_that_tls_1_1_works_here(old, authority)
        with FaultyRelay(old) as server:
            assert give(server) == not_safe(TlsFault.PROTOCOL)
        assert server.messages == []

    @pytest.mark.parametrize(
        ("days", "fault"), [((-9, -2), TlsFault.EXPIRED), ((2, 9), TlsFault.NOT_YET_VALID)], ids=["expired", "early"]
    )
    def test_a_certificate_outside_its_days_is_told_apart(
        self, days: tuple[int, int], fault: TlsFault, authority: Authority, give: Give
    ) -> None:
        with FaultyRelay(authority.server_context("localhost", days=days)) as server:
            assert give(server) == not_safe(fault)
        assert server.messages == server.secured == []

    def test_a_relay_that_speaks_plainly_where_tls_is_asked_is_told_apart(self, faulty: Make, give: Give) -> None:
        with faulty() as server:  # greets at once
            assert give(server, security="tls") == not_safe(TlsFault.NOT_TLS)

    def test_a_line_that_just_breaks_says_nothing_of_certificates(self, faulty: Make, give: Give) -> None:
        with faulty(handshake=FaultyRelay.hang_up) as server:
            assert give(server).tls is None

    def _sees_that_tls_1_1_works_here(self, old: ssl.SSLContext, authority: Authority) -> None:
        """Else a refusal would prove nothing. Some builds of OpenSSL cannot speak TLS 1.1 at all."""
        lenient = ssl.create_default_context(cafile=authority.ca_file)
        allow_only_tls_1_1(lenient)
        with FaultyRelay(old, implicit_tls=True) as server:
            try:
                with (
                    socket.create_connection(("localhost", server.port), timeout=3) as line,
                    lenient.wrap_socket(line, server_hostname="localhost") as secure,
                ):
                    assert secure.version() == "TLSv1.1"
            except ssl.SSLError:
                pytest.skip("this build of OpenSSL cannot start a server with TLS 1.1: its refusal is not proved here")

    def test_what_a_stranger_says_before_the_encryption_is_forgotten(self, faulty: Make, give: Give) -> None:
        with faulty(starttls="220 go ahead\r\n250-relay.test\r\n250 DSN") as server:
            give(server)
        assert not any("RET=" in command for command in server.heard)


class TestLogin:
    @pytest.mark.parametrize("reply", ["535 5.7.8 bad credentials", "530 5.7.0 required", "534 5.7.9 too weak"])
    def test_a_refused_login_stops_the_queue(self, reply: str, faulty: Make, give: Give) -> None:
        with faulty(extensions=["AUTH PLAIN LOGIN"], auth=reply) as server:
            assert give(server, **LOGIN) == HandoverResult(
                HandoverOutcome.LOGIN_REFUSED, Stage.LOGIN, int(reply[:3]), reply[4:9]
            )
        assert server.messages == []

    def test_a_wrong_password_is_tried_once_even_when_the_relay_hangs_up(self, faulty: Make, give: Give) -> None:
        def refuse_and_hang_up(server: FaultyRelay) -> None:
            server.say("535 5.7.8 bad credentials")
            server.hang_up()

        with faulty(extensions=["AUTH CRAM-MD5 PLAIN LOGIN"], auth=refuse_and_hang_up) as server:
            assert give(server, **LOGIN).outcome is HandoverOutcome.LOGIN_REFUSED
        assert len([command for command in server.heard if command.startswith("AUTH")]) == 1

    @pytest.mark.parametrize(
        ("step", "reply"),
        [
            ("mail", "530 5.7.0 authentication required"),
            ("rcpt", "530 5.7.1 client was not authenticated"),
            ("mail", "550 5.7.8 bad credentials"),
        ],
    )
    def test_a_login_asked_for_later_stops_the_queue_too(self, step: str, reply: str, faulty: Make, give: Give) -> None:
        with faulty(**{step: reply}) as server:
            assert give(server).outcome is HandoverOutcome.LOGIN_REFUSED

    def test_a_login_that_cannot_be_checked_now_may_be_tried_again(self, faulty: Make, give: Give) -> None:
        with faulty(extensions=["AUTH PLAIN"], auth="454 4.7.0 temporary failure") as server:
            assert give(server, **LOGIN) == HandoverResult(TRANSIENT, Stage.LOGIN, 454, "4.7.0")

    @pytest.mark.parametrize("extensions", [[], ["AUTH GSSAPI"]])
    def test_a_relay_that_takes_no_password_stops_the_queue(
        self, extensions: list[str], faulty: Make, give: Give
    ) -> None:
        with faulty(extensions=extensions) as server:
            assert give(server, **LOGIN) == HandoverResult(HandoverOutcome.LOGIN_REFUSED, Stage.LOGIN, None, None)

    def test_a_challenge_that_is_not_base64_is_no_answer(self, faulty: Make, give: Give) -> None:
        with faulty(extensions=["AUTH LOGIN"], auth="334 x") as server:
            assert give(server, **LOGIN) == HandoverResult(NOT_SENT, Stage.LOGIN, None, None)

    def test_name_and_password_arrive_by_plain(self, faulty: Make, give: Give) -> None:
        with faulty(extensions=["AUTH LOGIN PLAIN"]) as server:
            assert give(server, **LOGIN).outcome is HandoverOutcome.ACCEPTED
        (command,) = [command for command in server.secured if command.startswith("AUTH")]
        assert base64.b64decode(command.removeprefix("AUTH PLAIN ")) == b"\0aanmelden\0geheim"

    def test_name_and_password_arrive_by_login_where_that_is_all(self, faulty: Make, give: Give) -> None:
        replies = itertools.chain(["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"], itertools.repeat("235 2.7.0 welcome"))
        with faulty(extensions=["AUTH LOGIN"], auth=lambda server: server.say(next(replies))) as server:
            assert give(server, **LOGIN).outcome is HandoverOutcome.ACCEPTED
        assert base64.b64encode(b"geheim").decode() in server.secured


class TestOurOwnMistakes:
    """These are no outcomes but errors, raised before a line is opened; none quotes what it refuses."""

    GOOD: ClassVar[dict[str, Any]] = {
        "sender": "a@agentschap.example",
        "recipient": "b@ocmw.example",
        "envelope_id": "7q2m",
    }
    RELAY = Relay(host="localhost", port=1, security="tls", ehlo_name="aanmelden.example")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("recipient", "b@ocmw.example, c@ocmw.example"),
            ("recipient", "b@ocmw.example>\r\nRCPT TO:<c@ocmw.example"),
            ("recipient", ""),
            ("sender", "Naam <a@agentschap.example>"),
            ("sender", "é@agentschap.example"),
            ("envelope_id", ""),
            ("envelope_id", "x" * 101),
            ("envelope_id", "7q2m SIZE=1"),
            ("envelope_id", "7q2m\r\n"),
        ],
    )
    def test_a_wrong_envelope(self, field: str, value: str) -> None:
        with pytest.raises(ValueError, match=r"envelope") as refused:
            hand_over(MESSAGE, relay=self.RELAY, **(self.GOOD | {field: value}))
        assert not value or value not in str(refused.value)

    @pytest.mark.parametrize("message", [b"", b"x", b"x\n", b"x\ry\r\n", b"x\n.\ny\r\n"])
    def test_a_line_that_does_not_end_in_crlf(self, message: bytes) -> None:
        with pytest.raises(ValueError, match="CRLF"):
            hand_over(message, relay=self.RELAY, **self.GOOD)

    def test_an_authority_that_cannot_be_read(self) -> None:
        relay = dataclasses.replace(self.RELAY, ca_file="/nowhere/authority.pem")
        with pytest.raises(FileNotFoundError):
            hand_over(MESSAGE, relay=relay, **self.GOOD)

    @pytest.mark.parametrize(
        "changes",
        [
            {"security": "none"},
            {"security": ""},
        ],
    )
    def test_a_relay_without_encryption(self, changes: dict[str, str]) -> None:
        with pytest.raises(ValueError, match="relay"):
            dataclasses.replace(self.RELAY, **changes)  # type: ignore[arg-type]

    @pytest.mark.parametrize(("username", "password"), [("aanmelden", ""), ("", "geheim"), ("aanmelden", "gehéim")])
    def test_half_a_login(self, username: str, password: str) -> None:
        with pytest.raises(ValueError, match="relay") as refused:
            PasswordLogin(username, password)
        assert "geh" not in str(refused.value)

    def test_a_relay_does_not_show_its_password(self) -> None:
        assert "geheim" not in repr(dataclasses.replace(self.RELAY, **LOGIN))  # type: ignore[arg-type]


def test_no_thread_stays_behind(faulty: Make, give: Give) -> None:
    before = threading.active_count()
    for step in ("dot", "rcpt", "handshake", "quit"):
        with faulty(**{step: FaultyRelay.hang_up}) as server:
            give(server)
    assert threading.active_count() == before
