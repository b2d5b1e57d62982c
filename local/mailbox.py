"""The local mailbox, a process of its own: takes mail by SMTP, shows it on a web page, gives it out by POP3.

`python -m local.mailbox FOLDER --smtp PORT --page PORT --pop3 PORT`. It listens on this computer only and never runs
in production: it keeps what a real receiver would keep. STARTTLS is required, with a certificate of its own: the
authority is in FOLDER/ca.pem, for SMTP_CA_FILE.
"""

import argparse
import asyncio
import signal
from functools import partial
from pathlib import Path
from threading import Thread

from aiosmtpd.smtp import SMTP, Envelope, Session

from local import pop3
from local.certificate import server_context
from local.mail_page import page_server
from local.maildir import MailStore

LOOPBACK = "127.0.0.1"
LARGEST_MAIL = 20 * 1024 * 1024  # bytes


class Sink:
    """Keeps every mail for every address."""

    def __init__(self, store: MailStore) -> None:
        self.store = store

    async def handle_RCPT(  # noqa: N802  # name given by aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if not self.store.is_address(address.lower()):
            return "553 5.1.3 This mailbox takes plain addresses only"
        envelope.rcpt_tos.append(address.lower())
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        for address in envelope.rcpt_tos:
            self.store.keep(address, bytes(envelope.original_content or b""))
        return "250 2.0.0 Kept"


async def run(folder: Path, *, smtp: int, page: int, pop3_port: int) -> None:
    """Serve the three ports until the process is told to stop."""
    store = MailStore(folder / "mails")
    context = server_context(folder / "ca.pem")
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)

    def new_dialogue() -> SMTP:
        return SMTP(
            Sink(store),
            hostname="localhost",
            ident="local mailbox",
            tls_context=context,
            require_starttls=True,
            data_size_limit=LARGEST_MAIL,
            loop=loop,
        )

    pages = page_server(store, page)
    Thread(target=pages.serve_forever, daemon=True).start()
    servers = [
        await loop.create_server(new_dialogue, LOOPBACK, smtp),
        await asyncio.start_server(partial(pop3.serve, store), LOOPBACK, pop3_port),
    ]
    await stop.wait()
    for server in servers:
        server.close()
    pages.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for port in ("smtp", "page", "pop3"):
        parser.add_argument(f"--{port}", type=int, required=True)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(given.folder, smtp=given.smtp, page=given.page, pop3_port=given.pop3))


if __name__ == "__main__":
    main()
