"""Whether the receiver still has a reason to get anything about a referral (ADR 0023), and whether it began (ADR 0034).

Asked on this side of the wall, answered on the other: the receiver's app registers the answer at start, so that
nothing here can read what the receiver logged (D4). A client who tells the receiver that they want nothing any more
must get their will without the team learning it (R57).
"""

from collections.abc import Callable
from uuid import UUID

Answer = Callable[[UUID], bool]

_wanted: list[Answer] = []
_begun: list[Answer] = []


def register(*, is_wanted: Answer, has_begun: Answer) -> None:
    """Register who answers, by the key of a referral (`AppConfig.ready`)."""
    if is_wanted not in _wanted:
        _wanted.append(is_wanted)
        _begun.append(has_begun)


def is_wanted(referral_id: UUID) -> bool:
    """Whether data may still go to the receiver. Only for actions: the answer is never shown to the team."""
    return all(answer(referral_id) for answer in _wanted)


def has_begun(referral_id: UUID) -> bool:
    """Whether the receiver logged anything: then it needs no reminder (D12). Only for couriers, and never shown."""
    return any(answer(referral_id) for answer in _begun)
