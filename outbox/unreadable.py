"""Sealed values that do not open: told to the administrators and in the trail, so that one bad row hurts one row.

Whoever shows a list reads each value with `read_or_report`; a page about one row is answered by the middleware.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction

from audit.events import Event
from audit.record import Code, record_event
from outbox.models import Transmission, UnreadableValue
from vault.fields import UnreadableError

log = logging.getLogger(__name__)

UNREADABLE = "deze gegevens gaan niet open"
"""What stands on a line in the place of a value that does not open."""

_T = TypeVar("_T")


def read_or_report(read: Callable[[], _T], *, otherwise: _T, at: datetime) -> _T:
    """What `read` returns; when a sealed value in it does not open that is reported, and `otherwise` is returned."""
    try:
        return read()
    except UnreadableError as error:
        report_unreadable(error, at=at)
        return otherwise


@transaction.atomic
def report_unreadable(error: UnreadableError, *, at: datetime) -> None:
    """Note once that a value does not open, with an event; the alarm stands until it opens again."""
    log.error("a sealed value does not open: %s of %s %s", error.column, error.table, error.row)
    place = {"table": error.table, "row": error.row, "column": error.column}
    noted, is_new = UnreadableValue.objects.get_or_create(**place, defaults={"noticed_at": at})
    if not is_new and noted.opened_again_at is None:
        return
    noted.noticed_at, noted.opened_again_at = at, None
    noted.save(update_fields=["noticed_at", "opened_again_at"])
    details: dict[str, Code | list[str]] = {"field": error.column}
    kind = Transmission.objects.filter(pk=error.row).values_list("kind", flat=True).first()
    if kind is not None:  # what a receiver sends stays behind the wall (D4)
        details["kind"] = kind
    about = apps.get_model(error.table)(pk=error.row)
    record_event(Event.VALUE_UNREADABLE, by=None, at=at, about=about, details=details)


def try_again(*, at: datetime) -> tuple[int, list[UnreadableValue]]:
    """Try to open what did not open before; returns how many open again, or are gone, and those that still do not."""
    opened, shut = 0, []
    for noted in UnreadableValue.objects.filter(opened_again_at=None).order_by("pk"):
        row: Any = apps.get_model(noted.table)._default_manager.filter(pk=noted.row).first()
        try:
            if row is not None:
                getattr(row, noted.column)
        except UnreadableError:
            shut.append(noted)
        else:
            opened += UnreadableValue.objects.filter(pk=noted.pk).update(opened_again_at=at)
    return opened, shut
