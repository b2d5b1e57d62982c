"""A relay on loopback that speaks real SMTP with STARTTLS, and answers what a test wants it to."""

import ssl
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from local.certificate import server_context
from local.ports import free_ports


class Inbox:
    """What the relay took; `answer` is its reply after the final dot, `meanwhile` runs before it gives that."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []
        self.recipients: list[str] = []
        self.answer = "250 2.0.0 Kept"
        self.meanwhile: Callable[[], None] = lambda: None

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802  # name given by aiosmtpd
        self.meanwhile()
        if self.answer.startswith("250"):
            self.contents.append(bytes(envelope.original_content))
            self.recipients.extend(envelope.rcpt_tos)
        return self.answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=policy.default) for content in self.contents]

    def mail_to(self, recipient: str) -> EmailMessage:
        """The last mail to this address; mails that are due at one moment leave in any order."""
        return [mail for mail in self.mails if mail["To"] == recipient][-1]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> tuple[ssl.SSLContext, Path]:
    ca_file = tmp_path_factory.mktemp("relay") / "ca.pem"
    return server_context(ca_file), ca_file


@pytest.fixture
def inbox(certificate, settings) -> Iterator[Inbox]:
    """Start the relay and point the settings at it."""
    context, ca_file = certificate
    inbox = Inbox()
    port = free_ports().smtp
    controller = Controller(inbox, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    controller.start()
    settings.SMTP_HOST, settings.SMTP_PORT = "localhost", port
    settings.SMTP_CA_FILE = str(ca_file)
    yield inbox
    controller.stop()
