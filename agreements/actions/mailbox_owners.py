"""Whose a mailbox is: of a protocol, or of what a room above registers at start (D27).

The acts on a mailbox are the same for all. Only who writes the event, and how the mail of a check speaks of the paper,
differs by owner.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from agreements.actions.writing import record
from agreements.models import Mailbox
from audit.events import Event
from directory.models import Organisation
from law.obstacles import Obstacle
from outbox.actions import release_held_back


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What the mail of a check says of the paper: to what it belongs, what waits for it, and whom to call."""

    belongs_to: str
    waits: str
    to_call: Organisation | None


class MailboxOwner(ABC):
    """Papers of which mailboxes are a part."""

    @abstractmethod
    def owns(self, mailbox: Mailbox) -> bool:
        """Whether the mailbox belongs to papers of this kind."""

    @abstractmethod
    def write_event(
        self, mailbox: Mailbox, event: Event, *, by: User | None, at: datetime, details: dict[str, Any]
    ) -> None:
        """Write the audit event about the papers of the mailbox, with all that follows from an act on them."""

    @abstractmethod
    def check_words(self, mailbox: Mailbox) -> CheckWords:
        """How the mail of a check speaks of the papers."""

    @abstractmethod
    def page(self, mailbox: Mailbox) -> str:
        """Where the mailbox stands on the screen."""

    @abstractmethod
    def let_go_on(self, mailbox: Mailbox, *, by: User, at: datetime) -> None:
        """Put back into the queue what was held back for nothing but that this mailbox was off."""


class _ProtocolMailboxes(MailboxOwner):
    def owns(self, mailbox: Mailbox) -> bool:
        return mailbox.protocol_id is not None

    def write_event(
        self, mailbox: Mailbox, event: Event, *, by: User | None, at: datetime, details: dict[str, Any]
    ) -> None:
        record(event, _protocol(mailbox).agreement, by=by, at=at, details=details)

    def check_words(self, mailbox: Mailbox) -> CheckWords:
        agreement = _protocol(mailbox).agreement
        return CheckWords(
            belongs_to=f"het protocol tussen {agreement.team} (Opgroeien) en {agreement.partner}",
            waits=f"kan {agreement.team} geen cliënten bij u aanmelden",
            to_call=agreement.team,
        )

    def page(self, mailbox: Mailbox) -> str:
        return reverse("agreements:mailbox", args=[_protocol(mailbox).agreement_id])

    def let_go_on(self, mailbox: Mailbox, *, by: User, at: datetime) -> None:
        papers = [_protocol(mailbox).agreement_id]
        release_held_back(papers=papers, obstacles=[Obstacle.MAILBOX_BOUNCED], by=by, at=at)


_OWNERS: list[MailboxOwner] = [_ProtocolMailboxes()]


def register_owner(owner: MailboxOwner) -> None:
    """For the room above: say which mailboxes are its own."""
    _OWNERS.append(owner)


def owner_of(mailbox: Mailbox) -> MailboxOwner:
    """Whose this mailbox is."""
    return next(owner for owner in _OWNERS if owner.owns(mailbox))


def write_event(
    event: Event, mailbox: Mailbox, *, by: User | None, at: datetime, details: dict[str, Any] | None = None
) -> None:
    """Write the audit event of an act on a mailbox."""
    about = {"mailbox": str(mailbox.pk), **(details or {})}
    owner_of(mailbox).write_event(mailbox, event, by=by, at=at, details=about)


def _protocol(mailbox: Mailbox) -> Any:
    if mailbox.protocol is None:
        raise ValueError("This mailbox belongs to no protocol.")
    return mailbox.protocol
