"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from agreements.actions.evaluation_parts import ask_all
from agreements.actions.heads import give_heads as give_all_heads
from agreements.actions.own_part_reminders import remind_partners
from agreements.actions.register_lines import judge_all
from agreements.actions.reminders import remind_all
from agreements.actions.stopping import let_go_on


@shared_task(time_limit=1800)
def remind() -> None:
    """Remind of the days that come, ask for evaluations that are due and partners for their own part.

    Beat runs it every morning.
    """
    now = timezone.now()
    remind_all(at=now)
    ask_all(at=now)
    remind_partners(at=now)


@shared_task(time_limit=1800)
def judge_register() -> None:
    """Judge the register for the day that begins, and let go on what a suspension held back until yesterday.

    Beat runs it just after midnight.
    """
    now = timezone.now()
    judge_all(on=timezone.localdate(now))
    let_go_on(at=now)


@shared_task(time_limit=1800)
def give_heads() -> None:
    """Let the heads of the logs leave the house; beat runs it late in the evening."""
    give_all_heads(at=timezone.now())
