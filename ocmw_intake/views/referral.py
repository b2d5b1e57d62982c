"""One referral at the receiver: what was done and what comes next. Never the four fields (D3)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.contact import AttemptForm
from ocmw_intake.models import Intake, Status, terms_of
from ocmw_intake.views.page import declare_first, last_day_to_delete, load, stop
from referrals.archives import archives_of
from referrals.summary import erasure_words, reminded_on


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one referral with what was done and what comes next, and log an attempt to reach the client."""
    found = load(request, reference)
    at = timezone.now()
    form = AttemptForm(request.POST or None, initial={"made_on": timezone.localdate(at)})
    if form.is_valid():
        try:
            actions.log_attempt(found, **form.cleaned_data, by=request.user, at=at)
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except actions.FollowUpOver as over:
            return stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "De contactpoging is toegevoegd.")
            return redirect("ocmw_intake:referral", found.reference)
    intake = Intake.objects.visible_to(request.user).filter(referral=found).first()
    terms = terms_of(found.partner_id)
    context = {
        "referral": found,
        "status": Status(found.intake_status),
        "form": form,
        "may_open": request.user.is_bound_by_secrecy(timezone.localdate(at)),
        "attempts": intake.attempts.select_related("made_by") if intake else [],
        "outcomes": intake.outcomes.select_related("recorded_by") if intake else [],
        "erasure": erasure_words(found),
        "terms": terms,
        "delete_by": last_day_to_delete(found, terms),
        "is_over": found.is_withdrawn or found.is_withdrawn_here or found.deleted_on,
        "archives": [one for one in archives_of(found, only_sent=True) if not one.is_superseded or not found.must_go],
        "corrections": found.corrections.all(),
        "reminded_on": reminded_on(found),
    }
    return render(request, "ocmw_intake/referral.html", context)
