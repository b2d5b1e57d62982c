"""Handing one mail to the relay, stage by stage, so that "surely not taken" and "perhaps taken" are told apart.

Django's e-mail backend raises the same exception for both. A mail that was surely not taken may be tried again; one
that was perhaps taken may only be repeated with the same bytes. Sources: RFC 5321 (SMTP), 3207 (STARTTLS), 4954
(AUTH), 3461 (delivery status), 2034 (enhanced codes); XOAUTH2 as Microsoft and Google describe it.
"""

import binascii
import re
import select
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, auto
from functools import lru_cache
from typing import Literal, Self

from outbox.deadline import Watchdog
from outbox.login import PasswordLogin, TokenLogin, TokenRefused
from outbox.message import is_one_address

_ENVELOPE_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")  # what needs no escaping in an ENVID
_ENHANCED_CODE = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?!\S)")
_LOGIN_CODES = {530, 535}
_BAD_CREDENTIALS = "5.7.8"
MAILS_PER_CONNECTION = 100  # relays count them too, and are less polite about it


class HandoverOutcome(StrEnum):
    """What became of the mail."""

    ACCEPTED = auto()  # the relay answered 2xx after the final dot
    TRANSIENT = auto()  # refused for now: 4xx, or any refusal before the mail itself was named
    PERMANENT = auto()  # refused for good: 5xx to the sender, the recipient or the content
    NOT_SENT = auto()  # no secure connection, or it broke before the final dot
    UNKNOWN = auto()  # it broke after the final dot: the relay may have taken the mail
    LOGIN_REFUSED = auto()  # not the mail's fault: stop the queue and alarm


class TlsFault(StrEnum):
    """Why the line to the relay could not be encrypted to whom we mean: somebody has to do something, here or there."""

    EXPIRED = auto()
    NOT_YET_VALID = auto()
    WRONG_NAME = auto()
    UNKNOWN_AUTHORITY = auto()
    OTHER_CERTIFICATE = auto()
    PROTOCOL = auto()  # no version or cipher that both speak
    NOT_TLS = auto()  # the answer to our first word was no TLS at all
    NOT_OFFERED = auto()  # a greeting without STARTTLS


_OF_CERTIFICATE = {
    9: TlsFault.NOT_YET_VALID,
    10: TlsFault.EXPIRED,
    **dict.fromkeys((2, 7, 18, 19, 20, 21), TlsFault.UNKNOWN_AUTHORITY),
    **dict.fromkeys((62, 64), TlsFault.WRONG_NAME),
}
"""By the numbers of OpenSSL (`X509_V_ERR_…`)."""
_OF_HANDSHAKE = {
    "WRONG_VERSION_NUMBER": TlsFault.NOT_TLS,
    **dict.fromkeys(
        (
            "UNSUPPORTED_PROTOCOL",
            "NO_PROTOCOLS_AVAILABLE",
            "NO_SHARED_CIPHER",
            "TLSV1_ALERT_PROTOCOL_VERSION",
            "TLSV1_ALERT_INSUFFICIENT_SECURITY",
            "SSLV3_ALERT_HANDSHAKE_FAILURE",
            "DH_KEY_TOO_SMALL",
            "EE_KEY_TOO_SMALL",
        ),
        TlsFault.PROTOCOL,
    ),
}


class Stage(StrEnum):
    """How far the dialogue came. With STARTTLS there is a greeting before and after the encryption."""

    CONNECT = auto()
    GREETING = auto()
    TLS = auto()
    LOGIN = auto()
    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    CONTENT = auto()
    DOT = auto()


_BEFORE_CONTENT = (Stage.MAIL, Stage.RCPT, Stage.DATA)


@dataclass(frozen=True, slots=True)
class HandoverResult:
    """`code` is the three-digit answer, `status` its enhanced code (x.y.z); both None when there was no usable answer.

    The relay's own words are not kept: they often repeat the recipient's address.
    """

    outcome: HandoverOutcome
    stage: Stage
    code: int | None
    status: str | None
    tls: TlsFault | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    """Where mail goes and how. There is no plaintext mode; without `ca_file` the system's authorities are trusted.

    `socket_timeout` is the longest silence and `deadline` the longest dialogue, both in seconds. Looking up the host
    name comes on top of the deadline and has the time-outs of the system's resolver.
    """

    host: str
    port: int
    security: Literal["starttls", "tls"]
    ehlo_name: str
    login: PasswordLogin | TokenLogin | None = None
    ca_file: str | None = None
    socket_timeout: float = 10.0
    deadline: float = 30.0

    def __post_init__(self) -> None:
        if self.security not in ("starttls", "tls"):
            raise ValueError("The security of a relay is starttls or tls.")


