"""A world that takes many acts is made once by each worker, and written into the database of each test as rows.

The acts are the product's own, and what they refuse fails every test that asks for the world.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django.db import connection, transaction
from psycopg import sql

_TABLES = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


class World:
    """What `make` leaves in the database, and what it returns."""

    def __init__(self, make: Callable[[], Any]) -> None:
        with transaction.atomic():
            connection.atomic_blocks[-1]._from_testcase = True  # as around a test: a `durable` block may be inside
            before = _rows()
            self._made = make()
            after = _rows()
            transaction.set_rollback(True)
        assert all(rows <= after[table] for table, rows in before.items()), "only what is new can be written again"
        new = {table: sorted(rows - before[table]) for table, rows in after.items()}
        filling = [
            sql.SQL("INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, {1})").format(
                sql.Identifier(table), f"[{','.join(rows)}]"
            )
            for table, rows in new.items()
            if rows
        ]
        # No trigger runs: each ran when the world was made.
        steps = [_set_role("replica"), *filling, _set_role("origin")]
        self._filling = sql.SQL(";").join(steps).as_string(connection.connection)

    def begin(self) -> Any:
        """Write the rows, and return a copy of what was made."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self._filling)
        return deepcopy(self._made)


def _set_role(role: str) -> sql.SQL:
    return sql.SQL(f"SET LOCAL session_replication_role = {role}")


def _rows() -> dict[str, set[str]]:
    """Every row of every table, as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', row_to_json(t)::text FROM {table} t" for table in tables))
        found: dict[str, set[str]] = {table: set() for table in tables}
        for table, row in cursor.fetchall():
            found[table].add(row)
        return found
