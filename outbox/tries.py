"""How often workers tried to make a mail and hand it over, and broke down on it; after some tries it fails (ADR 0003).

A try to write a mail is counted before it begins, as a worker that dies of it can say nothing afterwards. Once the
bytes are there, its attempts are counted: those without an end are of workers that died.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from audit.events import Event
from audit.record import record_event
from outbox.models import Transmission, TransmissionQuerySet, TransmissionStatus
from outbox.unreadable import report_unreadable
from vault.fields import UnreadableError

log = logging.getLogger(__name__)

MOST_BROKEN = 3
"""A mail on which workers break down so often in a row fails, and waits for a person."""
PAUSE = timedelta(minutes=1)
"""Between one broken try and the next."""
CLAIMED_FOR = timedelta(seconds=10)
"""From counting a try to the lock under which the mail is written: much longer than that takes."""


class Claim(NamedTuple):
    """A mail whose try was counted is nobody else's turn `until`; it was due at `due_at`."""

    until: datetime
    due_at: datetime


_COUNT = """
    UPDATE outbox_transmission AS mail SET broken_tries = broken_tries + 1, due_at = %(until)s FROM (
        SELECT id, due_at FROM outbox_transmission
        WHERE id = %(key)s AND status = 'queued' AND due_at <= %(at)s AND message IS NULL AND broken_tries < %(most)s
        FOR NO KEY UPDATE SKIP LOCKED
    ) AS found WHERE mail.id = found.id
    RETURNING found.due_at, set_config('synchronous_commit', 'off', true)
"""
"""What is counted has to outlive a worker, and not the database: so nobody waits for the disk. The next commit of this
delivery takes it along."""


def count(key: UUID) -> Claim | None:
    """Count a try to write this mail. It is not due for others meanwhile: of many that come at once, one counts.

    Returns None when nothing was counted: it is written, not due, was tried too often, or somebody else holds it now.
    """
    at = timezone.now()
    until = at + CLAIMED_FOR
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "at": at, "until": until, "most": MOST_BROKEN})
        row = cursor.fetchone()
    return Claim(until, row[0]) if row else None


@transaction.atomic
def may_go_again(key: UUID) -> bool:
    """Whether the bytes of this mail are there, it is its turn, and workers did not die on it too often.

    Fails what was tried too often. What somebody else holds, or claims, is left to that one and to the sweep.
    """
    at = timezone.now()
    mail = _with_tries(Transmission.objects.select_for_update(no_key=True, skip_locked=True).due(at), key)
    if mail is None:
        return False
    tries = _deaths_of(mail) if mail.is_written else mail.broken_tries
    if tries >= MOST_BROKEN:
        _fail(mail, at=at)
    return tries < MOST_BROKEN and bool(mail.is_written)


def count_back(key: UUID, claim: Claim | None) -> None:
    """It was left alone, or the database was away: that is no broken try, and it is due as it was."""
    if claim is not None:
        is_ours = When(due_at=claim.until, then=Value(claim.due_at))
        unwritten = Transmission.objects.filter(pk=key, message__isnull=True, broken_tries__gt=0)
        unwritten.update(broken_tries=F("broken_tries") - 1, due_at=Case(is_ours, default=F("due_at")))


def broke_down(key: UUID, claim: Claim | None, error: Exception) -> None:
    """Report a value that does not open; at the last try the mail fails, and else it waits for its turn."""
    at = timezone.now()
    if isinstance(error, UnreadableError):
        report_unreadable(error, at=at)
    with transaction.atomic():
        locked = Transmission.objects.select_for_update(no_key=True)
        mail = _with_tries(locked.claimed(claim.until) if claim else locked.due(at), key)
        if mail is None:
            return
        mail.broken_tries += mail.is_written  # of what was not written yet the try was counted before
        if mail.broken_tries >= MOST_BROKEN:
            _fail(mail, at=at)
        else:
            mail.due_at = at + PAUSE
            mail.save(update_fields=["broken_tries", "due_at"])


def _with_tries(mails: TransmissionQuerySet, key: UUID) -> Any:
    return mails.without_content().annotate(is_written=Q(message__isnull=False)).filter(pk=key).first()


def _deaths_of(mail: Transmission) -> int:
    """How many attempts in a row, up to the last one, have no end: whoever made them died while at it."""
    deaths = 0
    for outcome in mail.attempt_set.order_by("-number").values_list("outcome", flat=True)[:MOST_BROKEN]:
        if outcome:
            break
        deaths += 1
    return deaths


def _fail(mail: Transmission, *, at: datetime) -> None:
    mail.is_ambiguous |= mail.status == TransmissionStatus.SENDING
    mail.status, mail.lease_until, mail.broken_tries = TransmissionStatus.FAILED, None, MOST_BROKEN
    mail.save(update_fields=["status", "lease_until", "is_ambiguous", "broken_tries"])
    details = {"kind": mail.kind, "code": None, "stage": "write"}
    record_event(Event.TRANSMISSION_FAILED, by=None, at=at, about=mail, details=details)
    log.error("transmission %s failed: workers break down on it", mail.pk)
