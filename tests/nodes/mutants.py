"""Known bugs, planted by name in every process of the product: a run that does not catch one of them proves nothing."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import AppConfig


def _change_session(pattern: str, instead: str) -> None:
    """Every session with the database asks for something else than the product means."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    parameters = DatabaseWrapper.get_connection_params

    def changed(self: Any) -> dict[str, Any]:
        asked = parameters(self)
        asked["options"] = re.sub(pattern, instead, asked["options"])
        return asked

    DatabaseWrapper.get_connection_params = changed  # type: ignore[method-assign]


def keepalives_off() -> None:
    """The database does not ask whether a machine is still there."""
    _change_session(r"-c tcp_\S+", "")


def idle_for_ever() -> None:
    """And a transaction in which nothing happens may last: the database as it is by itself."""
    _change_session(r"-c (tcp_|idle_|client_)\S+", "")


def lock_timeout_off() -> None:
    """Whoever waits for a lock in front of a page waits as long as it is held."""
    _change_session(r"-c lock_timeout=\S+", "")


def freeze_that_waits() -> None:
    """Freezing waits for the hand-over that is under way, and until then nobody has an answer."""
    from outbox import standstill

    standstill.PATIENCE = "10min"


def one_event_at_a_time() -> None:
    """Each event gets its number while it is written, as once it was: who writes one holds up all others."""
    from django.db import connection

    from audit.models import AuditEvent

    save = AuditEvent.save

    def numbered(self: Any, *arguments: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(20261128)")
        save(self, *arguments, **options)

    AuditEvent.save = numbered  # type: ignore[method-assign]


MUTANTS: dict[str, tuple[Callable[[], None], str]] = {
    plant.__name__: (plant, key)
    for plant, key in (
        (keepalives_off, "locks_gone_s"),
        (idle_for_ever, "locks_gone_s"),
        (lock_timeout_off, "withdraw_p95_s"),
        (freeze_that_waits, "freeze_s"),
        (one_event_at_a_time, "sign_in_p95_s"),
    )
}
"""How each is planted, and the promise that must show it."""


class Planting(AppConfig):
    """Plants it, as the last room."""

    name = "tests.nodes"
    label = "planting"
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        MUTANTS[os.environ["FAULTS_MUTANT"]][0]()
