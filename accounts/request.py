"""The request as our views meet it: the middleware let nobody through who is not signed in (ADR 0006)."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of someone who is signed in; only a type, never made."""

    user: User
