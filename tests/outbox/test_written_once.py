"""What is written once gives what Django would have given, and a delivery writes down little (ADR 0100)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.db.models import ObjectDoesNotExist
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from outbox.delivery import deliver_due
from outbox.models import Transmission, TransmissionStatus
from outbox.written_once import WrittenOnce, save_fields
from referrals import transmissions
from referrals.models import Referral
from tests.builders import FILED_AT, a_referral

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 27  # with the sweep
MOST_WRITTEN_DOWN = 5


@pytest.fixture
def referral():
    return a_referral()


def columns_of(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_is_the_one_of_the_query_set_with_all_that_is_joined_to_it(referral, django_assert_num_queries):
    by_django = transmissions._subjects().get(pk=referral.pk)
    with django_assert_num_queries(1):
        found = transmissions._SUBJECT.get(referral.pk)
        assert columns_of(found) == columns_of(by_django)
        for name in ("consent", "residence", "filed_by", "partner", "team"):
            assert columns_of(getattr(found, name)) == columns_of(getattr(by_django, name))
        assert not hasattr(found.consent, "withdrawal")
    assert found.last_name == by_django.last_name != ""


def test_each_asking_is_about_what_is_meant(referral):
    other = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by)
    assert transmissions._SUBJECT.get(other.pk) == other
    assert transmissions._SUBJECT.get(referral.pk) == referral
    assert transmissions._SUBJECT.first(uuid4()) is None
    with pytest.raises(ObjectDoesNotExist):
        transmissions._SUBJECT.get(uuid4())


def test_a_moment_is_meant_too(referral):
    due = WrittenOnce(lambda key, at: Transmission.objects.due(at).filter(pk=key), UUID, datetime)
    key = referral.transmission_id
    at = Transmission.objects.get(pk=key).due_at
    assert due.first(key, at) is not None
    assert due.first(key, at - timedelta(seconds=1)) is None


def test_what_is_left_in_the_database_is_left_there(referral):
    bare = WrittenOnce(lambda key: Transmission.objects.without_content().filter(pk=key), UUID)
    assert bare.get(referral.transmission_id).get_deferred_fields() == {"message", "password"}


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_transaction_only():
    with pytest.raises(TransactionManagementError):
        transmissions._LOCKED_AT_ONCE.first(uuid4())
    with transaction.atomic():
        assert transmissions._LOCKED_AT_ONCE.first(uuid4()) is None


def test_a_query_set_that_asks_for_something_else_is_refused():
    """It would ask for the stand-in each time."""
    careless = WrittenOnce(lambda key: Referral.objects.filter(reference=str(key)[:9]), UUID)
    with pytest.raises(ValueError, match="compares columns"):
        careless.first(uuid4())


def test_fields_are_saved_as_django_saves_them_and_sealed(referral):
    mail = Transmission.objects.get(pk=referral.transmission_id)
    mail.message, mail.obstacles, mail.attempt_count = b"the bytes", ["a_code"], 1
    mail.status, mail.lease_until = TransmissionStatus.SENDING, datetime(2026, 11, 29, tzinfo=UTC)
    mail.due_at = mail.due_at + timedelta(days=1)
    save_fields(mail, ["message", "obstacles", "status", "lease_until", "attempt_count"])
    saved = Transmission.objects.get(pk=mail.pk)
    assert (saved.message, saved.obstacles, saved.status) == (b"the bytes", ["a_code"], TransmissionStatus.SENDING)
    assert saved.lease_until == mail.lease_until
    assert saved.due_at != mail.due_at
    with connection.cursor() as cursor:
        cursor.execute("SELECT message FROM outbox_transmission WHERE id = %s", [mail.pk])
        assert b"the bytes" not in bytes(cursor.fetchone()[0])


def test_a_row_that_is_gone_is_not_saved():
    with pytest.raises(DatabaseError):
        save_fields(Transmission(), ["status"])


def test_a_delivery_asks_few_statements_and_django_writes_fewer_down(inbox):
    """Writing them down for each mail cost more than all that PostgreSQL did."""
    first = a_referral()
    written: Counter[str] = Counter()
    inner = SQLCompiler.as_sql

    def as_sql(compiler, *arguments, **options):
        written[compiler.query.model.__name__] += not compiler.query.subquery
        return inner(compiler, *arguments, **options)

    with time_machine.travel(FILED_AT + timedelta(seconds=1)):
        deliver_due(seconds=20)  # the statements are written
        a_referral(team=first.team, partner=first.partner, filed_by=first.filed_by)
        with CaptureQueriesContext(connection) as asked, patch.object(SQLCompiler, "as_sql", as_sql):
            deliver_due(seconds=20)
    assert len(inbox.contents) == 2
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= MOST_STATEMENTS
    assert written.total() <= MOST_WRITTEN_DOWN, written
