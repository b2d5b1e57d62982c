"""What comes, for all agreements together."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.models import Agreement
from agreements.rules.deadlines import deadlines_of
from law.notice_period import add_months
from law.roles import Role, allowed_to

MONTHS_AHEAD = 6


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def upcoming(request: SignedInRequest) -> HttpResponse:
    """List what is late and what comes in the next six months, soonest first."""
    today = timezone.localdate(timezone.now())
    until = add_months(today, MONTHS_AHEAD)
    rows: list[dict[str, Any]] = [
        {"agreement": agreement, "deadline": deadline, "is_late": deadline.is_late(today)}
        for agreement in Agreement.objects.visible_to(request.user).unreplaced().with_papers()
        for deadline in deadlines_of(agreement, on=today)
        if deadline.on <= until
    ]
    rows.sort(key=lambda row: (row["deadline"].on, str(row["agreement"])))
    return render(request, "agreements/upcoming.html", {"rows": rows, "until": until})
