"""How long a session lasts: half an hour after the last thing somebody did, and ten hours at most (ADR 0064)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])

IDLE = timedelta(minutes=30)
_SEEN = "seen_at"
_WRITTEN_EVERY = 60
"""Seconds: not every page writes the session. So a session lasts up to a minute less, never more."""


def is_no_activity(view: View) -> View:
    """Mark a view that a page asks by itself: whoever is away stays away."""
    view.is_no_activity = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def is_over(request: HttpRequest) -> bool:
    """Whether nobody did anything for half an hour."""
    return time.time() - _seen(request) >= IDLE.total_seconds()


def note_activity(request: HttpRequest) -> None:
    """Note that somebody does something now."""
    now = time.time()
    if now - _seen(request) >= _WRITTEN_EVERY:
        request.session[_SEEN] = now


def ends_at(request: HttpRequest) -> tuple[datetime, bool]:
    """When this session ends if nothing happens, and whether doing something makes that later."""
    idle = _seen(request) + IDLE.total_seconds()
    at_most = min(_proofs(request)) + settings.SESSION_COOKIE_AGE
    return datetime.fromtimestamp(min(idle, at_most), tz=UTC), idle < at_most


def _seen(request: HttpRequest) -> float:
    """The last time somebody did something, a minute more or less: at least the sign-in."""
    noted: float = request.session.get(_SEEN, 0.0)
    return max(noted, *_proofs(request))


def _proofs(request: HttpRequest) -> list[float]:
    """When password and codes were given; now, for a session that somebody else opened."""
    return [one["at"] for one in get_authentication_records(request, request.user)] or [time.time()]
