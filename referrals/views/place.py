"""Where a client stays, and whether data may go to the receiver of that place: asked before anything else is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for, show_again
from accounts.request import SignedInRequest
from agreements.route import places_with_papers
from directory.models import Municipality, Organisation
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.filing import PlaceForm
from referrals.rules.whom_to_call import administrators_to_ask

CHOICES = 20


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def place(request: SignedInRequest) -> HttpResponse:
    """Ask where the client stays. What is typed goes by POST, and is kept sealed: it could be more than a place.

    Where data may go there, the first question about the client follows; where they may not, this page says why.
    Where several municipalities fit, or a letter slipped, it asks which; nothing is guessed.
    """
    teams = request.user.organisations_as(Role.TEAM_MEMBER)
    form = form_for(request, PlaceForm, teams=teams)
    context: dict[str, Any] = {"form": form, "places": places_of(teams)}
    if form.is_valid():
        team: Organisation = form.cleaned_data["team"]
        found = Municipality.objects.search(form.cleaned_data["place"])
        if len(found) == 1 and request.method == "POST":
            return _begin(request, form, team, found[0])
        if request.method == "POST":
            return show_again(request, form)
        if len(found) == 1:
            return render(request, "referrals/place.html", context | _verdict(request, team, found[0]))
        if not found:
            found = Municipality.objects.suggest(form.cleaned_data["place"])
            form.add_error("place", _unknown(found))
        elif len(found) > CHOICES:
            found = []
            form.add_error("place", "Te veel gemeenten lijken hierop. Typ de hele naam of een postcode.")
        context |= {"found": found, "team": team}
    return render(request, "referrals/place.html", context)


def places_of(teams: list[Organisation]) -> list[tuple[str, str]]:
    """What is suggested while somebody types: the places of the own papers, with who receives there."""
    return places_with_papers(teams, on=timezone.localdate())


def _begin(request: SignedInRequest, form: PlaceForm, team: Organisation, residence: Municipality) -> HttpResponse:
    """Begin where data may go; else show the same page again, which says why not."""
    try:
        draft = actions.start_draft(team=team, residence=residence, by=request.user, at=timezone.now())
    except Refusal:
        return show_again(request, form)
    if residence.matched_name:
        messages.info(request, f"{residence.matched_name} hoort bij {residence.name}.")
    return redirect("referrals:consent", draft.pk)


def _verdict(request: SignedInRequest, team: Organisation, residence: Municipality) -> dict[str, Any]:
    """What the gate says of this moment, and whom to ask when that is no."""
    found = actions.find_route(team=team, residence=residence, sender=request.user, at=timezone.now())
    verdict: dict[str, Any] = {"team": team, "residence": residence, "route": found}
    if not found.papers.may_send:
        verdict["may_open"] = Obstacle.NO_LEGAL_GROUND_IN_REGION not in found.papers.obstacles
        verdict["administrators"] = administrators_to_ask()
    return verdict


def _unknown(suggestions: list[Municipality]) -> str:
    if len(suggestions) == 1:
        return f"Deze plaats kennen wij niet. Bedoelde u {suggestions[0].name}? Kies ze hieronder, of typ een postcode."
    if suggestions:
        return "Deze plaats kennen wij niet. Kies hieronder wat u bedoelde, of typ een postcode."
    return "Deze plaats kennen wij niet. Typ een Belgische postcode of gemeente, bijvoorbeeld 2260."


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def route(request: SignedInRequest, team_id: UUID, nis: str) -> HttpResponse:
    """Say whether data may go to the receiver of this place, and why not, before anything is typed."""
    team = get_object_or_404(request.user.memberships_as(Role.TEAM_MEMBER), organisation=team_id).organisation
    residence = get_object_or_404(Municipality.objects.all(), pk=nis)
    at = timezone.now()
    if request.method == "POST":
        try:
            draft = actions.start_draft(team=team, residence=residence, by=request.user, at=at)
        except Refusal:
            return redirect(request.path)  # the page shows the reasons of this moment
        return redirect("referrals:consent", draft.pk)
    return render(request, "referrals/route.html", _verdict(request, team, residence))
