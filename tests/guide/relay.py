"""The mail relay and the certificate that the guide asks the operator to bring."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller

NAMES = ("aanmelden.example", "relay.agentschap.example")


class Taking:
    """Takes every mail, and counts."""

    def __init__(self) -> None:
        self.subjects: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        head = envelope.content.decode("ascii", "replace").split("\r\n\r\n")[0]  # type: ignore[attr-defined]
        self.subjects += [line for line in head.splitlines() if line.startswith("Subject:")]
        return "250 OK"


def bring_certificate(root: Path) -> None:
    """One certificate for site and relay, which the machine trusts."""
    folder = root / "etc" / "aanmelden"
    folder.mkdir()
    names = ",".join(f"DNS:{name}" for name in NAMES)
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "60", "-subj", f"/CN={NAMES[0]}"]
    files = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.pem")]
    subprocess.run([*make, "-addext", f"subjectAltName={names}", *files], check=True, capture_output=True)
    trusted = root / "usr" / "local" / "share" / "ca-certificates" / "guide.crt"
    trusted.write_bytes((folder / "site.pem").read_bytes())
    subprocess.run(["chroot", str(root), "update-ca-certificates"], check=True, capture_output=True)


@contextmanager
def relay_of_the_guide(root: Path) -> Iterator[Taking]:
    """Listen on the port of the guide, as a relay with TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(root / "etc/aanmelden/site.pem", root / "etc/aanmelden/site.key")
    taking = Taking()
    controller = Controller(taking, hostname="127.0.0.1", port=587, tls_context=context, require_starttls=True)
    controller.start()
    try:
        yield taking
    finally:
        controller.stop()
