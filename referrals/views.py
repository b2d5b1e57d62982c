"""The worklist of a team and the page of one referral."""

import re
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from law.obstacles import Obstacle
from law.roles import Role, allowed_to
from outbox.models import WAITS_LONG
from outbox.reasons import why_attempt, why_returned
from outbox.spelling import spell
from referrals import actions
from referrals.forms import ReferenceForm, WorklistFilterForm
from referrals.models import Draft, Referral, ReferralQuerySet, Status
from referrals.reference import SHAPE
from referrals.summary import client_rows, consent_rows, referral_rows
from referrals.timeline import timeline

PAGE = 25


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def worklist(request: SignedInRequest) -> HttpResponse:
    """List the referrals of my teams, newest first; keyset pages, so that the last page is as quick as the first."""
    form = WorklistFilterForm(request.GET)
    referrals = _filtered(Referral.objects.visible_to(request.user), form, request)
    seen = request.GET.get("na", "")
    last_seen = None
    if re.fullmatch(SHAPE, seen):
        last_seen = referrals.filter(reference=seen).values_list("filed_at", "pk").first()
    if last_seen:
        filed_at, pk = last_seen
        referrals = referrals.filter(Q(filed_at__lt=filed_at) | Q(filed_at=filed_at, pk__lt=pk))
    rows = list(referrals.select_related("team", "partner", "filed_by").order_by("-filed_at", "-pk")[: PAGE + 1])
    query = request.GET.copy()
    older = None
    if len(rows) > PAGE:
        query["na"] = rows[PAGE - 1].reference
        older = f"?{query.urlencode()}"
    context = {
        "form": form,
        "reference_form": ReferenceForm(),
        "has_teams": len(request.user.organisations_as(Role.TEAM_MEMBER)) > 1,
        "referrals": rows[:PAGE],
        "drafts": Draft.objects.visible_to(request.user).filter(referral=None).select_related("residence"),
        "older": older,
        "is_first_page": last_seen is None,
        "is_filtered": any(form.data.get(name) for name in form.fields),
    }
    return render(request, "referrals/worklist.html", context)


def _filtered(referrals: ReferralQuerySet, form: WorklistFilterForm, request: SignedInRequest) -> ReferralQuerySet:
    if not form.is_valid():
        return referrals.with_status()
    referrals = referrals.with_status(only=form.cleaned_data["status"])
    if form.cleaned_data["mine"]:
        referrals = referrals.filter(filed_by=request.user)
    return referrals


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Go to the referral with this reference."""
    form = ReferenceForm(request.POST)
    if form.is_valid():
        found = Referral.objects.visible_to(request.user).filter(reference=form.cleaned_data["reference"]).first()
        if found:
            return redirect("referrals:referral", found.reference)
    if request.method == "POST":
        messages.error(request, "Deze referentie kennen wij niet. Kijk ze na, bijvoorbeeld K7QM-4TRX.")
    return redirect("referrals:worklist")


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one referral of my team: where it is, what was sent, and why it may be kept in."""
    found = _referral(request, reference)
    context = {
        "referral": found,
        "client_rows": client_rows(found.identification),
        "referral_rows": referral_rows(found),
        "consent_rows": consent_rows(found.consent),
        "obstacles": [Obstacle.of(code) for code in found.transmission.obstacles]
        if found.status == Status.BLOCKED
        else [],
        "timeline": timeline(found),
        **_sending(found, at=timezone.now()),
    }
    return render(request, "referrals/referral.html", context)


def _sending(found: Referral, *, at: datetime) -> dict[str, Any]:
    """What can be done with a message that did not leave, and why it failed or came back."""
    transmission = found.transmission
    is_stopped = found.status in (Status.BLOCKED, Status.FAILED)
    mailbox_changed = Obstacle.MAILBOX_CHANGED.code in transmission.obstacles
    last = transmission.attempt_set.order_by("-number").first()
    returned = transmission.returned_at is not None
    return {
        "is_late": transmission.created_at <= at - WAITS_LONG,
        "mailbox_changed": mailbox_changed,
        "can_retry": is_stopped and not mailbox_changed,
        "can_cancel": (is_stopped or found.status == Status.QUEUED) and not transmission.is_ambiguous,
        "failure": why_returned(transmission.return_code) if returned else why_attempt(last) if last else "",
    }


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the password after a press on the button, to read it out by phone; the reading is in the trail (D2)."""
    found = _referral(request, reference)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:referral", found.reference)
    try:
        groups = spell(actions.read_password(found, by=request.user, at=timezone.now()))
    except actions.PasswordGone:
        groups = []
    return render(request, "referrals/password.html", {"referral": found, "groups": groups})


def _referral(request: SignedInRequest, reference: str) -> Referral:
    referrals = Referral.objects.visible_to(request.user).with_status()
    related = ("team", "partner", "residence", "filed_by", "consent", "agreement")
    return get_object_or_404(referrals.select_related(*related), reference=reference)
