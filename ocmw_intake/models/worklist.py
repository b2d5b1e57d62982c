"""What stands on which list of a social worker, in which order, and how many there are.

Read by key and by index only, so that a page costs the same after five years (docs/plans.md).
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, Q

from agreements.models import Agreement
from ocmw_intake.models.assignment import Handlers
from ocmw_intake.models.intake import ASKS_FOR_WORK, OVER, Intake, IntakeQuerySet, IntakeStatus

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


def listed(tab: Tab, user: Any, handlers: Handlers) -> IntakeQuerySet:
    """The follow-ups on this list of this person, without order."""
    found = Intake.objects.visible_to(user).filter(status__in=tab.statuses)
    if tab == Tab.MINE:
        return found.filter(handlers.handled_by(user.pk))
    return found.filter(handlers.handled_by_nobody()) if tab == Tab.UNASSIGNED else found


def in_order(found: IntakeQuerySet, tab: Tab, *, user: Any, after: str = "") -> IntakeQuerySet:
    """Order the list, from where the one with reference `after` stands or stood; without it from the beginning."""
    sign, compare = ("-", "lt") if tab == Tab.CLOSED else ("", "gt")
    seen = Intake.objects.visible_to(user).filter(referral__reference=after) if after else Intake.objects.none()
    moment, key = seen.values_list(tab.moment, "pk").first() or (None, None)
    if moment is not None:
        further = Q(**{f"{tab.moment}__{compare}": moment}) | Q(**{tab.moment: moment, f"pk__{compare}": key})
        found = found.filter(**{f"{tab.moment}__{compare}e": moment}).filter(further)  # the first uses the index
    return fetched(found).order_by(f"{sign}{tab.moment}", f"{sign}pk")


def fetched(found: IntakeQuerySet) -> IntakeQuerySet:
    """Fetch what a list shows; the four fields and the password are not fetched (D3)."""
    return found.select_related("referral__team").only(*_FETCHED, "referral__reference", "referral__team__name")


def counts(user: Any, handlers: Handlers) -> dict[Tab, int]:
    """How many stand on each list; what is over is counted no further than one past `COUNTED`."""
    parts = {
        Tab.TO_DO: Q(),
        Tab.MINE: handlers.handled_by(user.pk),
        Tab.UNASSIGNED: handlers.handled_by_nobody(),
        Tab.TO_DELETE: Q(status=IntakeStatus.TO_DELETE),
    }
    found = listed(Tab.TO_DO, user, handlers).aggregate(
        **{tab.name: Count("pk", filter=part) for tab, part in parts.items()}
    )
    over = listed(Tab.CLOSED, user, handlers)[: COUNTED + 1].count()
    return {Tab[name]: number for name, number in found.items()} | {Tab.CLOSED: over}


def teams_of(receivers: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The local teams that may have sent something to these receivers: those with papers, of whatever time."""
    papers = Agreement.objects.filter(partner__in=list(receivers))
    return dict(papers.order_by("team__name").values_list("team_id", "team__name").distinct())
