"""Statements that are written once, and asked with other values each time (ADR 0099).

Django takes longer to write the statement of a small question than PostgreSQL to answer it, and a page or a delivery
asks twenty of them. A function that returns a query set is therefore called once for each kind of arguments, with
stand-ins for what differs: keys, moments, words. What follows is the statement of then with the values of now.

The function looks at nothing but its arguments: no clock, no database, no setting that changes. Of what says its parts
(`statements.stand_ins.Parted`), as a person does, it looks at those only. Numbers, codes, yes and no are not left open:
another one is another question. It is written for two sets of stand-ins: what comes out in two ways is refused.
In tests they are held against what Django writes on the spot (`tests/statements_compared.py`).
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, connections
from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from psycopg.sql import quote

from statements.stand_ins import SETS, Keys, StandIns, holds_mark, shape_of

P = ParamSpec("P")
Row = TypeVar("Row")
Kept = dict[Hashable, "Written"]
MOST_KEPT = 200
"""Kinds of arguments of one function: every length of a list is another one."""
_kept_by: list[Kept] = []


def written_once(make: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Let a function that makes a query set return the rows of it, by a statement that is written once."""
    kept = _new_kept()

    @wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        written, values = asked(make, kept, (args, kwargs))
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
    kept = _new_kept()

    @wraps(make)
    def count(*args: P.args, **kwargs: P.kwargs) -> int:
        written, values = asked(make, kept, (args, kwargs))
        return written.count(values)

    return count


def forget_all() -> None:
    """Let every statement be written anew: something changed that none of them was to look at, as in a test."""
    for kept in _kept_by:
        kept.clear()


def _new_kept() -> Kept:
    kept: Kept = {}
    _kept_by.append(kept)
    return kept


def asked(make: Callable[..., Any], kept: Kept, given: tuple[Any, Any]) -> "tuple[Written, list[Any]]":
    """The statement for arguments of this kind, and the values in them that differ from one to the next."""
    values: dict[Any, int] = {}
    shape = shape_of(given, values)
    written = kept.get(shape)
    if written is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        written = kept[shape] = write(make, given)
    return written, list(values)


def write(make: Callable[..., QuerySet[Any, Any]], given: tuple[Any, Any]) -> "Written":
    """Write the statement of this function for arguments of this kind; ValueError: it looks at more than it may."""
    first, *others = (_write(make, given, StandIns(which)) for which in range(SETS))
    if any((one.statement, one.fills) != (first.statement, first.fills) for one in others):
        raise ValueError(f"{make.__qualname__} makes of its arguments what a statement cannot leave open.")
    return first


def _write(make: Callable[..., Any], given: tuple[Any, Any], stand_ins: StandIns) -> "Written":
    args, kwargs = stand_ins.of(given)
    rows = make(*args, **kwargs)
    compiler = rows.query.get_compiler(rows.db)
    try:
        statement, values = compiler.as_sql()
    except EmptyResultSet:
        return Written(rows, None, "", [])
    for along in rows._prefetch_related_lookups:
        if isinstance(along, Prefetch) and along.queryset is not None:
            statement_along, values_along = along.queryset.query.sql_with_params()
            if _opened(statement_along, values_along, stand_ins.all)[1]:
                raise ValueError(f"What {make.__qualname__} fetches along looks at its arguments.")
    return Written(rows, compiler, *_opened(statement, values, stand_ins.all))


@dataclass(frozen=True)
class Fill:
    """How to make a value of a statement from one of now: it, its day, or something as far from it as then."""

    place: int
    later: timedelta = timedelta()
    is_its_day: bool = False

    def __call__(self, values: Sequence[Any]) -> Any:
        value = values[self.place]
        if isinstance(value, Keys):
            return list(value)  # an array to psycopg, for which a tuple is a row
        if self.is_its_day:
            value = timezone.localdate(value)
        return value + self.later if self.later else value


def _opened(statement: str, values: Sequence[Any], stand_ins: list[Any]) -> tuple[str, list[Fill]]:
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
            return Fill(place)
        if isinstance(one, Keys) and value == list(one):
            return Fill(place)
        if isinstance(value, date) and isinstance(one, date) and (fill := _reckoned(value, one, place)):
            return fill
    if isinstance(value, UUID | date) or holds_mark(value) or (isinstance(value, list) and _holds_key(value)):
        raise ValueError(f"{value!r} stands in a statement that is written once, and is none of its arguments.")
    return None


def _holds_key(values: list[Any]) -> bool:
    return any(isinstance(one, UUID) for one in values)


_NEAR = timedelta(days=30 * 365)


def _reckoned(value: Any, one: Any, place: int) -> Fill | None:
    """Hours before a moment, days after it, or its day; None when it is too far from it to be meant."""
    if isinstance(value, datetime) and not isinstance(one, datetime):
        return None
    is_its_day = isinstance(one, datetime) and not isinstance(value, datetime)
    later = value - (timezone.localdate(one) if is_its_day else one)
    return Fill(place, later, is_its_day) if abs(later) < _NEAR else None


def _quoted(value: Any) -> str:
    """A value inside a statement: words by their text, as an enum has another one for psycopg."""
    return quote(str(value) if isinstance(value, str) else value).replace("%", "%%")


_COUNT = "SELECT count(*) FROM ({}) AS found"


@dataclass(frozen=True)
class Written:
    """A statement, how to fill in what it leaves open, and how Django makes rows of what comes back."""

    made: Any
    compiler: SQLCompiler | None
    statement: str
    fills: list[Fill]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Ask it, with these values for those that it was written with."""
        if self.compiler is None:  # nothing can be found for such arguments
            return []
        filled = self.filled(values)
        compiler: Any = copy(self.compiler)
        compiler.connection = connections[compiler.using]
        if self.made.query.select_for_update and not compiler.connection.in_atomic_block:
            raise TransactionManagementError("A row is locked inside a transaction.")
        compiler.as_sql = lambda *_args, **_kwargs: (self.statement, filled)
        rows = list(self.made._iterable_class(_Asked(self.made, compiler)))
        if self.made._prefetch_related_lookups:
            prefetch_related_objects(rows, *self.made._prefetch_related_lookups)
        return rows

    def count(self, values: Sequence[Any]) -> int:
        """Ask how many rows it finds."""
        if self.compiler is None:
            return 0
        with connections[self.made.db].cursor() as cursor:
            cursor.execute(_COUNT.format(self.statement), self.filled(values))
            [number] = cursor.fetchone()
        return int(number)

    def filled(self, values: Sequence[Any]) -> list[Any]:
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


def save_fields(row: Model, fields: Sequence[str]) -> None:
    """Do what `row.save(update_fields=fields)` does, by a statement that is written once."""
    known = _fields(type(row), tuple(fields))
    values = [field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in known]
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), known), [*values, row.pk])
        if not cursor.rowcount:
            raise DatabaseError("The row that is saved is not there.")


@cache
def _fields(model: type[Model], names: tuple[str, ...]) -> tuple[Any, ...]:
    named = {field.name: field for field in model._meta.concrete_fields}
    return tuple(named[name] for name in names)


@cache
def _update(model: type[Model], fields: tuple[Any, ...]) -> str:
    quoted = connection.ops.quote_name
    changes = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    return f"UPDATE {table} SET {changes} WHERE {key} = %s"  # noqa: S608  # names of columns
