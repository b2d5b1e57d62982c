"""A worker process of the fault run: the product's own code, a faster clock, and points at which it dies or waits.

`python -m tests.faults.worker celery …` is a Celery worker; `… sweep` picks up what is due, as cron would. What it is
told stands in environment variables: FAULTS_CHANCE (of dying at a point), FAULTS_SEED, FAULTS_PAUSES (folder), MUTANT.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # after the setup
from django.db import close_old_connections  # noqa: E402

from outbox import delivery, handover, tries  # noqa: E402
from tests.faults import mutants  # noqa: E402

POINTS = ("before_claim", "after_build", "after_intent", "before_dot", "after_250", "after_commit")
DEADLINE = 2.0  # seconds of one dialogue; in production 30
LEASE = timedelta(seconds=5)
PATIENCE = 30.0  # seconds a paused worker waits to be let go

_chance = float(os.environ.get("FAULTS_CHANCE", "0"))
_pauses = Path(os.environ["FAULTS_PAUSES"])
_current: UUID | None = None


class _Dice:
    """A stream per process, by the order in which the processes were born: what can follow from the seed, does."""

    def __init__(self) -> None:
        self._pid, self._random = 0, random.Random()

    def roll(self) -> float:
        if self._pid != os.getpid():
            self._pid = os.getpid()
            with (_pauses / "born").open("ab") as births:
                births.write(b".")
                births.flush()
                number = births.tell()
            self._random = random.Random(f"{os.environ['FAULTS_SEED']}/{number}")
        return self._random.random()


_dice = _Dice()


def point(name: str) -> None:
    """A named moment in the life of a mail: die here, or wait here until the scene goes on."""
    if _current is not None:
        wanted = _pauses / name / _current.hex
        if wanted.exists():
            if wanted.read_text() == "die":
                wanted.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            wanted.with_suffix(".reached").touch()
            until = time.monotonic() + PATIENCE
            while wanted.exists() and time.monotonic() < until:
                time.sleep(0.01)
            return
    if _dice.roll() < _chance / len(POINTS):
        os.kill(os.getpid(), signal.SIGKILL)


def _before(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(*arguments: Any, **options: Any) -> Any:
        point(name)
        return call(*arguments, **options)

    return wrapped


def _after(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(*arguments: Any, **options: Any) -> Any:
        result = call(*arguments, **options)
        point(name)
        return result

    return wrapped


def plant_points() -> None:
    """Put the points where they belong, around the product's own functions."""
    deliver = delivery._deliver

    def remembered(found: Any, line: Any) -> None:
        global _current
        _current = found.pk
        try:
            point("before_claim")
            deliver(found, line)
            point("after_commit")
        finally:
            _current = None

    delivery._deliver = remembered
    delivery._write = _after("after_build", delivery._write)
    delivery._finish = _before("after_intent", delivery._finish)
    delivery._record = _before("after_250", delivery._record)
    send = handover.smtplib.SMTP.send

    def sending(self: Any, words: Any) -> Any:
        if words == b".\r\n":
            point("before_dot")
        return send(self, words)

    handover.smtplib.SMTP.send = sending  # type: ignore[method-assign]


def speed_up() -> None:
    """The same rules on a clock that runs faster, so that a run takes minutes and not days."""
    delivery.DEADLINE = DEADLINE  # type: ignore[assignment]
    delivery.LEASE = LEASE
    delivery.BACK_OFF = [timedelta(seconds=seconds) for seconds in (1, 2, 3)]
    tries.PAUSE = timedelta(seconds=1)
    tries.CLAIMED_FOR = timedelta(seconds=3)


def main(arguments: list[str]) -> None:
    mutants.plant(os.environ.get("MUTANT", ""))
    speed_up()
    plant_points()
    if arguments[0] == "sweep":
        while True:
            close_old_connections()
            try:
                call_command("sweep_outbox")
                call_command("carry_out_wishes")
            except Exception as error:  # a database that restarts: the next round comes
                print(f"sweep: {type(error).__name__}", file=sys.stderr, flush=True)
            time.sleep(1)
    from settings.celery import app

    app.worker_main(arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
