"""Statements that Django writes down once in each process, and not at every mail (ADR 0100).

A delivery asks the same few things again and again, and Django takes longer to write a question down than PostgreSQL to
answer it. So a query set is written for stand-ins: a key and a moment that nothing has. At each asking, what is meant
takes their place. What comes back is what the query set would have given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=Model)
_STAND_INS: Mapping[type, Any] = {UUID: UUID(int=0), datetime: datetime(1000, 1, 1, tzinfo=UTC)}


class WrittenOnce(Generic[M]):
    """The query set that `write` makes of what it `asks` for: at most one key and one moment.

    `write` does nothing with them but compare columns with them, and follows relations by `select_related` only.
    """

    def __init__(self, write: Callable[..., QuerySet[M]], *asks: type) -> None:
        self._write = write
        self._stand_ins = tuple(_STAND_INS[kind] for kind in asks)
        self._written: _Written | None = None

    def first(self, *meant: UUID | datetime) -> M | None:
        """Ask it of this key, and of this moment: the first row, or none."""
        written = self._written = self._written or _write_down(self._write(*self._stand_ins), self._stand_ins)
        if written.locks and not connection.in_atomic_block:
            raise TransactionManagementError("A row is locked inside a transaction.")
        takes_place = dict(zip(self._stand_ins, meant, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(written.statement, [takes_place.get(value, value) for value in written.values])
            row = cursor.fetchone()
        return None if row is None else written.made_of(list(row))

    def get(self, *meant: UUID | datetime) -> M:
        """Ask it; raises ObjectDoesNotExist when there is no row."""
        if (found := self.first(*meant)) is None:
            raise ObjectDoesNotExist
        return found


@dataclass(frozen=True)
class _Written:
    """A statement, and how Django makes a row of its model out of what comes back."""

    statement: str
    values: tuple[Any, ...]
    locks: bool
    model: type[Model]
    names: list[str]
    columns: slice
    converters: Sequence[tuple[int, tuple[Sequence[Callable[..., Any]], Any]]]
    populators: Sequence[Any]
    annotations: Sequence[tuple[str, int]]

    def made_of(self, values: list[Any]) -> Any:
        for place, (converters, expression) in self.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, values[self.columns])
        for populator in self.populators:
            populator.populate(values, made)
        for name, place in self.annotations:
            setattr(made, name, values[place])
        return made


def _write_down(rows: QuerySet[Any], stand_ins: Sequence[UUID | datetime]) -> _Written:
    compiler = rows[:1].query.get_compiler(DEFAULT_DB_ALIAS)
    statement, values = compiler.as_sql()
    if not set(stand_ins) <= {value for value in values if isinstance(value, UUID | datetime)}:
        raise ValueError("A query set that is written once compares columns with what it is asked for.")
    told: dict[str, Any] = compiler.klass_info
    first, last = told["select_fields"][0], told["select_fields"][-1] + 1
    return _Written(
        statement=statement,
        values=tuple(values),
        locks=bool(rows.query.select_for_update),
        model=told["model"],
        names=[column[0].target.attname for column in compiler.select[first:last]],
        columns=slice(first, last),
        converters=tuple(compiler.get_converters([column[0] for column in compiler.select]).items()),
        populators=get_related_populators(told, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]  # 6.1
        annotations=tuple(compiler.annotation_col_map.items()),
    )


def save_fields(row: Model, fields: Sequence[str]) -> None:
    """Do what `row.save(update_fields=fields)` does."""
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
