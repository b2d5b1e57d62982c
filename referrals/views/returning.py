"""The pages that find a client who comes back: for a member in the own teams, for a DPO in all of them (D16)."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for, show_again
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.returning import ReturningForm, TellingApartForm
from referrals.models import Referral

MOST_SHOWN = 20
ENOUGH_ANSWERS = 3
"""After so many, asking on does not help: it is one client twice, or two who cannot be told apart here."""


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def returning(request: SignedInRequest) -> HttpResponse:
    """Find the referrals of a client in the own teams. More than one is told apart by questions, which show nothing."""
    mine = Referral.objects.visible_to(request.user)
    form = form_for(request, TellingApartForm, mine=mine, today=timezone.localdate())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        if request.method == "POST" and not consume(request, action="client_search"):
            return _too_often(request)
        keys = actions.of_client(mine, form.known())
        left = list(form.narrow(mine.filter(pk__in=keys)).order_by("-filed_at")[:MOST_SHOWN])
        if request.method == "POST":
            actions.note_search(found=len(left), everywhere=False, by=request.user, at=timezone.now())
            return show_again(request, form)
        is_shown = len(left) == 1 or form.answered >= ENOUGH_ANSWERS
        context |= {"is_asked": True, "found": len(keys), "left": len(left), "referrals": left if is_shown else []}
    return render(request, "referrals/returning.html", context)


@allowed_to(Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def returning_anywhere(request: SignedInRequest) -> HttpResponse:
    """Tell a DPO which team holds the referral of a client, and its reference; each search is in the trail."""
    form = form_for(request, ReturningForm)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        if request.method == "POST" and not consume(request, action="client_search"):
            return _too_often(request)
        found = actions.of_client_anywhere(form.known(), by=request.user)
        if request.method == "POST":
            actions.note_search(found=len(found), everywhere=True, by=request.user, at=timezone.now())
            return show_again(request, form)
        context |= {"is_asked": True, "referrals": found[:MOST_SHOWN]}
    return render(request, "referrals/returning_anywhere.html", context)


def _too_often(request: SignedInRequest) -> HttpResponse:
    messages.error(request, "U zocht te vaak. Wacht een uur, of vraag een collega.")
    return redirect(request.path)
