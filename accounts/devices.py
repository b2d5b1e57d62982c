"""Where a person is signed in: django-allauth keeps one row a session, without where it came from (ADR 0060)."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from accounts.models import User

NO_ADDRESS = "0.0.0.0"  # noqa: S104  # nothing listens there: the column of the library must hold something
SEEN = "seen"
NOTED_EVERY = 300  # seconds
SHOWN = 50
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "een Mac"),
    ("CrOS", "een Chromebook"),
    ("Linux", "Linux"),
)
"""What a name of a browser holds, the most particular first: Edge calls itself Chrome, and Chrome Safari."""


def end_all_sessions(user: User, *, at: datetime) -> None:
    """End every session of this person, under the lock of the account.

    The moment is part of what a session must hold to count (D34): so even a session that comes back, from a copy of the
    table or from a cache, is none any more.
    """
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def begin(sender: Any, request: HttpRequest, **details: Any) -> None:
    """Note the sign-in, and drop the address that the library notes: whoever reads "Brussel" there believes it."""
    UserSession.objects.filter(session_key=request.session.session_key).update(ip=NO_ADDRESS)
    request.session[SEEN] = time.time()


def see(request: HttpRequest, *, at: datetime) -> None:
    """Note that the person is here, a few times an hour and not at every page."""
    seen = request.session.get(SEEN)
    if seen is None or at.timestamp() - seen < NOTED_EVERY:
        return
    request.session[SEEN] = at.timestamp()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)


@dataclass(frozen=True)
class Device:
    """Where somebody is signed in, as the page shows it."""

    session: UserSession
    is_this_one: bool

    @property
    def words(self) -> str:
        return in_words(self.session.user_agent)


def devices_of(user: User, *, current: str | None) -> list[Device]:
    """The sessions of this person that still work, the newest first."""
    alive = UserSession.objects.purge_and_list(user)
    alive.sort(key=lambda one: one.created_at, reverse=True)
    return [Device(one, one.session_key == current) for one in alive[:SHOWN]]


def own_session(user: User, pk: int) -> UserSession | None:
    """One of the sessions of this person."""
    found: UserSession | None = UserSession.objects.filter(user=user, pk=pk).first()
    return found


def in_words(user_agent: str) -> str:
    """Browser and system as the browser calls itself; only what people know by name."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "een andere browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} op {system}" if system else browser
