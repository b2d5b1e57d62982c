"""What the gate needs to know, as protocols: models fit by attribute name, so that `law` stays free of Django.

Every date is a calendar day in Brussels. `None` means "not (yet) so", never "unknown but fine".
"""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum, auto
from typing import Protocol
from uuid import UUID


class Region(StrEnum):
    """Region of the municipality in which the client stays (codes of Statbel)."""

    FLANDERS = "VLG"
    BRUSSELS = "BRU"
    WALLONIA = "WAL"


class OrganisationKind(StrEnum):
    """The parties of the papers: agency and local team on one side, OCMW or CAW on the other; DMW only in a GBO."""

    AGENCY = auto()
    LOCAL_TEAM = auto()
    OCMW = auto()
    CAW = auto()
    DMW = auto()


class TerritoryFacts(Protocol):
    """One municipality that an organisation serves during a period; `until_on` is the last day, or None."""

    @property
    def municipality_id(self) -> str: ...
    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


class PartnerFacts(Protocol):
    """The receiver (R2, R3)."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def territory_facts(self) -> Iterable[TerritoryFacts]: ...


class SenderFacts(Protocol):
    """The team member who shares (R6, R7); None means no declaration of professional secrecy is on record."""

    @property
    def bound_by_secrecy_since(self) -> date | None: ...


class ConsentFacts(Protocol):
    """The client's consent (R52–R59)."""

    @property
    def receiver_id(self) -> UUID: ...
    @property
    def is_informed(self) -> bool:
        """All five points were told beforehand (R52)."""

    @property
    def is_free(self) -> bool: ...
    @property
    def is_explicit(self) -> bool: ...
    @property
    def is_decided_together(self) -> bool: ...
    @property
    def given_on(self) -> date: ...
    @property
    def withdrawn_on(self) -> date | None: ...


class DocumentFacts(Protocol):
    """What agreement and protocol have in common."""

    @property
    def signed_by_agency_on(self) -> date | None:
        """The day on which the last signatory of Opgroeien signed; None as long as one is missing."""

    @property
    def signed_by_partner_on(self) -> date | None: ...
    @property
    def in_force_from(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None:
        """Last day of a fixed term ("tot en met"); None when indefinite (R33)."""

    @property
    def notice_given_on(self) -> date | None: ...
    @property
    def notice_months(self) -> int | None: ...
    @property
    def placeholders(self) -> Collection[str]:
        """Names of the fields in which a placeholder was left ("xxxx", "…", "[DATUM]")."""

    @property
    def doubts(self) -> Collection[str]:
        """Names of the fields of which nobody confirmed yet what the paper says ("81 november 2824")."""


class MailboxFacts(Protocol):
    """A mailbox that can receive client data: that of a protocol, or of a GBO partner (R69, R70, D27)."""

    @property
    def address(self) -> str: ...
    @property
    def attested_on(self) -> date | None:
        """The day on which the receiver itself attested that only staff bound by secrecy open it (R69)."""

    @property
    def verified_on(self) -> date | None:
        """The day from which on two people compared the address and the receiver answered a check (R70)."""

    @property
    def bounced_on(self) -> date | None:
        """The day a mail came back. Only a check on a later day lifts it, for days do not tell which came first."""


class ProtocolFacts(DocumentFacts, Protocol):
    """The annex for electronic sharing (R26–R32)."""

    @property
    def first_signed_on(self) -> date | None:
        """The day on which the first signatory of either side signed; None as long as nobody did (R31)."""

    @property
    def advised_by_agency_dpo_on(self) -> date | None: ...
    @property
    def advised_by_partner_dpo_on(self) -> date | None: ...
    @property
    def ended_for_breach_on(self) -> date | None:
        """The day of the notice by which Opgroeien ended the protocol at once (R100)."""

    @property
    def mailbox_facts(self) -> MailboxFacts | None: ...


class SuspensionFacts(Protocol):
    """Sharing is suspended from `from_on` until the last day `until_on`, or until further notice."""

    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


class AgreementFacts(DocumentFacts, Protocol):
    """The agreement with what hangs on it (R26)."""

    @property
    def partner_id(self) -> UUID: ...
    @property
    def legal_ground_gone_on(self) -> date | None:
        """From this day on there is no legal ground any more (R36)."""

    @property
    def suspension_facts(self) -> Iterable[SuspensionFacts]: ...
    @property
    def protocol_facts(self) -> ProtocolFacts | None: ...
