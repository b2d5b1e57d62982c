"""The worklist of a team."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from directory.models import Organisation
from law.roles import Role, allowed_to
from outbox.unreadable import UNREADABLE, read_or_report
from referrals.forms.filing import PlaceForm
from referrals.forms.worklist import FiledFilterForm, FindForm
from referrals.models import Draft, PlaceWatch, Referral, ReferralQuerySet, SheetOpening
from referrals.rules.worklist import ToDo, to_do
from referrals.terms.reference import SHAPE
from referrals.views.page import remember_list
from referrals.views.place import places_of

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
    referrals = _filtered(Referral.objects.visible_to(request.user), form, request)
    remember_list(request, form)
    is_plain = form.is_valid() and not form.cleaned_data["status"] and not form.cleaned_data["wat"]
    counted = _mine(Referral.objects.visible_to(request.user), form, request) if is_plain else referrals
    rows, pages = _page_of(request, referrals, counted=counted)
    teams = request.user.organisations_as(Role.TEAM_MEMBER)
    context = {
        "form": form,
        **_begin_here(teams),
        "search_form": FindForm(),
        "teams": teams,
        "has_teams": len(teams) > 1,
        "referrals": named(rows),
        **_begun(request),
        "openings": SheetOpening.objects.visible_to(request.user)
        .waiting(timezone.now())
        .filter(asked_by_dpo=True)
        .select_related("referral"),
        **pages,
        "is_new": _is_new(request, rows),
        "is_filtered": any(form.data.get(name) for name in form.fields),
    }
    return render(request, "referrals/worklist.html", context)


def _begun(request: SignedInRequest) -> dict[str, Any]:
    """What this person began: drafts, a practice, what was just thrown away, places to be told of."""
    mine = list(Draft.objects.visible_to(request.user).begun(timezone.now()).select_related("residence"))
    return {
        "drafts": named(draft for draft in mine if not draft.is_practice and draft.thrown_away_at is None),
        "can_go_again": to_do(Referral.objects.visible_to(request.user), only=ToDo.GO_AGAIN).count(),
        "practices": [draft for draft in mine if draft.is_practice],
        "thrown_away": [draft for draft in mine if draft.thrown_away_at is not None],
        "watches": PlaceWatch.objects.visible_to(request.user)
        .select_related("team", "residence")
        .order_by("residence__name"),
    }


def _is_new(request: SignedInRequest, rows: list[Referral]) -> bool:
    """Whether this person never filed a referral, and may want to read how it goes."""
    if request.user.bound_by_secrecy_since is None or any(row.filed_by_id == request.user.pk for row in rows):
        return False
    return not Referral.objects.visible_to(request.user).filter(filed_by=request.user).exists()


def _page_of(
    request: SignedInRequest, referrals: ReferralQuerySet, *, counted: ReferralQuerySet
) -> tuple[list[Referral], dict[str, Any]]:
    """The rows of the page that is asked, and the addresses of the others; `counted` are as many, with less beside."""
    found = referrals.select_related("team", "partner", "filed_by").only(*SHOWN).order_by("-filed_at", "-pk")
    seen = request.GET.get("na", "")
    last_seen = None
    if re.fullmatch(SHAPE, seen):
        last_seen = referrals.filter(reference=seen).values_list("filed_at", "pk").first()
    if last_seen:
        filed_at, pk = last_seen
        further = found.filter(Q(filed_at__lt=filed_at) | Q(filed_at=filed_at, pk__lt=pk))
        rows = list(further[: PAGE + 1])
        older = _address(request, na=rows[PAGE - 1].reference) if len(rows) > PAGE else ""
        return rows[:PAGE], {"older": older, "newer": _address(request), "pages": []}
    in_index = counted.order_by("-filed_at").values("filed_at")
    last = max(1, -(-in_index[: PAGE * NUMBERED].count() // PAGE))
    asked = request.GET.get("pagina", "")
    number = min(max(int(asked), 1), last) if re.fullmatch("[0-9]{1,4}", asked) else 1
    rows = list(found[(number - 1) * PAGE : number * PAGE + 1])
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
        "pages": [(one, _address(request, pagina=one), one == number) for one in numbers],
    }


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


def _filtered(referrals: ReferralQuerySet, form: FiledFilterForm, request: SignedInRequest) -> ReferralQuerySet:
    if not form.is_valid():
        return referrals.with_state()
    referrals = referrals.with_state(only=form.cleaned_data["status"])
    referrals = _mine(referrals, form, request)
    if form.cleaned_data["wat"]:
        referrals = to_do(referrals, only=ToDo(form.cleaned_data["wat"]))
    return referrals


def _mine(referrals: ReferralQuerySet, form: FiledFilterForm, request: SignedInRequest) -> ReferralQuerySet:
    mine = Q(taken_over_by=request.user) | Q(taken_over_by=None, filed_by=request.user)
    return referrals.filter(mine) if form.cleaned_data["mine"] else referrals
