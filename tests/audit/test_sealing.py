"""The logs as transparency logs (D20): what must hold, and the attacks that must fail or show."""

import json
import threading
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

import audit.check_trail
from audit import heads
from audit.check_trail import EMPTY_ROOT, root_of
from audit.events import Event
from audit.merkle import Tree
from audit.models import AGENCY, AuditEvent, Head, Leaf, SealedLog, Unsealed
from audit.record import record_event
from audit.retention import clear_expired
from audit.sealing import prove_event, prove_heads, seal, seal_for_reading, texts, verify
from law.roles import Role
from tests.audit.trail import HASHED_AGAIN, check, fill, leaf_hashes, verified
from tests.builders.accounts import a_user
from tests.builders.directory import a_caw

# --- the two sides -------------------------------------------------------------------------------------------------


def test_each_side_has_its_own_gapless_numbers(write):
    receiver, other = a_caw(), a_caw("CAW Voorbeelddal")
    for organisation in (receiver, other, receiver, None, receiver, None):
        event = Event.CONTACT_ATTEMPTED if organisation else Event.REFERRAL_FILED
        write(event, organisation=organisation)
    seal()
    for log, size in ((receiver.pk, 3), (other.pk, 1), (AGENCY, 2)):
        assert list(Leaf.objects.filter(log=log).order_by("number").values_list("number", flat=True)) == [
            *range(1, size + 1)
        ]


@pytest.mark.parametrize("event", [Event.SIGNED_IN, Event.SIGN_IN_FAILED, Event.COLLEAGUE_INVITED, Event.FILE_READ])
def test_what_people_of_a_receiver_do_stands_in_its_log(write, event):
    worker = a_user(Role.SOCIAL_WORKER)
    [receiver] = worker.organisations_as(Role.SOCIAL_WORKER)
    assert write(event, by=None if event == Event.SIGN_IN_FAILED else worker, about=worker).log == receiver.pk


@pytest.mark.parametrize("event", [Event.PASSWORD_READ, Event.DELETION_DECLARED, Event.DEFECT_REPORTED])
def test_what_a_receiver_tells_the_team_stands_in_the_log_of_opgroeien(write, event):
    worker = a_user(Role.SOCIAL_WORKER)
    assert write(event, by=worker, about=worker).log == AGENCY


def test_an_administrator_who_ends_an_account_of_a_receiver_acts_on_the_side_of_opgroeien(write):
    worker, administrator = a_user(Role.SOCIAL_WORKER), a_user(Role.ADMINISTRATOR)
    assert write(Event.MEMBERSHIP_ENDED, by=administrator, about=worker).log == AGENCY


def test_an_act_behind_the_wall_says_of_which_receiver(write):
    with pytest.raises(ValueError, match="say of which"):
        write(Event.CONTACT_ATTEMPTED)


