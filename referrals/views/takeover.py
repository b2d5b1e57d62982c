"""A member leaves: one step to give the referrals to a colleague."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.takeover import TakeoverForm
from referrals.models import Referral
from referrals.rules.worklist import handlers


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def take_over(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    """Ask who leaves my team and who takes over."""
    team = get_object_or_404(request.user.memberships_as(Role.TEAM_MEMBER), organisation=team_id).organisation
    at = timezone.now()
    givers = handlers(Referral.objects.visible_to(request.user).filter(team=team))
    form = form_for(request, TakeoverForm, team=team, givers=givers, today=timezone.localdate(at))
    if form.is_valid():
        try:
            count = actions.hand_over(organisation=team, **form.cleaned_data, by=request.user, at=at)
        except Refusal as refusal:  # the account was closed a moment ago
            form.add_error("taker", refusal.sentence)
        else:
            taker = form.cleaned_data["taker"].name
            words = "1 aanmelding is" if count == 1 else f"{count} aanmeldingen zijn"
            messages.success(request, f"{words} nu bij {taker}.")
            return redirect("referrals:worklist")
    return render(request, "referrals/takeover.html", {"team": team, "form": form, "has_givers": givers.exists()})
