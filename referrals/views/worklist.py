"""The worklist of a team."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.request import SignedInRequest
from directory.models import Organisation
from law.roles import Role, allowed_to
from outbox.unreadable import UNREADABLE, read_or_report
from referrals.forms.filing import PlaceForm
from referrals.forms.worklist import FiledFilterForm, FindForm
from referrals.models import Draft, PlaceWatch, Referral, ReferralQuerySet, ReferralStatus, SheetOpening
from referrals.rules.worklist import ToDo, to_do
from referrals.terms.reference import SHAPE
from referrals.views.page import remember_list
from referrals.views.place import places_of
from statements.written import counted_once, written_once

PAGE = 25
NUMBERED = 40
"""Pages that have a number; nobody leafs further, and counting and skipping rows stays bounded."""
_NAMES = ("team__name", "partner__name", "filed_by__name")
SHOWN = ("reference", "filed_at", "erased_at", "first_name", "last_name", *_NAMES)
"""What a row of the list tells, so that it is all that is read."""
_Named = TypeVar("_Named", Draft, Referral)


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def worklist(request: SignedInRequest) -> HttpResponse:
    """List the referrals of my teams, newest first.

    The pages have numbers as far as people leaf; older ones are read by key, so that the last is as quick as the first.
    """
    form = FiledFilterForm(request.GET)
    remember_list(request, form)
    rows, pages = _page_of(request, form)
    teams = request.user.organisations_as(Role.TEAM_MEMBER)
    context = {
        "form": form,
        **_begin_here(teams),
        "search_form": FindForm(),
        "teams": teams,
        "has_teams": len(teams) > 1,
        "referrals": named(rows),
        **_begun(request),
        "openings": _openings(request.user, timezone.now()),
        **pages,
        "is_filtered": any(form.data.get(name) for name in form.fields),
    }
    return render(request, "referrals/worklist.html", context)


def _begun(request: SignedInRequest) -> dict[str, Any]:
    """What this person began: drafts, a practice, what was just thrown away, places to be told of."""
    mine = _drafts(request.user, timezone.now())
    return {
        "drafts": named(draft for draft in mine if not draft.is_practice and draft.thrown_away_at is None),
        "practices": [draft for draft in mine if draft.is_practice],
        "thrown_away": [draft for draft in mine if draft.thrown_away_at is not None],
        "watches": _watches(request.user),
    }


@written_once
def _drafts(user: User, at: datetime) -> QuerySet[Draft]:
    return Draft.objects.visible_to(user).begun(at).select_related("residence")


@written_once
def _watches(user: User) -> QuerySet[PlaceWatch]:
    return PlaceWatch.objects.visible_to(user).select_related("residence").order_by("residence__name")


@written_once
def _openings(user: User, at: datetime) -> QuerySet[SheetOpening]:
    return SheetOpening.objects.visible_to(user).waiting(at).filter(asked_by_dpo=True).select_related("referral")


class Filter(NamedTuple):
    """What is asked of the list: one status, one thing to do, the own referrals only."""

    status: ReferralStatus | None = None
    to_do: ToDo | None = None
    is_mine: bool = False

    @classmethod
    def of(cls, form: FiledFilterForm) -> "Filter":
        if not form.is_valid():
            return cls()
        status, wat, mine = (form.cleaned_data[name] for name in ("status", "wat", "mine"))
        return cls(ReferralStatus(status) if status else None, ToDo(wat) if wat else None, mine)


def _page_of(request: SignedInRequest, form: FiledFilterForm) -> tuple[list[Referral], dict[str, Any]]:
    """The rows of the page that is asked, and the addresses of the others."""
    user, kept = request.user, Filter.of(form)
    seen = request.GET.get("na", "")
    last_seen = _place_of(user, kept, seen) if re.fullmatch(SHAPE, seen) else []
    if last_seen:
        [(filed_at, pk)] = last_seen
        rows = _further(user, kept, filed_at, pk, PAGE + 1)
        older = _address(request, na=rows[PAGE - 1].reference) if len(rows) > PAGE else ""
        return rows[:PAGE], {"older": older, "newer": _address(request), "pages": []}
    last = max(1, -(-_how_many(user, kept, PAGE * NUMBERED) // PAGE))
    asked = request.GET.get("pagina", "")
    number = min(max(int(asked), 1), last) if re.fullmatch("[0-9]{1,4}", asked) else 1
    rows = _numbered(user, kept, (number - 1) * PAGE, number * PAGE + 1)
    older = ""
    if len(rows) > PAGE:
        older = (
            _address(request, pagina=number + 1) if number < last else _address(request, na=rows[PAGE - 1].reference)
        )
    near = {1, number - 1, number, number + 1, last} if last > 1 else set()
    numbers = sorted(one for one in near if 1 <= one <= last)
    return rows[:PAGE], {
        "older": older,
        "newer": _address(request, pagina=number - 1) if number > 1 else "",
        "pages": list(_pages(request, numbers, number)),
    }


def _pages(request: SignedInRequest, numbers: list[int], current: int) -> Iterator[tuple[int, str, bool]]:
    """The pages that have a number, with a gap (0) where some are left out."""
    for before, one in zip([0, *numbers], numbers, strict=False):
        if one > before + 1:
            yield 0, "", False
        yield one, _address(request, pagina=one), one == current


@written_once
def _numbered(user: User, kept: Filter, first: int, last: int) -> QuerySet[Referral]:
    return _told(user, kept)[first:last]


@written_once
def _further(user: User, kept: Filter, filed_at: datetime, pk: UUID, most: int) -> QuerySet[Referral]:
    older = Q(filed_at__lt=filed_at) | Q(filed_at=filed_at, pk__lt=pk)
    return _told(user, kept).filter(older)[:most]


@written_once
def _place_of(user: User, kept: Filter, reference: str) -> QuerySet[Referral, tuple[datetime, UUID]]:
    return _filtered(user, kept).filter(reference=reference).values_list("filed_at", "pk")


@counted_once
def _how_many(user: User, kept: Filter, most: int) -> QuerySet[Referral, Any]:
    """As far as pages have numbers; without what the plain list has beside it, so that an index is enough."""
    is_plain = not kept.status and not kept.to_do
    rows = _mine(Referral.objects.visible_to(user), user, kept) if is_plain else _filtered(user, kept)
    return rows.order_by("-filed_at").values("filed_at")[:most]


def _told(user: User, kept: Filter) -> QuerySet[Referral]:
    rows = _filtered(user, kept).select_related("team", "partner", "filed_by").only(*SHOWN)
    return rows.order_by("-filed_at", "-pk")


def _address(request: SignedInRequest, **place: Any) -> str:
    """The same list elsewhere in it."""
    query = request.GET.copy()
    for name in ("na", "pagina"):
        query.pop(name, None)
    query.update(place)
    return f"?{query.urlencode()}"


def _begin_here(teams: list[Organisation]) -> dict[str, Any]:
    """The first question of a referral, for who files for one team; others are asked for which one, on its page."""
    if len(teams) != 1:
        return {}
    return {"place_form": PlaceForm(teams=teams), "places": places_of(teams)}


def named(rows: Iterable[_Named]) -> list[tuple[_Named, str]]:
    """Each with the name of its client; one that does not open says so on its own line."""
    at = timezone.now()
    return [(row, read_or_report(partial(getattr, row, "client_name"), otherwise=UNREADABLE, at=at)) for row in rows]


def _filtered(user: User, kept: Filter) -> ReferralQuerySet:
    referrals = Referral.objects.visible_to(user).with_state(only=kept.status or "")
    referrals = _mine(referrals, user, kept)
    return to_do(referrals, only=kept.to_do) if kept.to_do else referrals


def _mine(referrals: ReferralQuerySet, user: User, kept: Filter) -> ReferralQuerySet:
    mine = Q(taken_over_by=user) | Q(taken_over_by=None, filed_by=user)
    return referrals.filter(mine) if kept.is_mine else referrals
