"""When the four fields of a referral must be gone on our side (D1); the reckoning itself is in `law.retention`."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from law import retention
from law.retention import Terms
from outbox.models import Attempt
from referrals.models import Referral, deletion_notices_of


def our_terms() -> Terms:
    """The terms of the settings."""
    return Terms(
        days_after_opening=settings.RETENTION_DAYS_AFTER_OPENING,
        days_after_sending=settings.RETENTION_DAYS_AFTER_SENDING,
    )


def erase_on(referral: Referral) -> date:
    """The day on which the data of this referral are erased, as things stand now."""
    withdrawal = getattr(referral.consent, "withdrawal", None)
    return retention.erase_on(
        filed_on=timezone.localdate(referral.filed_at),
        sent_on=_sent_on(referral),
        opened_on=timezone.localdate(referral.opened_at) if referral.opened_at else None,
        withdrawn_on=withdrawal.withdrawn_on if withdrawal else None,
        deletion_notice_left_on=_deletion_asked_on(referral),
        terms=our_terms(),
    )


def _sent_on(referral: Referral) -> date | None:
    """The day on which the archive was, or may have been, handed over; a correction does not begin a new term."""
    transmission = referral.transmission
    if transmission.sent_at is not None:
        return timezone.localdate(transmission.sent_at)
    if not transmission.is_ambiguous:
        return None
    last = Attempt.objects.filter(transmission=transmission).order_by("-number").first()
    return timezone.localdate(last.started_at if last else referral.filed_at)


def _deletion_asked_on(referral: Referral) -> date | None:
    """The day on which the last mailbox was asked to delete, by mail or by phone (D5); None as long as one was not."""
    days: list[date] = []
    for notice in deletion_notices_of(referral):
        sent_at = notice.transmission.sent_at if notice.transmission else None
        asked = [notice.called_on, timezone.localdate(sent_at) if sent_at else None]
        first = min((day for day in asked if day is not None), default=None)
        if first is None:
            return None
        days.append(first)
    return max(days, default=None)
