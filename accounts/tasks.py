"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from accounts import answers


@shared_task
def forget_answers() -> None:
    """Erase answers with errors that nobody came back for."""
    answers.forget_old(at=timezone.now())
