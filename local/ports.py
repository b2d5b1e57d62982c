"""The four ports of the product on this computer, and the sentence when one of them is taken."""

import os
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields

LOOPBACK = "127.0.0.1"
VARIABLES = {"web": "PORT", "mail_page": "MAIL_PAGE_PORT", "smtp": "MAIL_SMTP_PORT", "pop3": "MAIL_POP3_PORT"}
"""The environment variable that changes each port of `make run`."""
WORDS = {"web": "de website", "mail_page": "de mailboxpagina", "smtp": "SMTP", "pop3": "POP3"}


class PortNotUsableError(Exception):
    """A port is taken or is not a port; the message says which, and how to choose another one."""


@dataclass(frozen=True)
class Ports:
    """Where the website, the page of the mailbox, SMTP and POP3 listen; the defaults are those of `make run`."""

    web: int = 8000
    mail_page: int = 8025
    smtp: int = 8026
    pop3: int = 8027

    def check_free(self) -> None:
        """Raise PortNotUsableError, which names all of them on which another program listens."""
        taken = []
        for field in fields(self):
            port = getattr(self, field.name)
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
                try:
                    probe.bind((LOOPBACK, port))
                except OSError:
                    taken.append(field.name)
        if taken:
            raise PortNotUsableError(self._refusal(taken))

    def _refusal(self, taken: list[str]) -> str:
        """All that is taken, and one command that keeps the ports which were chosen before."""
        refused = [f"Poort {getattr(self, name)} voor {WORDS[name]} is al in gebruik." for name in taken]
        chosen = []
        for field in fields(self):
            port = getattr(self, field.name)
            if field.name in taken:
                chosen.append(f"{VARIABLES[field.name]}={port + 100}")
            elif port != field.default:
                chosen.append(f"{VARIABLES[field.name]}={port}")
        return "\n".join([*refused, f"Kies een andere poort, bijvoorbeeld: {' '.join(chosen)} make run"])


def chosen_ports(environment: Mapping[str, str] = os.environ) -> Ports:
    """The default ports, changed by the variables in the environment."""
    chosen = {}
    for name, variable in VARIABLES.items():
        if text := environment.get(variable):
            if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
                raise PortNotUsableError(f"{variable} is geen poort. Schrijf een getal, bijvoorbeeld: {variable}=8100")
            chosen[name] = int(text)
    return Ports(**chosen)


def free_ports() -> Ports:
    """Four ports on which nobody listens now."""
    with ExitStack() as open_until_all_are_known:
        numbers = []
        for _ in fields(Ports):
            probe = open_until_all_are_known.enter_context(socket.socket())
            probe.bind((LOOPBACK, 0))
            numbers.append(probe.getsockname()[1])
    return Ports(*numbers)
