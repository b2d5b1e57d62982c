"""The lists of a social worker: all that asks for work, three parts of it, and what is over."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.request import SignedInRequest
from law.retention import delete_by
from law.roles import Role, allowed_to
from ocmw_intake.forms.worklist import NOBODY, SearchForm, WorklistFilterForm
from ocmw_intake.models import OVER, Cause, Handlers, Intake, IntakeStatus, handlers_at, terms_of
from ocmw_intake.models.worklist import COUNTED, Narrowed, Tab, counts, page_of, teams_of
from ocmw_intake.page import remember_list
from referrals.terms.reference import SHAPE

PAGE = 25


@allowed_to(Role.SOCIAL_WORKER)
@require_safe
def worklist(request: SignedInRequest, tab: Tab = Tab.TO_DO) -> HttpResponse:
    """Show one of the lists, a page at a time; reading by key costs the same on every page."""
    at = timezone.now()
    receivers = request.user.organisations_as(Role.SOCIAL_WORKER)
    handlers = handlers_at(receiver.pk for receiver in receivers)
    teams = teams_of(receiver.pk for receiver in receivers)
    form = WorklistFilterForm(request.GET, tab=tab, teams=teams, handlers=handlers)
    asked_after = request.GET.get("na", "")
    after = asked_after if re.fullmatch(SHAPE, asked_after) else ""
    intakes = page_of(tab, request.user, handlers, _narrowed(**form.asked), after=after, most=PAGE + 1)
    rows = rows_of(intakes[:PAGE], by=request.user, handlers=handlers, at=at)
    here = url_of(tab, form.asked)
    remember_list(request, here)
    numbers = counts(request.user, handlers)
    context = {
        "tab": tab,
        "tabs": [(one, url_of(one), _capped(numbers[one])) for one in Tab],
        "form": form,
        "search": SearchForm(),
        "rows": rows,
        "may_take": any(row.may_take for row in rows),
        "has_receivers": len(receivers) > 1,
        "receivers": receivers,
        "is_filtered": bool(form.asked),
        "is_empty": not any(numbers.values()),
        "tab_url": url_of(tab),
        "first": here if after else "",
        "next": url_of(tab, {**form.asked, "na": rows[-1].reference}) if len(intakes) > PAGE else "",
        "unassigned_url": url_of(Tab.UNASSIGNED),
        "mine_url": url_of(Tab.MINE),
    }
    return render(request, "ocmw_intake/worklist.html", context)


def url_of(tab: Tab, asked: dict[str, Any] | None = None) -> str:
    """The address of a list, with what is asked of it; nothing else that was typed is repeated in it."""
    url = reverse("ocmw_intake:worklist" if tab == Tab.TO_DO else f"ocmw_intake:worklist_{tab.name.lower()}")
    return f"{url}?{urlencode(asked)}" if asked else url


def _narrowed(*, status: str = "", team: uuid.UUID | None = None, behandelaar: str = "") -> Narrowed:
    is_nobodys = behandelaar == NOBODY
    handler = uuid.UUID(behandelaar) if behandelaar and not is_nobodys else None
    return Narrowed(IntakeStatus(status) if status else None, team, handler, is_nobodys)


def _capped(number: int) -> str:
    return str(number) if number <= COUNTED else f"meer dan {COUNTED}"


@dataclass(frozen=True)
class WorklistRow:
    """One follow-up on a list."""

    reference: str
    file_number: str
    team: str
    receiver: str
    received_on: date
    open_for: str
    status: IntakeStatus
    state: str
    handler: str
    is_mine: bool
    may_take: bool
    delete_by: date | None
    is_late: bool


def rows_of(intakes: Iterable[Intake], *, by: User, handlers: Handlers, at: datetime) -> list[WorklistRow]:
    """What a list shows of these follow-ups; the terms of each receiver give the last day to delete (R83, R84)."""
    today = timezone.localdate(at)
    receivers = {receiver.pk: receiver for receiver in by.organisations_as(Role.SOCIAL_WORKER)}
    terms = {key: terms_of(key) for key in receivers}
    rows = []
    for intake in intakes:
        status, handler = IntakeStatus(intake.status), handlers.of(intake)
        received_on = timezone.localdate(intake.received_at)
        last_day = None
        if status == IntakeStatus.TO_DELETE and intake.must_go_since:
            gave_up = intake.must_go_because == Cause.NOT_REACHED
            last_day = delete_by(timezone.localdate(intake.must_go_since), terms[intake.partner_id], gave_up=gave_up)
        rows.append(
            WorklistRow(
                reference=intake.referral.reference,
                file_number=intake.file_number,
                team=intake.referral.team.name,
                receiver=receivers[intake.partner_id].name,
                received_on=received_on,
                open_for="niet meer open" if status in OVER else _open_for(received_on, today),
                status=status,
                state=intake.state(today, terms[intake.partner_id]),
                handler=handlers.name_of(intake),
                is_mine=handler == by.pk,
                may_take=handler is None and status not in OVER,
                delete_by=last_day,
                is_late=last_day is not None and last_day < today,
            )
        )
    return rows


def _open_for(received_on: date, today: date) -> str:
    """How long a referral has been waiting, in calendar days."""
    days = (today - received_on).days
    return "sinds vandaag" if days == 0 else "1 dag" if days == 1 else f"{days} dagen"
