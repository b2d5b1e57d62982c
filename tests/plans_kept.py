"""Keeps what PostgreSQL planned, from one test to the next: planning took an eighth of the whole suite.

psycopg prepares a statement that comes back, and forgets all of them at a rollback, since tables may have come and
gone. Every test ends with one. Here they are forgotten after a test that changed a table, which is what that is for.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connection
from psycopg._preparing import PrepareManager
from psycopg.pq import ExecStatus
from pytest_django.plugin import DjangoDbBlocker

CHANGES_TABLES = re.compile(rb"CREATE|ALTER|DROP|DISCARD|DEALLOCATE").match
MOST = 3_000
"""More than the whole house asks."""


class Plans:
    """Those of the connection of the tests, and whether the test that runs changed a table."""

    tables_changed = False

    def clear(self, manager: PrepareManager) -> bool:
        """Forget all, as psycopg asks at every rollback, where there is a reason to."""
        return self.tables_changed and _clear(manager)

    def should_discard(self, manager: PrepareManager, results: Sequence[Any]) -> bool:
        done = [one.command_status or b"" for one in results if one.status == ExecStatus.COMMAND_OK]
        is_change = any(map(CHANGES_TABLES, done))
        self.tables_changed = self.tables_changed or is_change
        return (is_change or b"ROLLBACK" in done) and self.clear(manager)


_clear = PrepareManager.clear


@pytest.fixture(scope="session", autouse=True)
def plans() -> Iterator[Plans]:
    """Keep them over rollbacks."""
    kept = Plans()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "prepared_max", MOST)
        patch.setattr(PrepareManager, "clear", lambda manager: kept.clear(manager))
        patch.setattr(
            PrepareManager, "_should_discard", lambda manager, _, results: kept.should_discard(manager, results)
        )
        yield kept


@pytest.fixture(autouse=True)
def plans_are_of_these_tables(plans: Plans, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Forget them after a test that changed a table, also where that was undone."""
    yield
    if plans.tables_changed:
        with django_db_blocker.unblock():
            if connection.connection is not None and not connection.connection.closed:
                connection.connection.execute("DEALLOCATE ALL")
        plans.tables_changed = False
