"""Missed periodic work is caught up and shown: beat without its file, clock moved, run that vanished."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from law.roles import Role
from tests.builders.accounts import a_user
from upkeep import recording
from upkeep.models import PeriodicWork
from upkeep.schedule import WORDS, due_after, is_overdue

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 28, 2, 37, tzinfo=UTC)  # 3.37 here: erasing is due


def ran(name: str, at: datetime, **more: datetime) -> PeriodicWork:
    return PeriodicWork(name=name, known_since=at - timedelta(days=9), started_at=at, succeeded_at=at, **more)


def test_every_line_of_the_schedule_has_its_words():
    assert WORDS.keys() == settings.CELERY_BEAT_SCHEDULE.keys()


@pytest.mark.parametrize(
    ("name", "last", "at", "overdue"),
    [
        ("erasing", NIGHT, NOON, False),
        ("erasing", NIGHT - timedelta(days=1), NIGHT + timedelta(minutes=14), False),  # beat may still be at it
        ("erasing", NIGHT - timedelta(days=1), NIGHT + timedelta(minutes=16), True),
        ("erasing", NIGHT - timedelta(days=6), NOON, True),
        ("unopened", datetime(2026, 11, 27, 6, 20, tzinfo=UTC), NOON, False),  # Friday; Saturday has none
        ("unopened", datetime(2026, 11, 26, 6, 20, tzinfo=UTC), NOON, True),
        ("sweep", NOON - timedelta(minutes=2), NOON, False),
        ("sweep", NOON - timedelta(minutes=4), NOON, True),
        ("erasing", NOON + timedelta(days=2), NOON, True),  # it ran while the clock was two days ahead
        ("erasing", NOON + timedelta(minutes=1), NOON, False),
    ],
)
def test_work_is_overdue_when_its_hour_passed_without_a_run(name, last, at, overdue):
    assert is_overdue(ran(name, last), at=at) is overdue


def test_the_hour_of_nightly_work_is_that_of_brussels_on_both_sides_of_the_change_of_the_clock():
    summer, winter = datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert due_after("erasing", summer - timedelta(days=1)) == datetime(2026, 10, 24, 1, 37, tzinfo=UTC)
    assert due_after("erasing", winter) == datetime(2026, 10, 26, 2, 37, tzinfo=UTC)


def test_work_that_failed_or_vanished_is_tried_again_after_an_hour():
    work = ran("erasing", NIGHT)
    work.succeeded_at = NIGHT - timedelta(days=1)
    assert not is_overdue(work, at=NIGHT + timedelta(minutes=59))
    assert is_overdue(work, at=NIGHT + timedelta(minutes=61))


def test_a_house_that_starts_today_has_missed_nothing():
    started: list[str] = []
    assert recording.catch_up(at=NOON, start=started.append) == started == []
    assert recording.catch_up(at=NOON + timedelta(minutes=2), start=started.append) == []


def test_what_beat_missed_while_it_was_away_is_done_once_without_a_broker():
    """Its file is gone with it: only the table knows."""
    at = timezone.now()
    recording.known_work(at=at)
    PeriodicWork.objects.update(started_at=at, succeeded_at=at)
    PeriodicWork.objects.filter(name="drafts").update(started_at=at - timedelta(days=3))
    PeriodicWork.objects.filter(name="drafts").update(succeeded_at=at - timedelta(days=3))
    call_command("run_overdue")
    done = PeriodicWork.objects.get(name="drafts")
    assert done.succeeded_at >= done.started_at >= at
    assert not is_overdue(done, at=timezone.now())


def test_a_failure_is_kept_by_its_kind_and_never_by_its_words(monkeypatch):
    current_app.loader.import_default_modules()
    task = current_app.tasks["referrals.tasks.discard_old_drafts"]

    def fail() -> None:
        raise ValueError("Janssens, Dorpsstraat 1")

    monkeypatch.setattr(task, "run", fail)
    task.apply()
    work = PeriodicWork.objects.get(name="drafts")
    assert (work.error, work.succeeded_at) == ("ValueError", None)
    monkeypatch.undo()
    task.apply()
    work.refresh_from_db()
    assert work.error == ""
    assert work.succeeded_at > work.failed_at


def test_administrators_see_when_each_work_ran_and_what_is_late(signed_in):
    at = timezone.now()
    recording.known_work(at=at)
    PeriodicWork.objects.update(started_at=at, succeeded_at=at)
    PeriodicWork.objects.filter(name="erasing").update(succeeded_at=at - timedelta(days=4), started_at=None)
    PeriodicWork.objects.filter(name="erasing").update(known_since=at - timedelta(days=9))
    page = signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("upkeep:state")).content.decode()
    assert "Te laat: gegevens wissen." in page
    assert page.count("te laat</strong>") == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_look_at_the_same_moment_start_it_once():
    at = timezone.now()
    recording.known_work(at=at)
    PeriodicWork.objects.update(succeeded_at=at)
    PeriodicWork.objects.filter(name="erasing").update(succeeded_at=None, known_since=at - timedelta(days=4))
    started, together = [], Barrier(4)

    def look() -> None:
        together.wait()
        recording.catch_up(at=at, start=lambda entry: started.append(entry["task"]))
        connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert started == ["referrals.tasks.erase_expired"]
