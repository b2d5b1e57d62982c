"""The information sheet for a client of this team and receiver: language, reading aloud, printing (R52, D10)."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from consent import information
from consent.languages import DUTCH
from consent.models import Language
from directory.models import Municipality, Organisation
from law.roles import Role, allowed_to
from referrals import actions
from referrals.models import Draft
from referrals.rules.sheet import sheet_facts
from referrals.views.filing import load_draft


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def sheet(request: SignedInRequest, team_id: UUID, nis: str) -> HttpResponse:
    """Show the sheet before a referral is begun."""
    team = get_object_or_404(request.user.memberships_as(Role.TEAM_MEMBER), organisation=team_id).organisation
    residence = get_object_or_404(Municipality.objects.all(), pk=nis)
    route = actions.find_route(team=team, residence=residence, sender=request.user, at=timezone.now())
    return _show(request, _Told(team, residence, route), back=reverse("referrals:route", args=[team.pk, residence.pk]))


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def draft_sheet(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Show the sheet while a referral is being written; the way back leads to its question about consent."""
    draft = load_draft(request, draft_id)
    return _show(request, _of_draft(request, draft), back=reverse("referrals:consent", args=[draft.pk]))


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def read_out(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Show what the client is told in large letters, one point a screen, in the language of the client."""
    draft = load_draft(request, draft_id)
    back = reverse("referrals:consent", args=[draft.pk])
    return _show(request, _of_draft(request, draft), back=back, template="referrals/read_out.html")


@dataclass(frozen=True)
class _Told:
    """What the sheet tells about: a team, a place, and where data would go from there."""

    team: Organisation
    residence: Municipality
    route: actions.SendingRoute


def _of_draft(request: SignedInRequest, draft: Draft) -> _Told:
    return _Told(draft.team, draft.residence, actions.route_of(draft, sender=request.user, at=timezone.now()))


def _show(request: SignedInRequest, told: _Told, *, back: str, template: str = "referrals/sheet.html") -> HttpResponse:
    team, route = told.team, told.route
    if route.receiver is None:  # there is nobody to tell the client about; that page says why
        return redirect("referrals:route", team.pk, told.residence.pk)
    version = information.CURRENT
    known = information.languages(version)
    asked = request.GET.get("taal", "")
    language = asked if asked in known else DUTCH
    shown = information.parallel(
        version, language, sheet_facts(team=team, receiver=route.receiver, agreement=route.agreement)
    )
    in_dutch = shown["dutch"].points if shown["dutch"] else [None] * len(shown["sheet"].points)
    context = {
        "team": team,
        "receiver": route.receiver,
        "version": version,
        "language_name": Language(language).label,
        "languages": [Language(code) for code in known],
        "back": back,
        "points": list(zip(shown["sheet"].points, in_dutch, strict=True)),
        **shown,
    }
    return render(request, template, context)
