"""`make manage`: what it needs, and what it says when that is not there."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.manage import environment_of_running, main
from local.ports import Ports
from local.processes import ROOT
from local.product import ENVIRONMENT, is_running, variables
from local.secret_file import kept_secrets

CODE = """
import sys
from pathlib import Path
from local import manage
manage.default_folder = lambda: Path(sys.argv[1])
sys.exit(manage.main(sys.argv[2:]))
"""


def manage(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    own = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in own}
    command = [sys.executable, "-c", CODE, str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """Hold the folder as a product that runs does."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_command_that_needs_the_database_says_to_start_the_product(tmp_path: Path) -> None:
    done = manage(tmp_path, "sweep_outbox")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].endswith("Start het eerst elders met: make run")
    assert "Traceback" not in done.stderr


def test_a_command_that_needs_no_database_runs_without_the_product(tmp_path: Path) -> None:
    done = manage(tmp_path, "diffsettings", "--output=unified")
    assert done.returncode == 0
    assert "SITE_URL = 'http://localhost:8000'" in done.stdout


def test_a_product_that_runs_lends_its_services_and_settings(tmp_path: Path) -> None:
    own = kept_secrets(tmp_path / "secrets.env") | variables(tmp_path, Ports(web=8123)) | {"SMTP_CA_FILE": ""}
    services = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    (tmp_path / ENVIRONMENT).write_text(json.dumps(own | services))
    with running(tmp_path):
        assert environment_of_running(tmp_path)["SITE_URL"] == "http://localhost:8123"
        done = manage(tmp_path, "inspectdb", "a_table_that_is_not_there")
    assert done.returncode == 0
    assert "Unable to inspect table" in done.stdout  # the database was asked


def test_what_a_product_left_behind_is_not_taken_for_one_that_runs(tmp_path: Path) -> None:
    (tmp_path / ENVIRONMENT).write_text("{}")
    (tmp_path / "lock").touch()
    assert not is_running(tmp_path)
    assert environment_of_running(tmp_path) == {}


def test_a_product_that_still_starts_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("local.manage.default_folder", lambda: tmp_path)
    with running(tmp_path):
        assert main(["sweep_outbox"]) == 1
    assert "Het product start nog." in capsys.readouterr().err


def test_without_a_command_it_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "make manage ARGS=" in capsys.readouterr().err
