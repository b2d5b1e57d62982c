"""The facts of papers as they were known at a moment: frozen, and kept as plain values (D26).

`freeze` takes what the gate asks of an agreement, `as_values` and `from_values` write it down and read it back. What is
frozen satisfies the same protocols as the models, so the gate judges it in the same way.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from law.facts import AgreementFacts, ConsentFacts, DocumentFacts, MailboxFacts, ProtocolFacts, TerritoryFacts


@dataclass(frozen=True, slots=True)
class KnownTerritory:
    """One municipality that was known to be served during a period."""

    municipality_id: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """A receiver with the territory that was known."""

    id: UUID
    kind: str
    territory_facts: Iterable[TerritoryFacts]


@dataclass(frozen=True, slots=True)
class KnownSuspension:
    """Sharing was known to be suspended in this period."""

    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class KnownMailbox:
    """The mailbox in use, with what this house knew of it."""

    address: str
    attested_on: date | None
    verified_on: date | None
    bounced_on: date | None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What was known of one of the papers."""

    signed_by_agency_on: date | None
    signed_by_partner_on: date | None
    in_force_from: date | None
    ends_on: date | None
    notice_given_on: date | None
    notice_months: int | None
    placeholders: Collection[str]
    doubts: Collection[str]


@dataclass(frozen=True, slots=True)
class KnownProtocol(KnownDocument):
    """What was known of the protocol."""

    first_signed_on: date | None
    advised_by_agency_dpo_on: date | None
    advised_by_partner_dpo_on: date | None
    ended_for_breach_on: date | None
    mailbox_facts: KnownMailbox | None


@dataclass(frozen=True, slots=True)
class KnownAgreement(KnownDocument):
    """What was known of the agreement, with all that hangs on it."""

    partner_id: UUID
    legal_ground_gone_on: date | None
    suspension_facts: Collection[KnownSuspension]
    protocol_facts: KnownProtocol | None


def freeze(agreement: AgreementFacts) -> KnownAgreement:
    """All that the gate asks of these papers, as it is known now."""
    protocol = agreement.protocol_facts
    suspensions = [KnownSuspension(one.from_on, one.until_on) for one in agreement.suspension_facts]
    return KnownAgreement(
        **_document(agreement),
        partner_id=agreement.partner_id,
        legal_ground_gone_on=agreement.legal_ground_gone_on,
        suspension_facts=tuple(sorted(suspensions, key=lambda one: (one.from_on, one.until_on or date.max))),
        protocol_facts=_protocol(protocol) if protocol else None,
    )


def _document(document: DocumentFacts) -> dict[str, Any]:
    taken = {field.name: getattr(document, field.name) for field in fields(KnownDocument)}
    return taken | {name: tuple(sorted(taken[name])) for name in ("placeholders", "doubts")}


def _protocol(protocol: ProtocolFacts) -> KnownProtocol:
    return KnownProtocol(
        **_document(protocol),
        first_signed_on=protocol.first_signed_on,
        advised_by_agency_dpo_on=protocol.advised_by_agency_dpo_on,
        advised_by_partner_dpo_on=protocol.advised_by_partner_dpo_on,
        ended_for_breach_on=protocol.ended_for_breach_on,
        mailbox_facts=_mailbox(protocol.mailbox_facts) if protocol.mailbox_facts else None,
    )


def _mailbox(mailbox: MailboxFacts) -> KnownMailbox:
    return KnownMailbox(**{field.name: getattr(mailbox, field.name) for field in fields(KnownMailbox)})


def as_values(agreement: KnownAgreement) -> dict[str, Any]:
    """The same as numbers, texts and lists: days as 2024-01-29."""
    return {name: _plain(value) for name, value in asdict(agreement).items()}


def from_values(values: dict[str, Any]) -> KnownAgreement:
    """What `as_values` wrote down."""
    protocol = values["protocol_facts"]
    return KnownAgreement(
        **_own(KnownAgreement, values, but={"partner_id", "suspension_facts", "protocol_facts"}),
        partner_id=UUID(values["partner_id"]),
        suspension_facts=tuple(KnownSuspension(**_own(KnownSuspension, one)) for one in values["suspension_facts"]),
        protocol_facts=_protocol_of(protocol) if protocol else None,
    )


def _protocol_of(values: dict[str, Any]) -> KnownProtocol:
    mailbox = values["mailbox_facts"]
    return KnownProtocol(
        **_own(KnownProtocol, values, but={"mailbox_facts"}),
        mailbox_facts=KnownMailbox(**_own(KnownMailbox, mailbox)) if mailbox else None,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _own(kind: type, values: dict[str, Any], *, but: Collection[str] = ()) -> dict[str, Any]:
    return {field.name: _read(values[field.name], field.type) for field in fields(kind) if field.name not in but}


def _read(value: Any, kind: Any) -> Any:
    if kind in (date, date | None):
        return date.fromisoformat(value) if value else None
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class KnownConsent:
    """A consent, with its end when that was known."""

    receiver_id: UUID
    is_informed: bool
    is_free: bool
    is_explicit: bool
    is_decided_together: bool
    given_on: date
    withdrawn_on: date | None


def freeze_consent(consent: ConsentFacts, *, is_end_known: bool) -> KnownConsent:
    """The consent as it was known: a withdrawal that was recorded later was not known yet."""
    taken = {field.name: getattr(consent, field.name) for field in fields(KnownConsent)}
    return KnownConsent(**taken if is_end_known else {**taken, "withdrawn_on": None})
