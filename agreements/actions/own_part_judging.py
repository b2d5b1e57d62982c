"""What an administrator decides about each answer of a partner: through the actions of the papers (D33, ADR 0086)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.actions import contacts, duties, mailbox, mailbox_checks, papers
from agreements.actions.own_part import lock_part, piece_codes
from agreements.models import MEASURES, Agreement, Contact, MailboxCheck, OwnPiece, Protocol, SecurityMeasures
from agreements.terms.own_part import OF_CONTACTS, PieceAnswer, PieceKind, PieceOutcome, PieceRefusal
from agreements.terms.papers import ContactDetails, Party
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal

DECIDED = "Hierover is al beslist. Kijk wat er nu staat."


@transaction.atomic
def take_over(*, piece: OwnPiece, seen: str, stands_in_papers: bool = False, by: User, at: datetime) -> None:
    """Register what the partner said about one piece, as if the administrator typed it; that it said nothing is noted.

    `seen` is which answer the administrator compared. A mailbox is checked at once, and the partner attests secrecy
    with the code; two administrators compare it with the paper as every other (D27). Raises Refusal.
    """
    locked = _lock(piece, seen)
    if locked.answer == PieceAnswer.GIVEN:
        _TAKE[PieceKind(locked.kind)](locked, stands_in_papers, by, at)
    elif locked.answer == PieceAnswer.GONE:
        contact = _asked_about(locked)
        if contact is not None:
            contacts.remove_contact(contact=contact, by=by, at=at)
    _decide(locked, PieceOutcome.TAKEN, "", by=by, at=at)


@transaction.atomic
def take_over_unchanged(*, pieces: list[OwnPiece], by: User, at: datetime) -> None:
    """Note answers that say what is registered already, all or none. Raises Refusal."""
    for piece in pieces:
        take_over(piece=piece, seen=piece.seen(), stands_in_papers=True, by=by, at=at)


@transaction.atomic
def refuse_answer(*, piece: OwnPiece, seen: str, reason: PieceRefusal, by: User, at: datetime) -> None:
    """Register nothing of this answer; the partner reads why, and can answer again by a link that works."""
    _decide(_lock(piece, seen), PieceOutcome.REFUSED, reason, by=by, at=at)


def _lock(piece: OwnPiece, seen: str) -> OwnPiece:
    Agreement.objects.select_for_update(no_key=True).get(pk=piece.part.agreement_id)
    part = lock_part(piece.part)
    locked = OwnPiece.objects.select_for_update(no_key=True).get(pk=piece.pk)
    if part.ended_at is not None or not locked.is_to_compare:
        raise Refusal(DECIDED)
    if locked.seen() != seen:
        raise Refusal("De partner vulde intussen iets anders in. Vergelijk opnieuw.")
    locked.part = part
    return locked


def _decide(piece: OwnPiece, outcome: PieceOutcome, reason: str, *, by: User, at: datetime) -> None:
    piece.outcome, piece.reason, piece.judged_by, piece.judged_at = outcome, reason, by, at
    piece.save()
    event = Event.OWN_PART_TAKEN if outcome == PieceOutcome.TAKEN else Event.OWN_PART_REFUSED
    details = {**piece_codes(piece), "answer": piece.answer, "reason": reason}
    record_event(event, by=by, at=at, about=piece.part, details=details, organisation=piece.part.agreement.partner)


def _asked_about(piece: OwnPiece) -> Contact | None:
    """The contact that was registered when it was asked; None when there was none, or it is gone by now."""
    return Contact.objects.filter(pk=piece.contact_key).first() if piece.contact_key else None


def _contact(piece: OwnPiece, stands_in_papers: bool, by: User, at: datetime) -> None:
    values = piece.values
    names = ("name_or_function", "organisation_name", "phone", "email")
    told = {name: values.get(name, "") for name in names}
    details = cast(ContactDetails, {"party": Party.PARTNER.value, "kind": piece.kind, **told})
    contact = _asked_about(piece)
    more: dict[str, Any] = {"contact_details": details, "stands_in_papers": stands_in_papers, "by": by, "at": at}
    if contact is None:
        contacts.add_contact(agreement=piece.part.agreement, **more)
    else:
        contacts.change_contact(contact=contact, **more)


def _dpo(piece: OwnPiece, _stands_in_papers: bool, by: User, at: datetime) -> None:
    protocol = _protocol(piece)
    saved = protocol.dpo_advices.filter(party=Party.PARTNER).first()
    days: dict[str, Any] = {name: getattr(saved, name, None) for name in ("asked_on", "advised_on")}
    papers.record_dpo_advice(protocol=protocol, party=Party.PARTNER, **piece.values, **days, by=by, at=at)


def _mailbox(piece: OwnPiece, _stands_in_papers: bool, by: User, at: datetime) -> None:
    placed = mailbox.set_mailbox(protocol=_protocol(piece), address=piece.values["address"], by=by, at=at)
    open_checks = MailboxCheck.objects.filter(mailbox=placed, answered_at=None, replaced_at=None, expires_at__gt=at)
    if placed.answered_at is None and not open_checks.exists():
        mailbox_checks.start(mailbox=placed, by=by, at=at)


def _measures(piece: OwnPiece, _stands_in_papers: bool, by: User, at: datetime) -> None:
    assert piece.answered_at is not None  # a constraint
    saved = SecurityMeasures.objects.filter(agreement=piece.part.agreement).first()
    on = timezone.localdate(piece.answered_at)
    days = {name: on if piece.values.get(name) else getattr(saved, name, None) for name in MEASURES}
    duties.confirm_measures(agreement=piece.part.agreement, **days, by=by, at=at)


def _publication(piece: OwnPiece, _stands_in_papers: bool, by: User, at: datetime) -> None:
    url, day = piece.values["url"], date.fromisoformat(piece.values["published_on"])
    agreement = piece.part.agreement
    duties.record_publication(agreement=agreement, party=Party.PARTNER, url=url, published_on=day, by=by, at=at)


def _protocol(piece: OwnPiece) -> Protocol:
    protocol = Protocol.objects.filter(agreement=piece.part.agreement).first()
    if protocol is None:
        raise Refusal("Er is nog geen protocol bij deze overeenkomst.")
    return protocol


_TAKE: dict[PieceKind, Callable[[OwnPiece, bool, User, datetime], None]] = {
    **dict.fromkeys(OF_CONTACTS, _contact),
    PieceKind.DPO: _dpo,
    PieceKind.MAILBOX: _mailbox,
    PieceKind.MEASURES: _measures,
    PieceKind.PUBLICATION: _publication,
}
