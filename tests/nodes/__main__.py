"""`make faults-nodes`: machines that vanish without a word, under load; ends with one JSON line.

`python -m tests.nodes` makes one run (FAULTS_N referrals, default 60; FAULTS_SEED; FAULTS_AWAY, seconds that a machine
stays away); exit 0 only when every promise held. FAULTS_MUTANT plants a known bug (`tests/nodes/mutants.py`);
`python -m tests.nodes mutants` plants each in turn, and demands that the run catches all of them. Without root or
iproute2 nothing is tried, and it says so; with NODES_REQUIRED that is a failure.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from dataclasses import asdict
from typing import Any

from local.processes import SET_PARENT_DEATH_SIGNAL, listen_for_stop
from tests.nodes.house import FOLDER, INSIDE, House, listen_at, why_not


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    listen_for_stop()
    if reason := why_not():
        say(f"Overgeslagen, {reason}.")
        print(json.dumps({"skipped": reason}), flush=True)
        return 1 if os.environ.get("NODES_REQUIRED") else 0
    try:
        return run_mutants() if arguments == ["mutants"] else inside().returncode
    except KeyboardInterrupt:
        say("Onderbroken; er loopt niets meer.")
        return 130


def inside(**options: Any) -> "subprocess.CompletedProcess[str]":
    """The run in namespaces of its own: whatever happens to us, all of it ends with its first process."""
    command = [*INSIDE, sys.executable, "-c", "from tests.nodes.__main__ import run_here; run_here()"]
    apart = {"start_new_session": True, "preexec_fn": _end_with_parent}
    return subprocess.run(command, check=False, text=True, stdin=subprocess.DEVNULL, **apart, **options)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def run_here() -> None:
    """Inside the namespaces, as their first process: make the house, run, judge, say it, and end with all that runs."""
    code = 2
    try:
        code = _run_here()
    except BaseException:
        _show_logs()
        traceback.print_exc()
    finally:
        if kept := os.environ.get("FAULTS_LOGS"):
            shutil.copytree(FOLDER / "log", kept, dirs_exist_ok=True)
        sys.stdout.flush()
        os._exit(code)


def _run_here() -> int:
    count, seed = int(os.environ.get("FAULTS_N", "60")), int(os.environ.get("FAULTS_SEED", "1"))
    away, mutant = float(os.environ.get("FAULTS_AWAY", "50")), os.environ.get("FAULTS_MUTANT", "")
    house = House()
    house.build()
    from tests.faults.sink import Sink
    from tests.nodes.house import NAMES
    from tests.nodes.product import RELAY, Product

    with Sink(FOLDER, seed=seed, host=NAMES["relay"], listener=listen_at("relay", RELAY)) as sink:
        sink.is_nasty = False  # what a relay does wrong is tried in the fault run
        product = Product(sink, mutant=mutant)
        product.start()
        from tests.nodes.run import run

        verdict, measured = run(product, house, count=count, seed=seed, away=away, say=say)
        broken = [*verdict.broken(), *measured.broken()]
        if broken:
            _show_logs()
            say("\n".join([*measured.missed, f"GEBROKEN: {', '.join(broken)}"]))
        print(json.dumps({**asdict(verdict), **asdict(measured), "seed": seed, "broken": broken}), flush=True)
        return 1 if broken else 0


def _show_logs() -> None:
    for log in sorted((FOLDER / "log").glob("*.log")):
        lines = [line for line in log.read_text(errors="replace").splitlines() if " INFO " not in line][-15:]
        say(f"== {log.name}\n" + "\n".join(lines))


def run_mutants() -> int:
    from tests.nodes.mutants import MUTANTS

    caught = []
    for name, (_plant, key) in MUTANTS.items():
        os.environ["FAULTS_MUTANT"] = name
        for _try in range(2):  # a run that broke off, as on a machine that is too busy, says nothing about the bug
            done = inside(stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            last = (done.stdout.strip().splitlines() or ["{}"])[-1]
            if done.returncode in (0, 1):
                break
        is_caught = done.returncode == 1 and key in json.loads(last).get("broken", [])
        say(f"{name}: {'gevat' if is_caught else 'NIET GEVAT'} {last}")
        if is_caught:
            caught.append(name)
    print(json.dumps({"mutants_caught": len(caught), "mutants": len(MUTANTS), "caught": caught}), flush=True)
    return 0 if len(caught) == len(MUTANTS) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
