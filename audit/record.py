"""The one way to write to the trail."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from audit.events import Event
from audit.models import AuditEvent

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

Code = str | int | bool | None
EventWriter = Callable[[], object]
"""Writes to the trail when it is called: what an act returns whose caller still has locks to take."""
SHORT_CODE = re.compile(r"[^\s@\x00-\x1f\x7f]{0,120}")
"""No spaces, no "@": codes, numbers and dates fit; a name, an address or a sentence typed by someone does not."""


def record_event(
    event: Event,
    *,
    by: "AbstractBaseUser | None",
    at: datetime,
    about: models.Model,
    details: Mapping[str, Code | list[str]] | None = None,
    organisation: models.Model | None = None,
) -> AuditEvent:
    """Write one event, inside the transaction of the act itself: both happen, or neither (D11).

    `by` is None for the system; `organisation` is the one on whose behalf it was done. Take every row lock **before**
    this call: from here to the commit nobody else can write to the trail, so waiting after it makes everyone wait.

    Raises ValueError for details that could hold client data (it names the key, never the value) and for a time without
    zone; TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event is written inside the transaction of the act it tells about.")
    if timezone.is_naive(at):
        raise ValueError("The time of an event has a time zone.")
    details = dict(details or {})
    for key, value in details.items():
        if not all(map(_is_short_code, value if isinstance(value, list) else [value])):
            raise ValueError(f"Detail {key!r} of {event.value} is not a short code.")
    return AuditEvent.objects.create(
        at=at,
        actor_id=None if by is None else by.pk,
        event=event.value,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        organisation_id=organisation.pk if organisation is not None else None,
        details=details,
    )


def write_no_event() -> None:
    """Leave the trail as it is: the `EventWriter` of an act that changed nothing."""


def _is_short_code(value: object) -> bool:
    return value is None or isinstance(value, int) or (isinstance(value, str) and bool(SHORT_CODE.fullmatch(value)))
