"""The partner's own part in words: what is registered, what the partner says, and where each piece stands (D33)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from accounts.guest_links import GuestLinkState
from agreements.models import MEASURES, Agreement, OwnPart, OwnPiece
from agreements.rules.duties import measures_of, publication_of
from agreements.terms.own_part import OF_CONTACTS, PieceAnswer, PieceKind, PieceOutcome
from agreements.terms.papers import Party
from directory.notation import show_phone
from paper_reading.terms import PaperField, Proposal

FIELDS = {
    "name_or_function": "Naam of functie",
    "organisation_name": "Andere organisatie",
    "phone": "Telefoonnummer",
    "email": "E-mailadres",
    "dpo_name": "Naam van de DPO",
    "dpo_email": "E-mailadres van de DPO",
    "address": "E-mailadres van de mailbox",
    **MEASURES,
    "url": "Webadres",
    "published_on": "Bekendgemaakt op",
}
_OF_KIND = {
    **dict.fromkeys(OF_CONTACTS, ("name_or_function", "phone", "email")),
    PieceKind.BREACH: ("name_or_function", "organisation_name", "phone", "email"),
    PieceKind.DPO: ("dpo_name", "dpo_email"),
    PieceKind.MAILBOX: ("address",),
    PieceKind.MEASURES: tuple(MEASURES),
    PieceKind.PUBLICATION: ("url", "published_on"),
}
_PRINTED = {
    PieceKind.REPRESENTATIVE: (PaperField.PARTNER_REPRESENTATIVES, "name_or_function"),
    PieceKind.BREACH: (PaperField.BREACH_CONTACT_PARTNER, "name_or_function"),
    PieceKind.MAILBOX: (PaperField.MAILBOX, "address"),
}
"""What of these the machine can read on a paper."""

_ASKED = {
    PieceKind.REPRESENTATIVE: "Wie vertegenwoordigt uw organisatie?",
    PieceKind.CONTACT: "Wie is de contactpersoon?",
    PieceKind.BREACH: "Wie bellen wij bij een gegevenslek?",
    PieceKind.DPO: "Wie is uw DPO?",
    PieceKind.MAILBOX: "Naar welke mailbox mogen gegevens van cliënten?",
    PieceKind.MEASURES: "Hoe beveiligt u de gegevens?",
    PieceKind.PUBLICATION: "Waar staat het protocol op uw website?",
}


def registered(agreement: Agreement, piece: OwnPiece) -> dict[str, Any]:
    """What is registered now about this piece, by field; empty when nothing is."""
    if piece.kind in OF_CONTACTS:
        contact = next((one for one in agreement.contacts.all() if one.pk == piece.contact_key), None)
        return {name: getattr(contact, name) for name in _OF_KIND[PieceKind(piece.kind)]} if contact else {}
    if piece.kind == PieceKind.MEASURES:
        measures = measures_of(agreement)
        return {name: getattr(measures, name) for name in MEASURES}
    if piece.kind == PieceKind.PUBLICATION:
        publication = publication_of(agreement, Party.PARTNER)
        return {"url": publication.url, "published_on": publication.published_on} if publication else {}
    protocol = agreement.protocol_facts
    if protocol is None:
        return {}
    if piece.kind == PieceKind.DPO:
        advice = protocol.advice_of(Party.PARTNER)
        return {"dpo_name": advice.dpo_name, "dpo_email": advice.dpo_email} if advice else {}
    mailbox = protocol.mailbox_facts
    return {"address": mailbox.address} if mailbox else {}


def order_of(piece: OwnPiece) -> int:
    """In which order pieces are asked and shown."""
    return list(PieceKind).index(PieceKind(piece.kind))


def answered_rows(piece: OwnPiece) -> list[dict[str, str]]:
    """What was answered last, for who sees that somebody else was first."""
    return [{"label": FIELDS[name], "value": _shown(name, value)} for name, value in piece.values.items()]


def title_of(piece: OwnPiece, pieces: Iterable[OwnPiece]) -> str:
    """What the piece is called for an administrator; numbered when there are more of its kind."""
    several = sum(one.kind == piece.kind for one in pieces) > 1
    return f"{piece.get_kind_display().capitalize()}{f' {piece.position}' if several else ''}".replace("Dpo", "DPO")


def question_of(piece: OwnPiece) -> str:
    """The question to the partner."""
    if piece.is_optional:
        return f"Is er nog een {piece.get_kind_display()}?"
    return _ASKED[PieceKind(piece.kind)]


def compared_rows(
    agreement: Agreement, piece: OwnPiece, printed: Mapping[PaperField, Proposal] | None = None
) -> list[dict[str, Any]]:
    """Each field of a piece: what is registered, what the partner says and, when the paper was read, its own words."""
    old, new = registered(agreement, piece), piece.values
    rows = []
    for name in _OF_KIND[PieceKind(piece.kind)]:
        before, after = _shown(name, old.get(name)), _shown(name, new.get(name))
        differs = bool(old.get(name)) != bool(new.get(name)) if name in MEASURES else before != after
        paper = _printed_words(piece, name, printed or {})
        row = {"label": FIELDS[name], "old": before, "new": after, "differs": differs, "paper": paper}
        rows.append(row)
    return rows


def is_unchanged(agreement: Agreement, piece: OwnPiece) -> bool:
    """Whether the partner says what is registered already; a mailbox is always decided about by itself (D27)."""
    is_said = piece.is_to_compare and piece.answer == PieceAnswer.GIVEN and piece.kind != PieceKind.MAILBOX
    return is_said and not any(row["differs"] for row in compared_rows(agreement, piece))


def _printed_words(piece: OwnPiece, name: str, printed: Mapping[PaperField, Proposal]) -> str:
    field, where = _PRINTED.get(PieceKind(piece.kind), (None, ""))
    proposal = printed.get(field) if field and where == name else None
    if proposal is None:
        return ""
    return f"“{proposal.quote}” (blz. {proposal.page}{'' if proposal.sure else ', niet zeker'})"


def answer_words(piece: OwnPiece) -> str:
    """What the partner said, where that is not what it filled in."""
    if piece.answer in ("", PieceAnswer.GIVEN):
        return ""
    return f"De partner zegt: {piece.get_answer_display()}."


def piece_status(piece: OwnPiece) -> dict[str, str]:
    """Where a piece stands for an administrator."""
    if piece.outcome == PieceOutcome.TAKEN:
        return {"text": "overgenomen" if piece.answer == PieceAnswer.GIVEN else "gezien", "tone": "success"}
    if piece.outcome == PieceOutcome.REFUSED:
        return {"text": "niet overgenomen", "tone": "warning"}
    return {"text": "te vergelijken", "tone": "error"} if piece.answer else {"text": "nog niets", "tone": "neutral"}


def guest_tasks(agreement: Agreement, pieces: Iterable[OwnPiece]) -> list[dict[str, str]]:
    """The pieces for the partner, as rows of a task list."""
    return [_guest_task(agreement, piece) for piece in pieces]


def _guest_task(agreement: Agreement, piece: OwnPiece) -> dict[str, str]:
    task = {"title": question_of(piece), "url": reverse("agreements:fill_in_piece", args=[piece.pk])}
    known = (piece.values or registered(agreement, piece)).items()
    said = [FIELDS[name] if name in MEASURES else _shown(name, value) for name, value in known if value]
    task["hint"] = ", ".join(said)
    if piece.outcome == PieceOutcome.REFUSED:
        why = f"Kijk dit na: {piece.get_reason_display()}."
        return task | {"hint": why, "status": "opnieuw invullen", "tone": "warning"}
    if piece.outcome == PieceOutcome.TAKEN:
        del task["url"]
        return task | {"status": "overgenomen", "tone": "success"}
    if piece.answer:
        return task | {"status": piece.get_answer_display(), "tone": "success"}
    status = "als het zo is" if piece.is_optional else "nog te doen"
    return task | {"status": status, "tone": "neutral" if piece.is_optional else "info"}


def part_status(part: OwnPart, at: datetime) -> dict[str, str]:
    """Where a part stands for an administrator, from its links and pieces."""
    pieces = list(part.pieces.all())
    to_compare = sum(piece.is_to_compare for piece in pieces)
    if to_compare:
        return {"text": f"{to_compare} te vergelijken", "tone": "error"}
    if part.done_at is not None:
        asked_again = any(piece.is_to_do for piece in pieces)
        return {"text": "opnieuw te vragen", "tone": "warning"} if asked_again else {"text": "klaar", "tone": "success"}
    if any(link.state(at) == GuestLinkState.OPEN for link in part.links.all()):
        return {"text": "wacht op de partner", "tone": "info"}
    return {"text": "link verlopen", "tone": "warning"}


def _shown(name: str, value: Any) -> str:
    if name in MEASURES:
        return f"bevestigd op {date_format(value)}" if isinstance(value, date) else "ja" if value else "nee"
    if isinstance(value, date):
        return date_format(value)
    if name == "published_on" and value:
        return date_format(date.fromisoformat(value))
    return show_phone(value) if name == "phone" and value else str(value or "")
