"""The page on which a receiver tells a partner of a breach of what it passed on (D31); nobody else sees it (D19)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.models import User
from accounts.request import SignedInRequest
from breaches.models import Happening
from law.refusal import Refusal
from law.roles import Role, allowed_to
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.forms import OnwardBreachForm
from ocmw_intake.onward.letters import breach_writing
from ocmw_intake.onward.models import OnwardBreach
from ocmw_intake.onward.rules import passed_on_between, ways_of
from outbox.models import TransmissionStatus

SHOWN = 10


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_breach(request: SignedInRequest) -> HttpResponse:
    """Ask what happened, show the letter with everybody who gets it, and mail it when that is confirmed."""
    now = timezone.now()
    local = timezone.localtime(now)
    initial = {"discovered_on": local.date(), "discovered_hour": local.time()}
    form = form_for(request, OnwardBreachForm, initial=initial, ways=ways_of(request.user), now=now)
    if form.is_valid() and form.moment is not None and "change" not in request.POST:
        receiver, partner = form.parties
        what: dict[str, Any] = {
            "receiver": receiver,
            "partner": partner,
            "happening": Happening(form.cleaned_data["happening"]),
            "discovered_at": form.moment,
            "sharings": passed_on_between(receiver, partner, *form.period),
        }
        try:
            if shown := request.POST.get("shown", ""):
                key = form.cleaned_data["key"]
                onward_actions.tell_partner(key=key, fingerprint=shown, **what, by=request.user, at=now)
                messages.success(request, f"De melding vertrekt naar {partner.name} en naar uw eigen DPO.")
                return redirect("ocmw_intake:onward_breach")
            if what["sharings"]:
                context = {"form": form, "writing": breach_writing(**what), "number": len(what["sharings"])}
                return render(request, "ocmw_intake/onward_breach_letter.html", context)
            form.add_error("from_on", f"U gaf in die periode niets door aan {partner.name}. Kijk de dagen na.")
        except Refusal as refused:
            form.add_error(None, str(refused))
    return render(request, "ocmw_intake/onward_breach.html", {"form": form, "told": _told(request.user)})


def _told(user: User) -> list[dict[str, Any]]:
    """What was told before, with each mail that did not arrive."""
    latest = OnwardBreach.objects.visible_to(user).select_related("partner").prefetch_related("letters__transmission")
    return [
        {
            "breach": one,
            "is_restored": not one.letters.all(),
            "lost": [
                letter.recipient
                for letter in one.letters.all()
                if letter.transmission.returned_at or letter.transmission.status == TransmissionStatus.FAILED
            ],
        }
        for one in latest.order_by("-told_at")[:SHOWN]
    ]
