"""A first start is whole, or is thrown away by the next one (ADR 0044)."""

from pathlib import Path

import pytest

from local import preparation


def mail(folder: Path) -> Path:
    file = folder / "mailbox" / "mails" / "een"
    file.parent.mkdir(parents=True)
    file.touch()
    return file


def test_a_folder_is_unfinished_from_before_there_is_a_database_until_all_is_prepared(tmp_path: Path) -> None:
    preparation.begin(tmp_path)
    assert preparation.is_unfinished(tmp_path)
    preparation.keep_as_prepared(tmp_path)
    assert not preparation.is_unfinished(tmp_path)


def test_a_folder_with_a_database_is_never_marked_as_unfinished(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    preparation.begin(tmp_path)
    assert not preparation.is_unfinished(tmp_path)


def test_what_a_broken_start_left_goes_and_what_was_never_there_is_no_fault(tmp_path: Path) -> None:
    file = mail(tmp_path)
    preparation.discard(file.parent, tmp_path / "postgres")
    assert not file.parent.exists()
    assert list((tmp_path / "mailbox").iterdir()) == []


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with what a folder is prepared from."""
    root = tmp_path / "checkout"
    for name in ("directory/data/municipalities.csv", "static/app.css", "requirements/base.txt", "settings/base.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (root / "staticfiles").mkdir()
    monkeypatch.setattr(preparation, "ROOT", root)
    monkeypatch.setattr(preparation, "STATIC_STAMP", root / "staticfiles" / ".collected-from")
    preparation.keep_as_collected()
    return root


def test_a_prepared_folder_starts_as_it_is(sources: Path, tmp_path: Path) -> None:
    assert not preparation.is_prepared(tmp_path)
    preparation.keep_as_prepared(tmp_path)
    assert preparation.is_prepared(tmp_path)


@pytest.mark.parametrize("name", ["directory/data/municipalities.csv", "static/app.css", "requirements/base.txt"])
def test_what_changed_since_is_prepared_again(sources: Path, tmp_path: Path, name: str) -> None:
    preparation.keep_as_prepared(tmp_path)
    (sources / name).write_text("anders")
    assert not preparation.is_prepared(tmp_path)


def test_a_migration_that_was_added_is_run(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preparation.keep_as_prepared(tmp_path)
    monkeypatch.setattr(preparation, "digest_of_migrations", lambda: "anders")
    assert not preparation.is_prepared(tmp_path)


@pytest.mark.parametrize(("change", "is_rewritten"), [({}, False), ({"b": "1"}, False), ({"a": "2"}, True)])
def test_a_migration_that_ran_may_not_become_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: Path, change: dict[str, str], is_rewritten: bool
) -> None:
    ran = {"a": "1"}
    monkeypatch.setattr(preparation, "digest_of_each_migration", lambda: ran)
    preparation.keep_as_prepared(tmp_path)
    monkeypatch.setattr(preparation, "digest_of_each_migration", lambda: ran | change)
    assert preparation.is_rewritten(tmp_path) == is_rewritten


def test_static_files_that_were_thrown_away_are_collected_again(sources: Path, tmp_path: Path) -> None:
    preparation.keep_as_prepared(tmp_path)
    preparation.STATIC_STAMP.unlink()
    assert not preparation.is_prepared(tmp_path)
