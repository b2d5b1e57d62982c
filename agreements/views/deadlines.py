"""What comes, for all agreements together."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.models import Agreement
from agreements.rules.coming import coming
from agreements.rules.deadlines import Deadline, deadlines_of
from agreements.views.calendars import CONTENT_TYPE
from agreements.views.page import load
from agreements.words.calendar import as_calendar
from law.notice_period import add_months
from law.roles import Role, allowed_to
from vault.download import as_attachment

MONTHS_AHEAD = 6


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def upcoming(request: SignedInRequest) -> HttpResponse:
    """List what is late and what comes in the next six months, soonest first."""
    today = timezone.localdate(timezone.now())
    until = add_months(today, MONTHS_AHEAD)
    rows: list[dict[str, Any]] = [
        {"agreement": agreement, "deadline": deadline, "is_late": deadline.is_late(today)}
        for agreement, deadline in coming(request.user, on=today, until=until)
    ]
    return render(request, "agreements/upcoming.html", {"rows": rows, "until": until})


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def upcoming_calendar(request: SignedInRequest) -> HttpResponse:
    """All of that list as a file for the own calendar."""
    today = timezone.localdate(timezone.now())
    return _file(coming(request.user, on=today, until=add_months(today, MONTHS_AHEAD)))


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def deadline_calendar(request: SignedInRequest, pk: UUID, kind: str) -> HttpResponse:
    """The deadlines of one kind of these papers as a file for the own calendar; 404 when there is none."""
    now, found = timezone.now(), load(request, pk)
    rows = [(found, one) for one in deadlines_of(found, on=timezone.localdate(now)) if one.kind == kind]
    if not rows:
        raise Http404
    return _file(rows)


def _file(rows: Iterable[tuple[Agreement, Deadline]]) -> HttpResponse:
    return as_attachment(as_calendar(rows), filename="termijnen.ics", content_type=CONTENT_TYPE)
