"""What the clock and an upload start."""

from celery import shared_task
from django.utils import timezone

from paper_import.paper_worker import read_waiting
from paper_import.worker import run_waiting


@shared_task(time_limit=1800)
def run_paper_imports() -> None:
    """Check and import the files that wait, and read the papers."""
    now = timezone.now()
    run_waiting(at=now)
    read_waiting(at=now)
