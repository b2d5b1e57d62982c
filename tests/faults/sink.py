"""A mail relay that takes, refuses, drops, hangs and drips as the seed says, and writes down what it took and when.

A mail is taken at the moment its final dot is read: from there on the relay is responsible (RFC 5321 §6.1), whether
or not anyone hears its answer.
"""

import random
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from local.certificate import server_context

LOOPBACK = "127.0.0.1"
WEIGHTS = {
    "take": 68,
    "closed": 2,  # 421 at the greeting's successor: come back later
    "busy_at_mail": 3,
    "busy_at_rcpt": 3,
    "busy_at_dot": 4,
    "refuse_at_dot": 1,
    "drop_before_data": 3,
    "drop_before_dot": 3,
    "take_and_drop": 5,
    "drop_at_dot": 3,
    "take_and_hang": 2,
    "hang_at_dot": 2,
    "drip": 1,
}
TAKEN = {"take", "take_and_drop", "take_and_hang"}
LONGER_THAN_ANY_DEADLINE = 12  # seconds


@dataclass(frozen=True)
class Taken:
    """One mail that the relay took; `at` is on the clock of this process (`time.monotonic`)."""

    at: float
    transmission: UUID
    recipients: tuple[str, ...]
    message_id: str
    date: str
    digest: str
    was_answered: bool


@dataclass(frozen=True)
class Ambush:
    """How the next mail from this caller to this mailbox is met."""

    caller: str
    mailbox: str
    way: str


class _Hung(Exception):
    """The relay leaves this line."""


class Sink:
    """The relay on `port`, for as long as the `with` lasts; it misbehaves while `is_nasty`."""

    def __init__(
        self, folder: Path, *, seed: int, host: str = "localhost", listener: socket.socket | None = None
    ) -> None:
        self.ca_file = folder / "ca.pem"
        self._context = server_context(self.ca_file, host=host)
        self._chance = random.Random(f"{seed}/sink")  # reproducible on purpose
        self._lock = threading.Lock()
        self.ledger: list[Taken] = []
        self.is_nasty = True
        self.ambush: Ambush | None = None
        """Met once; then `stands_still` is set, and `stands_with` says with what."""
        self.stands_still = threading.Event()
        self.stands_with: UUID | None = None
        self._listener = listener or socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._is_over = threading.Event()

    def __enter__(self) -> "Sink":
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        self._hang_up()

    def refuse(self, seconds: float) -> None:
        """Listen to nobody for a while: connections are refused."""
        self._hang_up()
        time.sleep(seconds)
        while True:
            try:
                self._listener = socket.create_server((LOOPBACK, self.port))
            except OSError:  # the old line is not quite gone
                time.sleep(0.1)
            else:
                return

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits for a call
        self._listener.close()

    def _serve(self) -> None:
        while not self._is_over.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:  # closed by `refuse`, or over
                time.sleep(0.05)
                continue
            threading.Thread(target=self._converse, args=(line,), daemon=True).start()

    def walks_into(self, caller: str, recipients: list[str]) -> str:
        """How the ambush for this mail meets it; nothing when there is none."""
        with self._lock:
            if self.ambush is None or caller != self.ambush.caller or recipients != [self.ambush.mailbox]:
                return ""
            way, self.ambush = self.ambush.way, None
            return way

    def has_answered(self, transmission: UUID) -> bool:
        """Whether it took this mail, and said so."""
        with self._lock:
            return any(one.transmission == transmission and one.was_answered for one in self.ledger)

    def _behaviour(self) -> str:
        with self._lock:
            if not self.is_nasty:
                return "take"
            return self._chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]

    def _converse(self, line: socket.socket) -> None:
        with suppress(OSError, _Hung, ssl.SSLError), line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(LONGER_THAN_ANY_DEADLINE)
            _Dialogue(self, line).run()

    def take(self, taken: Taken) -> None:
        with self._lock:
            self.ledger.append(taken)


