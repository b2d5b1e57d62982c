"""When each periodic work is due; `CELERY_BEAT_SCHEDULE` is the one list of it, this gives its words."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from upkeep.models import PeriodicWork

WORDS = {
    "upkeep": "nakijken of alles draait",
    "seal": "het logboek nummeren",
    "heads": "de stand van de logboeken bewaren",
    "clearing": "oude logboeken opruimen",
    "sweep": "mail versturen",
    "imports": "toegevoegde bestanden nakijken",
    "register": "het register beoordelen",
    "gbo": "doorgeven laten verdergaan na een opschorting",
    "remind": "herinneren aan termijnen",
    "unopened": "ontvangers herinneren",
    "erasing": "gegevens wissen",
    "reports": "terugmeldingen lezen",
    "wishes": "intrekkingen van cliënten uitvoeren",
    "certificates": "certificaten nakijken",
    "access": "nagaan wie er nog werkt",
    "lost_passwords": "links voor wie het wachtwoord vergat",
    "tries": "verwittigen wiens account geprobeerd wordt",
    "answers": "ingevulde antwoorden vergeten",
    "drill": "contacten bij een gegevenslek laten oefenen",
    "breaches": "verwittigen over gegevenslekken",
    "drafts": "oude ontwerpen wissen",
    "trouble": "zeggen welke mail niet aankwam",
    "watches": "zeggen waar aanmelden nu kan",
}
"""What administrators read of each line; a test compares it with the schedule."""

GRACE = timedelta(minutes=15)
"""How late nightly work may be before it counts as missed: beat starts it itself when it lives."""
AGAIN_AFTER = timedelta(hours=1)
"""When nightly work that failed, or whose machine vanished, is tried again: longer than it may take."""
SHORTEST_GRACE = timedelta(minutes=3)


def interval_of(name: str) -> timedelta | None:
    """How long between two runs; None for work that has an hour of its own."""
    schedule = settings.CELERY_BEAT_SCHEDULE[name]["schedule"]
    return timedelta(seconds=schedule) if isinstance(schedule, int | float) else None


def due_after(name: str, moment: datetime) -> datetime:
    """When this work is due for the first time after a moment, by the calendar of the product."""
    if interval := interval_of(name):
        return moment + interval
    schedule: Any = settings.CELERY_BEAT_SCHEDULE[name]["schedule"]
    start, step, _now = schedule.remaining_delta(moment)
    due: datetime = start + step
    return due


def last_begun(work: PeriodicWork) -> datetime:
    """When it last ran or began; work that never ran counts from when this database first knew of it."""
    return max((moment for moment in (work.started_at, work.succeeded_at) if moment), default=work.known_since)


def is_overdue(work: PeriodicWork, *, at: datetime) -> bool:
    """Whether this work should have run by now and did not, or ended badly an hour ago."""
    last = last_begun(work)
    if last > at + SHORTEST_GRACE:  # the clock was ahead when it ran, and was put right
        return True
    if interval := interval_of(work.name):
        return last + max(3 * interval, SHORTEST_GRACE) <= at
    if due_after(work.name, last) + GRACE <= at:
        return True
    return did_not_end_well(work) and last + AGAIN_AFTER <= at


def did_not_end_well(work: PeriodicWork) -> bool:
    """Whether its last run failed, or has no end (yet)."""
    began = work.started_at or work.failed_at
    return began is not None and (work.succeeded_at is None or work.succeeded_at < began)
