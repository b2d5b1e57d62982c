"""What the clock and an upload start: one call."""

from celery import shared_task
from django.core.management import call_command


@shared_task(time_limit=1800)
def run_paper_imports() -> None:
    """Check and import the files that wait."""
    call_command("run_paper_imports")
