"""What stands for keys, moments and words in the arguments of a function while its statement is written (ADR 0099).

Two sets are made of them, far from each other and from all that is real: what a statement says only because of one of
them differs from what it says because of the other.
"""

from collections.abc import Hashable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Protocol, Self
from uuid import UUID

SETS = 2
_MARKS = "\ue000", "\ue001"
"""In no text that anybody typed: of private use."""
_FIRST_DAYS = datetime(100, 6, 1, 12, tzinfo=UTC), datetime(131, 8, 23, 9, 41, 7, tzinfo=UTC)
_FIRST_KEYS = 0xFFFFFFFFFFFF4FFFBFFFFFFFFFFFF000, 0x55555555555545559555555555555555
_MOST_MOMENTS = 18
"""They stand a century apart, long before today, and nobody gives more than three."""


class Parted(Protocol):
    """What else a function may be given: it says of which keys, moments, words, numbers and codes it is made.

    A function looks at nothing of it but these parts.
    """

    @property
    def parts(self) -> Any:
        """Return tuples and lists of keys, moments, words, numbers and codes."""

    @classmethod
    def of_parts(cls, parts: Any) -> Self:
        """Make one like it of such parts; what is no part of it stays empty."""


class Keys(tuple[UUID, ...]):
    """Keys of things, however many: they differ together (`statements.among`)."""


def shape_of(given: Any, values: dict[Any, int]) -> Hashable:
    """What makes it the same question: of what differs only of what kind it is, and what is the same as what.

    `values` holds afterwards what differs, and in which place. TypeError: something that a statement cannot leave open.
    """
    match given:
        case Enum() | bool() | int() | None:
            return type(given), given
        case UUID() | date() | str() | Keys():
            return type(given), values.setdefault(given, len(values))
        case dict():
            return tuple((name, shape_of(one, values)) for name, one in given.items())
        case list() | tuple():
            return tuple(shape_of(one, values) for one in given)
        case _ if hasattr(given.__class__, "of_parts"):  # of its class: it may be a lazy one
            return given.__class__, shape_of(given.parts, values)
    raise TypeError(f"A statement that is written once takes no {type(given).__name__}: give its key.")


class StandIns:
    """One set, in the order of `shape_of`."""

    def __init__(self, which: int) -> None:
        self._which = which
        self._made: dict[Any, Any] = {}
        self._moments = 0

    @property
    def all(self) -> list[Any]:
        """Each that was made."""
        return list(self._made.values())

    def of(self, given: Any) -> Any:
        """The same arguments, with a stand-in for each value that differs."""
        match given:
            case Enum() | bool() | int() | None:
                return given
            case UUID() | date() | str() | Keys():
                if given not in self._made:
                    self._made[given] = self._next(given)
                return self._made[given]
            case dict():
                return {name: self.of(one) for name, one in given.items()}
            case list() | tuple():
                make = getattr(type(given), "_make", type(given))  # a tuple with names
                return make(self.of(one) for one in given)
        return given.__class__.of_parts(self.of(given.parts))

    def _next(self, given: UUID | date | str | Keys) -> Any:
        number = len(self._made)
        if isinstance(given, Keys):
            return Keys([UUID(int=_FIRST_KEYS[self._which] + number)])
        if isinstance(given, UUID):
            return UUID(int=_FIRST_KEYS[self._which] + number)
        if isinstance(given, str):  # so that nothing can be done to it that would not show
            return f" {_MARKS[self._which]}aA{number} "
        if self._moments == _MOST_MOMENTS:
            raise ValueError("There is no century left for so many moments.")
        first = _FIRST_DAYS[self._which]
        moment = first.replace(year=first.year + 100 * self._moments)
        self._moments += 1
        return moment if isinstance(given, datetime) else moment.date()


def holds_mark(value: Any) -> bool:
    """Whether a stand-in for a word is somewhere in it."""
    return any(mark in str(value) for mark in _MARKS)
