"""The slip that a client takes home (D15)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.slip import SlipForm
from referrals.views.referral import load
from referrals.words.slip import slip_of


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def slip(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask the language; then show the slip once, with a code of its own, to print or to read out."""
    found = load(request, reference)
    if not actions.may_make_slip(found):
        messages.error(request, "Er is geen blad meer: de gegevens zijn gewist of de toestemming is ingetrokken.")
        return redirect("referrals:referral", found.reference)
    form = form_for(request, SlipForm, spoken=found.consent.language)
    last = found.slips.current().first()
    if request.method == "GET" or not form.is_valid():
        return render(request, "referrals/slip_language.html", {"referral": found, "form": form, "last": last})
    language = form.cleaned_data["language"]
    try:
        code = actions.make_slip(found, language=language, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("referrals:referral", found.reference)
    context = {"referral": found, "replaced": last is not None, **slip_of(found, code=code, language=language)}
    return render(request, "referrals/slip.html", context)
