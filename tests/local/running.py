"""The local mailbox as the process it is, for the tests that send to it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.maildir import MailStore
from local.ports import Ports, free_ports
from local.processes import Programs
from local.product import accepts


@dataclass(frozen=True)
class Mailbox:
    """Where it listens, what it keeps and which authority signed its certificate."""

    ports: Ports
    store: MailStore
    ca_file: Path

    def empty(self) -> None:
        for address in self.store.addresses():
            for mail in self.store.mails(address):
                self.store.remove(address, mail.key)


@contextmanager
def mailbox_in(folder: Path) -> Iterator[Mailbox]:
    """Run a mailbox that keeps its mails in this folder."""
    ports = free_ports()
    listens = ["--smtp", str(ports.smtp), "--page", str(ports.mail_page), "--pop3", str(ports.pop3)]
    with Programs(folder / "log") as programs:
        program = programs.start(
            "mailbox",
            [sys.executable, "-m", "local.mailbox", str(folder), *listens],
            environment={},
            answers=lambda: all(map(accepts, (ports.smtp, ports.mail_page, ports.pop3))),
        )
        programs.wait(program, seconds=60)
        yield Mailbox(ports, MailStore(folder / "mails"), folder / "ca.pem")
