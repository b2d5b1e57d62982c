"""Whether the receiver still has a reason to get anything about a referral (ADR 0023).

Asked on this side of the wall, answered on the other: the receiver's app registers the answer at start, so that
nothing here can read what the receiver logged (D4). A client who tells the receiver that they want nothing any more
must get their will without the team learning it (R57).
"""

from collections.abc import Callable
from uuid import UUID

_answers: list[Callable[[UUID], bool]] = []


def register(answer: Callable[[UUID], bool]) -> None:
    """Register who answers (`AppConfig.ready`)."""
    if answer not in _answers:
        _answers.append(answer)


def is_wanted(referral_id: UUID) -> bool:
    """Whether data may still go to the receiver. Only for actions: the answer is never shown to the team."""
    return all(answer(referral_id) for answer in _answers)
