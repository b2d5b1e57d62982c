import threading

import pytest
from django.db import IntegrityError, connection, transaction

from agreements.models.messages import MessageKind
from audit import words
from audit.events import Event
from audit.models import AGENCY, AuditEvent, Leaf
from audit.sealing import seal, verify
from consent.models import Language
from referrals.models import FOUR_FIELDS, Defect

UPSERT = """
    INSERT INTO audit_auditevent (log, at, event, object_type, object_id, details)
    VALUES (gen_random_uuid(), now(), 'x', '', '', '{}') ON CONFLICT (id) DO UPDATE SET event = excluded.event
"""
CHANGES = {
    "update one row": "UPDATE audit_auditevent SET event = 'signed_out'",
    "update no row": "UPDATE audit_auditevent SET event = 'signed_out' WHERE id = 0",
    "delete": "DELETE FROM audit_auditevent",
    "upsert": UPSERT,
    "another hash": "UPDATE audit_leaf SET hash = ''",
    "another node": "UPDATE audit_node SET hash = ''",
    "another head": "UPDATE audit_head SET size = 0",
    "no leaf": "DELETE FROM audit_leaf",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_raw_sql_cannot_change_the_trail(write, statement):
    write()
    seal()
    refused = pytest.raises(IntegrityError, match=r"only grows|ten years")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.get().event == "signed_in"


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_leaf", "audit_node", "audit_head"])
def test_raw_sql_cannot_empty_the_trail(write, table):
    write()
    seal()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table}")


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
    with pytest.raises(IntegrityError, match=r"only grows|ten years"), transaction.atomic():
        change(event)
    assert AuditEvent.objects.get().event == "signed_in"


def test_the_database_gives_key_hour_and_salt_whatever_is_given(write):
    first = write()
    given = AuditEvent.objects.create(
        pk=first.pk,
        at=first.at,
        written_at="2001-01-01T00:00:00Z",
        salt=AGENCY,
        event="x",
        object_type="a.b",
        object_id="1",
    )
    kept = AuditEvent.objects.get(event="x")
    assert kept.pk == given.pk > first.pk
    assert kept.written_at > first.written_at.replace(year=2002)
    assert kept.salt != AGENCY


def test_events_at_the_same_moment_get_numbers_without_gaps(transactional_db, write):
    """Two sealers work at once while four people write, and one transaction commits late."""
    start, failures = threading.Barrier(6), []

    def work(act, times):
        def run():
            try:
                start.wait(timeout=10)
                for _ in range(times):
                    act()
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        return threading.Thread(target=run)

    threads = [*(work(lambda: write(Event.PASSWORD_READ), 10) for _ in range(4)), *(work(seal, 20) for _ in range(2))]
    with transaction.atomic():
        late = write()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert not any(thread.is_alive() for thread in threads), "somebody waited for the late one"
    seal()
    assert failures == []
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 42))
    assert late.leaf.number >= 1
    assert verify(AGENCY).fault is None


def test_an_event_is_shown_in_words_and_falls_back_on_its_codes(write, person):
    event = write(details={"last": None, "fields": ["name", "phone"]})
    assert (event.event_label, event.object_label) == ("ingelogd", "account")
    assert event.detail_lines == ["velden: naam, phone"]
    event.event, event.object_type = "gone", "gone.thing"
    assert (event.event_label, event.object_label) == ("gone", "gone.thing")


def test_the_details_are_said_in_the_words_of_the_screens():
    """What the rooms above keep as codes: their own labels, so that the log says it as the page did."""
    assert dict(Language.choices) == words.LANGUAGES
    assert dict(Defect.choices) == words.DEFECTS
    assert {f"{name}_defect" for name in words.DATA} == set(FOUR_FIELDS)
    assert words.MESSAGES.items() <= dict(MessageKind.choices).items()
    details = {"defects": ["phone/wrong"], "language": "nl", "kind": "trouble", "thing": "", "code": 403}
    assert words.lines(details) == [
        "gebreken: telefoonnummer fout",
        "taal: Nederlands",
        "soort: mail van een aanmelding die niet aankwam",
        "code: 403",
    ]
    assert words.lines({"kind": "unreadable", "reason": "unreadable"}) == [
        "soort: niet goed leesbaar",
        "reden: het archief gaat niet open",
    ]


def test_days_numbers_and_changes_are_said_as_people_read_them():
    details = {
        "discovered_at": "2026-11-28T07:02:50.878502+00:00",
        "signed_on": "–>2025-03-03",
        "ends_on": "2025-03-03>–",
        "mailbox": "bea4a5fc-1f7c-47a6-b51a-02e4d0ae4b27",
        "roles": ["auditor/bea4a5fc-1f7c-47a6-b51a-02e4d0ae4b27", "gone/x"],
        "text_version": "2026-2",
        "from_on": None,
    }
    assert words.lines(details, fields={"signed_on": "another word"}) == [
        "ontdekt op: 28/11/2026 08:02",
        "ondertekend op: 03/03/2025",
        "tot en met: –, voordien 03/03/2025",
        "mailbox: bea4a5fc",
        "rollen: DPO / auditor (bea4a5fc), gone/x",
        "informatietekst: 2026-2",
    ]


def test_every_event_has_a_code_that_fits_and_words_of_its_own():
    assert all(len(code) <= AuditEvent._meta.get_field("event").max_length for code in Event.values)
    assert len(set(Event.labels)) == len(Event)
