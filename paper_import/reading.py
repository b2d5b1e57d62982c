"""What the machine read on a paper, as the cells of the page to type over: the text that somebody would type (D28)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from agreements.terms.papers import Document, Party
from directory.models import Municipality
from law.facts import OrganisationKind
from paper_import.columns import POSITIONS
from paper_import.models import Papers, Read
from paper_import.parties import Parties
from paper_import.typed_fields import SERVES
from paper_reading.terms import PaperField, PaperKind, Proposal, by_field

_LONGEST_QUOTE = 200
_PLAIN = {
    PaperField.AGREEMENT_IN_FORCE_FROM: "agreement.in_force_from",
    PaperField.ENDS_ON: "agreement.ends_on",
    PaperField.AGREEMENT_NOTICE_MONTHS: "agreement.notice_months",
    PaperField.EVALUATION_MONTHS: "agreement.evaluation_months",
    PaperField.PARTNER_NUMBER: "partner.enterprise_number",
    PaperField.ADVICE_AGENCY_ON: f"advice.{Party.AGENCY}.advised_on",
    PaperField.ADVICE_PARTNER_ON: f"advice.{Party.PARTNER}.advised_on",
    PaperField.MAILBOX: "mailbox.address",
    PaperField.PROTOCOL_IN_FORCE_FROM: "protocol.in_force_from",
    PaperField.PROTOCOL_NOTICE_MONTHS: "protocol.notice_months",
    PaperField.SIGNED_ON: "protocol.signed_on",
    PaperField.PLACE: "protocol.place",
    PaperField.ESIGNATURE_CODE: "protocol.esignature_code",
    PaperField.ESIGNATURE_URL: "protocol.esignature_url",
}
PRINTED_TEAM = "team.printed"
"""How the paper calls a team that is not registered: no field, but what the page offers to register."""
MENTIONED = "agreement.concluded_on"
"""Kept beside the fields: a protocol mentions the day of its agreement, and asks it nowhere."""
NO_FIELDS = (MENTIONED, PRINTED_TEAM)


def papers_of(kinds: frozenset[PaperKind]) -> Papers:
    """Which papers these are."""
    if kinds >= {PaperKind.AGREEMENT, PaperKind.PROTOCOL}:
        return Papers.BOTH
    if PaperKind.PROTOCOL in kinds:
        return Papers.PROTOCOL
    return Papers.AGREEMENT if PaperKind.AGREEMENT in kinds else Papers.GBO


def cells_read(proposals: Iterable[Proposal], papers: Papers, parties: Parties) -> dict[str, Read]:
    """Each field of the page for which something was read; a text that is empty could not be read."""
    found = by_field(proposals)
    cells: dict[str, Read] = {}
    for name, key in _PLAIN.items():
        if name in found:
            cells[key] = as_read(found[name], text_of(found[name]))
    for key, read in (*_parties(found, parties), *_breach_contacts(found), *_people(found, papers)):
        cells.setdefault(key, read)
    if concluded := found.get(PaperField.CONCLUDED_ON):
        key = MENTIONED if papers == Papers.PROTOCOL else "agreement.signed_on"
        cells[key] = as_read(concluded, text_of(concluded))
    return cells


def as_read(proposal: Proposal, text: str, *, sure: bool = True) -> Read:
    return Read(text, sure and proposal.sure and bool(text), proposal.page, proposal.quote[:_LONGEST_QUOTE])


def text_of(proposal: Proposal) -> str:
    value: Any = proposal.value
    if value is None:
        return ""
    if isinstance(value, str) and proposal.field.endswith(("_on", "_from")):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)


def _parties(found: dict[PaperField, Proposal], parties: Parties) -> Iterator[tuple[str, Read]]:
    """The parties under the names by which they are registered; a number that is sure says which partner it is."""
    if team := found.get(PaperField.TEAM_NAME):
        known = parties.team_called(str(team.value))
        yield "team.name", as_read(team, known.name if known else "", sure=known is not None)
        if known is None:
            yield PRINTED_TEAM, Read(f"Lokaal team Kind en Gezin {team.value}", True, team.page, "")
    number, name, kind = (
        found.get(one) for one in (PaperField.PARTNER_NUMBER, PaperField.PARTNER_NAME, PaperField.PARTNER_KIND)
    )
    by_number = parties.by_number.get(_digits(str(number.value))) if number else None
    if number and by_number:
        yield "partner.name", as_read(number, by_number.name)
    elif name:
        words = str(name.value or "")
        prefix = str(kind.value).upper() if kind and kind.value else ""
        full = words if not prefix or words.upper().startswith(prefix) else f"{prefix} {words}"
        known = parties.partner_called(full)
        yield "partner.name", as_read(name, known.name if known else full, sure=known is not None)
    if by_number:
        return
    if kind:
        yield "partner.kind", as_read(kind, str(kind.value or ""))
    if seat := found.get(PaperField.PARTNER_SEAT):
        street, _, town = str(seat.value or "").rpartition(", ")
        code, _, municipality = town.partition(" ")
        for key, text in (("street", street), ("postal_code", code), ("municipality_name", municipality)):
            yield f"partner.{key}", as_read(seat, text)
        if kind and kind.value == OrganisationKind.OCMW and (served := municipality_called(municipality)):
            yield SERVES, as_read(seat, served.name)


def municipality_called(name: str) -> Municipality | None:
    """The municipality of today with exactly this name."""
    return Municipality.objects.filter(name__iexact=name, postal_codes__isnull=False).distinct().first()


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _breach_contacts(found: dict[PaperField, Proposal]) -> Iterator[tuple[str, Read]]:
    fields = {Party.AGENCY: PaperField.BREACH_CONTACT_AGENCY, Party.PARTNER: PaperField.BREACH_CONTACT_PARTNER}
    for party, field in fields.items():
        if proposal := found.get(field):
            name = "email" if "@" in str(proposal.value) else "name_or_function"
            yield f"contact.{party}.breach.{name}", as_read(proposal, str(proposal.value or "")[:120])


def _people(found: dict[PaperField, Proposal], papers: Papers) -> Iterator[tuple[str, Read]]:
    """Who signs; of an agreement those who represent the parties, which is likely and not sure."""
    if signed := found.get(PaperField.SIGNATORIES):
        for party in Party:
            ours = [one for one in signed.value or [] if one["party"] == party]
            yield from _signing(signed, ours, Document.PROTOCOL, party, sure=len(ours) <= len(POSITIONS))
    if papers == Papers.PROTOCOL:
        return
    for party, field in (
        (Party.AGENCY, PaperField.AGENCY_REPRESENTATIVES),
        (Party.PARTNER, PaperField.PARTNER_REPRESENTATIVES),
    ):
        if people := found.get(field):
            yield from _signing(people, people.value or [], Document.AGREEMENT, party, sure=False)


def _signing(
    proposal: Proposal, people: list[dict[str, str]], document: Document, party: Party, *, sure: bool
) -> Iterator[tuple[str, Read]]:
    for position, one in zip(POSITIONS, people, strict=False):
        part = f"signature.{document}.{party}.{position}"
        for name in ("name", "function"):
            if one[name]:
                yield f"{part}.{name}", as_read(proposal, one[name], sure=sure)
