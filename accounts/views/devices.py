"""Where somebody is signed in, and ending that."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import devices
from accounts.actions import recovery
from accounts.request import SignedInRequest
from law.roles import allowed_to_signed_in


@allowed_to_signed_in
@require_safe
def own_devices(request: SignedInRequest) -> HttpResponse:
    """List the own sessions: which browser, since when, and when it was last used."""
    found = devices.devices_of(request.user, current=request.session.session_key)
    context = {"devices": found, "has_others": any(not one.is_this_one for one in found)}
    return render(request, "accounts/devices.html", context)


@allowed_to_signed_in
@require_http_methods(["GET", "POST"])
def end_device(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of the own sessions, after a press on the button."""
    session = _own(request, pk)
    if request.method == "POST":
        if session.session_key == request.session.session_key:
            return redirect("account_logout")
        recovery.end_session(session=session, by=request.user, at=timezone.now())
        messages.success(request, "Die sessie is beëindigd. Op dat toestel moet u opnieuw inloggen.")
    return redirect("accounts:devices")


@allowed_to_signed_in
@require_http_methods(["GET", "POST"])
def end_other_devices(request: SignedInRequest) -> HttpResponse:
    """End every other session of one's own, after a press on the button."""
    if request.method == "POST":
        recovery.end_other_sessions(request, by=request.user, at=timezone.now())
        messages.success(request, "U bent overal uitgelogd, behalve hier.")
    return redirect("accounts:devices")


def _own(request: SignedInRequest, pk: int) -> UserSession:
    found = devices.own_session(request.user, pk)
    if found is None:
        raise Http404
    return found
