"""The logs: what an event costs with a log and without one, how soon it is sealed, how fast a million are checked.

`BENCH_EVENTS=100000` checks fewer.
"""

import json
import os
import subprocess
import sys

from local.processes import ROOT
from local.schema import database_beside, load_schema
from local.services import services

GOALS = {"trail_vs_plain": 0.8}
CEILINGS = {"seal_lag_p95_s": 5.0, "verify_1m_s": 60.0, "prove_event_1m_s": 0.1}


def run() -> dict[str, float]:
    """All of it on a database of its own; see `bench.events` for what is measured."""
    with services() as addresses, database_beside(addresses["DATABASE_URL"]) as url:
        load_schema(url)
        environment = {**os.environ, **addresses, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "settings.test"}
        program = [sys.executable, "-m", "bench.events"]
        told = subprocess.run(program, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(told.stdout.splitlines()[-1])  # type: ignore[no-any-return]
