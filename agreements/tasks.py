"""What the clock and an upload start: one call each."""

from celery import shared_task
from django.core.management import call_command


@shared_task(time_limit=1800)
def run_paper_imports() -> None:
    """Check and import the files that wait."""
    call_command("run_paper_imports")


@shared_task(time_limit=1800)
def remind() -> None:
    """Remind of the days that come for the papers; beat runs it every morning."""
    call_command("remind")


@shared_task(time_limit=1800)
def judge_register() -> None:
    """Judge the register for the day that begins; beat runs it just after midnight."""
    call_command("judge_register")
