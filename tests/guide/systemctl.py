#!/usr/bin/python3
"""Stands in for systemctl where no systemd runs: starts what the units say, with their user and variables."""

import os
import pwd
import shlex
import subprocess
import sys
import time
from configparser import RawConfigParser
from pathlib import Path

UNITS = Path("/etc/systemd/system")
OF_DEBIAN = {
    "postgresql": "pg_ctlcluster 15 main start",
    "redis-server": "runuser -u redis -- redis-server /etc/redis/redis.conf --daemonize yes",
    "nginx": "nginx",
}


def variables(file: str) -> dict[str, str]:
    """As systemd reads an EnvironmentFile: the last line with a name counts."""
    lines = (line for line in Path(file).read_text().splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def start(name: str) -> None:
    """Start one unit, and wait a moment."""
    if name in OF_DEBIAN:
        subprocess.run(shlex.split(OF_DEBIAN[name]), check=True)
        return
    unit = RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(UNITS / f"{name.removesuffix('.timer')}.service")
    service = unit["Service"]
    user = pwd.getpwnam(service["User"])
    if "RuntimeDirectory" in service:
        folder = Path("/run") / service["RuntimeDirectory"]
        folder.mkdir(exist_ok=True)
        os.chown(folder, user.pw_uid, user.pw_gid)
    environment = {"PATH": os.environ["PATH"], **variables(service["EnvironmentFile"])}
    log = (Path("/var/log") / f"{name}.log").open("ab")
    program = subprocess.Popen(
        shlex.split(service["ExecStart"]),
        cwd=service["WorkingDirectory"],
        env=environment,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        umask=int(service["UMask"], 8),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    if service["Type"] == "oneshot":
        code = program.wait()
    else:
        time.sleep(6)
        code = program.poll() or 0
    if code:
        print(Path(log.name).read_text()[-3000:], file=sys.stderr)
        sys.exit(f"{name} ended with {code}")


def main(arguments: list[str]) -> None:
    """The few words of systemctl that the guide uses."""
    names = [one for one in arguments[1:] if not one.startswith("--")]
    if arguments[0] == "enable" and "--now" in arguments:
        for name in names:
            start(name)
    elif arguments[:2] == ["reload", "nginx"]:
        subprocess.run(["nginx", "-s", "reload"], check=True)
        time.sleep(1)
    elif arguments != ["daemon-reload"]:
        sys.exit(f"not known here: {arguments}")


main(sys.argv[1:])
