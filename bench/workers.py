"""How much faster two worker processes empty the queue than one, into a relay that takes its time.

`python -m bench.workers` with the environment of a product whose own workers are stopped; prints one JSON line.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import UUID

import django

from bench.throughput import cancel_what_waits, file
from local.processes import Programs

QUEUED = 60  # mails
ROUNDS = 3
PATIENCE = 120.0  # seconds
COMMAND = [sys.executable, "-m", "celery", "--app", "settings", "worker", "--loglevel", "INFO"]
QUIET = ["--without-gossip", "--without-mingle"]


def compare() -> dict[str, float]:
    """`workers_2_vs_1`: median over the rounds; from the first attempt to the last outcome, the start left out."""
    cancel_what_waits()
    with tempfile.TemporaryDirectory(prefix="bench-workers-") as folder:
        turns = [(empty(1, Path(folder)), empty(2, Path(folder))) for _ in range(ROUNDS)]
    return {
        "workers_2_vs_1": median(one / two for one, two in turns),
        "worker_mails_per_s": QUEUED / median(one for one, _two in turns),
    }


def empty(processes: int, folder: Path) -> float:
    """Seconds in which so many processes empty a full queue."""
    from settings.celery import app

    app.control.purge()  # of tasks about mails that left
    queued = file(QUEUED)
    log = folder / "worker.log"
    with Programs(folder) as programs:
        worker = [*COMMAND, *QUIET, "--concurrency", str(processes)]
        programs.start("worker", worker, environment=os.environ, answers=log.exists)
        until = time.monotonic() + PATIENCE
        while is_waiting(queued):
            programs.check()
            if time.monotonic() > until:
                raise SystemExit(f"The queue is not empty after {PATIENCE} seconds: {log.read_text()[-2000:]}")
            time.sleep(0.2)
    return duration(queued).total_seconds()


def is_waiting(queued: Collection[UUID]) -> bool:
    from outbox.models import OPEN, Transmission

    return Transmission.objects.filter(pk__in=queued, status__in=OPEN).exists()


def duration(queued: Collection[UUID]) -> timedelta:
    """From the first attempt to the last outcome; every mail left at its first attempt."""
    from django.db.models import Max, Min

    from outbox.handover import HandoverOutcome
    from outbox.models import Attempt

    tries = Attempt.objects.filter(transmission__in=queued)
    if tries.exclude(outcome=HandoverOutcome.ACCEPTED).exists() or tries.count() != len(queued):
        raise SystemExit("Not every mail left at its first attempt.")
    lasted: timedelta = tries.aggregate(lasted=Max("ended_at") - Min("started_at"))["lasted"]
    return lasted


if __name__ == "__main__":
    django.setup()
    print(json.dumps(compare()))
