"""The page on which a client withdraws alone: public, in the languages of the sheet, without script or cookie (D35).

It shows nothing about anyone, and asks the database nothing about what was typed.
"""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import SeeOther
from consent import client_words
from consent.languages import DUTCH, direction
from law.roles import open_to_everyone
from outbox.nudging import nudge
from referrals import actions
from referrals.forms.stop import StopForm
from referrals.tasks import carry_out_wish
from referrals.terms.slip_code import in_groups


@open_to_everyone
@login_not_required
@never_cache
@csrf_exempt  # only who holds the code can do anything, and a client may refuse cookies
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, language: str = "") -> HttpResponse:
    """Ask reference and code, ask whether the client is sure, and take the wish."""
    spoken = language or _understood(request)
    if spoken not in client_words.LANGUAGES:
        return redirect("stop")
    words = client_words.stop(spoken)
    form = StopForm(request.POST if request.method == "POST" else None, words=words)
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        is_wrong = request.method == "POST" and "change" not in request.POST
        return _page(request, "client/stop.html", spoken, typed=form, is_wrong=is_wrong)
    reference, code = form.cleaned_data["reference"], form.cleaned_data["code"]
    if "sure" not in request.POST:
        return _page(request, "client/stop_sure.html", spoken, reference=reference, code=code, groups=in_groups(code))
    if not consume(request, action="stop"):
        return _page(request, "client/stop_wait.html", spoken, status=429)
    wish = actions.keep_wish(reference=reference, code=code, at=timezone.now())
    nudge(carry_out_wish, str(wish.pk))
    return SeeOther(reverse("stop_received", args=[spoken]))


@open_to_everyone
@login_not_required
@never_cache
@require_safe
def received(request: HttpRequest, language: str) -> HttpResponse:
    """Say the same to everyone, whatever was typed."""
    if language not in client_words.LANGUAGES:
        return redirect("stop")
    return _page(request, "client/stop_received.html", language)


def _page(request: HttpRequest, template: str, language: str, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {
        "words": client_words.stop(language),
        "language": language,
        "page_language": language,
        "page_direction": direction(language),
        "languages": [
            (code, client_words.stop(code).language_name, direction(code)) for code in client_words.LANGUAGES
        ],
        **context,
    }
    response = render(request, template, shown, status=status)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _understood(request: HttpRequest) -> str:
    """The first language of the telephone that we speak; else Dutch."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    known = (code.partition("-")[0] for code, _weight in wanted)
    return next((code for code in known if code in client_words.LANGUAGES), DUTCH)
