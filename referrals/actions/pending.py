"""A withdrawal that a team member asks: stored before anything else, so that no wait and no crash can lose it (R55).

A hand-over holds the lock of the referral while it speaks with the relay. A page does not wait for that longer than a
few seconds: then the withdrawal stays stored, nothing begins to leave any more, and a worker carries it out.
"""

import logging
from datetime import date, datetime
from uuid import UUID

from django.db import OperationalError, transaction

from accounts.models import User
from audit.sealing import is_a_lock_that_took_too_long
from consent.journal import note_withdrawal
from consent.models import Reason, ToldBy, ToldTo
from law.refusal import Refusal
from referrals.actions.withdrawal import withdraw
from referrals.models import Call, DeletionNotice, PendingWithdrawal, Referral, SpokeWith

log = logging.getLogger(__name__)


def ask_to_withdraw(
    referral: Referral,
    *,
    on: date,
    reason: Reason,
    told_by: ToldBy,
    told_to: ToldTo,
    call: Call | None,
    by: User,
    at: datetime,
) -> list[DeletionNotice] | None:
    """Store the withdrawal, then carry it out; None when it must wait for a hand-over that is under way.

    Not inside a transaction: what is stored must be there whatever happens next. Raises what `withdraw` raises; what is
    refused is not kept.
    """
    asked = {
        "on": on,
        "reason": reason,
        "told_by": told_by,
        "told_to": told_to,
        "called_on": call.on if call else None,
        "spoke_with": call.spoke_with if call else "",
        "asked_by": by,
        "asked_at": at,
    }
    pending, _ = PendingWithdrawal.objects.update_or_create(referral=referral, defaults=asked)
    try:
        return _carry_out(pending, at=at)
    except Refusal:
        pending.delete()
        raise
    except OperationalError as error:
        if not is_a_lock_that_took_too_long(error):
            raise
        note_withdrawal(referral.consent_id, on=on)  # they are told that it holds: so it does after a restore, too
        return None


def carry_out_pending(*, at: datetime) -> int:
    """Carry out every withdrawal that waits; one that goes wrong does not hold back the others. Returns how many."""
    done = 0
    for key in PendingWithdrawal.objects.order_by("asked_at").values_list("pk", flat=True):
        try:
            done += _carry_out_by_key(key, at=at)
        except Exception as error:  # it stays, and is tried again within a minute
            log.error("withdrawal of %s: %s", key, type(error).__name__)
    return done


def _carry_out_by_key(key: UUID, *, at: datetime) -> bool:
    pending = PendingWithdrawal.objects.select_related("referral", "asked_by").filter(pk=key).first()
    if pending is None:
        return False
    try:
        _carry_out(pending, at=at)
    except Refusal:  # it was withdrawn otherwise meanwhile
        pending.delete()
    return True


@transaction.atomic
def _carry_out(pending: PendingWithdrawal, *, at: datetime) -> list[DeletionNotice]:
    call = Call(pending.called_on, SpokeWith(pending.spoke_with)) if pending.called_on else None
    notices = withdraw(
        pending.referral,
        on=pending.on,
        reason=Reason(pending.reason),
        told_by=ToldBy(pending.told_by),
        told_to=ToldTo(pending.told_to),
        call=call,
        by=pending.asked_by,
        at=at,
    )
    PendingWithdrawal.objects.filter(pk=pending.pk).delete()
    return notices
