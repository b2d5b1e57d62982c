"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from breaches.actions import warn_all


@shared_task(time_limit=300)
def warn() -> None:
    """Remind of the 72 hours of every breach about which nobody decided; beat runs it every ten minutes."""
    warn_all(at=timezone.now())
