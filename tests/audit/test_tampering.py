"""Who owns the tables, or is the application, and changes the log: it is refused, or it shows (D11, D20)."""

from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from audit import heads
from audit.merkle import Tree
from audit.models import AGENCY, Leaf
from audit.sealing import seal, verify
from tests.audit.trail import fill, verified
from tests.database_roles import database_roles

# --- attacks by who owns the tables --------------------------------------------------------------------------------

FIFTH = "id = (SELECT event_id FROM audit_leaf WHERE number = 5)"

ATTACKS = {
    "a changed event": ("UPDATE audit_auditevent SET event = 'signed_out' WHERE " + FIFTH, 5),
    "a changed moment": ("UPDATE audit_auditevent SET at = at + interval '1 s' WHERE " + FIFTH, 5),
    "another person": ("UPDATE audit_auditevent SET actor_id = NULL WHERE " + FIFTH, 5),
    "another log": ("UPDATE audit_auditevent SET log = gen_random_uuid() WHERE " + FIFTH, 5),
    "a removed event": ("DELETE FROM audit_auditevent WHERE " + FIFTH, 5),
    "the first removed": ("DELETE FROM audit_auditevent WHERE " + FIFTH.replace("5", "1"), 1),
    "a removed leaf": ("DELETE FROM audit_leaf WHERE number = 5", 6),
    "two reordered": ("UPDATE audit_leaf SET event_id = -event_id WHERE number IN (4, 5)", 4),
    "a changed hash": ("UPDATE audit_leaf SET hash = sha256('') WHERE number = 5", 5),
    "a cut tail": ("DELETE FROM audit_leaf WHERE number > 7", 8),
    "a tail that is too long": ("UPDATE audit_sealedlog SET size = 9", 10),
}


@pytest.mark.parametrize(("statement", "number"), ATTACKS.values(), ids=ATTACKS)
def test_whoever_rewrites_the_log_is_found_and_the_first_false_line_is_named(ten, forge, statement, number):
    forge(statement)
    assert verify(AGENCY).fault.number == number
    with pytest.raises(CommandError, match=f"regel {number}: "):
        verified()


def test_who_rewrites_event_hash_and_all_that_follows_is_found_by_a_head_that_left_the_house(
    ten, forge, settings, tmp_path
):
    settings.TRAIL_HEADS_FILE = tmp_path / "heads"
    heads.take_heads(timezone.localdate(), receivers=[])
    assert "kloppen" in verified()
    event = Leaf.objects.get(number=5).event_id
    forge("UPDATE audit_auditevent SET event = 'signed_out' WHERE id = %s", event)
    forge(
        "UPDATE audit_leaf SET hash = audit_leaf_hash(entry) FROM audit_auditevent AS entry WHERE entry.id = event_id"
    )
    with pytest.raises(CommandError, match="zijn niet die van"):
        verified()
    forge("UPDATE audit_head SET root = audit_root(log, size)")
    with pytest.raises(CommandError, match=r"kent de stand van .* niet"):
        verified()


def test_a_tail_that_was_cut_everywhere_is_found_by_a_head_of_a_mail(ten, forge, write):
    head = f"10:{Tree(AGENCY, 10).root().hex()}"
    forge("DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_leaf WHERE number > 7)")
    forge("DELETE FROM audit_leaf WHERE number > 7")
    forge("UPDATE audit_sealedlog SET size = 7")
    assert "kloppen" in verified()
    with pytest.raises(CommandError, match="telde het logboek 10 regels, nu 7"):
        call_command("verify_trail", head=head, stdout=StringIO())
    with pytest.raises(CommandError, match="Dat is geen stand"):
        call_command("verify_trail", head="10", stdout=StringIO())


def test_a_restored_copy_whose_log_is_shorter_than_a_line_of_the_file_is_found(ten, settings, tmp_path):
    settings.TRAIL_HEADS_FILE = tmp_path / "heads"
    with transaction.atomic():
        heads.take_heads(timezone.localdate(), receivers=[])
        transaction.set_rollback(True)  # the database is now as it was before that line
    with pytest.raises(CommandError, match="oudere kopie"):
        verified()


def test_a_row_that_was_put_there_past_the_triggers_is_found(ten, forge):
    forge(
        "INSERT INTO audit_auditevent (id, log, at, event, object_type, object_id, details) "
        "VALUES (1000000, %s, now(), 'signed_in', 'a.b', '1', '{}')", AGENCY,
    )  # fmt: skip
    with pytest.raises(CommandError, match="1 regels staan in de databank en niet in een logboek"):
        verified()


