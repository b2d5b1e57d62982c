"""The empty database as one file, beside this one: loaded in a second where the migrations need many.

`make schema` writes `schema.sql` anew from the migrations; `tests/local/test_schema.py` proves the two equal. Only for
databases that begin and end on this computer: an installation runs the migrations.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import psycopg.conninfo

from local.digest import digest_of_migrations
from local.processes import ROOT
from local.services import POSTGRES_PROGRAMS, services

SCHEMA = Path(__file__).with_suffix(".sql")
PG_DUMP = [
    str(POSTGRES_PROGRAMS / "pg_dump"),
    *("--no-owner", "--no-privileges", "--no-comments"),
    *("--inserts", "--column-inserts", "--rows-per-insert=1000"),  # COPY needs psql to load it
]
# Settings of the session that loads, remarks, and what only psql understands; SCHEMA says its own settings first.
ABOUT_THE_DUMP = re.compile(r"^(?:SET |SELECT pg_catalog\.set_config|--|\\).*\n", re.MULTILINE)
HEAD = """\
-- Written by `make schema` from the migrations; not by hand.
-- Migrations: {digest}
SET LOCAL check_function_bodies = false;
SET LOCAL search_path = '';
"""


class SchemaIsOldError(Exception):
    """A migration changed after `schema.sql` was written."""


def load_schema(database_url: str) -> None:
    """Fill an empty database with what the migrations would have made, as one transaction.

    Tables, triggers, table of the cache, content types and the list of migrations, which says that all of them ran.
    Raises SchemaIsOldError, or psycopg.Error when the database is not empty; both leave it as it was.
    """
    schema = SCHEMA.read_text()
    if f"-- Migrations: {digest_of_migrations()}\n" not in schema:
        raise SchemaIsOldError("The migrations changed after local/schema.sql was written. Run: make schema")
    load(schema, database_url)


def load(schema: str, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(schema.encode())


def write_schema() -> None:
    """Write `schema.sql` from the migrations, on throw-away services or those of the environment."""
    with services() as addresses:
        SCHEMA.write_text(schema_of_migrations(addresses["DATABASE_URL"]))


def schema_of_migrations(database_url: str) -> str:
    """Return what `schema.sql` must hold, from databases beside this one.

    PostgreSQL writes some checks in other words once they were loaded from its own words; hence twice.
    """
    with database_beside(database_url) as migrated, database_beside(database_url) as loaded:
        migrate(migrated)
        load(as_file(dump(migrated)), loaded)
        return as_file(dump(loaded))


def migrate(database_url: str) -> None:
    """Let the migrations make an empty database, in a process of their own."""
    for command in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test", "DATABASE_URL": database_url},
            check=True,
        )


def dump(database_url: str) -> str:
    """Return all that stands in a database as SQL; the moments at which its migrations ran are not told."""
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE django_migrations SET applied = 'epoch'")
    environment = {**os.environ, "PGTZ": "UTC"}
    return subprocess.run(
        [*PG_DUMP, database_url], env=environment, check=True, capture_output=True, text=True
    ).stdout.replace("'1970-01-01 00:00:00+00'", "now()")


def as_file(sql: str) -> str:
    """Return what `schema.sql` holds of a dump."""
    return HEAD.format(digest=digest_of_migrations()) + re.sub(r"\n{2,}", "\n\n", ABOUT_THE_DUMP.sub("", sql))


@contextmanager
def database_beside(database_url: str, *, template: str = "template0") -> Iterator[str]:
    """Yield the address of a new database on the same server, a copy of `template`; it is dropped afterwards."""
    name = f"schema_{uuid4().hex}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield with_name(database_url, name)
    finally:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def template_beside(database_url: str) -> str:
    """Return the name of a database on the same server that `schema.sql` made, to copy from; whoever is first makes it.

    It stays there, and has another name when the file changes. Raises SchemaIsOldError.
    """
    name = f"schema_template_{sha256(SCHEMA.read_bytes()).hexdigest()[:16]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended('schema_template', 0))")
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            with database_beside(database_url) as unfinished:
                load_schema(unfinished)
                made = psycopg.conninfo.conninfo_to_dict(unfinished)["dbname"]
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')
    return name


def with_name(database_url: str, name: str) -> str:
    """Return the address of another database on the same server."""
    return urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))


if __name__ == "__main__":
    write_schema()
