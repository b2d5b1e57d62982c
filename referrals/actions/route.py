"""Where a client's data would go, and whether they may: asked before anything is typed, and when it is filed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement, Mailbox
from agreements.route import papers_for
from directory.models import Municipality, Organisation
from law import gate
from law.facts import OrganisationKind, Region
from law.gate import Decision
from referrals.models import Draft


@dataclass(frozen=True)
class SendingRoute:
    """Where a client's data would go, and whether they may: receiver, papers and what the gate says of them."""

    receiver: Organisation | None
    agreement: Agreement | None
    papers: Decision

    @property
    def mailbox(self) -> Mailbox | None:
        """The mailbox named in the protocol (R68)."""
        protocol = self.agreement.protocol_facts if self.agreement else None
        return protocol.mailbox_facts if protocol else None


PRACTICE_RECEIVER = UUID(int=0)


def route_of(draft: Draft, *, sender: User, at: datetime) -> SendingRoute:
    """Where a draft would go; a practice goes to nobody, and the gate is not asked."""
    if not draft.is_practice:
        return find_route(team=draft.team, residence=draft.residence, sender=sender, at=at)
    nobody = Organisation(pk=PRACTICE_RECEIVER, kind=OrganisationKind.OCMW, name="OCMW Oefendorp (bestaat niet)")
    return SendingRoute(nobody, None, gate.decide(timezone.localdate(at), []))


def find_route(*, team: Organisation, residence: Municipality, sender: User, at: datetime) -> SendingRoute:
    """Find the receiver of the place where the client stays (R2, R3) and ask the gate, before anything is typed."""
    on = timezone.localdate(at)
    receiver, agreement = papers_for(team=team, residence=residence, on=on)
    papers = gate.check_papers(
        residence=residence.pk,
        region=Region(residence.region),
        partner=receiver,
        agreement=agreement,
        sender=sender,
        on=on,
    )
    return SendingRoute(receiver, agreement, papers)
