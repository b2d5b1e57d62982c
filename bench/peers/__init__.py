"""Ours beside the plain way to do the same job: Django's own admin, as anybody would write it first (`naive`).

Both on one PostgreSQL server, with as many rows (`BENCH_ROWS`, 100,000 unless told) and two processes of four threads,
asked in turns by one client. The naive one seals nothing, asks no gate, sends no mail and keeps no log.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import psycopg
import requests
from psycopg.conninfo import conninfo_to_dict

from bench import filled
from bench.rounds import medians
from bench.scale import MeasuredProduct
from bench.site import get, post, token
from local.ports import LOOPBACK, free_ports
from local.processes import Programs
from local.product import Product, page_is_there

GOALS: dict[str, float] = {}
CEILINGS = {
    "worklist_vs_naive": 1.0,
    "team_worklist_vs_naive": 1.0,
    "record_vs_naive": 1.0,
    "team_record_vs_naive": 1.0,
    "filing_vs_naive": 2.0,
}
ROUNDS, FILINGS = 12, 10
LIST = "/admin/auth/plainreferral/"


def run() -> dict[str, float]:
    """`…_vs_naive`: how many times longer ours takes; `…_ms` are the medians."""
    rows = filled.rows_asked(otherwise=100_000)
    with tempfile.TemporaryDirectory(prefix="bench-peers-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL may run as another user
        filled.put(folder / "product", rows)
        with Product(folder / "product", free_ports()) as product, naive(product, rows) as site:
            ours = MeasuredProduct(product)
            person = _signed_in(site)
            lists = {
                "worklist": f"{site}{LIST}?partner__id__exact=1",
                "team_worklist": f"{site}{LIST}?team__id__exact=286",
            }
            records = dict.fromkeys(("record", "team_record"), f"{site}{LIST}{rows // 2}/change/")
            plain = {name: partial(get, person, url) for name, url in (lists | records).items()}
            turns = {
                f"{page}_{who}": ask[page] for page in plain for who, ask in (("naive", plain), ("ours", ours.pages))
            }
            seconds = medians(turns, rounds=ROUNDS, calls=3)
            filed: dict[str, list[float]] = {"filing_naive": [], "filing_ours": []}
            for _ in range(FILINGS + 1):
                filed["filing_naive"].append(_file(person, site))
                filed["filing_ours"].append(ours.desk.file())
    seconds |= {name: median(taken[1:]) for name, taken in filed.items()}  # the first fills caches
    pages = [*plain, "filing"]
    ratios = {f"{page}_vs_naive": seconds[f"{page}_ours"] / seconds[f"{page}_naive"] for page in pages}
    return {"rows": float(rows), **ratios, **{f"{name}_ms": taken * 1000 for name, taken in seconds.items()}}


@contextmanager
def naive(product: Product, rows: int) -> Iterator[str]:
    """Run the naive product in a database of its own on the server of ours; yields its address."""
    server = product.environment["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as database:
        database.execute("CREATE DATABASE naive")
    parts = conninfo_to_dict(server) | {"dbname": "naive"}
    environment = {**os.environ, **{f"NAIVE_{name.upper()}": str(value) for name, value in parts.items()}}
    port, own = free_ports().web, product.folder / "naive.py"
    own.touch()  # gunicorn would take the settings of ours
    with Programs(product.folder / "naive") as programs:
        filling = [sys.executable, "-m", "bench.peers.naive", str(rows)]
        programs.finish(programs.start("fill", filling, environment=environment, answers=lambda: True, ends=True))
        options = [
            f"--bind={LOOPBACK}:{port}",
            "--workers=2",
            "--threads=4",
            "--preload",
            "--config=python:bench.peers",
        ]
        command = [sys.executable, "-m", "gunicorn", "bench.peers.naive:application", *options, "--no-control-socket"]
        web = programs.start(
            "web", command, environment=environment, answers=lambda: page_is_there(port, "/admin/login/")
        )
        programs.wait(web, seconds=60)
        yield f"http://{LOOPBACK}:{port}"


def _signed_in(site: str) -> requests.Session:
    person = requests.Session()
    person.trust_env = False
    entered = post(person, f"{site}/admin/login/", {"username": "naive", "password": "naive", "next": "/admin/"})
    if not entered.url.endswith("/admin/"):
        raise SystemExit(f"Nobody can sign in at the naive product: {entered.url}")
    return person


def _file(person: requests.Session, site: str) -> float:
    """Seconds from the form that files to the page that follows."""
    url = f"{site}{LIST}add/"
    client = {"first_name": "Meta", "last_name": "Meetman", "address": "Meetstraat 1", "phone": "", "email": ""}
    answers = {
        **client,
        "team": "286",
        "partner": "1",
        "status": "filed",
        "csrfmiddlewaretoken": token(get(person, url)),
    }
    began = time.perf_counter()
    answer = person.post(url, data=answers, headers={"Referer": url}, timeout=60)
    taken = time.perf_counter() - began
    if not answer.url.endswith(LIST):
        raise SystemExit("The naive product files nothing.")
    return taken
