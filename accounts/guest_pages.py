"""Who reaches a page by a link in a mail, without an account: the one guard of all such pages (ADR 0085)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.guest_links import GuestLink, GuestLinkState
from law.roles import open_to_everyone

_L = TypeVar("_L", bound=GuestLink)
_View = Callable[..., HttpResponse]


def guest_page(kind: type[_L], *, done: str = "") -> Callable[[_View], _View]:
    """Make `view(request, link, …)` a page that the links of this kind open, and nothing else.

    Every link that does not work has the same answer, whether it never was, ended or is too old. `done` is the template
    for a link whose work is done; without one it does not work any more. Opening changes nothing (ADR 0046).
    """

    def decorate(view: _View) -> _View:
        @open_to_everyone
        @login_not_required
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _unlisted(kind.LINK.first_step(request) or _answer(request, *args, **kwargs))

        def _answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            now = timezone.now()
            link = kind._default_manager.filter(token_digest=kind.LINK.digest_in(request)).first()
            state = link.state(now) if link is not None else GuestLinkState.ENDED
            if link is None or link.expires_at <= now or state == GuestLinkState.ENDED:
                return _no_page(request)
            if request.method == "POST" and not consume(request, action="guest_link"):
                return render(request, "429.html", status=429)
            if state == GuestLinkState.OPEN:
                return view(request, link, *args, **kwargs)
            if not done:
                return _no_page(request)
            return redirect(request.path) if request.method == "POST" else render(request, done, {"link": link})

        return guarded

    return decorate


def _no_page(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_unknown.html", status=404)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and the address with the token out of what is asked next.

    Pages themselves keep "same-origin": with "no-referrer" browsers say no origin when a form is sent, which then looks
    forged. Their address has no token.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if response.status_code == 302:
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
