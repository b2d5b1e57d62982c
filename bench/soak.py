"""The product for ten minutes without a pause: whether it keeps growing. `SOAK_SECONDS=3600` goes on for longer.

Eight people of four roles read pages, and a ninth files one referral after the other, which the worker delivers. After
a quarter of the time everything is warm; from there on memory may grow by a twentieth, and connections not at all.
`python -m bench.soak` ends with one JSON line, and with 1 when something grew.
"""

import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import psycopg

from bench import memory
from bench.crowd import Pages, ask_for
from bench.forms import Desk
from bench.rounds import tell
from bench.site import sign_in
from example.accounts import TEAM_MEMBER_KEMPEN
from local.ports import free_ports
from local.product import Product
from tools.browser import Browser

CEILINGS = {"rss_growth": 1.05, "more_connections": 0.0}
LOOKS = 40  # at memory and connections, in all
PEOPLE = 8


def main() -> int:
    seconds = float(os.environ.get("SOAK_SECONDS", "600"))
    with tempfile.TemporaryDirectory(prefix="bench-soak-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL may run as another user
        with Product(folder / "product", free_ports()) as product:
            measured = soak(product, seconds)
    missed = [key for key, most in CEILINGS.items() if measured[key] > most]
    for key, value in measured.items():
        print(f"{key:<22} {value:>10.3f}  {'MISSED' if key in missed else ''}", file=sys.stderr)
    print(json.dumps({key: round(value, 4) for key, value in measured.items()}))
    return 1 if missed else 0


def soak(product: Product, seconds: float) -> dict[str, float]:
    """Growth from the first warm quarter to the last quarter, of medians; and how much was done."""
    roles: list[Pages] = [
        (sign_in(product, account.email), [f"{product.site}{path}" for path in paths])
        for account, paths in memory.PAGES
    ]
    filer = Browser(product.site)
    filer.session = sign_in(product, TEAM_MEMBER_KEMPEN.email)
    desk, until = Desk(filer), time.monotonic() + seconds
    filing = threading.Thread(target=_file_until, args=(desk, until), daemon=True)
    filing.start()
    pages: list[float] = []
    looks = []
    for number in range(1, LOOKS + 1):
        pages += ask_for(roles, people=PEOPLE, seconds=seconds / LOOKS, reads=(0.0, 0.2))
        looks.append((memory.resident(product), _connections(product)))
        size, connections = looks[-1]
        tell(f"{number}/{LOOKS}: {size:.0f} MB, {connections} connections, {len(pages)} pages, {desk.filed} filed")
    filing.join()
    if not desk.filed:
        raise SystemExit("Nothing was filed.")
    part = LOOKS // 4
    warm, last = looks[part : 2 * part], looks[-part:]
    return {
        "rss_growth": median(size for size, _count in last) / median(size for size, _count in warm),
        "more_connections": float(max(count for _size, count in last) - max(count for _size, count in warm)),
        "rss_mb": last[-1][0],
        "connections": float(last[-1][1]),
        "pages": float(len(pages)),
        "filed": float(desk.filed),
    }


def _file_until(desk: Desk, until: float) -> None:
    while time.monotonic() < until:
        desk.file()
        time.sleep(1)


def _connections(product: Product) -> int:
    with psycopg.connect(product.environment["DATABASE_URL"]) as database:
        found = database.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    return int(found[0]) if found else 0


if __name__ == "__main__":
    sys.exit(main())
