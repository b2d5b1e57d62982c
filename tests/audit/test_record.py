import uuid
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.db.transaction import TransactionManagementError

from audit.events import Event
from audit.models import AuditEvent
from audit.record import record_event
from directory.models import Organisation
from tests.builders.accounts import a_user
from tests.builders.directory import a_team

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_an_event_tells_who_did_what_when_on_which_object_for_whom(write, person):
    team = a_team()
    details = {"attempt": 2, "channel": "phone", "is_first": True, "before": None, "fields": ["name", "phone"]}
    written = write(Event.CONTACT_CHANGED, about=team, organisation=team, details=details)
    read = AuditEvent.objects.get()
    assert read == written
    assert (read.actor, read.event, read.at) == (person, "contact_changed", AT)
    assert (read.object_type, read.object_id) == ("directory.organisation", str(team.pk))
    assert (read.organisation_id, read.details) == (team.pk, details)


def test_the_system_acts_without_a_person(write):
    write(by=None)
    assert AuditEvent.objects.get().actor is None


@pytest.mark.parametrize(
    "value",
    [
        "noor@post.example",
        "@",
        "Noor Van den Voorbeeld",
        "regel\nregel",
        "tab\tteken",
        "\x00",
        "\u00a0",
        "\u2028",
        "x" * 121,
        1.5,
        ["name", "noor@post.example"],
        [["name"]],
        {"name": "Noor"},
        datetime(2026, 11, 23, tzinfo=UTC),
        uuid.UUID(int=1),
        b"bytes",
    ],
)
def test_details_that_could_hold_client_data_are_refused_without_repeating_them(write, value):
    with pytest.raises(ValueError, match=r"^Detail 'note' of signed_in is not a short code\.$"):
        write(details={"note": value})
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "value", ["", "x" * 120, "2026-11-23", "2026-11-23T09:00:00+00:00", str(uuid.UUID(int=1)), 0, []]
)
def test_codes_numbers_and_dates_are_accepted(write, value):
    write(details={"code": value})
    assert AuditEvent.objects.get().details == {"code": value}


def test_a_time_without_a_zone_is_refused(write):
    with pytest.raises(ValueError, match="time zone"):
        write(at=datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001  # that is the point


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(person):
    with pytest.raises(TransactionManagementError):
        record_event(Event.SIGNED_IN, by=person, at=AT, about=person)
    assert not AuditEvent.objects.exists()


def test_writing_an_event_takes_one_query(write, django_assert_num_queries):
    with django_assert_num_queries(1), transaction.atomic(savepoint=False):
        record_event(Event.SIGNED_IN, by=None, at=AT, about=Organisation(), details={})


def test_a_person_in_the_trail_cannot_be_deleted(write):
    person = a_user()
    write(by=person, about=person)
    with pytest.raises(ProtectedError):
        person.delete()
