"""Asking to be told when referring in a place becomes possible, and taking that back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from directory.models import Municipality
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.models import PlaceWatch


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def watch(request: SignedInRequest, team_id: UUID, nis: str) -> HttpResponse:
    """Keep the question; asked twice, it is one."""
    team = get_object_or_404(request.user.memberships_as(Role.TEAM_MEMBER), organisation=team_id).organisation
    residence = get_object_or_404(Municipality.objects.all(), pk=nis)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:route", team.pk, residence.pk)
    try:
        kept = actions.watch_place(team=team, residence=residence, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        until = date_format(kept.ends_on, "j F Y")
        messages.success(request, f"U krijgt een mail zodra u in {residence.name} mag aanmelden, tot {until}.")
    return redirect("referrals:worklist")


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def stop_watching(request: SignedInRequest, watch_id: UUID) -> HttpResponse:
    """Forget the question."""
    kept = get_object_or_404(PlaceWatch.objects.visible_to(request.user).select_related("residence"), pk=watch_id)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:worklist")
    actions.stop_watching(kept)
    messages.success(request, f"U krijgt geen mail meer over {kept.residence.name}.")
    return redirect("referrals:worklist")
