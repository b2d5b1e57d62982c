"""The log of the contact: an attempt corrected or struck, and how the contact ended."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.contact import AttemptForm, OutcomeForm, StrikeForm
from ocmw_intake.models import ContactAttempt, Intake, Outcome, OutcomeKind
from ocmw_intake.page import follow_up_of, is_over, load, press, write
from referrals.models import Referral


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def correct_attempt(request: SignedInRequest, reference: str, attempt_id: UUID) -> HttpResponse:
    """Ask the right answers about an attempt: the old one is struck, the right one comes in its place."""
    found = load(request, reference)
    old = _attempt(request, found, attempt_id)
    known = {"made_on": old.made_on, "channel": old.channel, "reached": "yes" if old.reached else "no"}
    form = form_for(request, AttemptForm, initial=known)
    done = "De contactpoging is verbeterd."
    if form.is_valid() and (
        answer := write(request, found, form, actions.correct_attempt, done, attempt=old, **form.cleaned_data)
    ):
        return answer
    if is_over(found) or old.struck_at:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/correct_attempt.html", {"referral": found, "form": form, "attempt": old})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def strike_attempt(request: SignedInRequest, reference: str, attempt_id: UUID) -> HttpResponse:
    """Ask why an attempt does not count, and strike it."""
    found = load(request, reference)
    attempt = _attempt(request, found, attempt_id)
    form = form_for(request, StrikeForm)
    done = "De contactpoging is doorgehaald. Ze telt niet meer mee."
    if form.is_valid() and (
        answer := write(request, found, form, actions.strike_attempt, done, attempt=attempt, **form.cleaned_data)
    ):
        return answer
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
    known: dict[str, Any] = {"file_number": intake.file_number}
    if current is not None:
        known |= {"kind": current.kind, "referred_to": current.referred_to, "stopped_on": current.stopped_on}
        if current.kind == OutcomeKind.REFERRED_ON:
            known["keeps_file"] = "yes" if current.keeps_file else "no"
    form = form_for(request, OutcomeForm, initial=known)
    done = "Het resultaat is geregistreerd."
    if form.is_valid() and (answer := write(request, found, form, actions.record_outcome, done, **form.cleaned_data)):
        return answer
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
        return press(request, found, actions.take_back_outcome, "Het resultaat is ingetrokken.")
    current = _current(follow_up_of(request, found))
    if is_over(found) or current is None:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/take_back_outcome.html", {"referral": found, "outcome": current})


def _attempt(request: SignedInRequest, referral: Referral, attempt_id: UUID) -> ContactAttempt:
    attempts = follow_up_of(request, referral).attempts.select_related("made_by")
    return get_object_or_404(attempts, pk=attempt_id)


def _current(intake: Intake) -> Outcome | None:
    return intake.outcomes.select_related("recorded_by").filter(replaced_at=None).first()
