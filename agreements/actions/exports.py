"""The trail of what was taken out of the register."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event


@transaction.atomic
def note_export(*, kind: str, lines: int, by: User, at: datetime) -> None:
    """Record that someone took a list of agreements out, and how long it was."""
    record_event(Event.REGISTER_EXPORTED, by=by, at=at, about=by, details={"kind": kind, "lines": lines})