# --- tree, proofs and the checker ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 2, 7, 255, 256, 257, 600])
def test_root_and_proofs_are_those_of_the_plain_tree_at_every_size(write, size, tmp_path, forge):
    fill(size)
    seal()
    assert Tree(AGENCY, size).root() == root_of(leaf_hashes())[1]
    assert verify(AGENCY).fault is None
    for number in sorted({1, size // 2, size} & set(range(1, size + 1))):
        (tmp_path / "proof").write_text(json.dumps(prove_event(AGENCY, number)))
        done = check("event", "proof", "--head", f"{size}:{Tree(AGENCY, size).root().hex()}", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        grown = prove_heads(AGENCY, number, size)
        (tmp_path / "heads").write_text(json.dumps(grown))
        done = check("heads", "heads", "--old", grown["old"], "--new", grown["new"], cwd=tmp_path)
        assert done.returncode == 0, done.stderr


def test_the_root_that_the_database_notes_is_that_of_the_tree(write):
    fill(600)
    heads.take_heads(timezone.localdate(), receivers=[])
    head = Head.objects.get(log=AGENCY)
    assert (head.size, bytes(head.root)) == (600, root_of(leaf_hashes())[1])


def test_an_export_is_checked_without_the_product(ten, tmp_path, write):
    write(details={"fields": ["naam", "é"], "code": None})
    call_command("export_trail", tmp_path / "export", stdout=StringIO())
    size, root = root_of(leaf_hashes())
    done = check("export", "export", "--head", f"{size}:{root.hex()}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (
        0,
        "whole: 11 events, 0 of them cleared after their term; 1 known heads stand in it\n",
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [lines[0], lines[1].replace(b"signed_in", b"signed_up"), *lines[2:]],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: lines[:-1],
        lambda lines: [*lines, lines[-1]],
        lambda lines: lines[1:],
        lambda lines: [b"{}", *lines[1:]],
        lambda lines: [],
        lambda lines: [b"\x00\xff", *lines[1:]],
        lambda lines: [b"[" * 100_000, *lines[1:]],
        lambda lines: [lines[0].replace(b'"size": 10', b'"size": 1e400'), *lines[1:]],
        lambda lines: [lines[0].replace(b'"size": 10', b'"size": 11, "size": 10'), *lines[1:]],
        lambda lines: [lines[0], b'{"hash": 5}', *lines[2:]],
        lambda lines: [lines[0], b'{"hash":' + b"[" * 100_000, *lines[2:]],
        lambda lines: [*lines[:5], b'{"hash": "%s"}' % leaf_hashes()[4].hex().encode(), *lines[6:]],
        lambda lines: [*lines, b" " * 1_000_001],
    ],
    ids=[
        "changed", "removed", "reordered", "cut", "added", "no head", "empty head", "empty", "binary", "nested",
        "no number", "told twice", "no hash", "nested hash", "hidden in the middle", "a line without end",
    ],
)  # fmt: skip
def test_a_damaged_export_is_refused_with_a_sentence(ten, tmp_path, damage):
    lines = list(texts(AGENCY, size=10))
    (tmp_path / "export").write_bytes(b"".join(line + b"\n" for line in damage(lines)))
    done = check("export", "export", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("NOT RIGHT: ")


def test_an_export_of_a_shorter_or_rewritten_log_does_not_fit_a_known_head(ten, tmp_path):
    (tmp_path / "export").write_bytes(b"".join(line + b"\n" for line in texts(AGENCY, size=10)))
    for head in (f"12:{'0' * 64}", f"5:{'0' * 64}"):
        assert check("export", "export", "--head", head, cwd=tmp_path).returncode == 1
    two_pasts = ("--head", f"10:{'0' * 64}", "--head", f"10:{root_of(leaf_hashes())[1].hex()}")
    done = check("export", "export", *two_pasts, cwd=tmp_path)
    assert done.returncode == 1, "of two mails that contradict each other one is not this log"


@pytest.mark.parametrize(
    "change",
    [
        {"number": 3}, {"text": "{}"}, {"path": []}, {"size": 9}, {"root": "00" * 32}, {"path": None},
        {"number": 4.5}, {"path": {}}, {"size": True}, {"size": float("inf")}, {"text": "\ud800"},
    ],
)  # fmt: skip
def test_a_proof_that_was_tampered_with_proves_nothing(ten, tmp_path, change):
    (tmp_path / "proof").write_text(json.dumps({**prove_event(AGENCY, 4), **change}))
    done = check("event", "proof", "--head", f"10:{Tree(AGENCY, 10).root().hex()}", cwd=tmp_path)
    assert (done.returncode, done.stderr[:10]) == (1, "NOT RIGHT:")


def test_what_is_proved_of_an_event_is_what_who_reads_the_proof_sees(ten, tmp_path):
    """A file that tells a name twice shows one text, and another is checked."""
    proof, head = json.dumps(prove_event(AGENCY, 4)), f"10:{Tree(AGENCY, 10).root().hex()}"
    (tmp_path / "proof").write_text(proof)
    assert "signed_in" in check("event", "proof", "--head", head, cwd=tmp_path).stdout
    (tmp_path / "proof").write_text(proof.replace('"text":', '"text": "signed_out", "text":'))
    assert check("event", "proof", "--head", head, cwd=tmp_path).stderr.startswith("NOT RIGHT: A name stands twice")


def test_a_proof_of_growth_does_not_hold_for_another_past(ten, write, forge, tmp_path):
    old = f"10:{Tree(AGENCY, 10).root().hex()}"
    forge("UPDATE audit_leaf SET hash = sha256('') WHERE number = 2")
    write()
    seal()
    proof = prove_heads(AGENCY, 10, 11)
    (tmp_path / "proof").write_text(json.dumps(proof))
    assert check("heads", "proof", "--old", old, "--new", proof["new"], cwd=tmp_path).returncode == 1


def test_a_head_that_became_smaller_did_not_grow(ten):
    """A log that lost its end shows, whatever path is laid beside the heads."""
    large, small = (audit.check_trail.read_head(f"{size}:{Tree(AGENCY, size).root().hex()}") for size in (10, 8))
    path = [bytes.fromhex(step) for step in prove_heads(AGENCY, 8, 10)["path"]]
    assert audit.check_trail.has_grown(small, large, path)
    for steps in ([], path):
        assert not audit.check_trail.has_grown(large, small, steps)


def test_nothing_is_proved_of_what_is_not_there(ten):
    assert prove_event(AGENCY, 11) is None
    assert prove_event(AGENCY, 4, size=3) is None
    assert prove_heads(AGENCY, 4, 11) is None
    assert prove_event(uuid4(), 1) is None


# --- what happens in between ---------------------------------------------------------------------------------------


def test_an_event_that_is_rolled_back_leaves_no_number_behind(write, person):
    write()
    with transaction.atomic():
        record_event(Event.SIGNED_OUT, by=person, at=timezone.now(), about=person)
        transaction.set_rollback(True)
    write(Event.PASSWORD_READ)
    seal()
    assert list(Leaf.objects.order_by("number").values_list("number", "event__event")) == [
        (1, "signed_in"),
        (2, "password_read"),
    ]


def test_a_sealer_that_is_killed_before_its_commit_has_done_nothing(write):
    write()
    with transaction.atomic():
        seal()
        transaction.set_rollback(True)
    assert (Leaf.objects.count(), SealedLog.objects.count(), Unsealed.objects.count()) == (0, 0, 1)
    seal()
    assert verify(AGENCY).fault is None


def test_an_act_waits_for_nobody_and_a_page_waits_for_a_sealer_no_longer_than_the_lock_allows(
    transactional_db, write, person
):
    """A sealer whose machine is gone holds its lock; another act holds an event that is not committed."""
    holding, release = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            write()
            seal()
            holding.set()
            release.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert holding.wait(10)
        started = timezone.now()
        write()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        assert seal_for_reading() is False
        assert timezone.now() - started < timedelta(seconds=3)
    finally:
        release.set()
        thread.join(10)
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert seal_for_reading() is True
    assert Leaf.objects.count() == 2


def test_the_session_of_who_reads_changes_no_hash(ten):
    for zone in ("UTC", "Europe/Brussels", "Asia/Tokyo"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL TimeZone = '{zone}'")
            cursor.execute("SET LOCAL bytea_output = 'escape'")
        assert verify(AGENCY).fault is None


# --- heads and clearing --------------------------------------------------------------------------------------------


def test_each_receiver_has_a_head_each_day_and_the_file_tells_no_size(ten, settings, tmp_path):
    settings.TRAIL_HEADS_FILE = tmp_path / "heads"
    busy, quiet = uuid4(), uuid4()
    day = timezone.localdate()
    heads.take_heads(day, receivers=[busy, quiet])
    heads.take_heads(day, receivers=[busy, quiet])  # a second time adds nothing
    lines = [json.loads(line) for line in (tmp_path / "heads").read_text().splitlines()]
    assert {line["log"] for line in lines} == {str(AGENCY), str(busy), str(quiet)}
    assert all(set(line) == {"day", "log", "seal"} and len(line["seal"]) == 64 for line in lines)
    assert len({line["seal"] for line in lines}) == 3, "two empty logs do not look alike"
    head = Head.objects.get(log=AGENCY)
    opened = check(
        "opened", "--seal", heads.seal_of_head(head), "--salt", bytes(head.salt).hex(), "--head", head, cwd=tmp_path
    )
    assert opened.returncode == 0
    other = check(
        "opened", "--seal", heads.seal_of_head(head), "--salt", bytes(head.salt).hex(), "--head", "9:00", cwd=tmp_path
    )
    assert other.returncode == 1
    assert bytes(Head.objects.get(log=quiet).root) == EMPTY_ROOT


def test_a_line_that_a_crash_cut_off_takes_no_line_of_the_next_day_along(ten, settings, tmp_path):
    settings.TRAIL_HEADS_FILE = tmp_path / "heads"
    (tmp_path / "heads").write_text('{"day": "2026-01-01", "log": "')
    heads.take_heads(timezone.localdate(), receivers=[])
    assert [day for day, _, _ in heads.read_file()] == [timezone.localdate()]


def test_the_heads_of_a_day_are_found_in_a_file_of_years_without_reading_them(ten, settings, tmp_path, monkeypatch):
    settings.TRAIL_HEADS_FILE, day = tmp_path / "heads", timezone.localdate()
    old = [json.dumps({"day": "2020-01-01", "log": str(uuid4()), "seal": "0" * 64}) for _ in range(100)]
    (tmp_path / "heads").write_text("\n".join(old) + "\n")
    monkeypatch.setattr(heads, "BLOCK", 1000)
    read = []
    told = heads._told
    monkeypatch.setattr(heads, "_told", lambda lines: read.extend(lines) or told(lines))
    receivers = [uuid4() for _ in range(20)]
    heads.take_heads(day, receivers=receivers)
    read.clear()
    heads.take_heads(day, receivers=receivers)
    assert len(read) < 60, "more was read than the day needs"
    assert len((tmp_path / "heads").read_bytes().splitlines()) == 100 + 21, "a head stands there twice"


TEN_YEARS_OF_HEADS = """
    INSERT INTO audit_head (log, day, size, root, salt)
    SELECT log, current_date - of_day, %s, audit_root(log, %s), ''
    FROM audit_sealedlog, generate_series(1, 3660) AS of_day
"""


def test_after_ten_years_events_go_and_everything_else_can_still_be_proved(ten, write, forge, tmp_path):
    forge(
        "UPDATE audit_auditevent SET written_at = now() - interval '10 years 5 days' "
        "WHERE id IN (SELECT event_id FROM audit_leaf WHERE number <= 4)"
    )
    forge(HASHED_AGAIN)
    head = f"10:{root_of(leaf_hashes())[1].hex()}"
    assert clear_expired(timezone.now()) == 0, "no heads of ten years: it is the clock that jumped"
    forge(TEN_YEARS_OF_HEADS, 5, 5)
    assert clear_expired(timezone.now()) == 4
    assert clear_expired(timezone.now()) == 0
    assert AuditEvent.objects.count() == 6
    assert verify(AGENCY).fault is None
    (tmp_path / "export").write_bytes(b"".join(line + b"\n" for line in texts(AGENCY, size=10)))
    done = check("export", "export", "--head", head, cwd=tmp_path)
    assert "10 events, 4 of them cleared" in done.stdout
    assert "ten years ago must count at least 4 events" in done.stdout
    assert prove_event(AGENCY, 4) is None
    assert prove_event(AGENCY, 5)["holds"]


def test_an_event_that_goes_without_being_cleared_is_missed(ten, forge):
    forge("UPDATE audit_sealedlog SET cleared_through = 3")
    forge("DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_leaf WHERE number <= 5)")
    assert verify(AGENCY).fault.number == 4


def test_what_the_owner_of_the_tables_calls_cleared_is_held_against_the_heads(ten, forge):
    forge(TEN_YEARS_OF_HEADS, 3, 3)
    forge("DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_leaf WHERE number <= 5)")
    forge("UPDATE audit_sealedlog SET cleared_through = 3")
    assert verify(AGENCY).fault.number == 4
    forge("UPDATE audit_sealedlog SET cleared_through = 5")
    assert verify(AGENCY).fault.number == 4
    with pytest.raises(CommandError, match="regel 4: deze regel werd gewist voor zijn tien jaar om waren"):
        verified()
