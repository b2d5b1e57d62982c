"""Who lost the phone: what to do, and the page on which a colleague helps after calling back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import recovery
from accounts.answers import form_for
from accounts.forms import CalledBackForm
from accounts.models import Membership
from accounts.request import SignedInRequest
from accounts.views.colleagues import MANAGERS
from law.refusal import Refusal
from law.roles import allowed_to, asks_proof, open_to_everyone


@open_to_everyone
@login_not_required
@require_safe
def lost_phone(request: HttpRequest) -> HttpResponse:
    """Say what somebody can do who gets no code."""
    return render(request, "account/lost_phone.html")


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def help_with_phone(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask what was checked, then take away the second factor of a colleague and mail a link."""
    visible = Membership.objects.visible_to(request.user).select_related("user", "organisation")
    found = get_object_or_404(visible, pk=pk)
    form = form_for(request, CalledBackForm)
    if form.is_valid():
        try:
            recovery.unlink_after_call(membership=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"{found.user.name} krijgt een mail met een link, en koppelt dan de nieuwe telefoon."
            )
            return redirect("accounts:colleagues", found.organisation_id)
    return render(request, "accounts/help_with_phone.html", {"membership": found, "form": form})
