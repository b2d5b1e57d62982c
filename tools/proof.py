"""`make proof`: SPIN walks every order of steps of docs/proof/outbox.pml; ends with one JSON line.

In each world some things may go wrong, so often and no oftener; in all of them every claim must hold. Then each planted
mistake must break one: a claim that nothing breaks claims nothing.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from local.processes import ROOT

MODEL = ROOT / "docs" / "proof" / "outbox.pml"
DEEPEST = 10_000  # steps in one life; SPIN says when one is longer, and that is a failure here
NEEDED = {"spin": "spin", "gcc": "gcc"}
NONE = dict.fromkeys(
    ("FAULTS", "CRASHES", "LOST", "SLOW", "RETRIES", "CORRECTIONS", "SUSPENSIONS", "FREEZES", "RESTORES"), 0
)
WAY, SESSION, FROZEN, BACK, BOTH, CORRECTED, ALIVE = (
    "the way of a mail",
    "a session ends while its worker lives",
    "frozen",
    "put back",
    "frozen and put back",
    "corrected and put back",
    "put back while workers live",
)
WORLDS: dict[str, Mapping[str, int]] = {
    WAY: {"CRASHES": 1, "SLOW": 1, "FAULTS": 1, "CORRECTIONS": 1, "RETRIES": 1, "SUSPENSIONS": 1},
    SESSION: {"LOST": 1, "FAULTS": 1, "CORRECTIONS": 1},
    FROZEN: {"FREEZES": 1, "LOST": 1, "FAULTS": 1},
    BACK: {"RESTORES": 1, "RETRIES": 1, "FAULTS": 1},
    BOTH: {"RESTORES": 1, "FREEZES": 1},
    CORRECTED: {"RESTORES": 1, "CORRECTIONS": 1},
    ALIVE: {"RESTORES": 1, "LOST": 1, "SLOW": 1},
}
"""The bounds of each world: what is not named does not happen in it; one stop, when it is not named."""

DEEPER: dict[str, Mapping[str, int]] = {
    WAY: {"FAULTS": 2},
    SESSION: {"CRASHES": 1},
    FROZEN: {"CRASHES": 1},
    BACK: {"CRASHES": 1},
    BOTH: {"FAULTS": 1, "RETRIES": 1},
    CORRECTED: {"FAULTS": 1},
    ALIVE: {"STOPS": 2},
}
"""What `make proof DEEP=1` adds to them: minutes instead of seconds."""
PLANTED = {
    "NO_ROW_LOCK": WAY,
    "NO_SWEEP": WAY,
    "NO_NOTICE": WAY,
    "INTENT_NOT_COMMITTED": WAY,
    "GATE_NOT_ASKED_AGAIN": WAY,
    "NOT_FENCED": WAY,
    "AMBIGUITY_FORGOTTEN": WAY,
    "UNKNOWN_COUNTS_AS_NOT_SENT": WAY,
    "CANCELLED_COUNTS_AS_NOT_SENT": WAY,
    "WISH_NOT_ASKED": WAY,
    "SESSION_NOT_ASKED": SESSION,
    "FREEZE_NOT_ASKED_AGAIN": FROZEN,
    "FROZEN_READ_BEFORE_THE_LOCK": FROZEN,
    "MOVE_NOT_NOTICED": BACK,
    "FREEZING_HIDES_A_RESTORE": BOTH,
    "RESTORED_COUNTS_AS_NOT_SENT": BACK,
    "ONLY_WHAT_WAITED_IS_HELD": BACK,
    "WITHDRAWN_BEFORE_THE_RESTORE_IS_SEEN": BACK,
    "JOURNAL_NOT_READ": BACK,
    "JOURNAL_AFTER_COMMIT": BACK,
    "WISH_NOT_IN_THE_JOURNAL": BACK,
    "LEASES_COME_BACK": ALIVE,
    "LOST_CORRECTIONS_FORGOTTEN": CORRECTED,
}
"""The planted mistakes of the model, each with a world in which it does harm."""


@dataclass(frozen=True)
class Search:
    """What SPIN said of one world: how many states, whether all of them, and the claim that broke, if one did."""

    states: int
    is_whole: bool
    broken: str


def main() -> int:
    """Prove, plant, and print; return 0 only when every claim held and every mistake was found."""
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if missing:
        print(f"make proof needs {' and '.join(missing)}: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    is_deep = bool(os.environ.get("DEEP"))
    worlds = {name: {**WORLDS[name], **(DEEPER[name] if is_deep else {})} for name in WORLDS}
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="proof-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        place = Path(folder)
        proved = dict(zip(worlds, pool.map(lambda name: search(place, name, worlds[name]), worlds), strict=True))
        plants = pool.map(lambda plant: search(place, plant, WORLDS[PLANTED[plant]], plant), PLANTED)
        tried = dict(zip(PLANTED, plants, strict=True))
    for name, result in proved.items():
        bounds = " ".join(f"{what.lower()}={most}" for what, most in worlds[name].items())
        say(f"{'holds' if holds(result) else 'FAILS'}  {name} ({bounds}): {result.states} states {result.broken}")
    for plant, result in tried.items():
        say(f"{'found' if result.broken else 'MISSED'}  {plant}: {result.broken}")
    found = sum(bool(result.broken) for result in tried.values())
    errors = sum(not holds(result) for result in proved.values())
    line = {
        "claims": MODEL.read_text().count("assert("),
        "states": sum(result.states for result in proved.values()),
        "errors": errors,
        "planted": len(PLANTED),
        "found": found,
        "seconds": round(time.monotonic() - began, 1),
    }
    print(json.dumps(line), flush=True)
    return 0 if errors == 0 and found == len(PLANTED) else 1


def holds(result: Search) -> bool:
    """Whether all of it was walked, and nothing broke."""
    return result.is_whole and not result.broken


def search(folder: Path, name: str, most: Mapping[str, int], plant: str = "") -> Search:
    """Let SPIN walk one world within these bounds, with one planted mistake or none."""
    place = folder / name.replace(" ", "-")
    place.mkdir()
    bounds = [f"-D{what}={number}" for what, number in {**NONE, **most}.items()]
    run(place, "spin", "-a", *bounds, *([f"-D{plant}"] if plant else []), str(MODEL))
    run(place, "gcc", "-O1", "-w", "-DSAFETY", "-DCOLLAPSE", "-o", "pan", "pan.c")
    said = run(place, "./pan", f"-m{DEEPEST}")
    broken = re.search(r"^pan:1: (?:assertion violated )?(.*?)(?: \(at depth \d+\))?$", said, re.MULTILINE)
    states = re.search(r"(\d+) states, stored", said)
    is_whole = "errors: 0" in said and not re.search(r"Search not completed|too small|out of memory|truncated", said)
    return Search(int(states[1]) if states else 0, is_whole=is_whole, broken=broken[1] if broken else "")


def run(place: Path, *command: str) -> str:
    """Run it there and return what it said; raises when it did not do its work."""
    done = subprocess.run(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout}")
    return done.stdout


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
