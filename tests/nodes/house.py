"""A house of many machines on one: each a network namespace on one bridge, whose lines can be cut without a word.

All of it lives in namespaces of its own (processes, network, mounts): whoever ends, or is killed, leaves nothing
behind. No firewall is needed: a machine that vanishes is taken off the bridge, and a line between two machines is cut
by giving each the hardware address of nobody. Neither side gets a FIN, an RST or an ICMP message.
"""

import ctypes
import os
import pwd
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.processes import ROOT

HUB = "10.77.0.1"
"""Where the people are: nothing of the product."""
ADDRESSES = {
    "web1": "10.77.0.11",
    "web2": "10.77.0.12",
    "worker1": "10.77.0.21",
    "worker2": "10.77.0.22",
    "database": "10.77.0.31",
    "broker": "10.77.0.32",
    "relay": "10.77.0.33",
}
NAMES = {"relay": "relay.agentschap.example"}
NOBODY = "02:00:00:00:00:ff"
"""The hardware address of no machine."""
USER = "nobody"
FOLDER = Path("/mnt")
"""Files of this run, in memory; nothing of it is seen outside, and it goes with the last process."""
CLONE_NEWNET = 0x40000000
INSIDE = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]


def why_not() -> str:
    """What keeps us from making machines here; empty when nothing does."""
    if os.geteuid() != 0:
        return "dat vraagt root"
    if missing := [name for name in ("ip", "unshare", "setpriv", "mount") if shutil.which(name) is None]:
        return f"{', '.join(missing)} ontbreekt (apt-get install iproute2 util-linux)"
    bridge = [*INSIDE, "sh", "-c", "ip link add hub type bridge && ip link add one type veth peer name other"]
    tried = subprocess.run(bridge, capture_output=True, text=True, check=False)
    return f"deze kern maakt geen netwerken: {tried.stderr.strip()}" if tried.returncode else ""


def run(*command: str | Path) -> None:
    subprocess.run([str(one) for one in command], check=True, stdin=subprocess.DEVNULL)


class House:
    """The machines, and their lines; called inside namespaces of its own (`INSIDE`)."""

    def __init__(self) -> None:
        self._away: dict[str, int] = {}
        self._faults: dict[str, int] = {}
        self._lock = threading.Lock()

    def build(self) -> None:
        """Make the folder, the bridge and every machine; the product can be read by its user."""
        run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", FOLDER)
        _open_the_way(ROOT, Path(sys.base_prefix).resolve())
        Path("/run/netns").mkdir(exist_ok=True)
        run("mount", "-t", "tmpfs", "tmpfs", "/run/netns")
        known = "".join(f"{ADDRESSES[machine]} {name}\n" for machine, name in NAMES.items())
        (FOLDER / "hosts").write_text(f"127.0.0.1 localhost\n{known}")
        run("mount", "--bind", FOLDER / "hosts", "/etc/hosts")
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "hub", "type", "bridge")
        run("ip", "addr", "add", f"{HUB}/24", "dev", "hub")
        run("ip", "link", "set", "hub", "up")
        for name in ADDRESSES:
            _build_machine(name)

    def vanish(self, name: str) -> None:
        """This machine is gone, for everybody and at once: nothing it says arrives, and nobody tells it so."""
        self._count(name, +1)
        run("ip", "link", "set", f"to-{name}", "nomaster")

    def come_back(self, name: str) -> None:
        """Its cable is in again; all that ran on it still runs."""
        run("ip", "link", "set", f"to-{name}", "master", "hub")
        with self._lock:
            self._away[name] = 0

    def expect(self, name: str) -> None:
        """It is about to vanish: from here on nobody counts what they wait for it."""
        self._count(name, +1)

    @contextmanager
    def cut(self, one: str, other: str) -> Iterator[None]:
        """Nothing passes between these two; each still reaches everybody else."""
        pairs = ((one, other), (other, one))
        self._count(one, +1)
        for here, there in pairs:
            way = [ADDRESSES[there], "lladdr", NOBODY, "nud", "permanent", "dev", "eth0"]
            run("ip", "-netns", here, "neigh", "replace", *way)
        yield
        for here, there in pairs:
            run("ip", "-netns", here, "neigh", "del", ADDRESSES[there], "dev", "eth0")
        self._count(one, -1)

    def faults(self, name: str) -> int | None:
        """How often a line of this machine was cut until now; None while one is."""
        with self._lock:
            return None if self._away.get(name) else self._faults.get(name, 0)

    def _count(self, name: str, change: int) -> None:
        with self._lock:
            self._away[name] = self._away.get(name, 0) + change
            self._faults[name] = self._faults.get(name, 0) + 1


def at(machine: str, *command: str | Path) -> list[str]:
    """This command on a machine, as a user without rights."""
    account = pwd.getpwnam(USER)
    unprivileged = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return ["ip", "netns", "exec", machine, *unprivileged, "--no-new-privs", *map(str, command)]


def give_to_user(*paths: Path) -> None:
    for path in paths:
        shutil.chown(path, USER)


def listen_at(machine: str, port: int) -> socket.socket:
    """A socket of this process that stands on that machine."""
    made: list[socket.socket] = []

    def listen() -> None:
        with Path(f"/run/netns/{machine}").open() as namespace:
            if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
        made.append(socket.create_server((ADDRESSES[machine], port)))

    thread = threading.Thread(target=listen)  # only this thread goes there
    thread.start()
    thread.join()
    return made[0]


def _build_machine(name: str) -> None:
    number = int(ADDRESSES[name].rsplit(".", 1)[1])
    run("ip", "netns", "add", name)
    peer = ["peer", "name", "eth0", "netns", name, "address", f"02:00:00:00:00:{number:02x}"]
    run("ip", "link", "add", f"to-{name}", "type", "veth", *peer)
    run("ip", "link", "set", f"to-{name}", "master", "hub", "up")
    run("ip", "-netns", name, "addr", "add", f"{ADDRESSES[name]}/24", "dev", "eth0")
    run("ip", "-netns", name, "link", "set", "lo", "up")
    run("ip", "-netns", name, "link", "set", "eth0", "up")


def _open_the_way(*paths: Path) -> None:
    """Let the user reach these folders, through homes that are closed: as seen from here only."""
    closed = {above for path in paths for above in path.parents if not above.stat().st_mode & 0o001}
    behind = [path for path in paths if closed & set(path.parents)]
    for number, path in enumerate(behind):
        (FOLDER / f"way{number}").mkdir()
        run("mount", "--bind", path, FOLDER / f"way{number}")
    for above in sorted(closed, key=lambda one: len(one.parts)):
        if above.exists():
            run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", above)
    for number, path in enumerate(behind):
        path.mkdir(parents=True)
        run("mount", "--bind", FOLDER / f"way{number}", path)
