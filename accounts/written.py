"""Statements that are written once, and asked with other values each time (ADR 0099).

Django takes longer to write the statement of a small question than PostgreSQL to answer it, and a page asks twenty of
them. A function that returns a query set is therefore called once for each kind of arguments, with stand-ins for what
differs: keys, moments, words. What follows is the statement of then with the values of now.

The function is called with the stand-ins only, so it may look at nothing but its arguments: no clock, no database, no
setting that changes. Of a person it may look at the key, the roles, and whether secrecy was declared, as `visible_to`
does. Whatever else it looks at makes it another question, and stands in its arguments: a number, a code, yes or no.
In tests each answer is held against the statement that Django writes on the spot (`tests/conftest.py`).
"""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import partial, wraps
from operator import itemgetter
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from psycopg.sql import quote

from accounts.models import Membership, User
from directory.models import Organisation

P = ParamSpec("P")
Row = TypeVar("Row")
MOST_KEPT = 200
"""Kinds of arguments of one function: every length of a list is another one."""


def written_once(make: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Let a function that makes a query set return the rows of it, by a statement that is written once."""
    kept: dict[Hashable, Written] = {}

    @wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        written, values = asked(make, kept, args, kwargs)
        return written.rows(values)

    return rows


def one_written_once(make: Callable[P, QuerySet[Any, Row]]) -> Callable[P, Row | None]:
    """The same of which there is one row, or none."""
    rows = written_once(make)

    @wraps(make)
    def one(*args: P.args, **kwargs: P.kwargs) -> Row | None:
        return next(iter(rows(*args, **kwargs)), None)

    return one


def counted_once(make: Callable[P, QuerySet[Any, Any]]) -> Callable[P, int]:
    """How many there are."""
    kept: dict[Hashable, Written] = {}

    @wraps(make)
    def count(*args: P.args, **kwargs: P.kwargs) -> int:
        written, values = asked(make, kept, args, kwargs)
        return written.count(values)

    return count


def asked(make: Callable[..., Any], kept: dict[Hashable, "Written"], args: Any, kwargs: Any) -> tuple["Written", Any]:
    """The statement for arguments of this kind, and the values in them that differ from one to the next."""
    values: dict[Any, int] = {}
    shape = _shape((args, kwargs), values)
    written = kept.get(shape)
    if written is None:
        if len(kept) == MOST_KEPT:
            kept.clear()
        written = kept[shape] = _write(make, args, kwargs)
    return written, list(values)


def _shape(given: Any, values: dict[Any, int]) -> Hashable:
    """What makes it the same question: of what differs only of what kind it is, and what is the same as what."""
    match given:
        case Enum() | bool() | int() | None:
            return given
        case UUID() | date() | str():
            return type(given), values.setdefault(given, len(values))
        case User():
            access = (
                (one.role, one.is_head, _shape(one.organisation_id, values), one.organisation.kind)
                for one in given.memberships
            )
            return (_shape(given.pk, values), given.bound_by_secrecy_since is not None, *access)
        case dict():
            return tuple((name, _shape(one, values)) for name, one in given.items())
        case list() | tuple():
            return tuple(_shape(one, values) for one in given)
    raise TypeError(f"A statement that is written once takes no {type(given).__name__}: give its key.")


class _StandIns:
    """What stands for each value in the arguments while a statement is written, in the order of `_shape`."""

    def __init__(self) -> None:
        self.made: dict[Any, Any] = {}

    def of(self, given: Any) -> Any:
        match given:
            case Enum() | bool() | int() | None:
                return given
            case User():
                return self._person(given)
            case dict():
                return {name: self.of(one) for name, one in given.items()}
            case list() | tuple():
                make = getattr(type(given), "_make", type(given))  # a tuple with names
                return make(self.of(one) for one in given)
        if given not in self.made:
            self.made[given] = _stand_in(given, len(self.made))
        return self.made[given]

    def _person(self, given: User) -> User:
        user = User(pk=self.of(given.pk), bound_by_secrecy_since=_LONG_AGO if given.bound_by_secrecy_since else None)
        user.memberships = [
            Membership(
                user=user,
                role=one.role,
                is_head=one.is_head,
                organisation=Organisation(pk=self.of(one.organisation_id), kind=one.organisation.kind),
            )
            for one in given.memberships
        ]
        return user


_LONG_AGO = date(1000, 1, 1)
_NEAR = timedelta(days=40 * 365)


def _stand_in(given: Any, number: int) -> Any:
    """So far from all that is real that no question names it by itself; of moments, centuries from each other."""
    if isinstance(given, UUID):
        return UUID(int=0xFFFF << 112 | number)
    if isinstance(given, str):
        return f"{_MARK}{number}"
    if number >= _LAST_CENTURY:
        raise ValueError("Give a moment before a long list: there is no century left for it.")
    day = date(100 * (number + 1), 6, 1)
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if isinstance(given, datetime) else day


_LAST_CENTURY = 19
_MARK = "\ue000"


def _write(make: Callable[..., QuerySet[Any, Row]], args: Any, kwargs: Any) -> "Written":
    """Write the statement of this function for arguments of this kind."""
    stand_ins = _StandIns()
    given, named = stand_ins.of(args), stand_ins.of(kwargs)
    rows = make(*given, **named)
    compiler = rows.query.get_compiler(rows.db)
    try:
        statement, values = compiler.as_sql()
    except EmptyResultSet:
        return Written(rows, None, "", [])
    opened, fills = _opened(statement, values, list(stand_ins.made.values()))
    return Written(rows, compiler, opened, fills)


_COUNT = "SELECT count(*) FROM ({}) AS found"
Fill = Callable[[list[Any]], Any]


def _opened(statement: str, values: Any, stand_ins: list[Any]) -> tuple[str, list[Fill]]:
    """Leave open what differs; all else stands in the statement, so that PostgreSQL sees which index holds for it."""
    first, *further = statement.split("%s")
    written, fills = [first], []
    for part, value in zip(further, values, strict=True):
        fill = _fill(value, stand_ins)
        if fill is not None:
            fills.append(fill)
        written += [_quoted(value) if fill is None else "%s", part]
    return "".join(written), fills


def _fill(value: Any, stand_ins: list[Any]) -> Fill | None:
    """How to make this value from those of now; None when it is always the same."""
    for place, one in enumerate(stand_ins):
        if type(value) is type(one) and value == one:
            return itemgetter(place)
        if isinstance(value, date) and isinstance(one, date) and (reckon := _reckoned(value, one)):
            return partial(_reckon, place, reckon)
    if isinstance(value, UUID | date) or _MARK in str(value):
        raise ValueError(f"{value} stands in a statement that is written once, and is none of its arguments.")
    return None


def _reckon(place: int, reckon: Callable[[Any], Any], values: list[Any]) -> Any:
    return reckon(values[place])


def _reckoned(value: date, one: Any) -> Callable[[Any], Any] | None:
    """The moment as far from that of now as it was from its stand-in: hours before it, days after it, or its day."""
    if isinstance(value, datetime) != isinstance(one, datetime):
        if isinstance(value, datetime):
            return None
        one = timezone.localdate(one)
        return (lambda now: timezone.localdate(now) + (value - one)) if abs(value - one) < _NEAR else None
    return (lambda now: now + (value - one)) if abs(value - one) < _NEAR else None


def _quoted(value: Any) -> str:
    """A value inside a statement: words by their text, as an enum has another one for psycopg."""
    return quote(str(value) if isinstance(value, str) else value).replace("%", "%%")


@dataclass(frozen=True)
class Written:
    """A statement, how to fill in what it leaves open, and how Django makes rows of what comes back."""

    made: Any
    compiler: SQLCompiler | None
    statement: str
    fills: list[Fill]

    def rows(self, values: list[Any]) -> list[Any]:
        """Ask it, with these values for those that it was written with."""
        if self.compiler is None:  # nothing can be found for such arguments
            return []
        filled = self.filled(values)
        compiler: Any = copy(self.compiler)
        compiler.connection = connections[compiler.using]
        compiler.as_sql = lambda *_args, **_kwargs: (self.statement, filled)
        rows = list(self.made._iterable_class(_Asked(self.made, compiler)))
        if self.made._prefetch_related_lookups:
            prefetch_related_objects(rows, *self.made._prefetch_related_lookups)
        return rows

    def count(self, values: list[Any]) -> int:
        """Ask how many rows it finds."""
        if self.compiler is None:
            return 0
        with connections[self.made.db].cursor() as cursor:
            cursor.execute(_COUNT.format(self.statement), self.filled(values))
            [number] = cursor.fetchone()
        return int(number)

    def filled(self, values: list[Any]) -> list[Any]:
        """What the statement leaves open, of now."""
        return [fill(values) for fill in self.fills]


class _Asked:
    """A query set to Django's makers of rows, with a compiler that has nothing left to write."""

    def __init__(self, made: Any, compiler: Any) -> None:
        self._made = made
        self.query = _Query(made.query, compiler)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


class _Query:
    def __init__(self, made: Any, compiler: Any) -> None:
        self._made = made
        self.get_compiler = lambda *_args, **_kwargs: compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)
