"""The sheet that the client signed: adding it, reading it, and removing what was a mistake."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.signed_sheet import SignedSheetForm
from referrals.views.referral import load
from vault.download import as_attachment


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask for the scan, and keep it."""
    found = load(request, reference)
    if not actions.may_keep_signed_sheet(found):
        return redirect("referrals:referral", found.reference)
    form = form_for(request, SignedSheetForm)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"]
        try:
            actions.keep_signed_sheet(found, content=content, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "Het ondertekende blad is bewaard.")
        return redirect("referrals:referral", found.reference)
    return render(request, "referrals/add_signed_sheet.html", {"referral": found, "form": form})


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def read(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give the scan to whoever asks for it with the button, as an attachment; an address alone reads nothing."""
    found = load(request, reference)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:referral", found.reference)
    try:
        content = actions.read_signed_sheet(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("referrals:referral", found.reference)
    return as_attachment(content, filename=f"toestemming-{found.reference}.pdf")


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest, reference: str) -> HttpResponse:
    """Remove a sheet that was a mistake, once that is confirmed."""
    found = load(request, reference)
    if request.method == "GET" and found.erased_at is not None:
        return redirect("referrals:referral", found.reference)
    if request.method == "GET":
        return render(request, "referrals/remove_signed_sheet.html", {"referral": found})
    try:
        actions.remove_signed_sheet(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "Het ondertekende blad is weggehaald.")
    return redirect("referrals:referral", found.reference)
