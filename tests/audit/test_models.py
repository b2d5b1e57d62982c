import hashlib
import json
import threading
from datetime import UTC

import pytest
from django.db import IntegrityError, connection, transaction

from audit.chain import VerificationResult, verify
from audit.events import Event
from audit.models import AuditEvent, TrailEnd

CHANGES = {
    "update one row": "UPDATE audit_auditevent SET event = 'signed_out' WHERE id = 1",
    "update no row": "UPDATE audit_auditevent SET event = 'signed_out' WHERE id = 0",
    "delete": "DELETE FROM audit_auditevent",
    "upsert": "INSERT INTO audit_auditevent (at, event, object_type, object_id, details) "
    "VALUES (now(), 'x', '', '', '{}') ON CONFLICT (id) DO UPDATE SET event = excluded.event",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_raw_sql_cannot_change_the_trail(write, statement):
    write()
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.get().event == "signed_in"


def test_raw_sql_cannot_empty_the_trail(write):
    write()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER audit_refuse_truncate")  # as in production
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            cursor.execute("TRUNCATE audit_auditevent")
    assert AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(event="signed_out"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["event"]),
    ],
)
def test_models_cannot_change_the_trail(write, change):
    event = write()
    event.event = "signed_out"
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        change(event)
    assert AuditEvent.objects.get().event == "signed_in"


def test_the_database_numbers_and_chains_the_rows_whatever_is_given(write):
    write()
    given = AuditEvent.objects.create(
        pk=500, at=write().at, event="signed_in", object_type="a.b", object_id="1", previous_hash=b"x", hash=b"y"
    )
    rows = list(AuditEvent.objects.order_by("pk"))
    assert [row.pk for row in rows] == [1, 2, 3]
    assert bytes(rows[0].previous_hash) == bytes(32)
    assert [bytes(row.previous_hash) for row in rows[1:]] == [bytes(row.hash) for row in rows[:-1]]
    assert (given.pk, bytes(given.hash)) == (3, bytes(rows[2].hash))
    assert verify().first_broken_id is None


def test_the_hash_is_sha256_of_every_column_and_can_be_made_elsewhere(write, person):
    write(details={"channel": "phone", "attempt": 2, "last": None}, organisation=person)
    row = AuditEvent.objects.get()
    columns = [
        row.pk,
        row.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        str(row.actor_id),
        row.event,
        row.object_type,
        row.object_id,
        str(row.organisation_id),
        dict(sorted(row.details.items(), key=lambda item: (len(item[0]), item[0]))),
        bytes(row.previous_hash).hex(),
    ]
    assert bytes(row.hash) == hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).digest()


def test_the_end_of_the_trail_is_noted(write):
    write()
    last = write()
    end = TrailEnd.objects.get()
    assert (end.event_id, bytes(end.hash)) == (last.pk, bytes(last.hash))


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_make_one_chain(write):
    start = threading.Barrier(4)
    failures = []

    def writer():
        try:
            start.wait(timeout=10)
            for _ in range(10):
                write(Event.PASSWORD_READ)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert failures == []
    assert list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True)) == list(range(1, 41))
    assert verify() == VerificationResult(checked=40, first_broken_id=None)


def test_an_event_is_shown_in_words_and_falls_back_on_its_codes(write, person):
    event = write(details={"last": None, "fields": ["name", "phone"]})
    assert (event.event_label, event.object_label) == ("ingelogd", "account")
    assert event.detail_lines == ["last: –", "velden: name, phone"]
    event.event, event.object_type = "gone", "gone.thing"
    assert (event.event_label, event.object_label) == ("gone", "gone.thing")


def test_every_event_has_a_code_that_fits_and_words_of_its_own():
    assert all(len(code) <= AuditEvent._meta.get_field("event").max_length for code in Event.values)
    assert len(set(Event.labels)) == len(Event)
