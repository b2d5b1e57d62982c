"""A member leaves: the referrals that still ask for attention go to a colleague of the same team."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import Code, record_event
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role
from referrals.models import Referral
from referrals.rules.worklist import handled_by


@transaction.atomic
def hand_over(*, organisation: Organisation, giver: User, taker: User, by: User, at: datetime) -> int:
    """Give every referral that `giver` handles for this local team and that is not erased to `taker`; returns how many.

    With a referral go its corrections and its requests to delete. Done by a member of the team: an administrator sees
    no client (D8). Who filed it stays who filed it.
    """
    today = timezone.localdate(at)
    members = User.objects.filter(
        is_active=True, membership__organisation=organisation, membership__role=Role.TEAM_MEMBER
    )
    is_colleague = members.filter(pk=taker.pk).exists() and taker.pk != giver.pk
    if not is_colleague or not taker.is_bound_by_secrecy(today) or not members.filter(pk=by.pk).exists():
        raise Refusal("Deze collega kan nu niets overnemen. Kies iemand anders.")
    handled = handled_by(Referral.objects.filter(team=organisation), giver)
    locked = list(handled.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))
    count = Referral.objects.filter(pk__in=locked).update(taken_over_by=taker)
    if count:
        details: dict[str, Code] = {"to": str(taker.pk), "count": count}
        record_event(Event.REFERRALS_HANDED_OVER, by=by, at=at, about=giver, organisation=organisation, details=details)
    return count


def count_handled(person: User, team: Organisation) -> int:
    """How many referrals this person handles for a team, as `hand_over` would give them."""
    return handled_by(Referral.objects.filter(team=team), person).count()
