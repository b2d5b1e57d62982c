"""Telling the team that data are not right (R86)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.page import load, write
from referrals.forms.correction import DefectsForm


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def defects(request: SignedInRequest, reference: str) -> HttpResponse:
    """Tell the team which of the four fields are not right (R86)."""
    found = load(request, reference)
    form = form_for(request, DefectsForm)
    done = f"Uw melding is bewaard. Wij verwittigden {found.team.name}."
    if form.is_valid() and (answer := write(request, found, form, actions.report_defects, done, defects=form.build())):
        return answer
    if found.must_go or found.deleted_on:
        return redirect("ocmw_intake:referral", found.reference)
    waiting = found.corrections.filter(answer="").first()
    return render(request, "ocmw_intake/defects.html", {"referral": found, "form": form, "waiting": waiting})
