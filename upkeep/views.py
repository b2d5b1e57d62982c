"""Whether the product is well: for a load balancer, for who watches, and for administrators."""

import hmac
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.request import PersonRequest
from law.roles import Role, allowed_to, open_to_everyone
from upkeep import metrics
from upkeep.findings import look
from upkeep.models import PeriodicWork
from upkeep.recording import known_work
from upkeep.schedule import WORDS, did_not_end_well, due_after, interval_of, is_overdue, last_begun


@login_not_required
@open_to_everyone
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; asks nobody, so that a dead database takes no web process away."""
    return _unkept(JsonResponse({"alive": True}))


@login_not_required
@open_to_everyone
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say of each part whether it is well; 503 when one is not."""
    _let_in(request)
    findings = look(at=timezone.now())
    is_well = all(one.is_well for one in findings)
    parts = {one.name: {"well": one.is_well, "value": one.number, "sentence": one.sentence} for one in findings}
    answer = {"well": is_well, "version": settings.VERSION, "findings": parts}
    return _unkept(JsonResponse(answer, status=200 if is_well else 503))


@login_not_required
@open_to_everyone
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The same as metrics."""
    _let_in(request)
    return _unkept(HttpResponse(metrics.text(at=timezone.now()), content_type=metrics.CONTENT_TYPE))


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def state(request: PersonRequest) -> HttpResponse:
    """Show administrators what is well, what is not and what to do, and when each work last ran."""
    at = timezone.now()
    work = known_work(at=at)
    findings = sorted(look(at=at, work=work), key=lambda one: one.is_well)
    context = {"findings": findings, "work": [_row(one, at) for one in work], "at": at}
    return render(request, "upkeep/state.html", context)


def _row(work: PeriodicWork, at: Any) -> dict[str, Any]:
    is_late, is_nightly = is_overdue(work, at=at), interval_of(work.name) is None
    if is_late:
        status, tone = "te laat", "error"
    elif work.error:
        status, tone = "mislukt", "error"
    elif work.succeeded_at is None or (is_nightly and did_not_end_well(work)):
        status, tone = ("bezig" if work.started_at else "nog niet gebeurd"), "neutral"
    else:
        status, tone = "gelukt", "success"
    due = due_after(work.name, max(at, last_begun(work))) if is_nightly else None
    return {"words": WORDS[work.name], "work": work, "status": status, "tone": tone, "due": due}


def _let_in(request: HttpRequest) -> None:
    """Only who brings the token, or asks on this very machine and past no proxy; for others the page is not there."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    token = settings.HEALTH_TOKEN.encode()
    if (token and hmac.compare_digest(given, token)) or _is_from_this_machine(request):
        return
    raise Http404


def _is_from_this_machine(request: HttpRequest) -> bool:
    """A proxy on this machine also comes from a loopback address, and says so by a header that ours always sets."""
    came_past_a_proxy = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Forwarded-Proto"))
    try:
        return not came_past_a_proxy and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
