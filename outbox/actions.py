"""Putting mail in the outbox and taking it out again."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from audit.events import Event
from audit.record import record_event
from law.obstacles import Obstacle
from law.refusal import Refusal
from outbox import nudging, standstill
from outbox.archive import new_password
from outbox.couriers import Letter
from outbox.delivery import bytes_of
from outbox.message import new_message_id
from outbox.models import OPEN, STOPPED, Kind, Trait, Transmission, TransmissionStatus
from outbox.tasks import deliver

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def queue_transmission(
    *,
    kind: Kind,
    subject_id: UUID,
    reference: str = "",
    recipient: str,
    papers_id: UUID | None,
    log: UUID | None = None,
    password: str | None = None,
    at: datetime,
) -> Transmission:
    """Write the row that is the mail's place in the queue; belongs in the transaction that decides to send.

    `log` is the receiver in whose log the events of the mail stand (D19); None for the log of Opgroeien's side.

    The nudge after commit may fail without hurting anyone: the sweep finds every due row (ADR 0003).
    """
    domain = settings.MAIL_FROM.rpartition("@")[2].strip("> ")
    transmission = Transmission.objects.create(
        kind=kind,
        subject_id=subject_id,
        reference=reference,
        recipient=recipient,
        papers_id=papers_id,
        log=log,
        message_id=new_message_id(domain),
        dated_at=at,
        due_at=at,
        created_at=at,
        password=(password or new_password()) if Trait.PASSWORD in kind.traits else None,
    )
    transaction.on_commit(lambda: nudge(transmission.pk), robust=True)
    return transmission


def write_now(transmission: Transmission, letter: Letter) -> None:
    """Fix the bytes of a mail that was queued in this transaction: what it is made of is kept nowhere (D21)."""
    transmission.message = bytes_of(letter, transmission)
    transmission.save(update_fields=["message"])


def hurry_queued(*, papers_id: UUID, at: datetime) -> None:
    """After commit, let workers ask the gate now about all that is queued under these papers, however long it waits.

    What may no longer go is blocked at once instead of when its turn comes; what may still go, goes. Nothing depends on
    this: a mail that is not hurried meets the same gate later. It waits for no lock but the row's own, for a moment.
    """

    def hurry() -> None:
        queued = Transmission.objects.filter(papers_id=papers_id, status=TransmissionStatus.QUEUED)
        queued.filter(due_at__gt=at).update(due_at=at)
        for key in queued.order_by("due_at").values_list("pk", flat=True):
            if not nudge(key):
                return  # the broker is away: the sweep finds them

    transaction.on_commit(hurry, robust=True)


def nudge(transmission_id: UUID) -> bool:
    """Wake a worker for this mail; returns whether the broker took it."""
    return nudging.nudge(deliver, str(transmission_id))


@transaction.atomic
def retry(transmission: Transmission, *, by: "AbstractBaseUser | None", at: datetime) -> None:
    """Put a mail that failed or was held back back into the queue: the same mail, to the same mailbox (ADR 0019).

    The caller holds the lock of the subject, when there is one to ask the gate about; the gate is asked again while
    sending in any case. A mail that waits for its turn gets it now.
    """
    locked = Transmission.objects.select_for_update(no_key=True).without_content().get(pk=transmission.pk)
    is_erased = locked.attempt_count > 0 and Transmission.objects.filter(pk=locked.pk, message__isnull=True).exists()
    if is_erased or locked.status not in (TransmissionStatus.QUEUED, *STOPPED):
        raise Refusal("Dat kan nu niet meer met deze mail. Kijk hoe het ermee staat.")
    if locked.status != TransmissionStatus.QUEUED:
        locked.status, locked.obstacles, locked.retried_at = TransmissionStatus.QUEUED, [], at
    locked.due_at, locked.broken_tries = at, 0
    locked.save(update_fields=["status", "obstacles", "retried_at", "due_at", "broken_tries"])
    record_event(Event.TRANSMISSION_RETRIED, by=by, at=at, about=locked, details={"kind": locked.kind})
    transaction.on_commit(lambda: nudge(locked.pk), robust=True)


@transaction.atomic
def release_held_back(
    *,
    papers: Collection[UUID],
    obstacles: Collection[Obstacle],
    log: UUID | None = None,
    by: "AbstractBaseUser | None",
    at: datetime,
) -> int:
    """Put back into the queue what was held back under these papers for these reasons alone (D29); return how many.

    With `log`, only the mails of that receiver. The gate is asked again while sending: what may not go for a reason
    that came since, is held back with that.
    """
    held_back = Transmission.objects.filter(papers_id__in=papers, status=TransmissionStatus.BLOCKED)
    ours = held_back.filter(obstacles__contained_by=[one.code for one in obstacles]).exclude(obstacles=[])
    if log is not None:
        ours = ours.filter(log=log)
    erased = Q(attempt_count__gt=0, message__isnull=True)
    released = 0
    for mail in ours.exclude(erased).select_for_update(no_key=True).without_content().order_by("pk"):
        retry(mail, by=by, at=at)
        released += 1
    return released


@transaction.atomic
def cancel(transmission: Transmission, *, by: "AbstractBaseUser", at: datetime) -> None:
    """Cancel a mail that did not leave; raises Refusal when it did, or may have."""
    locked = Transmission.objects.select_for_update(no_key=True).without_content().get(pk=transmission.pk)
    if locked.status not in (TransmissionStatus.QUEUED, *STOPPED) or locked.is_ambiguous:
        raise Refusal("Dat kan nu niet meer met deze mail. Kijk hoe het ermee staat.")
    locked.status = TransmissionStatus.CANCELLED
    locked.save(update_fields=["status"])
    record_event(Event.TRANSMISSION_CANCELLED, by=by, at=at, about=locked, details={"kind": locked.kind})


NOT_LEFT = (*OPEN, TransmissionStatus.BLOCKED, TransmissionStatus.FAILED)


def cancel_queued(*, subject_id: UUID, statuses: Collection[TransmissionStatus] = NOT_LEFT) -> int:
    """Cancel what has not left yet for this subject; returns how many rows. The caller holds the subject's lock.

    In a copy that was put back, what seems not to have left may have: that is noted first.
    """
    standstill.freeze_if_moved(timezone.now())
    queued = Transmission.objects.filter(subject_id=subject_id, status__in=statuses)
    # Under this lock nobody speaks with the relay: what is "sending" belongs to a dead worker, and may have arrived.
    was_under_way = Case(When(status=TransmissionStatus.SENDING, then=Value(True)), default=F("is_ambiguous"))
    return queued.update(status=TransmissionStatus.CANCELLED, lease_until=None, is_ambiguous=was_under_way)
