"""Who wants to know that a referral arrived at its receiver, or that the team's side of it changed since.

Told on this side of the wall, heard on the other: the receiver's app registers at start, and nothing comes back (D4).
A listener writes in the same transaction, so that what it keeps can never lag behind the facts.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

_listeners: list[Callable[..., None]] = []


def register(listener: Callable[..., None]) -> None:
    """Register who listens (`AppConfig.ready`): called with the key of the referral and `at=`, its row locked."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(referral_id: UUID, *, at: datetime) -> None:
    """Say that the referral arrived, or that the team's side of it changed; inside the transaction of that write."""
    for listener in _listeners:
        listener(referral_id, at=at)
