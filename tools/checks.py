"""`make check`: everything checked without running the tests; runs all of it, and says at the end what failed."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from local.processes import ROOT
from local.services import services

BIN = Path(sys.executable).parent
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "settings.prod",
    "SECRET_KEY": "only-to-check-the-settings-" + "0123456789" * 5,
    "VAULT_KEYS": "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "ALLOWED_HOSTS": "aanmelden.example",
    "SITE_URL": "https://aanmelden.example",
    "MAIL_FROM": "Aanmelden <aanmelden@agentschap.example>",
    "MAIL_RETURN": "terugmelding@agentschap.example",
    "SMTP_HOST": "relay.agentschap.example",
    "SMTP_EHLO_NAME": "aanmelden.agentschap.example",
    "WITHDRAWAL_JOURNAL": str(Path(tempfile.gettempdir()) / "journaal"),
}
"""A production environment like that of docs/operations.md, so that the settings can be checked as they would run."""

CHECKS = {
    "types": ["mypy", "."],  # takes longest, so the others run beside it
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "import contracts": ["lint-imports"],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "rules of migrations": ["python", "-m", "tools.migration_rules"],
    "deploy": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def main() -> int:
    """Run every check, as many at once as there are cores; return 1 when one failed."""
    with services() as addresses, ThreadPoolExecutor(os.cpu_count()) as at_once:
        environment = {**os.environ, **PRODUCTION, **addresses}
        have_passed = at_once.map(partial(passes, environment=environment), CHECKS, CHECKS.values())
        failed = [name for name, has_passed in zip(CHECKS, have_passed, strict=True) if not has_passed]
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check; show what it said only when it fails."""
    program, *arguments = command
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    has_passed = done.returncode == 0
    print(f"ok     {name}" if has_passed else f"FAILED {name}\n{done.stdout}", flush=True)  # at once: others print too
    return has_passed


if __name__ == "__main__":
    sys.exit(main())
