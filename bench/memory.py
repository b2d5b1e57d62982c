"""How much memory the whole product takes: `make run` with its example, after ten pages of four roles.

PSS, as Linux tells it: what processes share is divided among them, so that the sum is what the machine misses. The ten
pages are asked until each process of the website answered some: one that did not yet takes some 35 MB less.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.site import get, sign_in
from example import accounts
from local.ports import free_ports
from local.product import Product

PROC = Path("/proc")
ROUNDS = 40  # of ten pages; which process answers is a matter of chance
AT_WORK = 0.2  # seconds of processor: the first pages of a process take more, and to wait takes none
PAGES = (
    (accounts.TEAM_MEMBER_KEMPEN, ("/aanmeldingen/", "/aanmeldingen/nieuw/", "/mijn-account/")),
    (accounts.SOCIAL_WORKER_WESTERLO, ("/opvolging/", "/opvolging/afgesloten/", "/opvolging/termijnen/")),
    (accounts.ADMINISTRATOR, ("/overeenkomsten/", "/verzendingen/", "/cijfers/")),
    (accounts.AUDITOR, ("/logboek/",)),
)


def measure() -> dict[str, float]:
    """`pss_mb`, and of which programs it is."""
    if not (PROC / "self" / "smaps_rollup").exists():
        print("Only Linux tells how much memory processes share: not measured.", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory(prefix="bench-memory-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL may run as another user
        with Product(folder / "product", free_ports()) as product:
            people = [(sign_in(product, account.email), paths) for account, paths in PAGES]
            for session, _paths in people:
                session.headers["Connection"] = "close"  # a line that is kept always ends at the same process
            for _ in range(ROUNDS):
                for session, paths in people:
                    for path in paths:
                        get(session, f"{product.site}{path}")
                if _every_process_answered(product):
                    return _told(product)
    print(f"After {ROUNDS} rounds one process of the website still did nothing: not measured.", file=sys.stderr)
    return {}


def _every_process_answered(product: Product) -> bool:
    website = next(one.process.pid for one in product.programs.running if one.name == "web")
    return all(_processor_seconds(pid) > AT_WORK for pid in set(_with_children({website})) - {website})


def _processor_seconds(pid: int) -> float:
    used, of_system = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(used) + int(of_system)) / os.sysconf("SC_CLK_TCK")


def _told(product: Product) -> dict[str, float]:
    parts = {one.name: one.process.pid for one in product.programs.running}
    taken = {name: _pss(set(_with_children({pid}))) for name, pid in parts.items()}
    everything = {pid for pid in _pids() if str(product.folder) in _command(pid)} | set(parts.values())
    every = _pss(set(_with_children(everything)))
    services = every - sum(taken.values())
    return {"pss_mb": every, "pss_services_mb": services, **{f"pss_{name}_mb": size for name, size in taken.items()}}


def _pids() -> list[int]:
    return [int(one.name) for one in PROC.iterdir() if one.name.isdigit()]


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it ended meanwhile
        return ""


def _with_children(pids: set[int]) -> Iterator[int]:
    yield from pids
    below = {pid for pid in _pids() if _parent(pid) in pids} - pids
    if below:
        yield from _with_children(below)


def _parent(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def resident(product: Product) -> float:
    """Megabytes that website and worker have in memory, what they share counted for each."""
    programs = {one.process.pid for one in product.programs.running if one.name in ("web", "worker")}
    return sum(_size_of(pid, "Rss:") for pid in set(_with_children(programs))) / 1024


def _pss(pids: set[int]) -> float:
    """Megabytes."""
    return sum(_size_of(pid, "Pss:") for pid in pids) / 1024


def _size_of(pid: int, what: str) -> int:
    """Kilobytes."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(what)), 0)
