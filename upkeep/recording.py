"""Notes each run of periodic work, and catches up what was missed: whoever starts it, beat, a timer or a person.

Beat keeps its own notes in a file, and forgets with it what it missed while it was away. The table does not forget.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from celery import Task, current_app
from celery.signals import task_postrun, task_prerun
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from upkeep.models import PeriodicWork
from upkeep.schedule import interval_of, is_overdue

NOTED_EVERY = timedelta(seconds=20)
"""What runs every two seconds is not written down every two seconds."""


def connect() -> None:
    """Hear of every task that begins and ends in this process; at start."""
    task_prerun.connect(_began, dispatch_uid="upkeep.began")
    task_postrun.connect(_ended, dispatch_uid="upkeep.ended")


def known_work(*, at: datetime) -> list[PeriodicWork]:
    """Every line of the schedule with its last run, in the order of the schedule."""
    names = list(settings.CELERY_BEAT_SCHEDULE)
    kept = PeriodicWork.objects.in_bulk(names)
    missing = [PeriodicWork(name=name, known_since=at) for name in names if name not in kept]
    if missing:
        PeriodicWork.objects.bulk_create(missing, ignore_conflicts=True)
    return [kept.get(name) or PeriodicWork(name=name, known_since=at) for name in names]


def catch_up(*, at: datetime, start: Callable[[dict[str, Any]], object]) -> list[str]:
    """Start what is overdue, each line once, however many look at the same time; returns the names."""
    overdue = [work.name for work in known_work(at=at) if is_overdue(work, at=at)]
    started = [name for name in overdue if _take(name, at=at)]
    for name in started:
        start(settings.CELERY_BEAT_SCHEDULE[name])
    return started


def start_in_a_worker(entry: dict[str, Any]) -> None:
    """Let a worker do it. When the broker loses the nudge, it is overdue again an hour later."""
    current_app.send_task(entry["task"], retry=False, **entry.get("options", {}))


def start_here(entry: dict[str, Any]) -> None:
    """Do it in this process: no broker is needed."""
    current_app.loader.import_default_modules()
    current_app.tasks[entry["task"]].apply()


@transaction.atomic
def _take(name: str, *, at: datetime) -> bool:
    """Note that it begins, unless somebody else just did."""
    work = PeriodicWork.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=name).first()
    if work is None or not is_overdue(work, at=at):
        return False
    work.started_at = at
    if work.succeeded_at and work.succeeded_at > at:
        work.succeeded_at = None
    work.save(update_fields=["started_at", "succeeded_at"])
    return True


def _name_of(task: "Task[Any, Any] | None") -> str | None:
    names = (name for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if task and entry["task"] == task.name)
    return next(names, None)


def _began(task: "Task[Any, Any] | None" = None, **_more: Any) -> None:
    name = _name_of(task)
    if name is None or interval_of(name):
        return
    at = timezone.now()
    _row_of(name, at=at).update(started_at=at)


def _ended(task: "Task[Any, Any] | None" = None, state: str = "", retval: object = None, **_more: Any) -> None:
    name = _name_of(task)
    if name is None:
        return
    note_end(name, error=None if state == "SUCCESS" else type(retval).__name__, at=timezone.now())


def note_end(name: str, *, error: str | None, at: datetime) -> None:
    """Note that a run ended: well, or with an error, of which only the class is kept."""
    row = _row_of(name, at=at)
    if error is not None:
        row.update(failed_at=at, error=error[:80])
        return
    is_news = Q(succeeded_at=None) | Q(succeeded_at__lte=at - NOTED_EVERY) | Q(succeeded_at__gt=at) | ~Q(error="")
    row.filter(is_news).update(succeeded_at=at, error="")


def _row_of(name: str, *, at: datetime) -> "QuerySet[PeriodicWork]":
    row = PeriodicWork.objects.filter(pk=name)
    if not row.exists():
        PeriodicWork.objects.bulk_create([PeriodicWork(name=name, known_since=at)], ignore_conflicts=True)
    return row
