"""What happens to links for people without an account, of every kind; who calls writes the audit event (ADR 0085)."""

import uuid
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from accounts.guest_links import GuestLink, GuestLinkState
from accounts.mailed_links import new_token
from accounts.models import User
from law.refusal import Overtaken, Refusal
from outbox.actions import cancel_queued, queue_transmission
from outbox.models import Kind

PAUSE = timedelta(minutes=1)
"""Between two links of one kind, address and thing: a button that is pressed twice sends one mail."""

MOST_WRONG_CODES = 5
"""After so many wrong codes a link has ended."""

_L = TypeVar("_L", bound=GuestLink)


@transaction.atomic
def send_link(
    kind: type[_L],
    *,
    mail: Kind,
    email: str,
    valid_for: timedelta,
    by: User | None,
    at: datetime,
    about: dict[str, Any],
    more: dict[str, Any] | None = None,
) -> _L:
    """Mail a link to this address; an earlier one of this address for the same thing (`about`) ends: so one renews.

    `more` are columns of the new row besides. The caller holds the lock of the thing. Raises Refusal within a minute.
    """
    email = email.lower()
    earlier = kind._default_manager.filter(email=email, **about)
    if earlier.filter(sent_at__gt=at - PAUSE).exists():
        raise Refusal("U stuurde net al een link naar dit adres. Wacht een minuut en probeer het dan opnieuw.")
    end_links(earlier, at=at)
    key, token = uuid.uuid4(), new_token()
    return kind._default_manager.create(
        id=key,
        email=email,
        token_digest=kind.LINK.digest(token),
        token=token,
        sent_by=by,
        sent_at=at,
        expires_at=at + valid_for,
        transmission=queue_transmission(kind=mail, subject_id=key, recipient=email, papers_id=None, at=at),
        **about,
        **(more or {}),
    )


@transaction.atomic
def lock_open(link: _L, *, at: datetime) -> _L:
    """The link as it is now, locked, for who does something with it. Raises Overtaken when it works no more."""
    locked = type(link)._default_manager.select_for_update(no_key=True).get(pk=link.pk)
    if locked.state(at) != GuestLinkState.OPEN:
        raise Overtaken("Deze link werkt niet meer.")
    return locked


@transaction.atomic
def end_links(links: "QuerySet[Any]", *, at: datetime) -> int:
    """Let those of these links that are not done work no more, and their mails not leave; returns how many.

    A worker that mails one holds the row, so this comes before or after.
    """
    ended = 0
    for locked in links.filter(done_at=None, ended_at=None).select_for_update(no_key=True):
        cancel_queued(subject_id=locked.pk)
        locked.ended_at, locked.token = at, None
        locked.save(update_fields=["ended_at", "token"])
        ended += 1
    return ended


@transaction.atomic
def finish_link(link: GuestLink, *, at: datetime, **more: Any) -> None:
    """Note that what it was sent for is done, with `more` columns that say by whom or how. Raises Overtaken."""
    locked = lock_open(link, at=at)
    cancel_queued(subject_id=locked.pk)
    for name, value in {"done_at": at, "token": None, **more}.items():
        setattr(locked, name, value)
    locked.save(update_fields=["done_at", "token", *more])


@transaction.atomic
def count_wrong_code(link: GuestLink, *, at: datetime) -> int:
    """Count a code that was not right, and end the link at the last; returns how many may follow. Raises Overtaken."""
    locked = lock_open(link, at=at)
    locked.wrong_codes += 1
    locked.save(update_fields=["wrong_codes"])
    if locked.wrong_codes >= MOST_WRONG_CODES:
        end_links(type(locked)._default_manager.filter(pk=locked.pk), at=at)
    return MOST_WRONG_CODES - locked.wrong_codes
