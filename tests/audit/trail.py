"""What is done to a sealed log in tests: filled, exported to the checker, verified."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from psycopg.types.json import Json

import audit.check_trail
from audit.models import AGENCY, Leaf

CHECKER = Path(audit.check_trail.__file__)
HASHED_AGAIN = (
    "UPDATE audit_leaf SET hash = audit_leaf_hash(entry) FROM audit_auditevent AS entry WHERE entry.id = event_id"
)


def leaf_hashes(log=AGENCY):
    return [bytes(leaf) for leaf in Leaf.objects.filter(log=log).order_by("number").values_list("hash", flat=True)]


def check(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the checker alone: no path to our code, no packages."""
    command = [sys.executable, "-I", "-S", str(CHECKER), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def verified() -> str:
    output = StringIO()
    call_command("verify_trail", stdout=output)
    return output.getvalue()


def fill(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (log, at, event, object_type, object_id, details) "
            "SELECT %s, now(), 'signed_in', 'accounts.user', n::text, %s FROM generate_series(1, %s) AS n",
            [AGENCY, Json({"attempt": 2}), count],
        )
