"""What every test leans on: real PostgreSQL, and a client that is signed in."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from example import second_factor


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the test runner empty the trail between tests; nothing else may (see `audit/migrations/0002_triggers.py`)."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_refuse_truncate")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """Return a client that is signed in as a user, with password and code."""
    return second_factor.signed_in
