"""What the product asks of its sessions with PostgreSQL: no lock outlives the machine that took it (ADR 0049)."""

from typing import Any

LIMITS = {
    # The server finds out after 35 seconds that a machine is gone that cannot say so (no FIN): later than the deadline
    # of a hand-over (30 s), for its line to the relay may be whole while that to us is cut (ADR 0067).
    "tcp_keepalives_idle": "10s",
    "tcp_keepalives_interval": "5s",
    "tcp_keepalives_count": "5",
    # The same when our last answer did not arrive: as long as one is under way, nobody asks for a sign of life.
    "tcp_user_timeout": "35s",
    # One that answers and does nothing: longer than the deadline of a hand-over (30 s), during which a lock is held.
    "idle_in_transaction_session_timeout": "40s",
    # A statement that runs or waits for a lock while nobody is there any more for its answer.
    "client_connection_check_interval": "5s",
}
WAIT_OF_A_WORKER = "35s"
"""Longer than the deadline of a hand-over: it ends in an outcome, which the next one must see."""
WAIT_OF_A_MIGRATION = "3s"
"""Whoever asks for a table waits behind a migration that waits for it: better that it fails, and is run again."""
WAIT_OF_A_PERSON = "3s"
"""For a lock, in a web request: then the page says who is busy, and what was wanted is kept, within 5 s in all."""
OUR_SIDE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}
"""A database that vanished: a process of ours gives up after 15 s (25 s when it only waits) and not after 15 minutes,
so that it works again as soon as the line does. Seconds, and milliseconds for the last."""


def limit_sessions(database: dict[str, Any], *, lock_timeout: str = WAIT_OF_A_WORKER) -> None:
    """Let every session of this database begin with these limits, after what its address asks already."""
    options = database.setdefault("OPTIONS", {})
    limits = {**LIMITS, "lock_timeout": lock_timeout}
    asked = [options["options"]] if options.get("options") else []
    for name, value in OUR_SIDE.items():
        options.setdefault(name, value)
    options["options"] = " ".join([*asked, *(f"-c {name}={value}" for name, value in limits.items())])
