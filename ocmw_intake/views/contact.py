"""The log of the contact: an attempt corrected or struck, and how the contact ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.contact import AttemptForm, OutcomeForm, StrikeForm
from ocmw_intake.models import ContactAttempt, Intake, Outcome, OutcomeKind
from ocmw_intake.views.page import declare_first, follow_up_of, is_over, load, stop
from referrals.models import Referral


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def correct_attempt(request: SignedInRequest, reference: str, attempt_id: UUID) -> HttpResponse:
    """Ask the right answers about an attempt: the old one is struck, the right one comes in its place."""
    found = load(request, reference)
    old = _attempt(request, found, attempt_id)
    known = {"made_on": old.made_on, "channel": old.channel, "reached": "yes" if old.reached else "no"}
    form = AttemptForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            actions.correct_attempt(found, old, **form.cleaned_data, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except actions.FollowUpOver as over:
            return stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "De contactpoging is verbeterd.")
            return redirect("ocmw_intake:referral", found.reference)
    if is_over(found) or old.struck_at:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/correct_attempt.html", {"referral": found, "form": form, "attempt": old})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def strike_attempt(request: SignedInRequest, reference: str, attempt_id: UUID) -> HttpResponse:
    """Ask why an attempt does not count, and strike it."""
    found = load(request, reference)
    attempt = _attempt(request, found, attempt_id)
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.strike_attempt(found, attempt, because=because, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except actions.FollowUpOver as over:
            return stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "De contactpoging is doorgehaald. Ze telt niet meer mee.")
            return redirect("ocmw_intake:referral", found.reference)
    if is_over(found) or attempt.struck_at:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/strike_attempt.html", {"referral": found, "form": form, "attempt": attempt})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def outcome(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask how the contact ended; an outcome that was recorded before is replaced."""
    found = load(request, reference)
    intake = follow_up_of(request, found)
    current = _current(intake)
    known = {"file_number": intake.file_number}
    if current is not None:
        known |= {"kind": current.kind, "referred_to": current.referred_to}
    form = OutcomeForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            actions.record_outcome(found, **form.cleaned_data, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except actions.FollowUpOver as over:
            return stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "Het resultaat is geregistreerd.")
            return redirect("ocmw_intake:referral", found.reference)
    if is_over(found):
        return redirect("ocmw_intake:referral", found.reference)
    label = OutcomeKind(current.kind).label if current else ""
    return render(request, "ocmw_intake/outcome.html", {"referral": found, "form": form, "current": label})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def take_back_outcome(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask whether an outcome was a mistake, and take it back; the list of outcomes keeps it."""
    found = load(request, reference)
    if request.method == "POST":
        try:
            actions.take_back_outcome(found, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except actions.FollowUpOver as over:
            return stop(request, found, over)
        except actions.AnswerRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Het resultaat is ingetrokken.")
        return redirect("ocmw_intake:referral", found.reference)
    current = _current(follow_up_of(request, found))
    if is_over(found) or current is None:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/take_back_outcome.html", {"referral": found, "outcome": current})


def _attempt(request: SignedInRequest, referral: Referral, attempt_id: UUID) -> ContactAttempt:
    attempts = follow_up_of(request, referral).attempts.select_related("made_by")
    return get_object_or_404(attempts, pk=attempt_id)


def _current(intake: Intake) -> Outcome | None:
    return intake.outcomes.select_related("recorded_by").filter(replaced_at=None).first()
