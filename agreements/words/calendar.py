"""The days of the papers for someone's own calendar (RFC 5545): parties and words, nothing of a client.

One description for the files and for the feed. Nothing in it comes from the clock, so that the same papers give the
same bytes: a calendar program that asks again is told that nothing changed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from agreements.models import Agreement
from agreements.rules.deadlines import Deadline
from audit.models import AGENCY, AuditEvent

if TYPE_CHECKING:
    from icalendar import Event

_DAY = timedelta(days=1)
_ASKED_AGAIN = timedelta(hours=6)
_NAME = "Termijnen van de overeenkomsten"


def as_calendar(rows: Iterable[tuple[Agreement, Deadline]]) -> bytes:
    """A calendar that programs take over; the library folds, escapes and ends its lines as they ask.

    A deadline keeps its UID when its day moves, so that taking it over again moves the day and doubles nothing; one
    that is gone is not in it any more. No METHOD: it is read, and nobody is invited.
    """
    from icalendar import Calendar  # 2 MB of each process, for who asks for a calendar

    rows = list(rows)
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//NL")
    calendar.add("version", "2.0")
    calendar.add("name", _NAME)  # RFC 7986, and below it what Google, Apple and Outlook read
    calendar.add("x-wr-calname", _NAME)
    calendar.add("refresh-interval", _ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    acts = _last_acts({agreement.pk for agreement, _deadline in rows})
    for agreement, deadline in rows:
        changed_at = acts.get(agreement.pk, agreement.created_at)
        calendar.add_component(_event(agreement, deadline, changed_at=changed_at))
    content: bytes = calendar.to_ical()
    return content


def _event(agreement: Agreement, deadline: Deadline, *, changed_at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", "-".join(filter(None, (str(agreement.pk), deadline.kind.value, deadline.key))) + f"@{host}")
    event.add("dtstamp", changed_at)  # without a METHOD it means the same as LAST-MODIFIED
    event.add("last-modified", changed_at)
    event.add("sequence", int(changed_at.timestamp()) // 60)  # only ever higher: Google moves no day without it
    event.add("dtstart", deadline.on)
    event.add("dtend", deadline.on + _DAY)  # a whole day ends when the next begins
    event.add("summary", f"{deadline.words[:1].upper()}{deadline.words[1:]}: {agreement}")
    event.add("url", settings.SITE_URL + reverse("agreements:agreement", args=[agreement.pk]))
    event.add("transp", "TRANSPARENT")
    return event


def _last_acts(agreements: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each was last changed, by the trail that its readers read: acts of a receiver are not in it (D19)."""
    keys = [str(key) for key in agreements]
    found = AuditEvent.objects.filter(log=AGENCY, object_id__in=keys).values("object_id").annotate(last=Max("at"))
    return {UUID(one["object_id"]): one["last"] for one in found.order_by()}
