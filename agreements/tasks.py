"""What the clock starts: one call each."""

from celery import shared_task
from django.core.management import call_command


@shared_task(time_limit=1800)
def remind() -> None:
    """Remind of the days that come for the papers; beat runs it every morning."""
    call_command("remind")
