"""A database that is away, full or only reads is no fault of who works here, and passes."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from law.roles import Role
from tests.builders.accounts import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(signed_in: Callable[..., Client]) -> Client:
    client = signed_in(a_user(Role.TEAM_MEMBER))
    client.raise_request_exception = False
    return client


def raising(error: type[Exception]) -> Callable[..., Any]:
    def fail(_execute: Any, _statement: str, _values: Any, _many: bool, context: dict[str, Any]) -> Any:
        with context["connection"].wrap_database_errors:
            raise error

    return fail


def says_to_wait(answer: Any) -> bool:
    return (answer.status_code, answer["Retry-After"]) == (503, "60") and "Bel dan: dat telt evenveel" in str(
        answer.content, "utf-8"
    )


def test_who_stores_something_in_a_database_that_only_reads_is_asked_to_wait(member):
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")
    assert says_to_wait(member.post(reverse("dismiss_welcome")))


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError,  # nobody answers at that address
        psycopg.InterfaceError,  # the connection is gone
        psycopg.errors.DiskFull,
        psycopg.errors.AdminShutdown,
        psycopg.errors.CannotConnectNow,
        psycopg.errors.TooManyConnections,
        psycopg.errors.OutOfMemory,
    ],
)
def test_a_page_of_a_database_that_cannot_asks_to_wait(member, error):
    with connection.execute_wrapper(raising(error)):
        assert says_to_wait(member.get("/"))


def test_a_fault_of_ours_is_called_one(member):
    with connection.execute_wrapper(raising(psycopg.errors.UndefinedColumn)):
        answer = member.get("/")
    assert (answer.status_code, answer.has_header("Retry-After")) == (500, False)
    assert "Er ging iets mis bij ons" in str(answer.content, "utf-8")
