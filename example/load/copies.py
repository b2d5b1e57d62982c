"""Copies of rows, made by the database itself: a row that is told once in Python stands for many that are like it.

No trigger runs and no key is checked: what is copied was right. Each copy has keys, references and moments of its own,
and holds no data of a client: sealed columns open in the row for which they were sealed, and in no other.
"""

from datetime import timedelta
from typing import Any

from django.db import connection, models

from outbox.models import Transmission
from referrals.models import DATA_FIELDS, Referral
from referrals.terms.reference import ALPHABET

HELD: dict[type[models.Model], tuple[str, ...]] = {Referral: DATA_FIELDS, Transmission: ("message", "password")}
"""What is sealed, and gone with what is erased."""

SCATTER = 0x2545F491  # odd: each number below 2**30 has another image
TOLD = len(ALPHABET) ** 2 - 1
"""The last two characters of a reference count the copies of a row; these are of the row that was told."""


def reference_of(number: int, copy: int = TOLD) -> str:
    """A reference that no other number has, nor another copy of it; forty random bits would meet within a million."""
    image = number * SCATTER % 2**30 << 10 | copy
    characters = "".join(ALPHABET[image >> 5 * place & 31] for place in reversed(range(8)))
    return f"{characters[:4]}-{characters[4:]}"


def write_copies(tables: tuple[type[models.Model], ...], *, copies: int, apart: timedelta, prefix: str = "") -> None:
    """Copy all rows of these tables so many times, each copy so much later than the one before it.

    With a prefix the rows are in tables that are called so, and not in those of the models themselves.
    """
    values: dict[str, Any] = {"copies": copies, "apart": apart}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in tables:
            cursor.execute(_copying(model, tables, f"{prefix}{model._meta.db_table}"), values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _copying(model: type[models.Model], tables: tuple[type[models.Model], ...], source: str) -> str:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = {str(field.column): _copied(model, field, tables) for field in fields}
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "  # noqa: S608  # names of our own
        f"FROM {source}, generate_series(1, %(copies)s) AS copy"
    )


def _copied(model: type[models.Model], field: Any, tables: tuple[type[models.Model], ...]) -> str:
    column = field.column
    if field.name in HELD.get(model, ()):
        return "NULL"
    if model is Referral and field.name == "erased_at":
        return "least(now(), coalesce(erased_at, now()) + %(apart)s * copy)"
    if column == "reference":
        return (
            f"left(reference, 7) || substr('{ALPHABET}', copy / 32 + 1, 1) || substr('{ALPHABET}', copy %% 32 + 1, 1)"
        )
    if column == "message_id":
        return "md5(message_id || copy)"
    if field.primary_key or column == "subject_id" or field.related_model in tables:
        return f"md5({column}::text || copy)::uuid"
    if isinstance(field, models.DateTimeField):
        return f"{column} + %(apart)s * copy"
    return f"({column} + %(apart)s * copy)::date" if isinstance(field, models.DateField) else column
