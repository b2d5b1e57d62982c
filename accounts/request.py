"""The request as our views meet it: the middleware let nobody through who is not signed in (ADR 0006)."""

from typing import Any

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of someone who is signed in; only a type, never made."""

    user: User


def posted(request: SignedInRequest) -> Any:
    """The answers that were sent; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def uploaded(request: SignedInRequest) -> Any:
    """The files that were sent with the answers; None when the page is only opened."""
    return request.FILES if request.method == "POST" else None
