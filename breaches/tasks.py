"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from breaches.actions import warn_all
from breaches.drills import drill_all


@shared_task(time_limit=300)
def warn() -> None:
    """Remind of the 72 hours of every breach about which nobody decided; beat runs it every ten minutes."""
    warn_all(at=timezone.now())


@shared_task(time_limit=300)
def drill() -> None:
    """Mail the drill to breach contacts who had none for a year; beat runs it on the mornings of working days."""
    drill_all(at=timezone.now())
