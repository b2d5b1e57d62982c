"""`make check`: everything checked without running the tests; runs all of it, and says at the end what failed."""

import os
import subprocess
import sys
import tempfile
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
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy", "."],
    "import contracts": ["lint-imports"],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "rules of migrations": ["python", "-m", "tools.migration_rules"],
    "deploy": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def main() -> int:
    """Run every check; return 1 when one failed."""
    with services() as addresses:
        environment = {**os.environ, **PRODUCTION, **addresses}
        failed = [name for name, command in CHECKS.items() if not passes(name, command, environment)]
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
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