class _Dialogue:
    """One line; each mail on it is met with a behaviour of its own."""

    def __init__(self, sink: Sink, line: socket.socket) -> None:
        self._sink, self._line = sink, line
        self._words = line.makefile("rb")
        self._caller = line.getpeername()[0]
        self._sender, self._recipients, self._way = "", [], "take"

    def run(self) -> None:
        self._say("220 relay.test")
        while command := self._words.readline():
            verb, _, rest = command.decode("ascii", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    is_secure = isinstance(self._line, ssl.SSLSocket)
                    self._say(*(["250-relay.test", "250 DSN"] if is_secure else ["250-relay.test", "250 STARTTLS"]))
                case "STARTTLS":
                    self._say("220 2.0.0 go ahead")
                    self._line = self._sink._context.wrap_socket(self._line, server_side=True)
                    self._words = self._line.makefile("rb")
                case "MAIL":
                    self._begin(rest)
                case "RCPT":
                    self._recipients.append(rest.partition("<")[2].partition(">")[0])
                    self._say("452 4.2.2 full" if self._way == "busy_at_rcpt" else "250 2.1.5 ok")
                case "DATA":
                    self._data()
                case "RSET" | "NOOP":
                    self._say("250 2.0.0 ok")
                case "QUIT":
                    self._say("221 2.0.0 bye")
                    return
                case _:
                    self._say("502 5.5.1 unknown")

    def _begin(self, rest: str) -> None:
        self._sender, self._recipients, self._way = (
            rest.partition("<")[2].partition(">")[0],
            [],
            self._sink._behaviour(),
        )
        if self._way == "closed":
            self._say("421 4.3.2 closing")
            raise _Hung
        self._say("451 4.3.0 later" if self._way == "busy_at_mail" else "250 2.1.0 ok")

    def _data(self) -> None:
        self._way = self._sink.walks_into(self._caller, self._recipients) or self._way
        if self._way == "drop_before_data":
            raise _Hung
        if self._way == "hang_before_data":
            self._stand_still()
        self._say("354 go ahead")
        lines: list[bytes] = []
        while (one := self._words.readline()) != b".\r\n":
            if not one:
                raise _Hung
            lines.append(one.removeprefix(b".") if one.startswith(b"..") else one)
            if self._way == "drop_before_dot" and len(lines) > 12:
                raise _Hung
        at = time.monotonic()
        if self._way in TAKEN or self._way == "drip":
            self._take(at, b"".join(lines))
        match self._way:
            case "busy_at_dot":
                self._say("451 4.7.1 later")
            case "refuse_at_dot":
                self._say("554 5.7.1 no")
            case "drop_at_dot" | "take_and_drop":
                raise _Hung
            case "hang_at_dot" | "take_and_hang":
                self._stand_still()
            case "drip":
                for one_byte in b"250 2.0.0 taken\r\n":
                    self._line.sendall(bytes([one_byte]))
                    time.sleep(0.5)
            case _:
                self._say("250 2.0.0 taken")

    def _transmission(self) -> UUID:
        return UUID(self._sender.partition("+")[2].partition("@")[0])

    def _stand_still(self) -> NoReturn:
        self._sink.stands_with = self._transmission()
        self._sink.stands_still.set()
        time.sleep(LONGER_THAN_ANY_DEADLINE)
        raise _Hung

    def _take(self, at: float, content: bytes) -> None:
        mail = message_from_bytes(content)
        self._sink.take(
            Taken(
                at=at,
                transmission=self._transmission(),
                recipients=tuple(self._recipients),
                message_id=mail["Message-ID"],
                date=mail["Date"],
                digest=sha256(content).hexdigest(),
                was_answered=self._way == "take",
            )
        )

    def _say(self, *replies: str) -> None:
        self._line.sendall("".join(f"{reply}\r\n" for reply in replies).encode())