def hand_over(message: bytes, *, sender: str, recipient: str, relay: Relay, envelope_id: str) -> HandoverResult:
    """Give one mail to the relay over a connection of its own; see `RelayLine.hand_over`."""
    with RelayLine(relay) as line:
        return line.hand_over(message, sender=sender, recipient=recipient, envelope_id=envelope_id)


class RelayLine:
    """A connection to the relay for a batch of mails, opened at the first of them; a context manager.

    It is kept after a mail that was taken, and left after any other outcome, after many mails, or when the relay said
    something by itself. A kept one on which the relay does not take the sender is left too, and the mail goes over a
    new one: so each outcome is judged as over a connection of its own.
    """

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._dialogue: _Dialogue | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye, if somebody is there."""
        if self._dialogue is not None:
            self._dialogue.close()
        self._dialogue = None

    def hand_over(
        self,
        message: bytes,
        *,
        sender: str,
        recipient: str,
        envelope_id: str,
        before_dot: Callable[[], None] = lambda: None,
    ) -> HandoverResult:
        """Give this mail (RFC 5322, CRLF) to the relay for one recipient, and say what became of it.

        `sender` is the address bounces return to; `envelope_id` comes back in them. Whatever the relay does is a
        result, never an exception, within `relay.deadline` seconds. `before_dot` is called when all but the final dot
        is said: what it raises comes out of here, and the relay never gets the dot, so it never takes the mail.
        Raises ValueError for an envelope or message that may not be sent, OSError when `relay.ca_file` cannot be read.
        """
        _check_ours(message, sender, recipient, envelope_id)
        return self._speak(lambda dialogue: dialogue.submit(message, sender, recipient, envelope_id, before_dot))

    def try_login(self) -> HandoverResult:
        """Go as far as the login and no further: ACCEPTED when the relay lets us in now, over a new connection."""
        self.close()
        return self._speak(lambda _dialogue: (None, None))

    def certificate_end(self) -> datetime | None:
        """Until when the certificate holds that the relay showed on this connection; None when there is none."""
        return None if self._dialogue is None else self._dialogue.certificate_end()

    def _speak(self, say: "Callable[[_Dialogue], tuple[int | None, str | None]]") -> HandoverResult:
        ends_at = time.monotonic() + self._relay.deadline
        if self._dialogue is not None and not self._dialogue.is_fit_for_another():
            self.close()
        is_kept = self._dialogue is not None
        result = self._speak_once(say, ends_at)
        if is_kept and result.stage is Stage.MAIL:  # whatever was wrong with it, the line was older than this mail
            result = self._speak_once(say, ends_at)
        return result

    def _speak_once(
        self, say: "Callable[[_Dialogue], tuple[int | None, str | None]]", ends_at: float
    ) -> HandoverResult:
        is_new = self._dialogue is None
        dialogue = self._dialogue = self._dialogue or _Dialogue(self._relay, _verifying_context(self._relay.ca_file))
        try:
            if is_new:
                dialogue.connect(ends_at)
            with dialogue.until(ends_at):
                if is_new:
                    dialogue.secure()
                    dialogue.log_in()
                code, status = say(dialogue)
        except _RefusedError as refusal:
            result = HandoverResult(refusal.outcome, dialogue.stage, refusal.code, refusal.status, refusal.tls)
        except (smtplib.SMTPException, OSError, binascii.Error) as error:  # no line, a broken one, or no real answer
            tls = _tls_fault(error) if dialogue.stage is Stage.TLS else None
            result = HandoverResult(_without_answer(dialogue.stage), dialogue.stage, None, None, tls)
        except BaseException:  # of `before_dot`: this line is in the middle of a mail
            self.close()
            raise
        else:
            return HandoverResult(HandoverOutcome.ACCEPTED, dialogue.stage, code, status)
        self.close()
        return result


def _check_ours(message: bytes, sender: str, recipient: str, envelope_id: str) -> None:
    if not is_one_address(sender) or not is_one_address(recipient):
        raise ValueError("The envelope of a mail has exactly one sender and one recipient.")
    if not _ENVELOPE_ID.fullmatch(envelope_id):
        raise ValueError("The envelope id is 1 to 100 letters, digits, dots, hyphens or underscores.")
    # a bare CR or LF can end the mail early at one server and not at the next ("SMTP smuggling")
    ends = message.count(b"\r\n")
    if message.count(b"\r") != ends or message.count(b"\n") != ends or not message.endswith(b"\r\n"):
        raise ValueError("Every line of a mail ends in CRLF.")


@lru_cache
def _verifying_context(ca_file: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _RefusedError(Exception):
    """The relay said no, or does not offer what is needed."""

    def __init__(
        self,
        outcome: HandoverOutcome,
        code: int | None = None,
        status: str | None = None,
        tls: TlsFault | None = None,
    ) -> None:
        super().__init__(outcome)
        self.outcome, self.code, self.status, self.tls = outcome, code, status, tls


class _Dialogue:
    """One connection. `stage` is where it stands with the mail of this moment, so that a broken line can be judged."""

    def __init__(self, relay: Relay, context: ssl.SSLContext) -> None:
        self.stage = Stage.CONNECT
        self._relay = relay
        self._context = context
        self._smtp = smtplib.SMTP(local_hostname=relay.ehlo_name)
        self._deadline: Watchdog | None = None
        self._mails = 0

    def connect(self, ends_at: float) -> None:
        self._smtp.sock = _connect(self._relay, ends_at)
        self._deadline = Watchdog(self._smtp.sock)

    def until(self, ends_at: float) -> AbstractContextManager[None]:
        """Cut the line off at that moment (monotonic), whatever it is doing."""
        assert self._deadline is not None
        return self._deadline.at(ends_at)

    def is_fit_for_another(self) -> bool:
        """Whether the relay neither hung up nor said goodbye; a mail that it took, it forgot (RFC 5321, 4.1.1.4)."""
        return self._mails < MAILS_PER_CONNECTION and not self._has_spoken()

    def close(self) -> None:
        # The answer to QUIT is not waited for: it changes nothing, and others wait for the outcome.
        with suppress(smtplib.SMTPException, OSError):
            self._smtp.putcmd("QUIT")
        self._smtp.close()
        if self._deadline is not None:
            self._deadline.close()

    def certificate_end(self) -> datetime | None:
        shown = self._smtp.sock.getpeercert() if isinstance(self._smtp.sock, ssl.SSLSocket) else None
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC) if shown else None

    def secure(self) -> None:
        """Get past the greeting to verified TLS and what the relay offers inside it; never fall back to plaintext."""
        if self._relay.security == "tls":
            self._encrypt()
        self.stage = Stage.GREETING
        self._expect(2, self._smtp.getreply())
        self._expect(2, self._smtp.ehlo())
        if self._relay.security == "starttls":
            self.stage = Stage.TLS
            if not self._smtp.has_extn("starttls"):
                raise _RefusedError(HandoverOutcome.NOT_SENT, tls=TlsFault.NOT_OFFERED)
            self._expect(2, self._smtp.docmd("STARTTLS"))
            self._encrypt()
            self.stage = Stage.GREETING
            self._expect(2, self._smtp.ehlo())

    def _encrypt(self) -> None:
        self.stage = Stage.TLS
        assert self._smtp.sock is not None
        self._smtp.sock = self._context.wrap_socket(self._smtp.sock, server_hostname=self._relay.host)
        self._smtp.file = None  # drops what a stranger may have slipped in before the encryption (RFC 3207)

    def log_in(self) -> None:
        login = self._relay.login
        if login is None:
            return
        self.stage = Stage.LOGIN
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        if isinstance(login, TokenLogin):
            if "XOAUTH2" not in offered:
                raise _RefusedError(HandoverOutcome.LOGIN_REFUSED)
            self._authenticate("XOAUTH2", self._token_answer(login))
            return
        self._smtp.user, self._smtp.password = login.username, login.password
        # One mechanism, one try: `smtplib.login` tries them all, which counts as several wrong passwords.
        if "PLAIN" in offered:
            self._authenticate("PLAIN", self._smtp.auth_plain)
        elif "LOGIN" in offered:
            self._authenticate("LOGIN", self._smtp.auth_login)
        else:
            raise _RefusedError(HandoverOutcome.LOGIN_REFUSED)

    def _token_answer(self, login: TokenLogin) -> Callable[..., str]:
        """The first answer is the token; a question after it holds why it was refused, and wants an empty line."""
        try:
            first = f"user={login.username}\1auth=Bearer {login.tokens.current()}\1\1"
        except TokenRefused:
            raise _RefusedError(HandoverOutcome.LOGIN_REFUSED) from None
        return lambda challenge=None: first if challenge is None else ""

    def _authenticate(self, mechanism: str, answer: Callable[..., str]) -> None:
        try:
            self._smtp.auth(mechanism, answer)
        except smtplib.SMTPAuthenticationError as refused:
            if isinstance(self._relay.login, TokenLogin):
                self._relay.login.tokens.forget()
            raise self._refusal(refused.smtp_code, refused.smtp_error) from None

    def submit(
        self, message: bytes, sender: str, recipient: str, envelope_id: str, before_dot: Callable[[], None]
    ) -> tuple[int, str | None]:
        """The mail itself, up to the answer after the final dot: its code and enhanced code."""
        self._mails += 1
        reports = self._smtp.has_extn("dsn")  # delivery status, with the headers only: the archive must not come back
        self.stage = Stage.MAIL
        self._expect(2, self._smtp.mail(sender, ["RET=HDRS", f"ENVID={envelope_id}"] if reports else []))
        self.stage = Stage.RCPT
        self._expect(2, self._smtp.rcpt(recipient, ["NOTIFY=SUCCESS,FAILURE,DELAY"] if reports else []))
        self.stage = Stage.DATA
        self._expect(3, self._smtp.docmd("DATA"))
        self.stage = Stage.CONTENT
        self._smtp.send((b"\r\n" + message).replace(b"\r\n.", b"\r\n..")[2:])  # a leading dot is doubled
        if self._has_spoken():  # refused or hung up halfway: it never gets the dot, so it cannot have taken the mail
            raise self._refusal(*self._smtp.getreply())
        before_dot()
        self.stage = Stage.DOT
        self._smtp.send(b".\r\n")
        return self._expect(2, self._smtp.getreply())

    def _has_spoken(self) -> bool:
        assert self._smtp.sock is not None
        line = select.poll()
        line.register(self._smtp.sock, select.POLLIN)
        return bool(line.poll(0))

    def _expect(self, first_digit: int, reply: tuple[int, bytes]) -> tuple[int, str | None]:
        code, text = reply
        if code // 100 != first_digit:
            raise self._refusal(code, text)
        return code, _enhanced_code(text)

    def _refusal(self, code: int, text: bytes | str) -> _RefusedError:
        status = _enhanced_code(text)
        outcome = _judge(self.stage, code, status)
        return _RefusedError(outcome, code if 200 <= code < 600 else None, status)


def _judge(stage: Stage, code: int, status: str | None) -> HandoverOutcome:
    """The outcome of an answer other than the one hoped for."""
    if 400 <= code < 500:
        return HandoverOutcome.TRANSIENT
    if not 500 <= code < 600:
        return _without_answer(stage)
    if stage is Stage.LOGIN:
        return HandoverOutcome.LOGIN_REFUSED
    if stage in _BEFORE_CONTENT and (code in _LOGIN_CODES or status == _BAD_CREDENTIALS):
        return HandoverOutcome.LOGIN_REFUSED  # some relays ask for a login only when the mail is named
    if stage in (Stage.CONNECT, Stage.GREETING, Stage.TLS):
        return HandoverOutcome.TRANSIENT  # the relay is closed or busy (554): that says nothing about this mail
    return HandoverOutcome.PERMANENT


def _without_answer(stage: Stage) -> HandoverOutcome:
    return HandoverOutcome.UNKNOWN if stage is Stage.DOT else HandoverOutcome.NOT_SENT


def _tls_fault(error: Exception) -> TlsFault | None:
    """What is wrong with certificate or protocol; None for a line that just broke."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _OF_CERTIFICATE.get(error.verify_code, TlsFault.OTHER_CERTIFICATE)
    return _OF_HANDSHAKE.get(error.reason or "") if isinstance(error, ssl.SSLError) else None


def _enhanced_code(text: bytes | str) -> str | None:
    found = _ENHANCED_CODE.match(text.decode("ascii", "replace") if isinstance(text, bytes) else text)
    return found[0] if found else None


def _connect(relay: Relay, ends_at: float) -> socket.socket:
    """A line to the first address of the relay that answers. Raises OSError when none does."""
    for *_, address in socket.getaddrinfo(relay.host, relay.port, type=socket.SOCK_STREAM):
        left = ends_at - time.monotonic()
        if left <= 0:
            break
        with suppress(OSError):
            line = socket.create_connection((str(address[0]), relay.port), timeout=min(relay.socket_timeout, left))
            line.settimeout(relay.socket_timeout)
            # without this, the final dot would wait for the relay to confirm the packet before it
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return line
    raise ConnectionError
