"""A team or a receiver reports a breach of its own papers (R97, D31); the register stays closed to it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements.models import Agreement
from breaches import actions as breaches_actions
from breaches.forms import PartyReportForm
from breaches.models import DiscoveredBy, Happening
from breaches.rules import BreachDetails
from breaches.words import own_reports
from law.refusal import Refusal
from law.roles import Role, allowed_to


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest) -> HttpResponse:
    """Ask what happened under which papers; it is told at once to the administrators and the DPO of Opgroeien."""
    now = timezone.now()
    local = timezone.localtime(now)
    initial = {"key": uuid.uuid4(), "discovered_on": local.date(), "discovered_hour": local.time()}
    papers = Agreement.objects.visible_to(request.user)
    form = form_for(request, PartyReportForm, initial=initial, papers=papers, now=now)
    if form.is_valid() and form.moment is not None:
        answers = form.cleaned_data
        agreement: Agreement = answers["agreement"]
        is_partner = agreement.partner in request.user.organisations_as(Role.SOCIAL_WORKER)
        details = BreachDetails(
            discovered_at=form.moment,
            discovered_by=DiscoveredBy.PARTNER if is_partner else DiscoveredBy.AGENCY,
            happenings=[Happening(answers["happening"])],
            from_on=None,
            until_on=None,
        )
        try:
            breaches_actions.register_breach(
                key=answers["key"], details=details, agreement=agreement, by=request.user, at=now
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Het gegevenslek is gemeld. De beheerders en de DPO van Opgroeien weten het nu.")
            return redirect("breaches:report")
    return render(request, "breaches/report.html", {"form": form, "reported": own_reports(request.user)})
