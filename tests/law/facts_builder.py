"""Facts that satisfy the protocols of `law.facts` and `law.onward`. Every default is in order, so a test breaks one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from law import gate
from law.facts import OrganisationKind, Region
from law.gate import Decision
from law.onward import check_onward

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)

HOME = "90001"
ELSEWHERE = "90002"

RECEIVER_ID = UUID(int=1)
OTHER_ID = UUID(int=2)
GBO_PARTNER_ID = UUID(int=3)


@dataclass(frozen=True)
class Territory:
    municipality_id: str = HOME
    from_on: date = date(2019, 1, 1)
    until_on: date | None = None


@dataclass(frozen=True)
class Partner:
    id: UUID = RECEIVER_ID
    kind: str = OrganisationKind.OCMW
    territory_facts: Iterable[Territory] = (Territory(),)


@dataclass(frozen=True)
class Sender:
    bound_by_secrecy_since: date | None = date(2020, 1, 1)


@dataclass(frozen=True)
class Consent:
    receiver_id: UUID = RECEIVER_ID
    is_informed: bool = True
    is_free: bool = True
    is_explicit: bool = True
    is_decided_together: bool = True
    given_on: date = TODAY
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Mailbox:
    address: str = "gegevensdeling@ocmw.example"
    attested_on: date | None = date(2026, 2, 1)
    verified_on: date | None = date(2026, 2, 2)
    bounced_on: date | None = None


@dataclass(frozen=True)
class Protocol:
    signed_by_agency_on: date | None = date(2026, 1, 20)
    signed_by_partner_on: date | None = date(2026, 1, 15)
    in_force_from: date | None = date(2026, 2, 1)
    ends_on: date | None = None
    notice_given_on: date | None = None
    notice_months: int | None = 6
    placeholders: Collection[str] = ()
    doubts: Collection[str] = ()
    advised_by_agency_dpo_on: date | None = date(2026, 1, 10)
    advised_by_partner_dpo_on: date | None = date(2025, 9, 1)
    ended_for_breach_on: date | None = None
    mailbox_facts: Mailbox | None = field(default_factory=Mailbox)
    earliest_signatory_on: date | None = None
    """When one of two signatories of a side signed before the day on which that side had signed."""

    @property
    def first_signed_on(self) -> date | None:
        days = (self.signed_by_agency_on, self.signed_by_partner_on, self.earliest_signatory_on)
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Suspension:
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Agreement:
    partner_id: UUID = RECEIVER_ID
    signed_by_agency_on: date | None = date(2026, 1, 12)
    signed_by_partner_on: date | None = date(2026, 1, 8)
    in_force_from: date | None = date(2026, 2, 1)
    ends_on: date | None = None
    notice_given_on: date | None = None
    notice_months: int | None = 6
    placeholders: Collection[str] = ()
    doubts: Collection[str] = ()
    legal_ground_gone_on: date | None = None
    suspension_facts: Iterable[Suspension] = ()
    protocol_facts: Protocol | None = field(default_factory=Protocol)


@dataclass(frozen=True)
class GboAgreement:
    party_ids: Collection[UUID] = (RECEIVER_ID, GBO_PARTNER_ID)
    signed_by_caw_on: date | None = date(2025, 3, 3)
    signed_by_ocmw_on: date | None = date(2025, 3, 4)
    signed_by_dmw_on: date | None = date(2025, 3, 5)
    first_signed_on: date | None = date(2025, 3, 3)
    advised_by_caw_dpo_on: date | None = date(2025, 2, 1)
    placeholders: Collection[str] = ()
    notice_given_on: date | None = None
    stopped_on: date | None = None
    suspension_facts: Iterable[Suspension] = ()


@dataclass(frozen=True)
class GboPartner:
    id: UUID = GBO_PARTNER_ID
    kind: str = OrganisationKind.CAW


@dataclass(frozen=True)
class OnwardConsent:
    partner_id: UUID = GBO_PARTNER_ID
    given_on: date = TODAY
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class ProcessorContract:
    signed_on: date = YESTERDAY
    ends_on: date | None = None


def agreement_with(**changes: Any) -> Agreement:
    return replace(Agreement(), **changes)


def with_protocol(**changes: Any) -> Agreement:
    """An agreement in order whose protocol differs."""
    return agreement_with(protocol_facts=replace(Protocol(), **changes))


def with_mailbox(**changes: Any) -> Agreement:
    """Papers in order whose mailbox differs."""
    return with_protocol(mailbox_facts=replace(Mailbox(), **changes))


def papers(**changes: Any) -> Decision:
    """Ask the gate about the papers, everything in order but the changes."""
    asked: dict[str, Any] = {
        "residence": HOME,
        "region": Region.FLANDERS,
        "partner": Partner(),
        "agreement": Agreement(),
        "sender": Sender(),
        "on": TODAY,
    }
    return gate.check_papers(**(asked | changes))


def sharing(**changes: Any) -> Decision:
    """Ask the gate about one client's data, everything in order but the changes."""
    asked: dict[str, Any] = {
        "consent": Consent(),
        "residence": HOME,
        "region": Region.FLANDERS,
        "partner": Partner(),
        "agreement": Agreement(),
        "sender": Sender(),
        "on": TODAY,
    }
    return gate.check(**(asked | changes))


def onward(**changes: Any) -> Decision:
    """Ask about passing on to a GBO partner, everything in order but the changes."""
    asked: dict[str, Any] = {
        "gbo_agreement": GboAgreement(),
        "partner": GboPartner(),
        "mailbox": Mailbox(),
        "consent": OnwardConsent(),
        "contract": ProcessorContract(),
        "on": TODAY,
    }
    return check_onward(**(asked | changes))
