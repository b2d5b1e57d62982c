"""What somebody who leaves still has on hand: the rooms above say how much, and give it to a colleague (D34).

Each registers at start for the role that its work belongs to; nothing is known here of what the work is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accounts.models import User
from directory.models import Organisation
from law.roles import Role


class HandOver(Protocol):
    """Gives all that `giver` has on hand here to `taker`, inside the transaction of who calls; returns how much."""

    def __call__(self, *, organisation: Organisation, giver: User, taker: User, by: User, at: datetime) -> int: ...


@dataclass(frozen=True)
class Work:
    """How much a person has on hand in an organisation, in a page's words, and how it goes to somebody else."""

    one: str
    many: str
    count: Callable[[User, Organisation], int]
    hand_over: HandOver

    def words(self, number: int) -> str:
        return f"1 {self.one}" if number == 1 else f"{number} {self.many}"


_work: dict[Role, Work] = {}


def register(role: Role, work: Work) -> None:
    """Register what people with this role have on hand (`AppConfig.ready`)."""
    _work[role] = work


def work_of(role: str) -> Work | None:
    """What people with this role have on hand; None when it is nothing that could be given to another."""
    return _work.get(Role(role))
