"""Where a person is signed in: django-allauth keeps one row a session, without where it came from (ADR 0060)."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from accounts.models import User

NO_ADDRESS = "0.0.0.0"  # noqa: S104  # nothing listens there: the column of the library must hold something


def end_all_sessions(user: User, *, at: datetime) -> None:
    """End every session of this person, under the lock of the account. Who calls saves nothing else of the account.

    The moment is part of what a session must hold to count (D34): so even a session that comes back, from a copy of the
    table or from a cache, is none any more.
    """
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def keep_no_address(sender: Any, request: HttpRequest, **details: Any) -> None:
    """Drop the address that the library notes at the sign-in: whoever reads "Brussel" there believes it."""
    UserSession.objects.filter(session_key=request.session.session_key).update(ip=NO_ADDRESS)
