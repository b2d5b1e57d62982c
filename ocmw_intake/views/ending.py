"""The client stops, and the data are deleted (R57, R82, R83)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.ending import DeletedForm, WithdrawnForm
from ocmw_intake.models import terms_of
from ocmw_intake.views.page import declare_first, follow_up_of, load, stop


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def withdrawn(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record that the client told the receiver to stop; nobody else learns of it (R57, D4)."""
    found = load(request, reference)
    form = WithdrawnForm(request.POST or None, initial={"on": timezone.localdate(timezone.now())})
    if form.is_valid():
        return _log_day(request, found, form, actions.withdraw_here, "ocmw_intake/withdrawn.html", _DELETE_NOW)
    if found.is_withdrawn or found.is_withdrawn_here or found.deleted_on:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/withdrawn.html", {"referral": found, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def deleted(request: SignedInRequest, reference: str) -> HttpResponse:
    """Declare that the data are deleted, or a file whose years are over (R57, R82, R83)."""
    found = load(request, reference)
    today = timezone.localdate(timezone.now())
    found.is_file_over = follow_up_of(request, found).is_file_over(today, terms_of(found.partner_id))
    form = DeletedForm(request.POST or None, initial={"on": today})
    if form.is_valid():
        return _log_day(request, found, form, actions.declare_deletion, "ocmw_intake/deleted.html", _DECLARED)
    if found.deleted_on or not (found.must_go or found.is_file_over):
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/deleted.html", {"referral": found, "form": form})


_DELETE_NOW = "De intrekking is geregistreerd. Wis nu de gegevens."

_DECLARED = "Uw verklaring is bewaard."


def _log_day(
    request: SignedInRequest, found: Any, form: Form, log: Callable[..., object], template: str, done: str
) -> HttpResponse:
    """Log something that happened on a day, and go back to the referral."""
    try:
        log(found, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
    except actions.SecrecyNotDeclared:
        return declare_first(request)
    except actions.FollowUpOver as over:
        return stop(request, found, over)
    except actions.NothingToDelete as refusal:
        messages.error(request, refusal.sentence)
        return redirect("ocmw_intake:referral", found.reference)
    except actions.AnswerRefused as refusal:
        form.add_error("on", str(refusal))
        return render(request, template, {"referral": found, "form": form})
    messages.success(request, done)
    return redirect("ocmw_intake:referral", found.reference)
