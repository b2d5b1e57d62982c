"""The register of agreements, and the question whether a team may send to a place on a day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.forms.register import AnyDayForm, RegisterFilterForm
from agreements.models import Agreement
from agreements.past import answer_for_route
from agreements.rules.register import Order, page_of
from agreements.words.past import answer_words
from agreements.words.waiting import waits_for
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
        "rows": [{**row, "waits_for": waits_for(row["obstacles"], partner=row["partner"])} for row in rows],
        "page": page,
        "order": Order(form.conditions.order).label,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "agreements/register.html", context)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def any_day(request: SignedInRequest) -> HttpResponse:
    """Say whether a team may or might send to a place on a day, with every reason, and what was known when (D26)."""
    now = timezone.now()
    form = AnyDayForm(request.GET or None, initial={"day": timezone.localdate(now)})
    context: dict[str, Any] = {"form": form, "answer": None, "reads_log": request.user.has_role(Role.AUDITOR)}
    if form.is_valid():
        asked = form.cleaned_data
        answer = answer_for_route(
            team=asked["team"], residence=asked["place"], on=asked["day"], known_on=asked["known_on"], at=now
        )
        may_change = request.user.has_role(Role.ADMINISTRATOR)
        words = answer_words(answer, to_administrator=may_change)
        context |= {"answer": words, "team": asked["team"], "residence": asked["place"], "at": now}
    return render(request, "agreements/any_day.html", context)
