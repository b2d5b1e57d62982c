"""A product that holds much: filled once a day, kept under var/bench, and copied for who measures on it.

Nobody reads what is kept while it is filled, so PostgreSQL does not wait for the disk and writes the indexes at the
end. Whoever measures gets a server that does wait, as an installation has it.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from bench import accounts
from bench.rounds import tell
from bench.site import run_program
from local.digest import digest_of_migrations
from local.ports import free_ports
from local.processes import ROOT
from local.product import Product

KEPT = ROOT / "var" / "bench"
PEOPLE = "people.json"
SECONDS = "seconds"
IN_HASTE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "1h",
    "maintenance_work_mem": "512MB",
    "autovacuum": "off",
}
FILLED = r"^(consent|referrals|ocmw_intake)_|^outbox_transmission$"
"""Tables that grow with referrals."""

FEWEST = 10_000
"""Of a hundredth of fewer, nobody has received anything that could be looked at."""


def rows_asked(otherwise: int) -> int:
    """How many referrals are measured on: `BENCH_ROWS`, or what the section says."""
    rows = int(os.environ.get("BENCH_ROWS", otherwise))
    if rows < FEWEST:
        raise SystemExit(f"BENCH_ROWS must be {FEWEST} or more.")
    return rows


def put(folder: Path, rows: int) -> float:
    """Make `folder` that of a stopped product with so many referrals; return the seconds that filling took."""
    kept = KEPT / f"{rows}-{_digest()}"
    if (kept / SECONDS).exists():
        tell(f"{rows} referrals were filled in earlier today, and are copied from {kept.relative_to(ROOT)}")
    else:
        _make(kept, rows)
    subprocess.run(["cp", "-a", kept, folder], check=True)  # with its owners: PostgreSQL may run as another user
    return float((kept / SECONDS).read_text())


def people(product: Product) -> dict[str, str]:
    """Who works at the largest receiver and team, and what they have there to look at (`bench.accounts`)."""
    return dict(json.loads((product.folder / PEOPLE).read_text()))


def _digest() -> str:
    """Of all that the rows depend on; of another day they would be older than the law lets them be."""
    made_by = [
        *(ROOT / "example").rglob("*.py"),
        *(ROOT / "law").rglob("*.py"),
        Path(__file__),
        Path(accounts.__file__),
    ]
    digest = sha256(f"{digest_of_migrations()} {time.strftime('%F')}".encode())
    for file in sorted(made_by):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _make(kept: Path, rows: int) -> None:
    for old in KEPT.glob(f"{rows}-*"):
        shutil.rmtree(old)
    unfinished = kept.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    tell(f"filling a product with {rows} referrals")
    with Product(unfinished, free_ports()) as product:
        product.programs.stop("web", "worker")
        with psycopg.connect(product.environment["DATABASE_URL"], autocommit=True) as database:
            _fill(product, database, rows)
    (unfinished / SECONDS).write_text(str(time.perf_counter() - began))
    unfinished.rename(kept)


def _fill(product: Product, database: psycopg.Connection, rows: int) -> None:
    with _in_haste(database):
        with _without_indexes(database):
            run_program(product, "manage.py", "generate_load", "--rows", str(rows), is_shown=True)
            tell("writing the indexes")
        run_program(product, "manage.py", "judge_register")  # as each night (ADR 0027)
        tell("the reminders of a working day, an audit event for each referral, and who can sign in")
        (product.folder / PEOPLE).write_text(run_program(product, "-m", "bench.accounts"))
        tell("VACUUM ANALYZE")  # as the server does by itself, once it gets to it
        database.execute("VACUUM ANALYZE")


@contextmanager
def _in_haste(database: psycopg.Connection) -> Iterator[None]:
    for name, value in IN_HASTE.items():
        database.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    database.execute("SELECT pg_reload_conf()")
    yield
    for name in IN_HASTE:
        database.execute(sql.SQL("ALTER SYSTEM RESET {}").format(sql.Identifier(name)))
    database.execute("SELECT pg_reload_conf()")
    database.execute("CHECKPOINT")


@contextmanager
def _without_indexes(database: psycopg.Connection) -> Iterator[None]:
    """Those of no constraint: a key is asked for while rows are written."""
    found = database.execute(
        "SELECT relation.oid::regclass::text, pg_get_indexdef(relation.oid) "
        "FROM pg_index JOIN pg_class AS relation ON relation.oid = indexrelid "
        "JOIN pg_class AS held ON held.oid = indrelid "
        "WHERE held.relname ~ %s AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [FILLED],
    ).fetchall()
    for name, _definition in found:
        database.execute(f"DROP INDEX {name}".encode())
    yield
    for _name, definition in found:
        database.execute(definition.encode())
