"""Who cannot sign in just now after too many tries, and letting them in again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import alarms
from accounts.actions import access, sign_in
from accounts.models import Membership
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to, asks_proof


@allowed_to(Role.SOCIAL_WORKER, Role.TEAM_MEMBER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD"])
def blocked(request: SignedInRequest) -> HttpResponse:
    """List the people whom I look after and at whose account somebody tried in vain, and the alarms of the last day."""
    at = timezone.now()
    visible = Membership.objects.visible_to(request.user).active().select_related("user", "organisation")
    context = {
        "people": access.at_whom_was_guessed(visible, by=request.user, at=at),
        "alarms_of_access": alarms.shown_to(request.user, at=at),
    }
    return render(request, "accounts/blocked.html", context)


@allowed_to(Role.SOCIAL_WORKER, Role.TEAM_MEMBER, Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def let_in(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Forget the wrong passwords of a colleague, after a press on the button; whoever it is was asked by phone."""
    visible = Membership.objects.visible_to(request.user).active().select_related("user")
    found = get_object_or_404(visible, pk=pk)
    if request.method == "POST":
        sign_in.let_in_again(user=found.user, by=request.user, at=timezone.now())
        messages.success(request, f"{found.user.name} kan weer inloggen met het wachtwoord.")
    return redirect("accounts:blocked")
