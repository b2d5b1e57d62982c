from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.chain import VerificationResult, verify

ROWS = 100_000


@pytest.fixture
def trail(write):
    """Ten events."""
    return [write(details={"attempt": attempt}) for attempt in range(10)]


def test_an_empty_trail_holds(db):
    assert verify() == VerificationResult(checked=0, first_broken_id=None)


def test_an_untouched_trail_holds(trail):
    assert verify() == VerificationResult(checked=10, first_broken_id=None)


COLUMNS = {
    "at": "at = at + interval '1 microsecond'",
    "actor_id": "actor_id = NULL",
    "event": "event = 'signed_out'",
    "object_type": "object_type = 'a.b'",
    "object_id": "object_id = object_id || '0'",
    "organisation_id": "organisation_id = gen_random_uuid()",
    "details": """details = '{"attempt": 99}'""",
    "previous_hash": "previous_hash = sha256('')",
    "hash": "hash = sha256('')",
}


@pytest.mark.parametrize("row", [1, 5, 10])
@pytest.mark.parametrize("change", COLUMNS.values(), ids=COLUMNS)
def test_a_changed_column_is_found(trail, forge, change, row):
    forge(f"UPDATE audit_auditevent SET {change} WHERE id = %s", row)
    assert verify().first_broken_id == row


@pytest.mark.parametrize(("row", "found"), [(1, 1), (5, 5), (10, 10)])
def test_a_row_that_got_another_number_is_found(trail, forge, row, found):
    forge("UPDATE audit_auditevent SET id = 500 WHERE id = %s", row)
    assert verify().first_broken_id == found


def test_a_changed_row_with_a_new_hash_is_found_at_the_next_link(trail, forge):
    forge("UPDATE audit_auditevent SET event = 'signed_out' WHERE id = 5")
    forge("UPDATE audit_auditevent AS e SET hash = audit_event_hash(e) WHERE id = 5")
    assert verify().first_broken_id == 6


def test_a_changed_last_row_with_a_new_hash_is_found(trail, forge):
    forge("UPDATE audit_auditevent SET event = 'signed_out' WHERE id = 10")
    forge("UPDATE audit_auditevent AS e SET hash = audit_event_hash(e) WHERE id = 10")
    assert verify().first_broken_id == 10


@pytest.mark.parametrize(("deleted", "found"), [("= 1", 1), ("= 5", 5), ("= 10", 10), ("> 7", 8), ("> 0", 1)])
def test_a_deleted_row_is_found(trail, forge, deleted, found):
    forge(f"DELETE FROM audit_auditevent WHERE id {deleted}")
    assert verify().first_broken_id == found


def test_a_tail_that_was_cut_off_still_shows_after_new_events(trail, forge, write):
    forge("DELETE FROM audit_auditevent WHERE id > 7")
    assert write().pk == 11
    assert verify().first_broken_id == 8


def test_a_deleted_row_shows_even_when_the_rest_is_numbered_anew(trail, forge):
    forge("DELETE FROM audit_auditevent WHERE id = 5")
    forge("UPDATE audit_auditevent SET id = id + 1000 WHERE id > 5")
    forge("UPDATE audit_auditevent SET id = id - 1001 WHERE id > 1000")
    assert verify().first_broken_id == 5


def test_an_inserted_row_is_found(trail, forge):
    forge(
        "INSERT INTO audit_auditevent (id, at, event, object_type, object_id, details, previous_hash, hash) "
        "SELECT 11, at, event, object_type, object_id, details, hash, sha256('') FROM audit_auditevent WHERE id = 10"
    )
    assert verify().first_broken_id == 11
    forge("UPDATE audit_auditevent AS e SET hash = audit_event_hash(e) WHERE id = 11")
    assert verify().first_broken_id == 11


def test_two_rows_that_changed_places_are_found(trail, forge):
    forge("UPDATE audit_auditevent SET id = 500 WHERE id = 4")
    forge("UPDATE audit_auditevent SET id = 4 WHERE id = 5")
    forge("UPDATE audit_auditevent SET id = 5 WHERE id = 500")
    assert verify().first_broken_id == 4


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM audit_trailend", 1),
        ("UPDATE audit_trailend SET event_id = 7", 8),
        ("UPDATE audit_trailend SET event_id = 12", 11),
        ("UPDATE audit_trailend SET hash = sha256('')", 10),
    ],
)
def test_a_changed_end_is_found(trail, forge, statement, found):
    forge(statement)
    assert verify().first_broken_id == found


def test_the_command_says_that_the_trail_holds(trail):
    said = StringIO()
    call_command("verify_trail", stdout=said)
    assert said.getvalue() == "Het logboek klopt: 10 regels gecontroleerd.\n"


def test_the_command_fails_and_names_the_row_where_the_trail_breaks(trail, forge):
    forge("UPDATE audit_auditevent SET event = 'signed_out' WHERE id = 5")
    with pytest.raises(CommandError, match=r"^Het logboek klopt niet meer vanaf regel 5\.$") as failure:
        call_command("verify_trail")
    assert failure.value.returncode == 1


def test_one_forged_row_of_100_000_is_found(person, forge):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (at, actor_id, event, object_type, object_id, details) "
            "SELECT now(), %s, 'signed_in', 'accounts.user', %s, jsonb_build_object('attempt', number) "
            "FROM generate_series(1, %s) AS number",
            [person.pk, str(person.pk), ROWS],
        )
    assert verify() == VerificationResult(checked=ROWS, first_broken_id=None)
    forge("UPDATE audit_auditevent SET details = '{}' WHERE id = 77777")
    assert verify() == VerificationResult(checked=ROWS, first_broken_id=77_777)
