"""Proof of consent after erasing: asked by a DPO or a head of the team, agreed by the other, opened by both (D17)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof
from referrals import actions
from referrals.forms.opening import OpeningForm, ReasonForm
from referrals.models import SheetOpening
from referrals.views.referral import load
from referrals.words.opening import opening_lines
from vault.download import as_attachment


@allowed_to(Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def openings(request: SignedInRequest) -> HttpResponse:
    """List what was asked, for the DPO; and ask a team to open a sheet together."""
    form = form_for(request, OpeningForm)
    at = timezone.now()
    if form.is_valid():
        try:
            actions.ask_opening(
                form.cleaned_data["reference"], reason=form.cleaned_data["reason"], by=request.user, at=at
            )
        except Refusal as refusal:
            form.add_error("reference", refusal.sentence)
        else:
            messages.success(request, "De vraag staat klaar voor het hoofd van het team.")
            return redirect("referrals:openings")
    found = SheetOpening.objects.visible_to(request.user).select_related("referral__team", "referral__partner")
    lines = opening_lines(found[:50], reader=request.user, at=at)
    return render(request, "referrals/openings.html", {"form": form, "openings": lines})


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask the DPO to open a sheet together, for a head of the team."""
    found = load(request, reference)
    if not actions.is_closed(found) or found.team not in request.user.teams_led:
        messages.error(request, "Alleen een hoofd van het team kan dit blad openen, samen met de DPO.")
        return redirect("referrals:referral", found.reference)
    form = form_for(request, ReasonForm)
    if form.is_valid():
        try:
            actions.ask_opening(found.reference, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "De vraag staat klaar voor de DPO.")
        return redirect("referrals:referral", found.reference)
    return render(request, "referrals/ask_opening.html", {"referral": found, "form": form})


@allowed_to(Role.TEAM_MEMBER, Role.AUDITOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def agree(request: SignedInRequest, opening_id: UUID) -> HttpResponse:
    """Agree, after a press on the button."""
    found = _load(request, opening_id)
    if request.method == "POST":
        try:
            actions.agree_to_opening(found, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "U ging akkoord. U en wie het vroeg kunnen het blad nu een dag lang openen.")
    return _back(request, found)


@allowed_to(Role.TEAM_MEMBER, Role.AUDITOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def read(request: SignedInRequest, opening_id: UUID) -> HttpResponse:
    """Give the scan to whoever asks for it with the button, as an attachment; an address alone reads nothing."""
    found = _load(request, opening_id)
    if request.method == "GET":
        return _back(request, found)
    try:
        content = actions.read_closed_sheet(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return _back(request, found)
    return as_attachment(content, filename=f"toestemming-{found.referral.reference}.pdf")


def _load(request: SignedInRequest, opening_id: UUID) -> SheetOpening:
    visible = SheetOpening.objects.visible_to(request.user).select_related("referral")
    return get_object_or_404(visible, pk=opening_id)


def _back(request: SignedInRequest, opening: SheetOpening) -> HttpResponse:
    if request.user.has_role(Role.AUDITOR):
        return redirect("referrals:openings")
    return redirect("referrals:referral", opening.referral.reference)
