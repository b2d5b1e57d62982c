"""What the clock starts: one call each."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from referrals import actions


@shared_task
def discard_old_drafts() -> None:
    """Erase drafts that nobody finished, and those that were thrown away an hour ago."""
    actions.discard_old_drafts(at=timezone.now())


@shared_task
def carry_out_wish(wish_id: str) -> None:
    """Carry out what a client asked just now on the public page (D35)."""
    actions.carry_out(UUID(wish_id), at=timezone.now())


@shared_task(time_limit=120)
def carry_out_wishes() -> None:
    """Carry out whatever no nudge came for; beat runs it every minute."""
    actions.carry_out_wishes(at=timezone.now())


@shared_task(time_limit=240)
def tell_of_trouble() -> None:
    """Tell who follows a referral up that a mail of it did not arrive."""
    actions.tell_of_trouble(at=timezone.now())


@shared_task(time_limit=540)
def tell_watchers() -> None:
    """Tell whoever waits for a place in which referring has become possible."""
    actions.tell_watchers(at=timezone.now())


@shared_task(time_limit=1800)
def remind_receivers() -> None:
    """Remind the receivers that did not open an archive; beat runs it on weekdays, in the morning (D12)."""
    actions.remind_receivers(at=timezone.now())


@shared_task(time_limit=3600)
def erase_expired() -> None:
    """Erase the data whose term is over (D1)."""
    actions.erase_expired(at=timezone.now())
