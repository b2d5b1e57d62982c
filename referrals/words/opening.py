"""What is said of a question to open a signed sheet, to the side that reads it (D17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from law.roles import Role
from referrals.models import SheetOpening


@dataclass(frozen=True)
class OpeningLine:
    """One question: where it stands, and what this reader can do with it."""

    opening: SheetOpening
    state: str
    can_agree: bool
    can_read: bool


def opening_lines(openings: Iterable[SheetOpening], *, reader: User, at: datetime) -> list[OpeningLine]:
    """Return each question with what this reader can do."""
    is_dpo = reader.has_role(Role.AUDITOR)
    return [
        OpeningLine(
            one,
            _state(one, at=at),
            can_agree=one.is_waiting(at) and one.asked_by_dpo != is_dpo,
            can_read=one.is_open(at),
        )
        for one in openings
    ]


def _state(opening: SheetOpening, *, at: datetime) -> str:
    if opening.is_open(at):
        return "open voor beide, een dag lang"
    if opening.agreed_at:
        return "gesloten"
    if not opening.is_waiting(at):
        return "niet beantwoord"
    return "wacht op het hoofd van het team" if opening.asked_by_dpo else "wacht op de DPO"
