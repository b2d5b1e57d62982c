"""What the clock starts: one call each."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def discard_old_drafts() -> None:
    """Throw away drafts that nobody finished."""
    call_command("discard_old_drafts")


@shared_task(time_limit=1800)
def remind_receivers() -> None:
    """Remind the receivers that did not open an archive; beat runs it on weekdays, in the morning (D12)."""
    call_command("remind_receivers")


@shared_task(time_limit=3600)
def erase_expired() -> None:
    """Erase the data whose term is over (D1)."""
    call_command("erase_expired")
