"""What the receiver decides itself: terms to keep, and attempts before it stops (R84)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.terms import TermsForm
from ocmw_intake.models import attempts_before_giving_up, terms_of


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def terms(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    """Ask how long my receiver keeps what it got (R84)."""
    partner = get_object_or_404(request.user.memberships_as(Role.SOCIAL_WORKER), organisation=partner_id).organisation
    known = terms_of(partner.pk)
    initial = {
        "days_to_delete": known.days_to_delete,
        "days_after_giving_up": known.days_after_giving_up,
        "years_after_closing": known.years_after_closing,
        "attempts_before_giving_up": attempts_before_giving_up(partner.pk),
    }
    form = form_for(request, TermsForm, initial=initial)
    if form.is_valid():
        actions.set_terms(partner, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "De bewaartermijnen zijn bewaard.")
        return redirect("ocmw_intake:worklist")
    return render(request, "ocmw_intake/terms.html", {"partner": partner, "form": form})
