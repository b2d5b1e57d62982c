"""The receiver has the archive and wants no more reminders: with an account and without one (D25, D3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.mailed_links import MailedLink
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to, open_to_everyone
from ocmw_intake import actions
from ocmw_intake.page import load
from referrals.models import ReceiverReminder
from referrals.models.reminder import LINK_PURPOSE

REMINDER_LINK = MailedLink(page="ocmw_intake:have_archive", purpose=LINK_PURPOSE)

_DONE = "klaar"
"""Shown after the press, whatever the link was: the page knows nothing and tells nothing."""


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def stop_reminders(request: SignedInRequest, reference: str) -> HttpResponse:
    """Stop the reminders of one referral after a press on the button."""
    found = load(request, reference)
    if request.method == "POST":
        actions.stop_reminders(found.pk, by=request.user, at=timezone.now())
        messages.success(request, "U krijgt geen herinneringen meer voor deze aanmelding.")
    return redirect("ocmw_intake:referral", found.reference)


@open_to_everyone
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def have_archive(request: HttpRequest) -> HttpResponse:
    """The page that a reminder links to. Opening it changes nothing, for scanners of mail do so too; the button does.

    A link that never was looks like one that works, and one that was used too: nothing can be read here.
    """
    if first := REMINDER_LINK.first_step(request):
        return first
    digest = REMINDER_LINK.digest_in(request)
    if request.method == "POST" and digest:
        reminder = ReceiverReminder.objects.addressed_to(digest).only("referral_id").first()
        if reminder is not None:
            actions.stop_reminders(reminder.referral_id, by=None, at=timezone.now())
        return redirect(f"{request.path}?{_DONE}")
    context = {"is_done": _DONE in request.GET, "is_open": bool(digest)}
    return render(request, "ocmw_intake/have_archive.html", context)