def test_a_row_that_is_taken_from_the_queue_is_found(write, forge):
    write()
    forge("DELETE FROM audit_unsealed")
    with pytest.raises(CommandError, match="tussengevoegd"):
        verified()


def test_a_changed_node_is_found_and_the_leaves_below_it_are_named(write, forge):
    fill(520)
    seal()
    forge("UPDATE audit_node SET hash = sha256('') WHERE index = 1")
    assert verify(AGENCY).fault.number == 257


def test_a_log_that_is_checked_from_a_day_on_needs_only_what_came_after(write, forge):
    fill(520)
    heads.take_heads(timezone.localdate(), receivers=[])
    write()
    seal()
    assert verify(AGENCY, since=520).checked == 1
    forge("UPDATE audit_leaf SET hash = sha256('') WHERE number = 515")
    assert verify(AGENCY, since=520).fault is not None, "the head of that day no longer fits"


def test_a_clock_that_was_set_back_and_an_event_that_came_late_ask_for_a_look(ten, forge):
    forge("UPDATE audit_leaf SET sealed_at = sealed_at - interval '1 hour' WHERE number = 4")
    forge("UPDATE audit_leaf SET sealed_at = sealed_at + interval '1 hour' WHERE number IN (6, 7)")
    shown = verified()
    assert "De klok van de databank ging achteruit rond regel 4 (1 regels)." in shown
    assert "2 regels kregen hun nummer pas lang na het schrijven; de eerste is regel 6." in shown


# --- the role of web and worker, as the documentation makes it -----------------------------------------------------


@pytest.fixture
def app_role(transactional_db) -> Iterator[psycopg.Connection]:
    """Connect as the role of the application, made as deploy/roles.sql does."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("host", "port", "dbname") if parameters.get(key)}
    with database_roles() as roles, psycopg.connect(**wanted, user=roles.app, autocommit=True) as own:
        yield own


INSERT = (
    "INSERT INTO audit_auditevent (log, at, event, object_type, object_id, details) "
    "VALUES (%s, %s, 'x', 'a.b', '1', '{}')"
)

FORBIDDEN = [
    "UPDATE audit_auditevent SET event = 'y'",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER USER",
    "DELETE FROM audit_unsealed",
    "INSERT INTO audit_unsealed VALUES (99)",
    "INSERT INTO audit_leaf (log, number, event_id, hash, sealed_at) VALUES (gen_random_uuid(), 1, 99, '', now())",
    "UPDATE audit_leaf SET number = number + 1",
    "UPDATE audit_sealedlog SET size = 0",
    "DELETE FROM audit_node",
    "INSERT INTO audit_head (log, day, size, root, salt) VALUES (gen_random_uuid(), now(), 1, '', '')",
    "DELETE FROM audit_head",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION audit_seal(most integer) RETURNS integer LANGUAGE sql AS 'SELECT 0'",
]


def test_the_role_of_the_application_inserts_and_seals_and_touches_nothing_else(app_role):
    app_role.execute(INSERT, [AGENCY, timezone.now()])
    assert app_role.execute("SELECT audit_seal(10)").fetchone() == (1,)
    for statement in FORBIDDEN:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError)):
            app_role.execute(statement)
    assert verify(AGENCY).size == 1
    assert verify(AGENCY).fault is None


def test_an_event_that_the_application_role_forges_with_another_hour_stands_at_the_end_with_the_real_one(app_role):
    app_role.execute(INSERT, [AGENCY, timezone.now()])
    app_role.execute("SELECT audit_seal(10)")
    app_role.execute(
        "INSERT INTO audit_auditevent (id, log, at, written_at, salt, event, object_type, object_id, details) "
        "VALUES (1, %s, '2020-01-01', '2020-01-01', %s, 'x', 'a.b', '1', '{}')", [AGENCY, AGENCY],
    )  # fmt: skip
    app_role.execute("SELECT audit_seal(10)")
    forged = Leaf.objects.select_related("event").get(number=2).event
    assert forged.written_at.year > 2020
    assert "zegt een ander tijdstip dan waarop ze geschreven werd" in " ".join(verify(AGENCY).remarks)


def test_ten_years_are_kept_whoever_asks_to_clear(app_role, forge):
    app_role.execute(INSERT, [AGENCY, timezone.now()])
    app_role.execute("SELECT audit_seal(10)")
    with pytest.raises(psycopg.errors.IntegrityError, match="ten years"):
        app_role.execute("SELECT audit_clear(%s, 1)", [AGENCY])
