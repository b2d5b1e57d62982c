"""`make test` starts what the tests asked for need, and nothing else."""

import subprocess

import pytest

from tests.test_consistency import ROOT


def started_by(arguments: str) -> str:
    """What `make test` would run."""
    asked = ["make", "--dry-run", "--no-print-directory", "test", f"ARGS={arguments}"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1]


@pytest.mark.parametrize("arguments", ["tests/law", "tests/law/test_gate.py", "tests/law -k notice", "-x tests/law"])
def test_the_tests_of_the_law_start_without_services_and_django(arguments):
    command = started_by(arguments)
    assert "local.services" not in command
    assert "-p no:django" in command
    assert command.endswith(f" {arguments}")


@pytest.mark.parametrize(
    "arguments",
    ["", "-k law", "tests", "tests/law tests/consent", "tests tests/law", "tests/test_law_is_documented.py"],
)
def test_all_others_have_the_services(arguments):
    command = started_by(arguments)
    assert "local.services" in command
    assert "no:django" not in command
