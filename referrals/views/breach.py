"""A team member reports that a referral went to a wrong place, and learns no more of it than the day (D9)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from breaches.actions import report_from_referral
from breaches.forms import ReportForm
from breaches.models import Happening
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals.views.referral import load
from referrals.words.summary import breach_report


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def report_breach(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask what happened and when it was discovered; once reported, or when nothing left, go back to the referral."""
    found, now = load(request, reference), timezone.now()
    back = reverse("referrals:referral", args=[found.reference])
    if not breach_report(found)["may_report"]:
        return redirect(back)
    local = timezone.localtime(now)  # the plain case is one button: a wrong mailbox, seen just now
    plain = {"happening": Happening.WRONG_MAILBOX, "discovered_on": local.date(), "discovered_hour": local.time()}
    form = form_for(request, ReportForm, initial=plain, now=now)
    if form.is_valid() and form.moment is not None:
        try:
            report_from_referral(
                reference=found.reference,
                agreement=found.agreement,
                happening=form.cleaned_data["happening"],
                discovered_at=form.moment,
                by=request.user,
                at=now,
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Het gegevenslek is gemeld. De beheerders nemen het over.")
            return redirect(back)
    context = {
        "agreement": f"Aanmelding {found.reference}",
        "form": form,
        "title": "Gegevenslek melden",
        "button": "Gegevenslek melden",
        "intro": "Meld het meteen, ook als u niet alles weet. De beheerders zien alleen de referentie, niet de cliënt.",
        "back": back,
    }
    return render(request, "agreements/form.html", context)
