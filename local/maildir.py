"""The mails of the local mailbox: one Maildir folder per address, each mail kept byte for byte."""

import mailbox
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9][a-z0-9.-]{0,189}")


@dataclass(frozen=True)
class Mail:
    """One mail; `key` is its name in the folder, `content` what came in through SMTP, at this computer's own hour."""

    key: str
    content: bytes
    came_in_at: datetime

    @property
    def parsed(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=default)

    @property
    def subject(self) -> str:
        return str(self.parsed["Subject"] or "Zonder onderwerp")


class MailStore:
    """All mailboxes under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @staticmethod
    def is_address(text: str) -> bool:
        """Whether this can be a mailbox here: one lower-case address that is also a safe name of a folder."""
        return _ADDRESS.fullmatch(text) is not None

    def addresses(self) -> list[str]:
        """Every address that has a mailbox, in alphabetical order."""
        return sorted(folder.name for folder in self.folder.iterdir() if self.is_address(folder.name))

    def keep(self, address: str, content: bytes) -> None:
        """Add a mail to the mailbox of this address; the first mail makes the mailbox."""
        mailbox.Maildir(self.folder / address, create=True).add(content)

    def mails(self, address: str) -> list[Mail]:
        """The mails of one address, oldest first; none when there is no such mailbox."""
        if not self.is_address(address) or not (self.folder / address).is_dir():
            return []
        files = sorted((self.folder / address / "new").iterdir(), key=lambda file: (file.stat().st_mtime_ns, file.name))
        return [Mail(file.name, file.read_bytes(), _came_in_at(file)) for file in files]

    def mail(self, address: str, key: str) -> Mail | None:
        """The mail with this key, or None."""
        return next((mail for mail in self.mails(address) if mail.key == key), None)

    def remove(self, address: str, key: str) -> None:
        """Take a mail out of the mailbox."""
        mailbox.Maildir(self.folder / address).discard(key)


def _came_in_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).astimezone(ZoneInfo("Europe/Brussels"))
