"""Seals what is stored again under the first key of the ring, in small steps that can be broken off anywhere.

A row is sealed again only while it still holds what was read, and keeps its meaning: so this runs beside everything
else, twice at once, and again after a SIGKILL. What does not open is left and counted.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from vault.fields import SealedField
from vault.key_ring import VaultError, seal, unseal

BATCH = 200


@dataclass
class Resealed:
    """What one run did with one column: sealed again, held by somebody else, and not to be opened."""

    done: int = 0
    busy: int = 0
    shut: int = 0


def sealed_fields() -> list[SealedField[Any, Any]]:
    """Every sealed column of the house, in the order of its name."""
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField) and model._meta.managed and not model._meta.proxy
    ]
    return sorted(fields, key=name_of)


def name_of(field: SealedField[Any, Any]) -> str:
    """Table and column, as an operator reads it."""
    return f"{field.model._meta.db_table}.{field.column}"


def values_by_key(field: SealedField[Any, Any]) -> Counter[int]:
    """How many values of a column each key sealed."""
    key = f"get_byte({_quoted(field.column)}, 1) * 256 + get_byte({_quoted(field.column)}, 2)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, count(*) FROM {_quoted(field.model._meta.db_table)}"  # noqa: S608  # names of our models
            f" WHERE {_quoted(field.column)} IS NOT NULL GROUP BY 1"
        )
        return Counter(dict(cursor.fetchall()))


def opens_by_key(field: SealedField[Any, Any]) -> dict[int, bool]:
    """For each key that sealed values of a column: whether one of a few of them opens. One bad row is no bad key."""
    table, column, pk = (
        _quoted(name) for name in (field.model._meta.db_table, field.column, field.model._meta.pk.column)
    )
    key = f"get_byte({column}, 1) * 256 + get_byte({column}, 2)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, row, value FROM (SELECT {key} AS key, {pk} AS row, {column} AS value,"  # noqa: S608
            f" row_number() OVER (PARTITION BY {key}) AS number FROM {table} WHERE {column} IS NOT NULL) AS numbered"
            " WHERE number <= 5"
        )
        rows = cursor.fetchall()
    opens: dict[int, bool] = {}
    for number, row, value in rows:
        opens[number] = opens.get(number, False) or _opens(field, row, bytes(value))
    return opens


def reseal(field: SealedField[Any, Any]) -> Resealed:
    """Seal a column again, one transaction for each few rows."""
    total, after = Resealed(), UUID(int=0)
    rows = 1
    while rows:
        rows, after = _batch(field, after, total)
    left = values_by_key(field)
    total.busy = left.total() - left[_first()] - total.shut
    return total


@transaction.atomic
def _batch(field: SealedField[Any, Any], after: UUID, total: Resealed) -> tuple[int, UUID]:
    """Seal the next rows again; returns how many were looked at, and the last of them."""
    table, column = _quoted(field.model._meta.db_table), _quoted(field.column)
    pk = _quoted(field.model._meta.pk.column)
    number = _first().to_bytes(2, "big")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {pk}, {column} FROM {table}"  # noqa: S608  # names of our models
            f" WHERE {pk} > %s AND substring({column} FROM 2 FOR 2) <> %s"
            f" ORDER BY {pk} LIMIT {BATCH} FOR NO KEY UPDATE SKIP LOCKED",
            [after, number],
        )
        rows = cursor.fetchall()
        for row, value in rows:
            context = field.context_at(row)
            try:
                content = unseal(bytes(value), context=context, purpose=field.key_purpose)
            except VaultError:
                total.shut += 1
                continue
            again = seal(content, context=context, purpose=field.key_purpose)
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {pk} = %s", [again, row])  # noqa: S608
            total.done += 1
    return len(rows), rows[-1][0] if rows else after


def _opens(field: SealedField[Any, Any], row: UUID, value: bytes) -> bool:
    try:
        unseal(value, context=field.context_at(row), purpose=field.key_purpose)
    except VaultError:
        return False
    return True


def _first() -> int:
    return next(iter(settings.VAULT_KEYS))


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
