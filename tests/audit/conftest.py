from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from audit.events import Event
from audit.models import AuditEvent
from audit.record import record_event
from audit.sealing import seal
from law.roles import Role
from tests.builders.accounts import a_user

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TABLES = ("audit_auditevent", "audit_unsealed", "audit_leaf", "audit_sealedlog", "audit_node", "audit_head")


@pytest.fixture
def auditor(db: None) -> User:
    return a_user(Role.AUDITOR)


@pytest.fixture
def person(db: None) -> User:
    return a_user()


@pytest.fixture
def write(person: User) -> Callable[..., AuditEvent]:
    """Write one event about a person by that person; every argument may be another."""

    def write_event(event: Event = Event.SIGNED_IN, **changes: Any) -> AuditEvent:
        with transaction.atomic():
            return record_event(event, **{"by": person, "at": AT, "about": person, **changes})

    return write_event


@pytest.fixture
def forge(db: None) -> Callable[..., None]:
    """Run SQL as someone who owns the tables and switched their triggers off."""

    def run(statement: str, *values: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending checks cannot be altered
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


@pytest.fixture
def ten(write: Callable[..., AuditEvent]) -> None:
    """Ten sealed events."""
    for _ in range(10):
        write()
    seal()
