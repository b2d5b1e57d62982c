"""Of whom figures are: what someone may see, and what was asked of it."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from agreements.models import Agreement
from law.roles import Role

Pair = tuple[UUID, UUID]
"""A team and a partner: an agreement, whatever its version (R44)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The referrals to count: within what the person may see, those of a team, a partner or a province, when asked."""

    sees_all: bool
    own_teams: frozenset[UUID]
    own_partners: frozenset[UUID]
    team: UUID | None = None
    partner: UUID | None = None
    province: str | None = None

    def of(self, agreement: Agreement) -> "Scope":
        """Only this agreement, all versions together."""
        return replace(self, team=agreement.team_id, partner=agreement.partner_id)

    def may_see(self, team: UUID | None, partner: UUID | None) -> bool:
        """Whether all referrals of this team (to this partner) are within what the person may see."""
        return self.sees_all or team in self.own_teams or partner in self.own_partners

    @property
    def is_of_own_teams(self) -> bool:
        """Whether all of it is of teams in which the person works, who can read each of these cases."""
        if self.team is not None:
            return self.team in self.own_teams
        return bool(self.own_teams) and not self.sees_all and not self.own_partners

    @property
    def parameters(self) -> dict[str, Any]:
        """What `CONDITIONS` asks."""
        return {
            "sees_all": self.sees_all,
            "own_teams": list(self.own_teams),
            "own_partners": list(self.own_partners),
            "team": self.team,
            "partner": self.partner,
            "province": self.province,
        }


CONDITIONS = """
    (%(sees_all)s or referral.team_id = any(%(own_teams)s::uuid[])
        or referral.partner_id = any(%(own_partners)s::uuid[]))
    and (%(team)s::uuid is null or referral.team_id = %(team)s::uuid)
    and (%(partner)s::uuid is null or referral.partner_id = %(partner)s::uuid)
    and (%(province)s::text is null or referral.residence_id in (
        select nis from directory_municipality where province = %(province)s
    ))
"""
"""The scope in SQL, for the alias `referral`; each condition that is not asked falls away when it is planned."""


def scope_of(user: Any) -> Scope:
    """All that someone may see figures of: own teams, own receivers; administrators and auditors of everyone (D4)."""
    return Scope(
        sees_all=user.has_role(Role.ADMINISTRATOR, Role.AUDITOR),
        own_teams=frozenset(one.pk for one in user.organisations_as(Role.TEAM_MEMBER)),
        own_partners=frozenset(one.pk for one in user.organisations_as(Role.SOCIAL_WORKER)),
    )
