"""What the clock and an upload start."""

from celery import shared_task
from django.utils import timezone

from outbox.nudging import nudge
from paper_import.models import DraftStatus, PaperDraft
from paper_import.paper_worker import read_waiting
from paper_import.worker import run_waiting

_TURN = 10  # seconds


@shared_task(time_limit=1800)
def run_paper_imports() -> None:
    """Check and import the files that wait, and read papers for a turn; then whatever else waits has its turn."""
    now = timezone.now()
    run_waiting(at=now)
    if read_waiting(at=now, turn=_TURN) and PaperDraft.objects.filter(status=DraftStatus.WAITING).exists():
        nudge(run_paper_imports)
