"""Who handles a follow-up: who it was assigned to, for as long as that person works at the receiver (ADR 0032)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet

from accounts.models import Membership
from law.roles import Role
from ocmw_intake.models.intake import Intake
from statements.written import written_once


@dataclass(frozen=True)
class Handlers:
    """Who can handle follow-ups at some receivers: by receiver, the names of its social workers by their key."""

    names: dict[uuid.UUID, dict[uuid.UUID, str]]

    def of(self, intake: Intake) -> uuid.UUID | None:
        """Whoever left, or whose account is off, handles nothing any more."""
        assigned = intake.assigned_to_id
        return assigned if assigned in self.names.get(intake.partner_id, {}) else None

    def name_of(self, intake: Intake) -> str:
        """The name of who handles it; empty when nobody does."""
        handler = self.of(intake)
        return self.names[intake.partner_id][handler] if handler else ""

    @property
    def parts(self) -> list[tuple[uuid.UUID, list[uuid.UUID]]]:
        """The same without the names, as a statement takes it (ADR 0099)."""
        return [(receiver, list(names)) for receiver, names in self.names.items()]

    @classmethod
    def of_parts(cls, parts: list[tuple[uuid.UUID, list[uuid.UUID]]]) -> Self:
        return cls({receiver: dict.fromkeys(people, "") for receiver, people in parts})

    def everyone(self) -> dict[uuid.UUID, str]:
        """All of them, by name."""
        people = {key: name for names in self.names.values() for key, name in names.items()}
        return dict(sorted(people.items(), key=lambda person: (person[1], person[0])))

    def handled_by(self, person: uuid.UUID) -> Q:
        """The follow-ups that this person handles."""
        return Q(
            assigned_to=person, partner__in=[receiver for receiver, names in self.names.items() if person in names]
        )

    def handled_by_nobody(self) -> Q:
        """The follow-ups without a handler: never assigned, given back, or of someone who left."""
        nobody = Q(assigned_to=None)
        for receiver, names in self.names.items():
            nobody |= Q(partner=receiver) & ~Q(assigned_to__in=list(names))
        return nobody


def handlers_at(receivers: Iterable[uuid.UUID]) -> Handlers:
    """Who can handle follow-ups at these receivers; one query."""
    names: dict[uuid.UUID, dict[uuid.UUID, str]] = {receiver: {} for receiver in receivers}
    for receiver, person, name in _members(list(names)):
        names[receiver][person] = name
    return Handlers(names)


@written_once
def _members(receivers: list[uuid.UUID]) -> QuerySet[Membership, tuple[uuid.UUID, uuid.UUID, str]]:
    members = Membership.objects.filter(organisation__in=receivers, role=Role.SOCIAL_WORKER, user__is_active=True)
    return members.order_by("user__name", "user").values_list("organisation_id", "user_id", "user__name")
