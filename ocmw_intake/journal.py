"""What a receiver noted that must not be forgotten with a restored copy: sealed lines of the journal (ADR 0022, 0058).

What stops data, or lets them go on after all, and that a partner was told of a breach. `note` comes last in an action,
before its event: a line of an act that failed after all does no harm, for a restore applies what it finds to what is
there.
"""

from datetime import datetime
from enum import StrEnum, auto
from typing import Any
from uuid import UUID

from accounts.models import User
from audit.journal import append_sealed


class Act(StrEnum):
    """What was noted."""

    WITHDRAWN = auto()
    ENDED = auto()
    DELETED = auto()
    OUTCOME = auto()
    TAKEN_BACK = auto()
    ONWARD_CONSENT = auto()
    ONWARD_SHARED = auto()
    ONWARD_ENDED = auto()
    ONWARD_BREACH = auto()


def note(act: Act, referral_id: UUID, *, by: User | None, at: datetime, **answers: Any) -> None:
    """Append one act, with the answers it was given: codes, days and keys, as text."""
    entry = {"act": act.value, "referral": str(referral_id), "by": str(by.pk) if by else "", "at": at.isoformat()}
    append_sealed(entry | {name: _text(value) for name, value in answers.items()})


def _text(value: Any) -> str | bool:
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)
