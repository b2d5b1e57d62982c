"""A million referrals of five years beside ten thousand: what grows with them and what does not.

`BENCH_ROWS=100000` measures on fewer, against a hundredth of them. Both products run at the same time and are asked in
turns, so that a slow moment of the machine hits them alike. The largest receiver has a tenth of all referrals.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median

from bench import crowd, filled
from bench.forms import Desk
from bench.rounds import medians, tell
from bench.site import get, run_program, search, sign_in
from example.accounts import ADMINISTRATOR, AUDITOR, TEAM_MEMBER_KEMPEN
from local.ports import free_ports
from local.product import Product
from tools.browser import Browser

GOALS: dict[str, float] = {}
CEILINGS = {
    # what must cost the same however much there is
    "team_worklist_1m_vs_10k": 1.3,
    "worklist_1m_vs_10k": 1.3,
    "team_record_1m_vs_10k": 1.3,
    "record_1m_vs_10k": 1.3,
    "log_1m_vs_10k": 1.3,
    "stuck_1m_vs_10k": 1.3,
    "filing_1m_vs_10k": 1.3,
    "search_1m_vs_10k": 1.5,
    "figures_1m_s": 10.0,
    "queries_more_at_1m": 0.0,
    "crowd_p95_vs_single": 4.0,
    # how many times longer than a signed-in page without content
    "page_vs_empty_worklist": 3.0,
    "page_vs_empty_team_worklist": 3.0,
    "page_vs_empty_log": 3.0,
    "page_vs_empty_register": 3.0,
    "page_vs_empty_record": 4.0,
    "page_vs_empty_team_record": 4.0,
    "page_vs_empty_filing": 5.0,
}
AGAINST_EMPTY = [key.removeprefix("page_vs_empty_") for key in CEILINGS if key.startswith("page_vs_empty_")]
ROUNDS, FILINGS = 12, 20
FILED_BEFORE = 10  # on each side: each of eight connections plans what filing asks, at its first two times
MAIL_LEAVES_IN = 0.5  # seconds; else it takes half a core from the last form of the next filing, or not, by chance


def run() -> dict[str, float]:
    """Ratios of medians, beside them the medians in milliseconds; `generate_s` is filling the large one."""
    rows = filled.rows_asked(otherwise=1_000_000)
    with ExitStack() as stack:
        few, _seconds = _product(stack, rows // 100)
        many, filled_in = _product(stack, rows)
        tell("signing in")
        small, large = MeasuredProduct(few), MeasuredProduct(many)
        seconds = _in_turns(small, large)
        tell("counting statements, and the figures of everyone")
        more = sum(large.queries().values()) - sum(small.queries().values())
        seconds |= medians({"figures_1m": large.figures}, rounds=3, calls=1)
        crowded = crowd.measure(large.crowd)
    pages = [name.removesuffix("_1m") for name in seconds if name.endswith("_1m") and name != "figures_1m"]
    return {
        "rows": float(rows),
        "generate_s": filled_in,
        **{f"{page}_1m_vs_10k": seconds[f"{page}_1m"] / seconds[f"{page}_10k"] for page in pages},
        **{f"page_vs_empty_{page}": seconds[f"{page}_1m"] / seconds["empty_1m"] for page in AGAINST_EMPTY},
        "queries_more_at_1m": float(more),
        "figures_1m_s": seconds.pop("figures_1m"),
        **crowded,
        **{f"{name}_ms": taken * 1000 for name, taken in seconds.items()},
    }


def _product(stack: ExitStack, rows: int) -> tuple[Product, float]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"bench-scale-{rows}-")))
    folder.chmod(0o711)  # PostgreSQL may run as another user
    seconds = filled.put(folder / "product", rows)
    return stack.enter_context(Product(folder / "product", free_ports())), seconds


def _in_turns(small: "MeasuredProduct", large: "MeasuredProduct") -> dict[str, float]:
    """Median seconds of each page of both sides; filing besides, of which only the last form counts."""
    contestants = {
        f"{page}_{size}": ask
        for page in small.pages
        for size, ask in (("10k", small.pages[page]), ("1m", large.pages[page]))
    }
    tell(f"{len(contestants)} pages in {ROUNDS} rounds")
    seconds = medians(contestants, rounds=ROUNDS, calls=3)
    tell(f"{FILINGS} filings on each side")
    filed: dict[str, list[float]] = {"filing_10k": [], "filing_1m": []}
    for _ in range(FILED_BEFORE + FILINGS):
        for name, one in (("filing_10k", small), ("filing_1m", large)):
            filed[name].append(one.desk.file())
            time.sleep(MAIL_LEAVES_IN)
    return seconds | {name: median(taken[FILED_BEFORE:]) for name, taken in filed.items()}


def pages_of(known: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Who asks for which page, by name."""
    return {
        "empty": (known["worker"], "/mijn-account/"),
        "worklist": (known["worker"], "/opvolging/"),
        "record": (known["worker"], f"/opvolging/{known['received']}/"),
        "team_worklist": (known["member"], "/aanmeldingen/"),
        "team_record": (known["member"], f"/aanmeldingen/{known['filed']}/"),
        "log": (AUDITOR.email, "/logboek/"),
        "stuck": (ADMINISTRATOR.email, "/verzendingen/"),
        "register": (ADMINISTRATOR.email, "/overeenkomsten/"),
    }


class MeasuredProduct:
    """One product with people who are signed in, and the pages that they ask for."""

    def __init__(self, product: Product) -> None:
        self._product = product
        known = filled.people(product)
        self._asked = pages_of(known)
        people = {who: sign_in(product, who) for who, _path in self._asked.values()}
        self.pages: dict[str, Callable[[], object]] = {
            name: partial(get, people[who], f"{product.site}{path}") for name, (who, path) in self._asked.items()
        }
        self.crowd: list[crowd.Pages] = [
            (session, [f"{product.site}{path}" for _name, (one, path) in self._asked.items() if one == who])
            for who, session in people.items()
        ]
        self.pages["search"] = search(people[known["worker"]], f"{product.site}/opvolging/", known["received"])
        self.figures = partial(get, people[ADMINISTRATOR.email], f"{product.site}/cijfers/")
        filer = Browser(product.site)
        filer.session = sign_in(product, TEAM_MEMBER_KEMPEN.email)
        self.desk = Desk(filer)

    def queries(self) -> dict[str, int]:
        """How many statements each page takes."""
        asked = [word for pair in self._asked.values() for word in pair]
        counted = run_program(self._product, "-m", "bench.queries", *asked)
        return dict(zip(self._asked, map(int, counted.split()), strict=True))
