"""A known bug that cannot be planted stops the workers, and a fault run takes that for having caught it."""

import os
import subprocess
import sys

import pytest

from tests.faults.mutants import MUTANTS

PLANT = "import django, sys; django.setup(); from tests.faults.mutants import plant; plant(sys.argv[1])"


@pytest.mark.parametrize("name", MUTANTS)
def test_a_known_bug_can_still_be_planted(name):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"}
    done = subprocess.run([sys.executable, "-c", PLANT, name], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
