"""Writes on the address under which a person's calendar program reads the deadlines."""

from datetime import datetime

from django.db import transaction

from accounts.mailed_links import new_token
from accounts.models import User
from agreements.models import CALENDAR_LINK, CalendarFeed
from audit.events import Event
from audit.record import record_event


@transaction.atomic
def make(*, by: User, at: datetime) -> str:
    """Make an address, or another one in its place: the one before works no more. Returns the token, kept nowhere."""
    token = new_token()
    made = {"token_digest": CALENDAR_LINK.digest(token), "made_at": at}
    CalendarFeed.objects.update_or_create(user=by, defaults=made)
    record_event(Event.CALENDAR_MADE, by=by, at=at, about=by)
    return token


@transaction.atomic
def revoke(*, by: User, at: datetime) -> None:
    """Take the address back: who holds it reads nothing any more."""
    if CalendarFeed.objects.filter(user=by).delete()[0]:
        record_event(Event.CALENDAR_REVOKED, by=by, at=at, about=by)
