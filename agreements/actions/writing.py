"""What every write on the papers does: change a locked row, write the audit event, and judge the register's line."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models

from accounts.models import User
from agreements.actions.register_lines import judge
from agreements.models import Agreement
from audit.events import Event
from audit.record import record_event
from outbox.actions import hurry_queued


def change(row: models.Model, values: Any) -> dict[str, Any]:
    """Save what differs on a locked row; return for the trail which fields, and old and new of days and numbers."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    if before:
        row.save(update_fields=list(before))
    told = {
        name: f"{old or '–'}>{values[name] or '–'}"
        for name, old in before.items()
        if isinstance(old or values[name], date | int)
    }
    return {"fields": list(before), **told} if before else {}


def record(
    event: Event,
    agreement: Agreement,
    *,
    by: User | None,
    at: datetime,
    details: dict[str, Any],
    also: Iterable[Agreement] = (),
) -> None:
    """Tell the trail, judge the line in the register anew, and let workers ask the gate about what is queued now.

    `also`: other versions that the same act changed.
    """
    record_event(event, by=by, at=at, about=agreement, details=details, organisation=agreement.partner)
    touched = [agreement.pk, *(one.pk for one in also)]
    judge(touched, at=at)
    for key in touched:
        hurry_queued(papers_id=key, at=at)
