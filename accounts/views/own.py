"""The page about one's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actions import access, people
from accounts.request import SignedInRequest
from accounts.second_factor import is_passkey_alone
from law.roles import Role, allowed_to_signed_in


@allowed_to_signed_in
@require_http_methods(["GET", "POST"])
def own_account(request: SignedInRequest) -> HttpResponse:
    """Show who one is here, and take the declaration of professional secrecy (R6–R8)."""
    if request.method == "POST":
        people.declare_secrecy(by=request.user, at=timezone.now())
        messages.success(request, "Uw verklaring over het beroepsgeheim is geregistreerd.")
        return redirect("accounts:own")
    return render(
        request,
        "accounts/own_account.html",
        {
            "memberships": request.user.memberships,
            "is_alone": is_passkey_alone(request.user),
            "handles_clients": request.user.has_role(*access.HANDLE_CLIENTS),
            "reads_deadlines": request.user.has_role(Role.ADMINISTRATOR, Role.AUDITOR),
            "managed": [*request.user.led, *request.user.organisations_as(Role.ADMINISTRATOR)],
        },
    )
