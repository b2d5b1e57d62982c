"""The roles of `deploy/roles.sql`, made in the database of a test with the very words of that file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.db import connection

ROLES = Path(__file__).resolve().parents[1] / "deploy" / "roles.sql"


@dataclass(frozen=True)
class DatabaseRoles:
    """Names of roles, made for one test: a server has one of each name."""

    app: str
    owner: str
    sealer: str


@contextmanager
def database_roles() -> Iterator[DatabaseRoles]:
    """Make the roles with their rights, and take them away again."""
    mark = uuid4().hex[:8]
    roles = DatabaseRoles(f"app_{mark}", f"owner_{mark}", f"sealer_{mark}")
    names = {"aanmelden_owner": roles.owner, "aanmelden_sealer": roles.sealer, "aanmelden": roles.app}
    text = re.sub(r"\baanmelden(?:_owner|_sealer)?\b", lambda found: names[found[0]], ROLES.read_text())
    with connection.cursor() as cursor:
        for _twice in range(2):  # it is safe to repeat
            cursor.execute(text)
    try:
        yield roles
    finally:
        all_of_them = ", ".join((roles.app, roles.owner, roles.sealer))
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE; GRANT CREATE ON SCHEMA public TO PUBLIC")
            cursor.execute(f"REASSIGN OWNED BY {all_of_them} TO CURRENT_USER; DROP OWNED BY {all_of_them}")
            cursor.execute(f"DROP ROLE {all_of_them}")
