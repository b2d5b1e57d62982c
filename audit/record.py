"""The one way to write to the trail."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from audit.events import BEHIND_THE_WALL, ENDS_A_RIGHT, TOLD_TO_THE_TEAM, Event
from audit.journal import ENDED, append_sealed
from audit.models import AGENCY, AuditEvent

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

    `by` is None for the system; `organisation` is the one on whose behalf it was done. Nobody waits for this, and it
    waits for nobody: the event gets its number from the sealer after the commit (`audit.sealing`).

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
    if event in ENDS_A_RIGHT:
        append_sealed(
            {
                "act": ENDED,
                "event": event.value,
                "about": f"{about._meta.label_lower}:{about.pk}",
                "organisation": str(organisation.pk) if organisation is not None else "",
                "at": at.isoformat(),
            }
        )
    return AuditEvent.objects.create(
        log=log_of(event, by=by, about=about, organisation=organisation),
        at=at,
        actor_id=None if by is None else by.pk,
        event=event.value,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        organisation_id=organisation.pk if organisation is not None else None,
        details=details,
    )


def log_of(
    event: Event, *, by: "AbstractBaseUser | None", about: models.Model, organisation: models.Model | None
) -> UUID:
    """Return the log in which an event stands: the receiver's own for its acts, else that of Opgroeien's side (D19).

    A thing or a person can say in which log its events stand (`log`): a mail of a receiver, somebody who works at one.
    What a receiver tells the team by its act stands where the team's side reads it.
    """
    if event in BEHIND_THE_WALL:
        if organisation is None:
            raise ValueError(f"{event.value} is an act of a receiver: say of which.")
        return UUID(str(organisation.pk))
    if event in TOLD_TO_THE_TEAM:
        return AGENCY
    is_about_an_account = by is not None and isinstance(about, type(by))  # the side is then that of who acts
    of_thing = None if is_about_an_account else getattr(about, "log", None)
    return of_thing or getattr(by, "log", None) or AGENCY


def write_no_event() -> None:
    """Leave the trail as it is: the `EventWriter` of an act that changed nothing."""


def _is_short_code(value: object) -> bool:
    return value is None or isinstance(value, int) or (isinstance(value, str) and bool(SHORT_CODE.fullmatch(value)))
