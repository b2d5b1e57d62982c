"""`make guide`: follow docs/install.md word for word in an empty Debian, then file, send and withdraw.

Needs root, debootstrap and the network for packages. The root shares the network of this machine, so nothing may listen
on the ports of the guide. What runs in it has process numbers of its own, and ends with it. Ends with one JSON line.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.guide.relay import bring_certificate, relay_of_the_guide

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
GUIDE = ROOT / "docs" / "install.md"
BLOCK = re.compile(r"^```bash\n(.*?)^```", re.DOTALL | re.MULTILINE)
WALK = """
export PYTHONPATH=/repository
walk="exec(open('/repository/tests/guide/walk.py').read())"
runuser -u aanmelden -- /opt/aanmelden/current/deploy/aanmelden shell --no-imports --command "$walk"
"""
MEMORY_NEEDED = 6 * 1024 * 1024  # kB: the root takes a third of it


def main() -> int:
    """Do everything; 0 when the guide led where it says."""
    if missing := [name for name in ("debootstrap", "unshare", "chroot") if shutil.which(name) is None]:
        print(f"Niet geprobeerd: {', '.join(missing)} ontbreekt.", file=sys.stderr)
        return 3
    if "GUIDE_INSIDE" not in os.environ:  # a mount that goes with this process, whatever becomes of it
        os.environ["GUIDE_INSIDE"] = "1"
        return subprocess.run(["unshare", "--mount", sys.executable, "-m", "tests.guide"], check=False).returncode
    began, took = time.monotonic(), {}
    with tempfile.TemporaryDirectory(prefix="aanmelden-guide-") as folder, ExitStack() as stack:
        in_memory(Path(folder), stack)
        root = Path(folder) / "root"
        bootstrap(root)
        took["debootstrap"] = round(time.monotonic() - began)
        bring(root)
        inside = stack.enter_context(machine(root))
        stack.enter_context(relay_of_the_guide(root))
        for number, block in enumerate(BLOCK.findall(GUIDE.read_text()), start=1):
            start = time.monotonic()
            print(f"== {number}\n{block}", flush=True)
            if inside(f"cd /root\n{block}") != 0:
                print(json.dumps({"guide": "failed", "block": number}))
                return 1
            took[f"block_{number}"] = round(time.monotonic() - start)
        walked = inside(WALK)
    print(json.dumps({"guide": "ok" if walked == 0 else "failed", "seconds": round(time.monotonic() - began), **took}))
    return walked


def in_memory(folder: Path, stack: ExitStack) -> None:
    """A package is written to disk many times before it counts as installed: where there is memory, use that."""
    free = int(
        next(line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemAvailable" in line)
    )
    if free > MEMORY_NEEDED:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", str(folder)], check=True)
        stack.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=False)


def bootstrap(root: Path) -> None:
    """An empty Debian."""
    if kept := os.environ.get("GUIDE_ROOT"):  # an empty root that was made before
        subprocess.run(["cp", "--archive", kept, str(root)], check=True)
        return
    make = ["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(root)]
    if subprocess.run(make, check=False, stdout=subprocess.DEVNULL).returncode != 0:  # a mirror that hesitates:
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)  # what came in stays, and the rest is fetched
    subprocess.run(["umount", str(root / "proc")], check=False, stderr=subprocess.DEVNULL)  # it leaves that mounted


def bring(root: Path) -> None:
    """What the guide asks the operator to bring, and what this machine needs to reach its package registries."""
    for archive in (ROOT / "dist").glob("aanmelden-*"):
        shutil.copy(archive, root / "root")
    for file in ("/etc/apt/sources.list.d/debian.sources", "/etc/pip.conf", "/etc/resolv.conf"):
        if Path(file).exists():
            shutil.copy(file, root / file.lstrip("/"))
    for folder in ("/etc/xdg/pip", "/etc/apt/apt.conf.d"):
        if Path(folder).exists():
            shutil.copytree(folder, root / folder.lstrip("/"), dirs_exist_ok=True)
    for authority in Path("/usr/local/share/ca-certificates").glob("*.crt"):
        shutil.copy(authority, root / "usr/local/share/ca-certificates")
    (root / "etc" / "apt" / "apt.conf.d" / "retries").write_text('Acquire::Retries "3";\n')
    bring_certificate(root)
    (root / "etc" / "hosts").write_text(
        "127.0.0.1 localhost aanmelden.example relay.agentschap.example\n::1 localhost\n"
    )
    (root / "usr" / "sbin" / "policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (root / "usr" / "sbin" / "policy-rc.d").chmod(0o755)


def folders_of_pip() -> list[Path]:
    """Where pip finds packages on this machine itself, as it is told here: a folder, or what stands around an index."""
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    named = [Path(one) for one in re.findall(r"(?:file://|['\s])(/[^\s']+)", listed.stdout)]
    folders = {one.parent if one.name == "simple" else one for one in named if one.is_dir()}
    return sorted(one for one in folders if not one.is_relative_to("/etc"))


@contextmanager
def machine(root: Path) -> Iterator[object]:
    """The root with process numbers of its own, and a `systemctl` that starts what the units say."""
    shutil.copy(HERE / "systemctl.py", root / "usr" / "local" / "bin" / "systemctl")
    (root / "usr" / "local" / "bin" / "systemctl").chmod(0o755)
    (root / "repository").mkdir()
    mounts = [f"mount --bind {ROOT} {root}/repository"]
    mounts += [f"mkdir -p {root}{here} && mount --bind {here} {root}{here}" for here in folders_of_pip()]
    mounts += [f"mount -t proc proc {root}/proc", f"mount --rbind /dev {root}/dev"]
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
    environment |= {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    environment |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_CERT"))}
    ready = root / "run" / "ready"
    script = " && ".join([*mounts, f"touch {ready}", f"exec chroot {root} sleep infinity"])
    init = subprocess.Popen(["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script])
    while not ready.exists() and init.poll() is None:
        time.sleep(0.1)
    children = subprocess.run(["pgrep", "-P", str(init.pid)], capture_output=True, text=True, check=True)
    number = children.stdout.split()[0]

    def run(block: str) -> int:
        enter = ["nsenter", "--target", number, "--mount", "--pid", "chroot", str(root)]
        bash = ["bash", "-euo", "pipefail", "-c", block]
        return subprocess.run([*enter, *bash], env=environment, check=False).returncode

    try:
        yield run
    finally:
        init.kill()
        init.wait()


if __name__ == "__main__":
    sys.exit(main())
