"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from referrals import actions


@shared_task
def discard_old_drafts() -> None:
    """Throw away drafts that nobody finished."""
    actions.discard_old_drafts(at=timezone.now())


@shared_task(time_limit=1800)
def remind_receivers() -> None:
    """Remind the receivers that did not open an archive; beat runs it on weekdays, in the morning (D12)."""
    actions.remind_receivers(at=timezone.now())


@shared_task(time_limit=3600)
def erase_expired() -> None:
    """Erase the data whose term is over (D1)."""
    actions.erase_expired(at=timezone.now())
