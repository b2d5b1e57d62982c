"""POP3 (RFC 1939) for the local mailbox: fetch what came in. Any password will do: it listens on this computer only."""

import asyncio
import hashlib
import re
from collections.abc import Callable

from local.maildir import Mail, MailStore


class RefusedError(Exception):
    """The command cannot be done; its text follows -ERR."""


class Session:
    """One client that fetches mail: a command goes in, the answer comes out.

    Numbers of mails start at 1 and stay the same during the session; what was deleted goes at QUIT.
    """

    def __init__(self, store: MailStore) -> None:
        self.store = store
        self.user = ""
        self.address: str | None = None
        self.mails: list[Mail] = []
        self.deleted: set[int] = set()
        self.is_over = False

    def answer(self, line: str) -> bytes:
        """Return the whole answer to one line, line ends included."""
        word, _, argument = line.strip().partition(" ")
        commands = BEFORE_SIGN_IN if self.address is None else AFTER_SIGN_IN
        try:
            if word.upper() not in commands:
                raise RefusedError("unknown command here")
            return commands[word.upper()](self, argument.strip())
        except RefusedError as refusal:
            return f"-ERR {refusal}\r\n".encode()

    def capa(self, _argument: str) -> bytes:
        return several_lines("what I can do", b"USER\r\nTOP\r\nUIDL\r\n")

    def keep_user(self, argument: str) -> bytes:
        self.user = argument.lower()
        return one_line("now the password")

    def sign_in(self, _argument: str) -> bytes:
        if not self.store.is_address(self.user):
            raise RefusedError("the user is the address of a mailbox")
        self.address = self.user
        self.mails = self.store.mails(self.address)
        return one_line(f"{len(self.mails)} mails")

    def stat(self, _argument: str) -> bytes:
        left = [mail for _, mail in self.left()]
        return one_line(f"{len(left)} {sum(len(mail.content) for mail in left)}")

    def sizes(self, argument: str) -> bytes:
        return self.per_mail(argument, lambda mail: str(len(mail.content)))

    def unique_names(self, argument: str) -> bytes:
        # The key holds the name of the machine and may be longer than the 70 characters of RFC 1939.
        return self.per_mail(argument, lambda mail: hashlib.sha256(mail.key.encode()).hexdigest())

    def retr(self, argument: str) -> bytes:
        mail = self.numbered(argument)
        return several_lines(f"{len(mail.content)} octets", mail.content)

    def top(self, argument: str) -> bytes:
        number, _, count = argument.partition(" ")
        if not count.isdecimal():
            raise RefusedError("say which mail and how many lines")
        head, separator, body = self.numbered(number).content.partition(b"\r\n\r\n")
        return several_lines("the top", head + separator + b"".join(body.splitlines(keepends=True)[: int(count)]))

    def dele(self, argument: str) -> bytes:
        self.numbered(argument)
        self.deleted.add(int(argument))
        return one_line("goes at QUIT")

    def rset(self, _argument: str) -> bytes:
        self.deleted.clear()
        return one_line("nothing goes")

    def noop(self, _argument: str) -> bytes:
        return one_line("here")

    def quit(self, _argument: str) -> bytes:
        for number in self.deleted:
            self.store.remove(str(self.address), self.mails[number - 1].key)
        self.is_over = True
        return one_line("until next time")

    def left(self) -> list[tuple[int, Mail]]:
        """Every mail that is not marked as deleted, with its number."""
        return [(number, mail) for number, mail in enumerate(self.mails, 1) if number not in self.deleted]

    def numbered(self, argument: str) -> Mail:
        for number, mail in self.left():
            if str(number) == argument:
                return mail
        raise RefusedError("no such mail")

    def per_mail(self, argument: str, says: Callable[[Mail], str]) -> bytes:
        if argument:
            return one_line(f"{argument} {says(self.numbered(argument))}")
        lines = "".join(f"{number} {says(mail)}\r\n" for number, mail in self.left())
        return several_lines("each mail", lines.encode())


Command = Callable[[Session, str], bytes]
BEFORE_SIGN_IN: dict[str, Command] = {
    "CAPA": Session.capa,
    "USER": Session.keep_user,
    "PASS": Session.sign_in,
    "QUIT": Session.quit,
}
AFTER_SIGN_IN: dict[str, Command] = {
    "CAPA": Session.capa,
    "STAT": Session.stat,
    "LIST": Session.sizes,
    "UIDL": Session.unique_names,
    "RETR": Session.retr,
    "TOP": Session.top,
    "DELE": Session.dele,
    "RSET": Session.rset,
    "NOOP": Session.noop,
    "QUIT": Session.quit,
}


def one_line(text: str) -> bytes:
    return f"+OK {text}\r\n".encode()


def several_lines(text: str, content: bytes) -> bytes:
    """A multi-line answer: a dot before every line that starts with one, and a line with only a dot at the end."""
    stuffed = re.sub(rb"(?m)^\.", b"..", content)
    if stuffed and not stuffed.endswith(b"\r\n"):
        stuffed += b"\r\n"
    return one_line(text) + stuffed + b".\r\n"


async def serve(store: MailStore, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speak with one client until it says QUIT or goes away."""
    session = Session(store)
    try:
        writer.write(one_line("local mailbox"))
        while not session.is_over and (line := await reader.readline()):
            writer.write(session.answer(line.decode("ascii", "replace")))
            await writer.drain()
    except (ConnectionError, ValueError):  # gone, or a line longer than the reader takes
        pass
    finally:
        writer.close()
