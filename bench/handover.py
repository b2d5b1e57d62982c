"""From a form that is sent to a mail that the relay took: how fast, and what a dead neighbour costs.

On one product, with database, broker, website and worker as processes. Ratios are against others of the same run;
seconds are those of this machine, with whatever else it does.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import connections, forms
from bench.neighbours import Broker
from local.ports import free_ports
from local.processes import ROOT
from local.product import Product, accepts

GOALS = {"handover_vs_floor": 0.70, "pipeline_vs_bare": 0.6, "tls_reuse": 2.0, "workers_2_vs_1": 1.6}
CEILINGS = {"form_p95_broker_refused_s": 1.0, "form_p95_broker_silent_s": 1.0, "form_p95_smtp_dead_s": 1.0}

RELAY_SECONDS = 0.05
"""How long the relay thinks about each mail while two workers are compared with one: those of mail providers look for
viruses. Into one that answers at once, workers would wait for nothing but the two processors of this machine."""


def run() -> dict[str, float]:
    """Each key as its module says: `bench.forms`, `bench.throughput`, `bench.workers`, `bench.connections`."""
    with tempfile.TemporaryDirectory(prefix="bench-handover-") as name, Broker() as broker:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL may run as another user
        with Product(folder / "product", free_ports(), broker=broker.address) as product:
            measured = forms.measure(product, broker)
            product.programs.stop("web", "worker")  # from here on nobody else works
            measured |= _run("bench.throughput", product, seconds=0.0)
            measured |= _run("bench.workers", product, seconds=RELAY_SECONDS)
    return measured | connections.measure()


def _run(program: str, product: Product, *, seconds: float) -> dict[str, float]:
    """Run a program in the environment of the product, with a relay of its own; return what it measured."""
    port, folder = free_ports().smtp, product.folder / program
    command = [sys.executable, "-m", "bench.sink", str(folder), "--port", str(port), "--seconds", str(seconds)]
    name = f"relay of {program}"
    relay = product.programs.start(name, command, environment=os.environ, answers=lambda: accepts(port))
    product.programs.wait(relay, seconds=30)
    environment = {**product.environment, "SMTP_PORT": str(port), "SMTP_CA_FILE": str(folder / "ca.pem")}
    done = subprocess.run(
        [sys.executable, "-m", program], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    product.programs.stop(name)
    return dict(json.loads(done.stdout.strip().rpartition("\n")[2]))
