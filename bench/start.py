"""How long a start makes people wait, against what cannot be done without.

The floor is a new database server, a broker and one process that loads Django: whatever the product does, it needs
those. A first start begins with an empty folder and ends when everything answers, the example included; a second one
finds that folder. Every round measures all three, so that a slow moment of the machine hits them alike.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import memory
from local.ports import free_ports
from local.processes import ROOT, Programs, inherited_environment
from local.product import Product, variables
from local.secret_file import kept_secrets

GOALS: dict[str, float] = {}
CEILINGS = {"start_vs_floor": 4.0, "second_start_vs_floor": 2.0, "pss_mb": 481.0}
ROUNDS = 3
PATIENCE = 120  # seconds


def run() -> dict[str, float]:
    """Ratios are medians over the rounds; seconds are told beside them, and mean nothing on another machine."""
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
            data = Path(folder) / "product"
            rounds.append((floor(Path(folder) / "floor"), start(data), start(data)))
    return {
        "start_vs_floor": median(first / least for least, first, _second in rounds),
        "second_start_vs_floor": median(second / least for least, _first, second in rounds),
        "start_floor_s": median(least for least, _first, _second in rounds),
        "first_start_s": median(first for _least, first, _second in rounds),
        "second_start_s": median(second for _least, _first, second in rounds),
        **memory.measure(),
    }


def floor(folder: Path) -> float:
    """Seconds of initdb, server and broker, and then of one bare `django.setup()`, each in a process of its own."""
    folder.mkdir()
    address = folder / "services.json"
    environment = inherited_environment()
    began_at = time.perf_counter()
    with Programs(folder / "log") as programs:
        keeper = [sys.executable, "-m", "local.keep_services", str(folder)]
        programs.wait(
            programs.start("services", keeper, environment=environment, answers=address.exists), seconds=PATIENCE
        )
        settings = environment | kept_secrets(folder / "secrets.env") | variables(folder, free_ports())
        settings |= {"SMTP_CA_FILE": "", "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
        settings |= {"REDIS_URL": "redis://127.0.0.1:1/0"}
        bare = [sys.executable, "-c", "import django; django.setup()"]
        subprocess.run(bare, cwd=ROOT, env=settings, check=True, stderr=subprocess.DEVNULL)
        return time.perf_counter() - began_at


def start(folder: Path) -> float:
    """Seconds from nothing running in this folder to everything answering."""
    began_at = time.perf_counter()
    with Product(folder, free_ports()):
        return time.perf_counter() - began_at
