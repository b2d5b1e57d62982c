"""Who reaches which page, and what a signed-in page may leave behind in a browser."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts import alarms, answers, devices, guessing, idle, second_factor
from accounts.models import User
from audit.actions import note_denied
from audit.record import SHORT_CODE
from audit.sealing import is_a_lock_that_took_too_long
from law.roles import EVERYONE, HALF_SIGNED_IN, SIGNED_IN
from outbox.unreadable import report_unreadable
from vault.fields import UnreadableError
from vault.key_ring import VaultError

PROVED = "U bevestigde wie u bent. Er is nog niets gewijzigd. Kijk uw antwoorden na en bevestig ze opnieuw."
AWAY = "U was uitgelogd. Er is nog niets gewijzigd. Kijk uw antwoorden na en bevestig ze opnieuw."
AGAIN = "Log opnieuw in. Daarbij vragen wij een code uit uw app of uw passkey."
NO_FACTOR = (
    "Bij dit account hoort nog geen app of passkey. Die koppelt u alleen via een link in een mail. "
    "Klik op Wachtwoord vergeten: dan krijgt u zo’n link."
)
BUSY = "Er wordt net aan hetzelfde gewerkt. Er is niets gewijzigd. Probeer het over een halve minuut opnieuw."


class IdleMiddleware:
    """Whoever did nothing for half an hour signs in again, and finds back what was sent too late (ADR 0064)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return None
        if not idle.is_over(request):
            if not getattr(view, "is_no_activity", False):
                idle.note_activity(request)
            return None
        if getattr(view, "audience", None) == EVERYONE:
            logout(request)
            return None
        return _sign_in_again(request)


class SecondFactorMiddleware:
    """Nobody reaches a page with a password only (D2).

    Who has nothing else yet, and came by a mailed link, is led to the page where an app or a passkey is chosen.

    A browser in which somebody gave both carries that from then on (`accounts.guessing`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_known_from_now", False) and isinstance(request.user, User):
            guessing.remember_device(request, response, request.user)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        audience: object = getattr(view, "audience", None)
        if audience == EVERYONE or not request.user.is_authenticated or second_factor.is_proved(request):
            return None
        is_set = second_factor.is_set(request.user)
        if not is_set and second_factor.may_link_first(request):
            return None if audience == HALF_SIGNED_IN else redirect("mfa_index")
        messages.warning(request, AGAIN if is_set else NO_FACTOR)  # linked elsewhere, after this session began
        return _sign_in_again(request)


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    """End the session and lead to the sign-in, and from there to this page with what was sent."""
    back = answers.keep_draft(request, AWAY) if request.method == "POST" else request.get_full_path()
    logout(request)
    return redirect_to_login(back)


class SeenMiddleware:
    """Keep up when each session was last used, for the page on which people end their own (ADR 0060)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            devices.see(request, at=timezone.now())
        return self.get_response(request)


class UnreadableMiddleware:
    """One bad row hurts one row: a page that needs a value that does not open says so, and everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, VaultError):
            return None
        if isinstance(exception, UnreadableError):
            report_unreadable(exception, at=timezone.now())
        return render(request, "unreadable.html", status=500)


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
        if audience == EVERYONE or (audience in {SIGNED_IN, HALF_SIGNED_IN} and request.user.is_authenticated):
            return
        if (
            not isinstance(audience, frozenset)
            or not request.user.is_authenticated
            or not request.user.has_role(*audience)
        ):
            raise PermissionDenied


class ProofMiddleware:
    """Asks for a new proof of who sits here before what `law.roles.asks_proof` marks; what was typed waits, sealed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if not getattr(view, "asks_proof", False) or not isinstance(request.user, User):
            return None
        if second_factor.was_asked_lately(request, seconds=second_factor.PROOF_HOLDS):
            return None
        back = answers.keep_draft(request, PROVED) if request.method == "POST" else request.get_full_path()
        return answers.SeeOther(f"{reverse(second_factor.where_to_prove(request.user))}?{urlencode({'next': back})}")


class DeniedMiddleware:
    """Who asks for what is not theirs leaves a line in the log: the page and the number, never the content.

    A number that does not exist leaves the same line: both answers take the same time and look the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in {403, 404} and match is not None and request.user.is_authenticated:
            thing = next((str(value) for value in match.kwargs.values()), "")
            note_denied(
                by=request.user,
                page=match.view_name,
                thing=thing if SHORT_CODE.fullmatch(thing) else "",
                answer=response.status_code,
                at=timezone.now(),
            )
            alarms.note_denied(by=request.user, at=timezone.now())
        return response


class AnswersMiddleware:
    """A form with errors is never the answer to a POST: it is shown by a GET that follows (ADR 0046)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return answers.finish(request, self.get_response(request))


class BusyMiddleware:
    """Who waits for a lock too long reads that somebody else is busy, and finds back what was typed (ADR 0049)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError) or not is_a_lock_that_took_too_long(exception):
            return None
        if request.method != "POST":
            return render(request, "503.html", {"sentence": BUSY}, status=503)
        if answer := answers.keep_unfinished(request, BUSY):
            return answer
        messages.error(request, BUSY)
        return answers.SeeOther(request.get_full_path())


class ClosedPagesMiddleware:
    """Headers on every answer; a page seen by someone who is signed in is never kept by browser or proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            if _is_refused_page(request, response):
                return answers.SeeOther(request.get_full_path())
            response.headers["Cache-Control"] = "no-store"
        return response


def _is_refused_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a window would keep what was posted, as the page or the right to it is gone; a GET says that too."""
    is_window = request.headers.get("Sec-Fetch-Mode") == "navigate"
    return is_window and request.method == "POST" and response.status_code in {403, 404}
