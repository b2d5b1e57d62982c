"""Reading what strangers sent costs little time and memory, whatever is in it, and sees none of our keys."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.vault import readers
from vault import bounded
from vault.bounded import Bounds, Busy, OutOfBounds, run


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """Places of this test alone."""
    monkeypatch.setattr(bounded.tempfile, "gettempdir", lambda: str(tmp_path))


def test_the_answer_of_the_function_comes_back():
    assert run(readers.backwards, b"abc\x00") == b"\x00cba"


def test_megabytes_go_through_the_pipes_both_ways():
    assert len(run(readers.backwards, bytes(10 * bounded.MEGABYTE))) == 10 * bounded.MEGABYTE


def test_the_process_has_none_of_our_keys(monkeypatch):
    monkeypatch.setenv("VAULT_KEYS", "1:geheim")
    assert b"VAULT" not in run(readers.what_it_has, b"")
    assert b"False" in run(readers.what_it_has, b"")


@pytest.mark.parametrize(
    ("function", "content", "bounds", "reason"),
    [
        (readers.calculate_for_ever, b"", Bounds(seconds=1), "time"),
        (readers.hold, b"30", Bounds(patience=0.5), "time"),
        (readers.swell, b"250", Bounds(), "memory"),
        (readers.recurse, b"", Bounds(), "memory"),
        (readers.die, b"", Bounds(), "died"),
        (readers.fail, b"", Bounds(), "died"),
        (readers.chatter, b"%d" % (bounded.LARGEST_ANSWER + 1), Bounds(), "died"),
    ],
)
def test_who_goes_out_of_bounds_is_ended_and_named(function, content, bounds, reason):
    began = time.monotonic()
    with pytest.raises(OutOfBounds) as caught:
        run(function, content, bounds=bounds)
    assert caught.value.reason == reason
    assert time.monotonic() - began < 5


def test_memory_within_the_bound_is_given():
    assert run(readers.swell, b"150") == b"\x00"


def test_nothing_can_be_written_to_the_disk(tmp_path):
    target = tmp_path / "spoor"
    with pytest.raises(OutOfBounds):
        run(readers.write_a_file, str(target).encode())
    assert not target.exists() or not target.read_bytes()


def test_what_was_sent_stands_in_no_log(caplog):
    with pytest.raises(OutOfBounds):
        run(readers.fail, b"An Voorbeeld")
    assert "tests.vault.readers.fail: died" in caplog.text
    assert "Voorbeeld" not in caplog.text


def test_never_more_processes_at_once_than_there_are_places():
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _number: run(readers.hold, b"0.3"), range(8)))
    times = [tuple(map(float, answer.split())) for answer in answers]
    at_once = [sum(start <= moment < end for start, end in times) for moment, _end in times]
    assert max(at_once) == bounded.SLOTS


def test_who_finds_no_place_is_told_so_and_the_place_is_free_again_afterwards():
    with ThreadPoolExecutor(bounded.SLOTS) as pool:
        readings = [pool.submit(run, readers.hold, b"1.5") for _ in range(bounded.SLOTS)]
        time.sleep(0.5)
        with pytest.raises(Busy):
            run(readers.backwards, b"x", bounds=Bounds(wait=0.1))
        assert run(readers.backwards, b"ab") == b"ba"  # waits until one is free
        assert all(one.result() for one in readings)


def test_a_place_that_somebody_else_laid_out_is_not_used(tmp_path, monkeypatch):
    (tmp_path / "elders").mkdir()
    (tmp_path / f"aanmelden-{os.getuid()}").symlink_to(tmp_path / "elders")
    with pytest.raises(PermissionError):
        run(readers.backwards, b"x")
