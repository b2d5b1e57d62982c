"""The partner's own part: asking for it, and what the partner does with it without an account (D33, ADR 0086).

Locks are taken in one order: the part, then its links or pieces.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.actions import guests
from accounts.models import User
from agreements.models import Agreement, Contact, OwnPart, OwnPartLink, OwnPiece
from agreements.terms.own_part import OF_CONTACTS, PieceAnswer, PieceKind, PieceOutcome
from agreements.terms.papers import Party
from audit.events import Event
from audit.record import Code, record_event
from law.refusal import Overtaken, Refusal
from outbox.models import Kind

VALID_FOR = timedelta(days=30)
"""How long a link works; a reminder or another link gives the same again."""

MOST_ASKED = 6
"""Contacts of one kind that are asked about; papers name one or two."""

CLOSED = "Dit deel is al afgerond of teruggenomen. U hoeft niets meer te doen."


@transaction.atomic
def ask(*, agreement: Agreement, email: str, by: User, at: datetime) -> OwnPartLink:
    """Mail a contact of the partner a link to its own part; another contact gets another link to the same part.

    What was refused after the partner was done is asked again; else a part that is done is followed by a new one.
    Raises Refusal.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    last = OwnPart.objects.current().filter(agreement=agreement).first()
    part = lock_part(last) if last else None
    if part is not None and not part.is_open:
        pieces = list(part.pieces.all())
        if any(piece.is_to_compare for piece in pieces):
            raise Refusal("Vergelijk eerst wat de partner al invulde. Vraag het daarna opnieuw.")
        if any(piece.is_to_do for piece in pieces):
            part.done_at, part.reminders = None, 0
            part.save(update_fields=["done_at", "reminders"])
        else:
            part = None
    part = part or _begin(agreement, by=by, at=at)
    link = send(part, email, by=by, at=at)
    _record(Event.OWN_PART_ASKED, part, by=by, at=at)
    return link


def _begin(agreement: Agreement, *, by: User, at: datetime) -> OwnPart:
    part = OwnPart.objects.create(agreement=agreement, asked_by=by, asked_at=at)
    pieces = []
    for kind in PieceKind:
        keys: list[Any] = [None]
        if kind in OF_CONTACTS:
            own = Contact.objects.filter(agreement=agreement, party=Party.PARTNER, kind=kind.value)
            known = list(own.order_by("name_or_function", "pk").values_list("pk", flat=True)[:MOST_ASKED])
            keys = [*known, None] if kind != PieceKind.BREACH or not known else known
        pieces += [
            OwnPiece(part=part, kind=kind, position=position, contact_key=key)
            for position, key in enumerate(keys, start=1)
        ]
    OwnPiece.objects.bulk_create(pieces)
    return part


def send(part: OwnPart, email: str, *, by: User | None, at: datetime) -> OwnPartLink:
    return guests.send_link(
        OwnPartLink, mail=Kind.OWN_PART, email=email, valid_for=VALID_FOR, by=by, at=at, about={"part": part}
    )


@transaction.atomic
def take_back(*, part: OwnPart, by: User, at: datetime) -> None:
    """Ask it no more: every link of it ends, and what was filled in and not taken over is never registered."""
    locked = lock_part(part)
    if locked.ended_at is not None:
        return
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    guests.end_links(OwnPartLink.objects.filter(part=locked), at=at)
    _record(Event.OWN_PART_ENDED, locked, by=by, at=at)


@transaction.atomic
def answer(
    *, link: OwnPartLink, piece: OwnPiece, said: PieceAnswer, values: dict[str, Any], seen: str, at: datetime
) -> None:
    """Keep what the partner says about one piece; nothing of it is registered by itself.

    `seen` is which answer stood on the page (`OwnPiece.seen`): what another contact filled in meanwhile stays. Raises
    Refusal, and Overtaken when the link or the part is closed.
    """
    part = _lock_open(link, at=at)
    locked = OwnPiece.objects.select_for_update(no_key=True).get(pk=piece.pk, part=part)
    if locked.outcome == PieceOutcome.TAKEN:
        raise Refusal("Dit is al overgenomen. Klopt het niet meer? Zeg het aan wie in de mail staat.")
    if locked.seen() != seen:
        raise Refusal("Intussen vulde iemand anders dit in. Kijk na wat er nu staat. Bewaar daarna opnieuw.")
    if said != PieceAnswer.GIVEN and said not in locked.other_answers:
        raise Refusal("Dit antwoord past hier niet. Kies een ander.")
    locked.answer, locked.answered_by, locked.answered_at = said, link, at
    locked.content = json.dumps(values) if said == PieceAnswer.GIVEN else None
    locked.outcome, locked.reason, locked.judged_by, locked.judged_at = "", "", None, None
    locked.save()
    _record(Event.OWN_PART_ANSWERED, part, by=None, at=at, **piece_codes(locked), answer=said.value)


@transaction.atomic
def finish(*, link: OwnPartLink, at: datetime) -> None:
    """Record that the partner is done: every link of this part is done with it. Raises Refusal, Overtaken."""
    part = _lock_open(link, at=at)
    if any(piece.is_to_do for piece in part.pieces.all()):
        raise Refusal("Er staat nog iets open. Weet u iets niet? Kies dan “Weet ik niet”.")
    part.done_at = at
    part.save(update_fields=["done_at"])
    for each in OwnPartLink.objects.filter(part=part, done_at=None, ended_at=None, expires_at__gt=at):
        guests.finish_link(each, at=at)
    _record(Event.OWN_PART_DONE, part, by=None, at=at)


def lock_part(part: OwnPart) -> OwnPart:
    """The part as it is now, locked before its links and pieces."""
    locked = OwnPart.objects.select_for_update(no_key=True).get(pk=part.pk)
    locked.agreement = part.agreement
    return locked


def _lock_open(link: OwnPartLink, *, at: datetime) -> OwnPart:
    part = lock_part(link.part)
    guests.lock_open(link, at=at)
    if not part.is_open:
        raise Overtaken(CLOSED)
    return part


def piece_codes(piece: OwnPiece) -> dict[str, Code]:
    """Which piece, for the trail: never what stands in it."""
    return {"piece": piece.kind, "position": piece.position}


def _record(event: Event, part: OwnPart, *, by: User | None, at: datetime, **details: Code) -> None:
    record_event(event, by=by, at=at, about=part, details=details, organisation=part.agreement.partner)
