"""Who says whether a mail may leave and what is in it: each app above registers a courier for its kinds of mail.

The outbox knows *how* to deliver and nothing of referrals; a courier knows *whether* and *what*, and sends nothing.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from audit.record import EventWriter
from law.obstacles import Obstacle
from outbox.archive import read_back
from outbox.message import Attachment
from outbox.models import Kind, Transmission
from statements.among import Keys
from statements.written import written_once


@dataclass(frozen=True)
class Letter:
    """What leaves: a neutral subject, a readable text and the archive."""

    subject: str
    body: str
    attachment: Attachment | None = None


class NoLongerNeeded(Exception):
    """Nothing forbids this mail, but it lost its purpose while it waited: it is cancelled, and nobody has to act."""


Subject = TypeVar("Subject", bound=Model)


class Courier(ABC, Generic[Subject]):
    """Stands in the `transmissions.py` of an app, one per kind of mail. What a mail is about is a row of `subjects`."""

    kind: ClassVar[Kind]

    @abstractmethod
    def subjects(self) -> QuerySet[Subject]:
        """The rows this kind of mail is about, joined with what the courier reads of them."""

    def lock(self, subject_id: UUID, *, wait: bool) -> Subject | None:
        """Lock the row the mail is about, so that nothing about it changes while a worker speaks with the relay.

        `FOR NO KEY UPDATE`; with `wait=False` also `SKIP LOCKED`. None when it is held by someone else, or gone.
        """
        locked = self.subjects().select_for_update(no_key=True, skip_locked=not wait, of=("self",))
        return locked.filter(pk=subject_id).first()

    @abstractmethod
    def obstacles(self, subject: Subject, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the gate, for this very moment; nothing leaves unless the answer is empty.

        Raises NoLongerNeeded, from which nobody may learn more than that this mail did not leave (ADR 0034).
        """

    @abstractmethod
    def compose(self, subject: Subject, transmission: Transmission) -> Letter:
        """Make what leaves. Its bytes are kept, sealed, for every repeat, unless `is_outdated` says otherwise."""

    def is_outdated(self, subject: Subject, transmission: Transmission) -> bool:
        """Whether the bytes of the first attempt may not leave as they are: it is then composed again for this attempt.

        Asked under the lock of the subject, just before the hand-over.
        """
        return False

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """Where an administrator reads more or mends it: the address of a page, by what a mail is about.

        Of a mail of the receiver's side there is none (D4), nor of what has no page.
        """
        return {}

    def accepted(self, subject: Subject, transmission: Transmission, *, at: datetime) -> None:
        """Draw the conclusion from the relay having taken this mail at `at`, in the transaction that records it.

        Of most mails nothing follows from their having left.
        """

    @abstractmethod
    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Draw the conclusion from a mail that did not arrive; return what writes the audit event.

        `mailbox_is_gone` only when the report says so of our recipient, and it is no fault of ours (D30). Called inside
        a transaction, by who reads the return mailbox, before that locks the transmission: this locks what stands above
        it. The event is written when every lock is taken. A second return of the same mail changes nothing.
        """


def sealed_entries(transmission: Transmission) -> dict[str, bytes]:
    """Return the entries of the archive in the bytes that were kept of a mail, opened with its password."""
    [attached] = message_from_bytes(bytes(transmission.message or b""), policy=policy.default).iter_attachments()
    return read_back(attached.get_content(), password=str(transmission.password))


_couriers: dict[str, Courier[Any]] = {}


def register(courier: Courier[Any]) -> None:
    """Register the courier of a kind of mail, at start (`AppConfig.ready`)."""
    if courier.kind in _couriers:
        raise ValueError(f"There is a courier for {courier.kind} already.")
    _couriers[courier.kind] = courier


def courier_of(kind: str) -> Courier[Any]:
    """Return the courier of a kind of mail; KeyError when no app registered one."""
    return _couriers[kind]


@written_once
def _kinds_of(keys: Keys) -> QuerySet[Transmission, tuple[UUID, str, UUID]]:
    return Transmission.objects.filter(pk__among=keys).values_list("pk", "kind", "subject_id")


def pages_of_mails(keys: Collection[UUID]) -> dict[UUID, str]:
    """Where an administrator reads more of each mail, by its key; one question a kind."""
    subjects: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for key, kind, subject in _kinds_of(Keys(keys)):
        subjects[kind][key] = subject
    pages: dict[UUID, str] = {}
    for kind, of_kind in subjects.items():
        found = courier_of(kind).pages_of(of_kind.values())
        pages |= {key: found[subject] for key, subject in of_kind.items() if subject in found}
    return pages
