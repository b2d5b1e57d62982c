"""The own file of a client: closed and reopened (R82)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.ending import ClosedForm
from ocmw_intake.models import terms_of
from ocmw_intake.page import follow_up_of, load, may_change_file, press, write


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask on which day the receiver closed the file: the years that it is kept run from there."""
    found = load(request, reference)
    form = form_for(request, ClosedForm, initial={"on": timezone.localdate(timezone.now())})
    done = "Het dossier is afgesloten."
    if form.is_valid() and (answer := write(request, found, form, actions.close_file, done, **form.cleaned_data)):
        return answer
    if not may_change_file(found) or follow_up_of(request, found).closed_on:
        return redirect("ocmw_intake:referral", found.reference)
    context = {"referral": found, "form": form, "terms": terms_of(found.partner_id)}
    return render(request, "ocmw_intake/close.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, reference: str) -> HttpResponse:
    """Reopen a file after a press on the button; the list of closings keeps what was."""
    found = load(request, reference)
    if request.method == "POST":
        return press(request, found, actions.reopen_file, "Het dossier is heropend.")
    return redirect("ocmw_intake:referral", found.reference)
