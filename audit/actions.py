"""What is written about the trail itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.events import Event
from audit.record import record_event

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@transaction.atomic
def note_trail_export(*, by: "AbstractBaseUser", at: datetime) -> None:
    """Write that somebody took lines of the log away as a file."""
    record_event(Event.TRAIL_EXPORTED, by=by, at=at, about=by)


@transaction.atomic
def note_denied(*, by: "AbstractBaseUser", page: str, thing: str, answer: int, at: datetime) -> None:
    """Write that somebody asked for what is not theirs: the page and the number, and nothing of what stands there."""
    record_event(Event.ACCESS_DENIED, by=by, at=at, about=by, details={"page": page, "thing": thing, "code": answer})
