"""A million referrals of five years against ten thousand: what grows with them and what does not.

`BENCH_ROWS=100000` measures on fewer. One database grows: first a hundredth of the rows, then all of them. Both are
measured beside a page without content, so that a slow moment of the machine falls out of the ratio. The largest
receiver has a tenth of all referrals.
"""

import os
import tempfile
import time
from pathlib import Path

import psycopg
import requests

from bench.rounds import medians
from bench.site import get, run_program, sign_in, token
from example.accounts import ADMINISTRATOR
from local.ports import free_ports
from local.product import Product

GOALS: dict[str, float] = {}
CEILINGS = {
    "worklist_1m_vs_10k": 1.3,
    "search_1m_vs_10k": 1.5,
    "figures_1m_s": 10.0,
    "queries_more_at_1m": 0.0,
}
WORKLIST = "/opvolging/"
FIGURES = "/cijfers/"


def run() -> dict[str, float]:
    """Ratios of one database before and after it grew; `generate_s` is the growing itself."""
    rows = int(os.environ.get("BENCH_ROWS", "1000000"))
    with (
        tempfile.TemporaryDirectory(prefix="bench-scale-") as folder,
        Product(Path(folder), free_ports()) as product,
    ):
        _generate(product, rows // 100)
        few = _measure(product)
        started = time.perf_counter()
        _generate(product, rows)
        generated_in = time.perf_counter() - started
        many = _measure(product)
    return {
        "rows": float(rows),
        "generate_s": generated_in,
        "worklist_1m_vs_10k": (many["worklist"] / many["empty"]) / (few["worklist"] / few["empty"]),
        "search_1m_vs_10k": (many["search"] / many["empty"]) / (few["search"] / few["empty"]),
        "figures_1m_vs_10k": many["figures"] / few["figures"],
        "worklist_1m_s": many["worklist"],
        "search_1m_s": many["search"],
        "figures_1m_s": many["figures"],
        "worklist_queries": many["worklist_queries"],
        "figures_queries": many["figures_queries"],
        "queries_more_at_1m": sum(many[key] - few[key] for key in ("worklist_queries", "figures_queries")),
    }


def _generate(product: Product, rows: int) -> None:
    run_program(product, "manage.py", "generate_load", "--rows", str(rows), is_shown=True)
    with psycopg.connect(product.environment["DATABASE_URL"], autocommit=True) as database:
        database.execute("VACUUM ANALYZE")  # as the server does by itself, once it gets to it


def _measure(product: Product) -> dict[str, float]:
    """Seconds per page of the largest receiver and of an administrator, and how many queries they take."""
    social_worker, reference = run_program(product, "-m", "bench.accounts").split()
    at_receiver, at_agency = sign_in(product, social_worker), sign_in(product, ADMINISTRATOR.email)
    worklist, figures = f"{product.site}{WORKLIST}", f"{product.site}{FIGURES}"
    search = {"asked": reference, "csrfmiddlewaretoken": token(get(at_receiver, worklist))}
    seconds = medians(
        {
            "worklist": lambda: get(at_receiver, worklist),
            "search": lambda: _search(at_receiver, f"{worklist}zoeken/", search),
            "empty": lambda: get(at_receiver, f"{product.site}/mijn-account/"),
        },
        rounds=15,
        calls=3,
    )
    seconds |= medians({"figures": lambda: get(at_agency, figures)}, rounds=3, calls=1)
    for name, who, path in (("worklist", social_worker, WORKLIST), ("figures", ADMINISTRATOR.email, FIGURES)):
        seconds[f"{name}_queries"] = float(run_program(product, "-m", "bench.queries", who, path))
    return seconds


def _search(session: requests.Session, page: str, answers: dict[str, str]) -> None:
    """Look for one reference; the answer leads to it."""
    answer = session.post(page, data=answers, headers={"Referer": page}, timeout=120, allow_redirects=False)
    if answer.status_code != 302:
        raise SystemExit(f"The search answers {answer.status_code}.")
