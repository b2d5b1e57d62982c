"""Whether people still work here: heads say so every three months, and an account that nobody uses is closed (D34).

A run that comes late or twice does nothing twice: what was asked, reminded or ended stands on the row, and every end
comes at least two weeks after a warning that was really written. While the outbox is frozen nobody can be warned, so
nothing ends either.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce, Greatest

from accounts import letters
from accounts.actions.access import close_access, is_last_administrator, lock_access
from accounts.models import Membership, User
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.access import (
    CONFIRMED_FOR,
    REMINDED_BEFORE,
    UNUSED_FOR,
    WARNED_BEFORE,
    closes_unused_at,
    ends_unless_confirmed_at,
)
from law.refusal import Refusal
from outbox import standstill

AT_ONCE = 500
"""Rows of each step that one run looks at, the oldest first; the next run takes the next ones."""


def asked_of(user: User, organisation: Organisation) -> "list[Membership]":
    """Those of this place about whom this person says whether they still work here; never oneself."""
    there = Membership.objects.active().filter(organisation=organisation).exclude(user=user)
    found = there.select_related("user", "organisation").order_by("user__name", "pk")[:AT_ONCE]
    heads = set(letters.heads_of(organisation).values_list("pk", flat=True))
    administers = letters.administrators().filter(pk=user.pk).exists()
    return [one for one in found if (user.pk in heads if heads - {one.user_id} else administers)]


def ends_at(membership: Membership, *, at: datetime) -> datetime:
    """When this access ends if nobody confirms it."""
    return ends_unless_confirmed_at(membership.confirmed_at, membership.warned_at, at=at)


@transaction.atomic
def confirm(*, memberships: Collection[Membership], by: User, at: datetime) -> int:
    """Say of these people that they still work here; returns how many. Raises Refusal, and then confirms nobody."""
    keys = sorted(one.pk for one in memberships)
    locked = Membership.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    count = 0
    for one in locked.select_related("user", "organisation"):
        if one.user_id == by.pk or not letters.who_answers_for(one).filter(pk=by.pk).exists():
            raise Refusal("Over deze collega beslist iemand anders. Kijk in de lijst.")
        one.confirmed_at, one.warned_at, one.reminded_at = at, None, None
        one.save(update_fields=["confirmed_at", "warned_at", "reminded_at"])
        record_event(Event.ACCESS_CONFIRMED, by=by, at=at, about=one.user, organisation=one.organisation)
        count += 1
    return count


def review_access(*, at: datetime) -> dict[str, int]:
    """Ask, remind and end what is due; returns how many of each. Each place and each account is a transaction."""
    if standstill.current().frozen_at is not None:
        return {"asked": 0, "reminded": 0, "ended": 0, "unused": 0, "closed": 0}
    return {
        "asked": sum(_ask(keys, at=at) for keys in _by_place(_to_ask(at))),
        "reminded": sum(_remind(keys, at=at) for keys in _by_place(_to_remind(at))),
        "ended": sum(_end(pk, at=at) for pk in _to_end(at)),
        "unused": sum(_warn_unused(pk, at=at) for pk in _unused(at)),
        "closed": sum(_close_unused(pk, at=at) for pk in _still_unused(at)),
    }


# --- three months --------------------------------------------------------------------------------------------------


def _to_ask(at: datetime) -> "QuerySet[Membership]":
    over = at - (CONFIRMED_FOR - WARNED_BEFORE)
    return Membership.objects.active().filter(warned_at=None, confirmed_at__lte=over)


def _to_remind(at: datetime) -> "QuerySet[Membership]":
    over = at - (WARNED_BEFORE - REMINDED_BEFORE)
    return Membership.objects.active().filter(reminded_at=None, warned_at__lte=over)


def _to_end(at: datetime) -> list[UUID]:
    due = Membership.objects.filter(warned_at__lte=at - WARNED_BEFORE, reminded_at__lte=at - REMINDED_BEFORE)
    return list(due.order_by("warned_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _by_place(due: "QuerySet[Membership]") -> Iterable[list[UUID]]:
    places: dict[UUID, list[UUID]] = defaultdict(list)
    for place, pk in due.order_by("confirmed_at", "pk").values_list("organisation_id", "pk")[:AT_ONCE]:
        places[place].append(pk)
    return places.values()


def _lock(keys: list[UUID], **still: None) -> list[Membership]:
    """Lock those that are still due; whoever is being changed now is for the next run."""
    found = Membership.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return list(found.filter(pk__in=keys, **still).select_related("user", "organisation").order_by("user__name", "pk"))


@transaction.atomic
def _ask(keys: list[UUID], *, at: datetime) -> int:
    """Mail whoever answers for these people one list."""
    locked = [one for one in _lock(keys, warned_at=None) if not is_last_administrator(one)]
    for one in locked:
        one.warned_at = at
        one.save(update_fields=["warned_at"])
        record_event(Event.ACCESS_DOUBTED, by=None, at=at, about=one.user, organisation=one.organisation)
    _tell_who_answers(locked, "Wie werkt hier nog?", "mail/account/confirm.txt", at=at)
    return len(locked)


@transaction.atomic
def _remind(keys: list[UUID], *, at: datetime) -> int:
    """Mail them once more, and the people themselves."""
    locked = _lock(keys, reminded_at=None)
    for one in locked:
        one.reminded_at = at
        one.save(update_fields=["reminded_at"])
        day = max(ends_at(one, at=at), at + REMINDED_BEFORE)
        letters.write(
            [one.user], "Uw toegang eindigt binnenkort", "mail/account/ends_soon.txt", at=at, membership=one, day=day,
            answers=list(letters.who_answers_for(one)[:5]),
        )  # fmt: skip
    _tell_who_answers(locked, "Wie werkt hier nog? Antwoord deze week", "mail/account/confirm.txt", at=at)
    return len(locked)


def _tell_who_answers(locked: list[Membership], subject: str, template: str, *, at: datetime) -> None:
    lists: dict[User, list[Membership]] = defaultdict(list)
    for one in locked:
        for person in letters.who_answers_for(one):
            lists[person].append(one)
    for person, people in lists.items():
        day = min(ends_at(one, at=at) for one in people)
        place = people[0].organisation
        letters.write([person], subject, template, at=at, organisation=place, people=people, day=day)


@transaction.atomic
def _end(pk: UUID, *, at: datetime) -> int:
    membership = Membership.objects.filter(pk=pk).first()
    locked = membership and lock_access(membership)
    if locked is None or locked.warned_at is None or ends_at(locked, at=at) > at or is_last_administrator(locked):
        return 0
    told = [locked.user, *letters.who_answers_for(locked)]
    letters.write(told, "Toegang beëindigd", "mail/account/ended.txt", at=at, membership=locked, is_unused=False)
    close_access(locked, by=None, at=at, reason="not_confirmed")
    return 1


# --- 180 days ------------------------------------------------------------------------------------------------------


def _with_use() -> "QuerySet[Any]":
    begun = Coalesce(Max("membership__since"), F("created_at"))
    users = User.objects.filter(is_active=True).annotate(begun_at=begun)
    return users.annotate(used_at=Greatest("begun_at", Coalesce("last_login", F("begun_at"))))


def _unused(at: datetime) -> list[UUID]:
    due = _with_use().filter(used_at__lte=at - (UNUSED_FOR - WARNED_BEFORE))
    due = due.exclude(unused_warned_at__gte=F("used_at"))
    return list(due.order_by("used_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _still_unused(at: datetime) -> list[UUID]:
    due = _with_use().filter(used_at__lte=at - UNUSED_FOR, unused_warned_at__lte=at - WARNED_BEFORE)
    return list(due.order_by("unused_warned_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _warn_unused(pk: UUID, *, at: datetime) -> int:
    user = User.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
    used_at = _with_use().filter(pk=pk).values_list("used_at", flat=True).first()
    if user is None or used_at is None or (user.unused_warned_at or used_at) > used_at or _is_needed(user):
        return 0
    user.unused_warned_at = at
    user.save(update_fields=["unused_warned_at"])
    day = closes_unused_at(used_at, at, at=at)
    letters.write([user], "U logde lang niet in", "mail/account/unused.txt", at=at, used_at=used_at, day=day)
    record_event(Event.ACCOUNT_UNUSED, by=None, at=at, about=user)
    return 1


@transaction.atomic
def _close_unused(pk: UUID, *, at: datetime) -> int:
    """Close the account with every access it has, unless it was used meanwhile."""
    accesses = [lock_access(one) for one in Membership.objects.filter(user=pk).order_by("pk")]
    user = User.objects.select_for_update(no_key=True).get(pk=pk)
    used_at = _with_use().filter(pk=pk).values_list("used_at", flat=True).first()
    if used_at is None or closes_unused_at(used_at, user.unused_warned_at, at=at) > at or _is_needed(user):
        return 0
    for locked in accesses:
        if locked is not None:
            told = [locked.user, *letters.who_answers_for(locked)]
            letters.write(told, "Toegang beëindigd", "mail/account/ended.txt", at=at, membership=locked, is_unused=True)
            close_access(locked, by=None, at=at, reason="unused")
    if not accesses:  # somebody without any role
        User.objects.filter(pk=pk).update(is_active=False)
        record_event(Event.ACCOUNT_CLOSED, by=None, at=at, about=user, details={"reason": "unused"})
    return 1


def _is_needed(user: User) -> bool:
    """The last administrator stays, however long it is away (ADR 0059)."""
    return any(is_last_administrator(one) for one in user.membership_set.all())
