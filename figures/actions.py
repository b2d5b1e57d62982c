"""The trail of figures that were taken out (R80)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event


@transaction.atomic
def note_figures_export(*, kind: str, from_on: date, until_on: date, by: User, at: datetime) -> None:
    """Record that someone took figures out, and of which period."""
    details = {"kind": kind, "from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    record_event(Event.FIGURES_EXPORTED, by=by, at=at, about=by, details=details)
