"""What every test leans on: real PostgreSQL, and a client that is signed in."""

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from psycopg.conninfo import conninfo_to_dict
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from example import second_factor
from local.schema import database_beside, template_beside
from tests.clients import Browser

pytest_plugins = ["tests.plans_kept", "tests.slowest", "tests.statements_compared"]

JOURNEYS = Path(__file__).parent / "journeys"

# What the migrations put there stays; replicas run no triggers, of which some refuse to let a row go (D11, R53).
EMPTY = """
DO $$
DECLARE
    one regclass;
    is_filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN
        SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one) INTO is_filled;
        IF is_filled THEN
            EXECUTE format('DELETE FROM %s', one);
        END IF;
    END LOOP;
END $$
"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the journeys first, so that one worker begins with them and others need no product of their own."""
    items.sort(
        key=lambda item: (
            JOURNEYS not in item.path.parents,
            item.get_closest_marker("early") is None,
            item.get_closest_marker("late") is not None,
        )
    )


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what was loaded: a sixth of the processor went into that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a database of its own: a copy of what `local/schema.sql` holds, gone afterwards."""
    server = os.environ["DATABASE_URL"]
    with database_beside(server, template=template_beside(server)) as url:
        with django_db_blocker.unblock():
            connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = conninfo_to_dict(url)["dbname"]
        yield  # and closed to a fixture that does not ask for `db`: its rows would stay
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture(scope="session", autouse=True)
def emptied_quickly() -> None:
    """After a test that commits, delete the rows that are there, and not sixty tables that hold nothing."""

    def empty(self: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute(EMPTY)

    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="module")
def shared_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a module make its world once; each test with `db` undoes what it did, and this fixture undoes the world.

    Not beside tests that commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        connection.atomic_blocks[-1]._from_testcase = True  # as around a test: a `durable` block may be inside
        yield
        transaction.set_rollback(True)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """Return a client that is signed in as a user, with password and code."""
    return partial(second_factor.signed_in, client_class=Browser)
