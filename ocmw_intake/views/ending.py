"""The client stops, and the data are deleted (R57, R82, R83)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.ending import DeletedForm, WithdrawnForm
from ocmw_intake.models import terms_of
from ocmw_intake.page import follow_up_of, is_over, load, write


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def withdrawn(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record that the client told the receiver to stop; nobody else learns of it (R57, D4)."""
    found = load(request, reference)
    form = form_for(request, WithdrawnForm, initial={"on": timezone.localdate(timezone.now())})
    done = "De intrekking is geregistreerd. Wis nu de gegevens."
    if form.is_valid() and (answer := write(request, found, form, actions.withdraw_here, done, **form.cleaned_data)):
        return answer
    if is_over(found):
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/withdrawn.html", {"referral": found, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def deleted(request: SignedInRequest, reference: str) -> HttpResponse:
    """Declare that the data are deleted, or a file whose years are over (R57, R82, R83)."""
    found = load(request, reference)
    today = timezone.localdate(timezone.now())
    found.is_file_over = follow_up_of(request, found).is_file_over(today, terms_of(found.partner_id))
    form = form_for(request, DeletedForm, initial={"on": today})
    done = "Uw verklaring is bewaard."
    if form.is_valid() and (answer := write(request, found, form, actions.declare_deletion, done, **form.cleaned_data)):
        return answer
    if found.deleted_on or not (found.must_go or found.is_file_over):
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/deleted.html", {"referral": found, "form": form})
