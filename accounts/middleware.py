"""Who reaches which page, and what a signed-in page may leave behind in a browser."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from law.roles import EVERYONE, SIGNED_IN


class AudienceMiddleware:
    """Enforce what each view declares through `law.roles`; a view that declares nothing is closed to everyone.

    Runs after `LoginRequiredMiddleware`, so whoever arrives at a page for roles is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        audience: object = getattr(view, "audience", None)
        if audience == EVERYONE or (audience == SIGNED_IN and request.user.is_authenticated):
            return
        if (
            not isinstance(audience, frozenset)
            or not request.user.is_authenticated
            or not request.user.has_role(*audience)
        ):
            raise PermissionDenied


class ClosedPagesMiddleware:
    """Headers on every answer; a page seen by someone who is signed in is never kept by browser or proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response
