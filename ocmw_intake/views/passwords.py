"""The password of an archive (D2)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof
from ocmw_intake import actions
from ocmw_intake.page import declare_first, load, stop
from outbox.spelling import spell
from referrals.terms.contents import TEXT_NAME


@allowed_to(Role.SOCIAL_WORKER)
@asks_proof
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the password of the archive after a press on the button, never by an address alone (D2)."""
    found = load(request, reference)
    if request.method == "GET":  # as after signing in again
        return redirect("ocmw_intake:referral", found.reference)
    try:
        archive = request.POST.get("archive", "")
        secret = actions.read_password(found, by=request.user, at=timezone.now(), archive=archive)
    except actions.SecrecyNotDeclared:
        return declare_first(request)
    except Refusal as refusal:
        return stop(request, found, refusal)
    context = {
        "referral": found,
        "groups": spell(secret),
        "password": secret,
        "archive_name": archive or f"{found.reference}.zip",
        "text_name": TEXT_NAME,
    }
    return render(request, "ocmw_intake/password.html", context)
