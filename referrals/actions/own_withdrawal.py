"""A client withdraws alone, with the slip (D35): the wish is stored first, and carried out at once by a worker.

The page that takes the wish looks nothing up. So a wrong pair, one that ended and one that was used before get the same
answer in the same time, and a wish never waits for a hand-over that is under way. From the moment it is stored nothing
begins to leave any more (`transmissions`). The withdrawal itself is that of the team, under the same lock (ADR 0050).
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.journal import append_sealed
from audit.record import record_event
from consent.models import ToldBy, ToldTo
from law.refusal import Overtaken
from referrals.actions.pending import carry_out_pending
from referrals.actions.withdrawal import withdraw
from referrals.models import OwnWithdrawal, Referral, Slip, Wish
from referrals.terms.slip_code import digest

log = logging.getLogger(__name__)

WISHED = "wished"
"""The act of a sealed line of the journal, beside those of receivers."""


@transaction.atomic
def keep_wish(*, reference: str, code: str, at: datetime) -> Wish:
    """Store that somebody typed this pair; whether it is one of ours is not asked here. No event: it may be nobody.

    In the journal as well: they are told that it holds, and it must after a restore, too.
    """
    wish = Wish.objects.create(digest=digest(reference, code), told_at=at)
    append_sealed({"act": WISHED, "digest": bytes(wish.digest).hex(), "at": at.isoformat()})
    return wish


def carry_out_journal(entries: Iterable[Mapping[str, Any]], *, at: datetime) -> None:
    """After a restore: carry out the wishes that the copy does not know. What was carried out stays."""
    for entry in entries:
        wish = Wish(digest=bytes.fromhex(entry["digest"]), told_at=datetime.fromisoformat(entry["at"]))
        wish.save(force_insert=True)
        carry_out(wish.pk, at=at)


def carry_out_wishes(*, at: datetime) -> int:
    """Carry out every wish that waits, of clients and teams; one that fails holds no other back. Returns how many."""
    done = carry_out_pending(at=at)
    for key in Wish.objects.order_by("told_at").values_list("pk", flat=True):
        try:
            done += carry_out(key, at=at)
        except Exception as error:  # whatever ails it: it stays, and is tried again within a minute
            log.error("wish %s: %s", key, type(error).__name__)
    return done


@transaction.atomic
def carry_out(wish_id: UUID, *, at: datetime) -> bool:
    """Withdraw the consent that a wish is about, if there is one; then forget the wish. Safe to call at any moment.

    Told to the team at the moment the wish was stored (R55). Waits for a hand-over under way, as `withdraw` does.
    """
    wish = Wish.objects.select_for_update(skip_locked=True).filter(pk=wish_id).first()
    if wish is None:
        return False
    slip = Slip.objects.current().select_related("referral").filter(digest=bytes(wish.digest)).first()
    if slip is not None:
        _withdraw(slip.referral, told_at=wish.told_at, at=at)
    wish.delete()
    return True


def _withdraw(referral: Referral, *, told_at: datetime, at: datetime) -> None:
    on = max(timezone.localdate(told_at), referral.consent.given_on)
    try:
        with transaction.atomic():
            withdraw(referral, on=on, by=None, at=at, told_by=ToldBy.CLIENT, told_to=ToldTo.PAGE)
            OwnWithdrawal.objects.create(referral=referral, told_at=told_at)
    except Overtaken:  # the team was told before, or the client pressed twice: it is withdrawn already
        pass


@transaction.atomic
def note_seen(referral: Referral, *, by: User, at: datetime) -> None:
    """Record that someone of the team read that the client withdrew alone; the first one stands."""
    if OwnWithdrawal.objects.unseen().filter(referral=referral).update(seen_by=by, seen_at=at):
        details = {"reference": referral.reference}
        record_event(
            Event.OWN_WITHDRAWAL_SEEN, by=by, at=at, about=referral, organisation=referral.team, details=details
        )
