"""What stands on which list of a social worker, in which order, and how many there are.

Read by key and by index only, so that a page costs the same after five years (docs/plans.md).
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Count, Q, QuerySet, Value

from accounts.models import User
from agreements.models import Agreement
from ocmw_intake.models.assignment import Handlers
from ocmw_intake.models.intake import ASKS_FOR_WORK, OVER, Intake, IntakeQuerySet, IntakeStatus
from statements.written import counted_once, written_once

COUNTED = 999
"""What is over is counted up to here: there are ever more of them, and nobody needs the exact number."""

_FETCHED = (
    "status",
    "must_go_since",
    "must_go_because",
    "received_at",
    "assigned_to",
    "partner",
    "file_number",
    "closed_on",
)


class Tab(models.TextChoices):
    """The lists of a social worker: all that asks for work, three parts of it, and what is over."""

    TO_DO = "te-doen", "Te doen"
    MINE = "van-mij", "Van mij"
    UNASSIGNED = "van-niemand", "Nog van niemand"
    TO_DELETE = "te-verwijderen", "Te verwijderen"
    CLOSED = "afgesloten", "Afgerond"

    @property
    def statuses(self) -> tuple[IntakeStatus, ...]:
        """Where the follow-ups on this list may stand."""
        if self == Tab.TO_DELETE:
            return (IntakeStatus.TO_DELETE,)
        return OVER if self == Tab.CLOSED else ASKS_FOR_WORK

    @property
    def moment(self) -> str:
        """The moment that orders the list: the oldest first, except for what is over."""
        return "must_go_since" if self == Tab.TO_DELETE else "received_at"

    @property
    def caption(self) -> str:
        """What the table holds and how it is ordered, in words."""
        return _CAPTIONS.get(self, "Aanmeldingen, de oudste eerst")


_CAPTIONS = {
    Tab.TO_DELETE: "Te verwijderen, wat het langst wacht eerst",
    Tab.CLOSED: "Afgeronde aanmeldingen, de nieuwste eerst",
}


class Narrowed(NamedTuple):
    """What is asked of a list besides: one status, one team, one handler or nobody."""

    status: IntakeStatus | None = None
    team: uuid.UUID | None = None
    handler: uuid.UUID | None = None
    is_nobodys: bool = False


def page_of(
    tab: Tab, user: User, handlers: Handlers, narrowed: Narrowed, *, after: str = "", most: int
) -> list[Intake]:
    """The beginning of a list of this person, or what follows where the one with reference `after` stands or stood."""
    for moment, key in _place_of(tab, user, after) if after else []:
        if moment is not None:
            return _go_on(tab, user, handlers, narrowed, moment, key, most)
    return _begin(tab, user, handlers, narrowed, most)


@written_once
def _begin(tab: Tab, user: User, handlers: Handlers, narrowed: Narrowed, most: int) -> QuerySet[Intake]:
    return _in_order(_narrowed(tab, user, handlers, narrowed), tab)[:most]


@written_once
def _go_on(
    tab: Tab, user: User, handlers: Handlers, narrowed: Narrowed, moment: datetime, key: uuid.UUID, most: int
) -> QuerySet[Intake]:
    compare = "lt" if tab == Tab.CLOSED else "gt"
    further = Q(**{f"{tab.moment}__{compare}": moment}) | Q(**{tab.moment: moment, f"pk__{compare}": key})
    found = _narrowed(tab, user, handlers, narrowed)
    found = found.filter(**{f"{tab.moment}__{compare}e": moment}).filter(further)  # the first uses the index
    return _in_order(found, tab)[:most]


@written_once
def _place_of(tab: Tab, user: User, reference: str) -> QuerySet[Intake, tuple[datetime | None, uuid.UUID]]:
    return Intake.objects.visible_to(user).filter(referral__reference=reference).values_list(tab.moment, "pk")


def _narrowed(tab: Tab, user: User, handlers: Handlers, narrowed: Narrowed) -> IntakeQuerySet:
    found = _listed(tab, user, handlers)
    if narrowed.status:
        found = found.filter(status=narrowed.status)
    if narrowed.team:
        found = found.filter(referral__team=narrowed.team)
    if narrowed.is_nobodys:
        return found.filter(handlers.handled_by_nobody())
    return found.filter(handlers.handled_by(narrowed.handler)) if narrowed.handler else found


def _listed(tab: Tab, user: User, handlers: Handlers) -> IntakeQuerySet:
    """The follow-ups on this list of this person, without order."""
    found = Intake.objects.visible_to(user).filter(status__in=tab.statuses)
    if tab == Tab.MINE:
        return found.filter(handlers.handled_by(user.pk))
    return found.filter(handlers.handled_by_nobody()) if tab == Tab.UNASSIGNED else found


def _in_order(found: IntakeQuerySet, tab: Tab) -> IntakeQuerySet:
    sign = "-" if tab == Tab.CLOSED else ""
    return fetched(found).order_by(f"{sign}{tab.moment}", f"{sign}pk")


def fetched(found: IntakeQuerySet) -> IntakeQuerySet:
    """Fetch what a list shows; the four fields and the password are not fetched (D3)."""
    return found.select_related("referral__team").only(*_FETCHED, "referral__reference", "referral__team__name")


def counts(user: User, handlers: Handlers) -> dict[Tab, int]:
    """How many stand on each list; what is over is counted no further than one past `COUNTED`."""
    [numbers] = _numbers(user, handlers)
    return dict(zip(_COUNTED_TOGETHER, numbers, strict=True)) | {Tab.CLOSED: _over(user, COUNTED + 1)}


_COUNTED_TOGETHER = (Tab.TO_DO, Tab.MINE, Tab.UNASSIGNED, Tab.TO_DELETE)


@written_once
def _numbers(user: User, handlers: Handlers) -> QuerySet[Intake, tuple[int, ...]]:
    parts = (Q(), handlers.handled_by(user.pk), handlers.handled_by_nobody(), Q(status=IntakeStatus.TO_DELETE))
    numbers = {tab.name: Count("pk", filter=part) for tab, part in zip(_COUNTED_TOGETHER, parts, strict=True)}
    all_of_them = _listed(Tab.TO_DO, user, handlers).order_by().values(all=Value(True))
    return all_of_them.annotate(**numbers).values_list(*numbers)


@counted_once
def _over(user: User, most: int) -> QuerySet[Intake, Any]:
    return _listed(Tab.CLOSED, user, Handlers({})).values("pk")[:most]


def teams_of(receivers: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The local teams that may have sent something to these receivers: those with papers, of whatever time."""
    return dict(_teams(list(receivers)))


@written_once
def _teams(receivers: list[uuid.UUID]) -> QuerySet[Agreement, tuple[uuid.UUID, str]]:
    papers = Agreement.objects.filter(partner__in=receivers).order_by("team__name")
    return papers.values_list("team_id", "team__name").distinct()
