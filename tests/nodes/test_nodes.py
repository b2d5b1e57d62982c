"""The run itself needs root and minutes (`make faults-nodes`); here, that it says so, and that its known bugs exist."""

import json
import os
import subprocess
import sys

from tests.nodes import __main__ as program
from tests.nodes.mutants import MUTANTS

PLANT = (
    "import django; django.setup(); from tests.nodes.mutants import MUTANTS; [plant() for plant, _ in MUTANTS.values()]"
)


def test_without_root_it_says_so_and_fails_only_where_it_is_required(monkeypatch, capsys):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.delenv("NODES_REQUIRED", raising=False)
    monkeypatch.setattr(program, "listen_for_stop", lambda: None)
    assert program.main([]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"skipped": "dat vraagt root"}
    assert "Overgeslagen, dat vraagt root." in said.err
    monkeypatch.setenv("NODES_REQUIRED", "1")
    assert program.main([]) == 1


def test_each_known_bug_can_still_be_planted():
    """One that cannot stops the product, and the run takes that for having caught it."""
    assert len(MUTANTS) >= 5
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"}
    done = subprocess.run([sys.executable, "-c", PLANT], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
