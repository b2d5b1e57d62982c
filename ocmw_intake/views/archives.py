"""The archive does not open: what to try, in order, and whom to ask (ADR 0037)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from law.refusal import Overtaken, Refusal
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.page import declare_first, load, stop
from outbox.spelling import spell
from referrals.rules.archives import archives_of

EXAMPLE = "4f7k-2m9q"
"""Signs like those of a password, which open nothing."""


@allowed_to(Role.SOCIAL_WORKER)
@require_safe
def cannot_open(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say what to try when the archive does not open, and offer what we can do."""
    found = load(request, reference)
    open_report = found.corrections.open().first()
    context = {
        "referral": found,
        "archives": [one for one in archives_of(found, only_sent=True) if not one.is_superseded],
        "is_asked": open_report is not None and open_report.is_unreadable,
        "asked_at": open_report.reported_at if open_report else None,
        "may_open": request.user.is_bound_by_secrecy(timezone.localdate(timezone.now())),
        "may_ask": not (found.must_go or found.deleted_on),
        "example": spell(EXAMPLE),
    }
    return render(request, "ocmw_intake/cannot_open.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def ask_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask the team to send the same data again, after a press on the button."""
    found = load(request, reference)
    if request.method == "POST":
        try:
            actions.ask_again(found, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Refusal as refusal:
            return stop(request, found, refusal)
        messages.success(request, f"Wij vroegen {found.team.name} om de gegevens opnieuw te versturen.")
    return redirect("ocmw_intake:cannot_open", found.reference)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def check_mailbox(request: SignedInRequest, reference: str) -> HttpResponse:
    """Mail a harmless archive to the own mailbox, after a press on the button."""
    found = load(request, reference)
    if request.method == "POST":
        try:
            actions.check_mailbox(found, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Overtaken:
            messages.error(request, "Er vertrok net een proefmail. Kijk in uw mailbox, of wacht een minuut.")
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "De proefmail vertrekt naar uw mailbox. Volg de stappen in die mail.")
    return redirect("ocmw_intake:cannot_open", found.reference)
