"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from gbo.actions.stopping import let_go_on


@shared_task(time_limit=300)
def go_on() -> None:
    """Let go on what a suspension held back until yesterday; beat runs it just after midnight."""
    let_go_on(at=timezone.now())
