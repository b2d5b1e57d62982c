"""Erasing what may not be kept any longer (D1): by overwriting with nothing, one transaction per referral."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.events import Event
from audit.record import Code, record_event
from consent.actions import forget_old_proofs
from outbox.actions import cancel_queued
from outbox.models import ASKS_TO_DELETE, OF_THE_RECEIVER, OPEN, Transmission
from referrals import listeners
from referrals.models import DATA_FIELDS, ClientFingerprint, Draft, Referral, Slip
from referrals.rules.erasure import erase_on, our_terms

log = logging.getLogger(__name__)

_WITH_CLOCKS = ("transmission", "consent__withdrawal")


def due_for_erasure(*, at: datetime) -> list[Referral]:
    """The referrals whose day has come, the oldest first. Without their data: only what the clocks need."""
    today = timezone.localdate(at)
    kept = Referral.objects.filter(erased_at=None).select_related(*_WITH_CLOCKS).order_by("filed_at", "pk")
    without_data = kept.defer(*DATA_FIELDS, "transmission__message", "transmission__password")
    return [referral for referral in without_data.iterator(chunk_size=500) if erase_on(referral) <= today]


@dataclass(frozen=True, slots=True)
class ErasingRun:
    """What one run did: referrals erased, left for the next time, and failed; requests emptied, proofs deleted."""

    erased: int
    left: int
    emptied: int
    proofs: int
    failed: int = 0


def erase_expired(*, at: datetime) -> ErasingRun:
    """Erase all that is due (D1, D17)."""
    due = due_for_erasure(at=at)
    erased = failed = 0
    for referral in due:
        try:
            erased += erase(referral.pk, at=at)
        except Exception as error:  # one referral that cannot be handled does not hold back all the others
            failed += 1
            log.error("erasing of referral %s: %s", referral.pk, type(error).__name__)
    for kept in (Slip.objects, ClientFingerprint.objects):
        kept.over(timezone.localdate(at)).delete()
    requests, proofs = forget_old_requests(at=at), forget_old_proofs(at=at)
    return ErasingRun(erased, len(due) - erased - failed, requests, proofs, failed)


@transaction.atomic
def erase(referral_id: UUID, *, at: datetime, is_repeated: bool = False) -> bool:
    """Erase the four fields of one referral, with the mails that carried them (D1).

    What tells nothing of the client stays, for the figures and the trail; the proof of consent stays too, apart and
    sealed, for its own term (D17). A referral that someone works on just now is
    left for the next time: false. Safe to call again, and after it was cut off.
    `is_repeated` when it was erased before, and a copy brought it back: then its day is not asked.
    """
    unlocked = Referral.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    referral = unlocked.filter(pk=referral_id, erased_at=None).first()
    if referral is None or (not is_repeated and erase_on(referral) > timezone.localdate(at)):
        return False
    cancel_queued(subject_id=referral.pk)  # nothing could be made of it any more; its bytes go below
    mails = Transmission.objects.filter(subject_id=referral.pk).update(message=None, password=None)
    Draft.objects.filter(referral=referral).update(sealed_answers=None)
    Referral.objects.filter(pk=referral.pk).update(erased_at=at, **dict.fromkeys(DATA_FIELDS))
    listeners.tell(referral.pk, at=at)  # the receiver's side lets go of what it passed on
    details: dict[str, Code | list[str]] = {
        "reference": referral.reference,
        "fields": list(DATA_FIELDS),
        "transmissions": mails,
    }
    record_event(Event.REFERRAL_ERASED, by=None, at=at, about=referral, organisation=referral.team, details=details)
    return True


def forget_old_requests(*, at: datetime) -> int:
    """Drop bytes and passwords of requests to delete once they are as old as data may get; returns how many.

    They hold nothing of the client, so the receiver may read them long after the data are gone (D6). What a receiver
    passed on has the same last day (D21); that goes along and is not counted, for the count would tell (D4).
    """
    before = at - timedelta(days=our_terms().days_after_sending)
    old = Transmission.objects.filter(created_at__lt=before).exclude(status__in=OPEN)
    old = old.exclude(message__isnull=True, password__isnull=True)
    old.filter(kind__in=OF_THE_RECEIVER).update(message=None, password=None)
    return old.filter(kind__in=ASKS_TO_DELETE).update(message=None, password=None)
