"""The client stops, and the data are deleted (R57, R82, R83, D22)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.actions.writing import has_contract
from ocmw_intake.forms.ending import DeletedAfterWithdrawalForm, DeletedForm, WithdrawnHereForm
from ocmw_intake.models import Ending, Intake, terms_of
from ocmw_intake.page import follow_up_of, is_over, load, write


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def withdrawn(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record that the client told the receiver to stop; nobody else learns of it (R57, D4)."""
    found = load(request, reference)
    intake = follow_up_of(request, found)
    known = {"on": timezone.localdate(timezone.now()), **_known_file(found, intake)}
    form = form_for(request, WithdrawnHereForm, initial=known)
    done = "De intrekking is geregistreerd."
    if form.is_valid() and (answer := write(request, found, form, actions.withdraw_here, done, **form.cleaned_data)):
        return answer
    if is_over(found):
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/withdrawn.html", {"referral": found, "form": form, "intake": intake})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def deleted(request: SignedInRequest, reference: str) -> HttpResponse:
    """Declare that the data are deleted, or a file whose years are over (R57, R82, R83)."""
    found = load(request, reference)
    today = timezone.localdate(timezone.now())
    intake = follow_up_of(request, found)
    found.is_file_over = intake.is_file_over(today, terms_of(found.partner_id))
    has_three_endings = (found.is_withdrawn or found.is_withdrawn_here) and not found.ending
    form_class = DeletedAfterWithdrawalForm if has_three_endings else DeletedForm
    form = form_for(request, form_class, initial={"on": today, **_known_file(found, intake)})
    done = "Uw verklaring is bewaard."
    if form.is_valid() and (answer := write(request, found, form, actions.declare_deletion, done, **form.cleaned_data)):
        return answer
    has_reason = has_contract(found.partner_id, timezone.now()) and not (found.must_go or found.is_file_over)
    if found.deleted_on or has_reason:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/deleted.html", {"referral": found, "form": form, "intake": intake})


def _known_file(found: Any, intake: Intake) -> dict[str, Any]:
    """The answer that fits what was noted: an own file stays (R82)."""
    return {"ending": Ending.FILE_STAYS, "file_number": intake.file_number} if found.has_own_file else {}
