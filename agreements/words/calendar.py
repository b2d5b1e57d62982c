"""The days of the papers for someone's own calendar (RFC 5545): parties and words, nothing of a client."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from agreements.models import Agreement
from agreements.rules.deadlines import Deadline

_DAY = timedelta(days=1)


def as_calendar(rows: Iterable[tuple[Agreement, Deadline]], *, at: datetime) -> bytes:
    """A file that calendar programs take over; the library folds, escapes and ends its lines as they ask.

    A deadline keeps its UID when its day moves, so that taking it over again moves the day and doubles nothing.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//NL")
    calendar.add("version", "2.0")
    seen: dict[tuple[object, str], int] = {}
    for agreement, deadline in rows:
        key = (agreement.pk, deadline.kind.value)
        seen[key] = seen.get(key, 0) + 1  # a paper can have two suspensions that end
        calendar.add_component(_event(agreement, deadline, number=seen[key], at=at))
    content: bytes = calendar.to_ical()
    return content


def _event(agreement: Agreement, deadline: Deadline, *, number: int, at: datetime) -> Event:
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"{agreement.pk}-{deadline.kind.value}-{number}@{host}")
    event.add("dtstamp", at)
    event.add("dtstart", deadline.on)
    event.add("dtend", deadline.on + _DAY)  # a whole day ends when the next begins
    event.add("summary", f"{deadline.words[:1].upper()}{deadline.words[1:]}: {agreement}")
    event.add("url", settings.SITE_URL + reverse("agreements:agreement", args=[agreement.pk]))
    event.add("transp", "TRANSPARENT")
    return event
