"""`make migrations` keeps what no model says."""

from local.processes import ROOT
from tools.migrations import EXTENSION, FIRST, add_extension


def test_the_first_migration_of_the_directory_keeps_its_extension(tmp_path):
    kept = (ROOT / "directory" / "migrations" / FIRST).read_text()
    made = tmp_path / FIRST
    made.write_text(kept)
    for _words, line in EXTENSION:
        assert line in kept
        made.write_text(made.read_text().replace(line, ""))
    add_extension(made)
    assert made.read_text() == kept
