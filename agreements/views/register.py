"""The register of agreements, and the question whether a team may send to a place on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.forms.register import AnyDayForm, RegisterFilterForm
from agreements.models import Agreement
from agreements.route import route_on
from agreements.status import status_of
from law import gate
from law.roles import Role, allowed_to

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """List the agreements with their status; the status is the gate's answer of today, so it is filtered in memory."""
    on = timezone.localdate(timezone.now())
    form = RegisterFilterForm(request.GET)
    found = Agreement.objects.visible_to(request.user).with_papers().order_by("partner__name", "team__name", "-version")
    chosen = ""
    if form.is_valid():
        chosen = form.cleaned_data["status"]
        for word in form.cleaned_data["q"].split():
            found = found.filter(Q(team__name__icontains=word) | Q(partner__name__icontains=word))
    rows = [row for row in _rows(found, on) if row["status"] == chosen] if chosen else found
    page: Page[Any] = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "rows": page.object_list if chosen else _rows(page.object_list, on),
        "page": page,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "agreements/register.html", context)


def _rows(agreements: Iterable[Agreement], on: date) -> list[dict[str, Any]]:
    decisions = [(agreement, gate.check_agreement(agreement=agreement, on=on)) for agreement in agreements]
    return [
        {"agreement": agreement, "status": status_of(agreement, decision), "may_send": decision.may_send}
        for agreement, decision in decisions
    ]


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def any_day(request: SignedInRequest) -> HttpResponse:
    """Say whether a team may send to a place on a day, with every reason why not."""
    today = timezone.localdate(timezone.now())
    form = AnyDayForm(request.GET or None, initial={"day": today})
    context: dict[str, Any] = {"form": form, "route": None}
    if form.is_valid():
        team, residence, on = (form.cleaned_data[name] for name in ("team", "place", "day"))
        route = route_on(team=team, residence=residence, on=on)
        context = {"form": form, "route": route, "team": team, "residence": residence}
    return render(request, "agreements/any_day.html", context)
