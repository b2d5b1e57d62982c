"""The empty database as one file: equal to what the migrations make, and refused when it is not theirs."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from local import schema

SERVER = os.environ["DATABASE_URL"]


@pytest.fixture
def empty_database() -> Iterator[str]:
    with schema.database_beside(SERVER) as url:
        yield url


def test_the_file_is_what_the_migrations_make_now() -> None:
    assert schema.SCHEMA.read_text() == schema.schema_of_migrations(SERVER)


def test_what_is_loaded_from_the_file_is_all_that_stands_in_it(empty_database: str) -> None:
    schema.load_schema(empty_database)
    assert schema.as_file(schema.dump(empty_database)) == schema.SCHEMA.read_text()


def test_a_file_that_is_older_than_the_migrations_is_refused(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "schema.sql"
    old.write_text(schema.SCHEMA.read_text().replace(schema.digest_of_migrations(), "0" * 64))
    monkeypatch.setattr(schema, "SCHEMA", old)
    with pytest.raises(schema.SchemaIsOldError, match="make schema"):
        schema.load_schema(empty_database)


def test_a_database_that_is_not_empty_stays_as_it_was(empty_database: str) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE referrals_referral ()")
    with pytest.raises(psycopg.errors.DuplicateTable):
        schema.load_schema(empty_database)
    with psycopg.connect(empty_database) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("referrals_referral",)]


def test_who_copies_the_database_first_makes_it_and_the_next_finds_it() -> None:
    name = schema.template_beside(SERVER)
    assert schema.template_beside(SERVER) == name
    with (
        schema.database_beside(SERVER, template=name) as copy,
        psycopg.connect(copy) as connection,
    ):
        (applied,) = connection.execute("SELECT count(*) FROM django_migrations").fetchone() or (0,)
        assert applied > 0
