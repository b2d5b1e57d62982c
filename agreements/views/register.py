"""The register of agreements, and the question whether a team may send to a place on a day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.forms.register import AnyDayForm, RegisterFilterForm
from agreements.models import Agreement
from agreements.route import route_on
from agreements.rules.register import Order, page_of
from law.roles import Role, allowed_to

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """List the agreements: where each stands today, and what comes next."""
    on = timezone.localdate(timezone.now())
    form = RegisterFilterForm(request.GET)
    visible = Agreement.objects.visible_to(request.user)
    rows, page = page_of(visible, form.conditions, number=request.GET.get("pagina"), size=PAGE, on=on)
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "order": Order(form.conditions.order).label,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "agreements/register.html", context)


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
