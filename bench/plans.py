"""`python -m bench.plans`: how PostgreSQL reads the pages of both sides at a million rows, told in docs/plans.md.

Each page is asked as `bench.scale` asks it, in the product that it filled (`BENCH_ROWS=100000` for fewer). Of each of
its statements that reads a table which grows with referrals: the index, the rows that were read, and the time.
"""

import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

from bench import filled
from bench.scale import pages_of
from bench.site import run_program
from local.ports import free_ports
from local.processes import ROOT
from local.product import Product

PAGE = ROOT / "docs" / "plans.md"
HEADING = "## Both sides at size\n"
GROWS = re.compile(filled.FILLED + "|^audit_(auditevent|leaf)$")


def main() -> None:
    """Write the section anew, with the day and the number of rows."""
    rows = filled.rows_asked(otherwise=1_000_000)
    with tempfile.TemporaryDirectory(prefix="bench-plans-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL may run as another user
        filled.put(folder / "product", rows)
        with Product(folder / "product", free_ports()) as product:
            asked = [word for page in pages_of(filled.people(product)).items() for word in (page[0], *page[1])]
            lines = json.loads(run_program(product, "-m", "bench.plans", *asked))
    told = (
        f"Written by `python -m bench.plans` on {time.strftime('%F')}, with {rows:,} referrals of five years.\n"
        "WHOLE is said of a table that is read without an index, as PostgreSQL does when it has hardly any rows."
    )
    head = ["| page | tables, by index | rows read | plan, ms | run, ms |", "|---|---|---|---|---|"]
    before = PAGE.read_text().partition(HEADING)[0].rstrip()
    PAGE.write_text("\n".join([before, "", HEADING.rstrip(), told, "", *head, *lines, ""]))


def inside(asked: list[str]) -> list[str]:
    """In the environment of the product: a line for each statement that reads what grows."""
    lines = []
    for page, who, path in zip(asked[::3], asked[1::3], asked[2::3], strict=True):
        for statement in _statements(who, path):
            plan = _explained(statement)
            scans = [step for step in _steps(plan["Plan"]) if GROWS.search(step.get("Relation Name", ""))]
            if scans:
                read = sum(_read(step) for step in scans)
                by = ", ".join(dict.fromkeys(_by(step) for step in scans))
                times = f"{plan['Planning Time']:.1f} | {plan['Execution Time']:.1f}"
                lines.append(f"| {page.replace('_', ' ')} | {by} | {read:,.0f} | {times} |")
    return lines


def _statements(email: str, path: str) -> list[str]:
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from example.second_factor import signed_in

    client = signed_in(User.objects.get(email=email), site=settings.ALLOWED_HOSTS[0])
    client.get(path)  # the first request of a session notes that it is used
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return [one["sql"] for one in queries if one["sql"].startswith("SELECT")]


def _explained(statement: str) -> dict[str, Any]:
    """The second time, when the pages of the disk are in memory."""
    from django.db import connection

    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
            [told] = cursor.fetchone()
    [plan] = json.loads(told) if isinstance(told, str) else told
    return dict(plan)


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A table that a bitmap leads to carries the name of the index that made the bitmap."""
    below = plan.get("Plans", [])
    made = [step["Index Name"] for one in below for step in _steps(one) if step["Node Type"] == "Bitmap Index Scan"]
    yield plan | ({"Index Name": " and ".join(made)} if plan["Node Type"] == "Bitmap Heap Scan" else {})
    for one in below:
        yield from _steps(one)


def _by(step: dict[str, Any]) -> str:
    return f"{step['Relation Name']} {step.get('Index Name', 'WHOLE').replace(step['Relation Name'], '…')}"


def _read(step: dict[str, Any]) -> float:
    removed = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    return float((step["Actual Rows"] + removed) * step["Actual Loops"])


if __name__ == "__main__":
    if sys.argv[1:]:
        django.setup()
        print(json.dumps(inside(sys.argv[1:])))
    else:
        main()
