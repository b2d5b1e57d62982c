"""Whom the receiver calls when data are wrong: the person who filed (protocol art. 7; R86–R88); whom a team asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Membership, User
from directory.models import Organisation
from directory.notation import show_phone
from law.roles import Role
from referrals.models import Referral
from statements.written import written_once

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class WhomToCall:
    """Who is to be told, as a sentence goes on: name of the person (empty: the team), team, and phone."""

    person: str
    team: str
    phone: str

    @property
    def words(self) -> str:
        """For "Bel …": the person by name, so that whoever picks up the phone of the team knows who is meant."""
        who = f"{self.person} van {self.team}" if self.person else self.team
        return f"{who} op {self.phone}" if self.phone else who


def members_of(team: Organisation | UUID) -> QuerySet[User]:
    """Who works for a team now."""
    return User.objects.filter(is_active=True, membership__organisation=team, membership__role=Role.TEAM_MEMBER)


def whom_to_call(referral: Referral) -> WhomToCall:
    """Who filed, at the phone of the team; who left the team is replaced by the team."""
    team, person = referral.team, referral.filed_by
    is_there = bool(_is_member(team.pk, person.pk))
    return WhomToCall(person.name if is_there else "", team.name, show_phone(team.phone) if team.phone else "")


@written_once
def _is_member(team: UUID, person: UUID) -> QuerySet[User, Any]:
    return members_of(team).filter(pk=person).values("pk")[:1]


def administrators_to_ask() -> list[User]:
    """Whom a team asks when it may send somewhere: who looks after the papers; a few of them, by name."""
    found = Membership.objects.active().filter(role=Role.ADMINISTRATOR).select_related("user")
    return [one.user for one in found.order_by("user__name")[:MOST_NAMED]]
