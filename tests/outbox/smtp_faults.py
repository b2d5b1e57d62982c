"""A relay on loopback that misbehaves exactly as a test asks, with certificates of a throw-away authority."""

import datetime
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """A certificate authority that lives as long as the test run. `ca_file` is what a client must trust."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _called("Throw-away authority")
        own = self._certificate(self._name, self._key)
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.ca_file = str(folder / "authority.pem")
        Path(self.ca_file).write_bytes(self._signed(own))

    def server_context(self, host: str, *, days: tuple[int, int] = (-1, 1)) -> ssl.SSLContext:
        """TLS for a server that calls itself `host`, with a certificate from and until so many days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(_called(host), key, days)
        certificate = certificate.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / f"{host}.pem"
        file.write_bytes(private + self._signed(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, days: tuple[int, int] = (-1, 1)
    ) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=days[0]))
            .not_valid_after(now + datetime.timedelta(days=days[1]))
        )

    def _signed(self, certificate: x509.CertificateBuilder) -> bytes:
        return certificate.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def allow_only_tls_1_1(context: ssl.SSLContext) -> None:
    """For either side: TLS 1.1 and nothing newer, with the weak algorithms it needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1_1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")


class FaultyRelay:
    """One SMTP relay for as long as the `with` lasts; each step is a reply, or a function that does something worse.

    It serves one connection after the other, and counts them in `connections`.
    `heard` holds the commands, `secured` those that came over TLS, `messages` what was taken up to a final dot.
    `dripped_out` tells whether a drip came to its end before the client hung up.
    """

    def __init__(
        self,
        context: ssl.SSLContext,
        *,
        implicit_tls: bool = False,
        extensions: Sequence[str] = (),
        starttls_offered: bool = True,
        **steps: "str | Callable[[FaultyRelay], None]",
    ) -> None:
        self._context = context
        self._implicit_tls = implicit_tls
        self._starttls_offered = starttls_offered
        self._extensions = extensions
        self._steps = {
            "greeting": "220 relay.test",
            "ehlo": self._say_extensions,
            "starttls": "220 2.0.0 go ahead",
            "handshake": FaultyRelay.encrypt,
            "auth": "235 2.7.0 welcome",
            "mail": "250 2.1.0 ok",
            "rcpt": "250 2.1.5 ok",
            "data": "354 go ahead",
            "content": FaultyRelay.take_content,
            "dot": "250 2.0.0 taken",
            "quit": "221 2.0.0 bye",
        } | steps
        self.heard: list[str] = []
        self.secured: list[str] = []
        self.messages: list[bytes] = []
        self.dripped_out = False
        self.connections = 0
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        # A fixed small buffer: Linux would grow it until a whole large mail fits, and then a client can send all of it,
        # dot and all, to a server that reads no further.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread when nobody ever connected
        self._thread.join(timeout=10)
        self._listener.close()
        assert not self._thread.is_alive()

    # what a step can do

    def say(self, reply: str) -> None:
        self._line.sendall(reply.encode() + b"\r\n")

    def hang_up(self) -> None:
        raise ConnectionAbortedError

    def hang(self) -> None:
        """Stay silent until the test is over."""
        self._over.wait(10)
        raise ConnectionAbortedError

    def drip(self, reply: bytes) -> None:
        """Say this one byte at a time, never silent long enough for a socket time-out."""
        for number in range(len(reply)):
            self._line.sendall(reply[number : number + 1])
            if self.is_over_in(0.03):
                raise ConnectionAbortedError
        self.dripped_out = True

    def encrypt(self) -> None:
        self._line = self._context.wrap_socket(self._line, server_side=True)
        self._words = self._line.makefile("rb")

    def take_content(self) -> None:
        lines = []
        while (line := self._words.readline()) != b".\r\n":
            if not line:
                raise ConnectionAbortedError
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.messages.append(b"".join(lines))

    def is_over_in(self, seconds: float) -> bool:
        """Wait, and tell whether the test ended meanwhile."""
        return self._over.wait(seconds)

    def take_some(self, size: int) -> bytes:
        return self._words.read(size)

    # the dialogue

    def _serve(self) -> None:
        with suppress(OSError):  # the test is over
            while True:
                self._line, _ = self._listener.accept()
                self.connections += 1
                self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._words = self._line.makefile("rb")
                with suppress(OSError):
                    self._converse()
                self._words.close()
                self._line.close()

    def _converse(self) -> None:
        if self._implicit_tls:
            self._do("handshake")
        self._do("greeting")
        while line := self._words.readline():
            command = line.decode("ascii", "replace").strip()
            self.heard.append(command)
            if isinstance(self._line, ssl.SSLSocket):
                self.secured.append(command)
            verb = command.split()[0].lower()
            if verb == "*" or verb not in self._steps:  # the answer to a login challenge
                verb = "auth"
            self._do(verb)
            if verb == "starttls":
                self._do("handshake")
            if verb == "data":
                self._do("content")
                self._do("dot")
            if verb == "quit":
                return

    def _do(self, step: str) -> None:
        action = self._steps[step]
        if isinstance(action, str):
            self.say(action)
        else:
            action(self)

    def _say_extensions(self, _: "FaultyRelay") -> None:
        secured = isinstance(self._line, ssl.SSLSocket)
        offered = list(self._extensions) if secured else ["STARTTLS"] if self._starttls_offered else []
        replies = ["relay.test", *offered]
        for reply in replies[:-1]:
            self.say(f"250-{reply}")
        self.say(f"250 {replies[-1]}")
