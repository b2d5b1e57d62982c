"""One call each; beat runs them."""

from celery import shared_task
from django.utils import timezone

from audit import sealing
from audit.retention import clear_expired


@shared_task
def seal_trail() -> None:
    """Give what was written its number."""
    sealing.seal()


@shared_task(time_limit=1800)
def clear_trail() -> None:
    """Let go of what is older than ten years."""
    clear_expired(timezone.now())
