"""`make manage`: one management command, with the settings and the services of the product on this computer.

`python -m local.manage COMMAND …` prints what the command prints and ends with its exit code.
"""

import json
import os
import sys
from pathlib import Path

from django.core.management import ManagementUtility
from django.db import InterfaceError, OperationalError

from local.ports import chosen_ports
from local.product import ENVIRONMENT, default_folder, is_running, variables
from local.secret_file import kept_secrets
from local.services import POSTGRES_PROGRAMS

USAGE = "Zeg welk commando, bijvoorbeeld: make manage ARGS='sweep_outbox'"
NOT_RUNNING = "Dit commando heeft de databank nodig, en het product draait niet. Start het eerst elders met: make run"
STARTING = "Het product start nog. Wacht tot er staat dat het gestart is, en probeer het dan opnieuw."
NOWHERE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
"""Addresses where nothing answers, for commands that need no service."""


def main(arguments: list[str]) -> int:
    """Run the command; return its exit code, or 1 when the product must run for it and does not."""
    if not arguments:
        print(USAGE, file=sys.stderr)
        return 2
    folder = default_folder()
    chosen = {name: os.environ[name] for name in NOWHERE if os.environ.get(name)}  # services of one's own, as for run
    running = environment_of_running(folder)
    if is_running(folder) and not running:
        print(STARTING, file=sys.stderr)
        return 1
    os.environ.update({**NOWHERE, **without_services(folder), **running, **chosen})
    os.environ["PATH"] = os.pathsep.join([str(POSTGRES_PROGRAMS), os.environ.get("PATH", os.defpath)])  # for dbshell
    try:
        ManagementUtility(["make manage", *arguments]).execute()
    except (OperationalError, InterfaceError):
        if running or "DATABASE_URL" in chosen:
            raise
        print(NOT_RUNNING, file=sys.stderr)
        return 1
    return 0


def environment_of_running(folder: Path) -> dict[str, str]:
    """What the product that runs in this folder gave its programs; empty when none does, or not yet."""
    kept = folder / ENVIRONMENT
    return dict(json.loads(kept.read_text())) if is_running(folder) and kept.exists() else {}


def without_services(folder: Path) -> dict[str, str]:
    """The variables of a product that does not run."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = variables(folder, chosen_ports()) | kept_secrets(folder / "secrets.env")
    if not Path(made["SMTP_CA_FILE"]).exists():
        made["SMTP_CA_FILE"] = ""
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
