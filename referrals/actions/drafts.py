"""Starting a referral, and keeping what is typed (ADR 0007)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from directory.models import Municipality, Organisation
from law.refusal import refused_by_gate
from referrals.actions.route import find_route
from referrals.models import Draft
from referrals.models.draft import LATER, REGRET

DRAFT_LIFE = timedelta(days=7)
PRACTICE_LIFE = timedelta(days=1)


@transaction.atomic
def start_draft(*, team: Organisation, residence: Municipality, by: User, at: datetime) -> Draft:
    """Begin a referral for a client who stays in this municipality; refused when the papers do not allow it.

    Always a new one: who begins twice, in two tabs, speaks with two clients.
    """
    route = find_route(team=team, residence=residence, sender=by, at=at)
    if not route.papers.may_send:
        raise refused_by_gate(route.papers)
    return Draft.objects.create(team=team, residence=residence, started_by=by, started_at=at)


@transaction.atomic
def keep_answers(draft: Draft, *, step: str, answers: dict[str, Any], is_whole: bool = True) -> None:
    """Keep, sealed, what was typed in one step of a draft that is not filed yet.

    What is kept for later, and was never judged, does not count as an answer: no next step rests on it.
    """
    locked = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if locked.referral_id is None:
        names = {True: step, False: f"{step}{LATER}"}
        others = {name: kept for name, kept in locked.answers.items() if name not in names.values()}
        locked.answers = {**others, names[is_whole]: answers}
        locked.revision += 1
        locked.save(update_fields=["sealed_answers", "revision"])


@transaction.atomic
def start_practice(*, team: Organisation, residence: Municipality, by: User, at: datetime) -> Draft:
    """Begin a practice: a draft that can never be filed, whatever the papers say. The former one goes."""
    Draft.objects.filter(started_by=by, is_practice=True).delete()
    return Draft.objects.create(team=team, residence=residence, started_by=by, started_at=at, is_practice=True)


@transaction.atomic
def throw_away(draft: Draft, *, at: datetime) -> None:
    """Put a draft aside: for an hour it can come back (ADR 0092)."""
    Draft.objects.filter(pk=draft.pk, referral=None, thrown_away_at=None).update(thrown_away_at=at)


@transaction.atomic
def fetch_back(draft: Draft, *, at: datetime) -> bool:
    """Go on with a draft that was thrown away less than an hour ago; returns whether it was still there."""
    return bool(Draft.objects.that_can_come_back(at).filter(pk=draft.pk).update(thrown_away_at=None))


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Erase a draft with everything that was typed, for good: the client said no, or it was a practice."""
    Draft.objects.filter(pk=draft.pk, referral=None).delete()


@transaction.atomic
def discard_old_drafts(*, at: datetime) -> int:
    """Erase drafts that nobody finished within a week, or that were thrown away an hour ago; practices after a day.

    Data without consent are not kept. Returns how many.
    """
    old = Q(started_at__lt=at - DRAFT_LIFE) | Q(thrown_away_at__lte=at - REGRET)
    practised = Q(is_practice=True, started_at__lt=at - PRACTICE_LIFE)
    return Draft.objects.filter(old | practised, referral=None).delete()[0]
