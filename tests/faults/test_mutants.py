"""A known bug that cannot be planted stops the workers, and a fault run takes that for having caught it."""

import os
import subprocess
import sys

from tests.faults.mutants import MUTANTS

PLANT_EACH = """
import django, os, sys, traceback

django.setup()
from tests.faults.mutants import plant

for name in sys.argv[1:]:
    if not (child := os.fork()):  # each in a process of its own, for what is planted stays
        try:
            plant(name)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(name, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_every_known_bug_can_still_be_planted():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"}
    each = [sys.executable, "-c", PLANT_EACH, *MUTANTS]
    done = subprocess.run(each, env=environment, capture_output=True, text=True)
    ended = dict(line.split() for line in done.stdout.splitlines())
    assert ended == dict.fromkeys(MUTANTS, "0"), done.stderr
