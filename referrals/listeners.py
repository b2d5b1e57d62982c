"""Who wants to know that a referral arrived at its receiver, or that the team's side of it changed since.

Told on this side of the wall, heard on the other: the receiver's app registers at start, and nothing comes back (D4).
A listener writes in the same transaction, so that what it keeps can never lag behind the facts.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User

_arrived: list[Callable[..., None]] = []
_changed: list[Callable[..., None]] = []
_restored: list[Callable[..., None]] = []


def register(*, arrived: Callable[..., None], changed: Callable[..., None]) -> None:
    """Register who listens (`AppConfig.ready`): called as `tell_arrival` and `tell` are, the referral's row locked."""
    if changed not in _changed:
        _arrived.append(arrived)
        _changed.append(changed)


def register_restored(restored: Callable[..., None]) -> None:
    """Register who sets its own side right after a copy was put back; called as `tell_restored` is."""
    if restored not in _restored:
        _restored.append(restored)


def tell_restored(entries: Sequence[Mapping[str, Any]], *, by: User, at: datetime) -> None:
    """Hand on what the journal kept sealed, before anything leaves; inside the transaction that releases the outbox."""
    for listener in _restored:
        listener(entries, by=by, at=at)


def tell_arrival(referral_id: UUID, *, partner_id: UUID, at: datetime) -> None:
    """Say that the relay took the archive for this receiver; inside the transaction that records it."""
    for listener in _arrived:
        listener(referral_id, partner_id=partner_id, at=at)


def tell(referral_id: UUID, *, at: datetime) -> None:
    """Say that the team's side of it changed; inside the transaction of that write."""
    for listener in _changed:
        listener(referral_id, at=at)
