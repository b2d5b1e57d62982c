"""How the contact ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.contact import OutcomeForm
from ocmw_intake.models import OutcomeKind
from ocmw_intake.views.page import declare_first, load, stop


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def outcome(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask how the contact ended; an outcome that was recorded before is replaced."""
    found = load(request, reference)
    form = OutcomeForm(request.POST or None, initial={"kind": found.outcome})
    if form.is_valid():
        try:
            actions.record_outcome(found, kind=form.cleaned_data["kind"], by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except actions.FollowUpOver as over:
            return stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "Het resultaat is geregistreerd.")
            return redirect("ocmw_intake:referral", found.reference)
    if found.is_withdrawn or found.is_withdrawn_here or found.deleted_on:
        return redirect("ocmw_intake:referral", found.reference)
    label = OutcomeKind(found.outcome).label if found.outcome else ""
    return render(request, "ocmw_intake/outcome.html", {"referral": found, "form": form, "current": label})
