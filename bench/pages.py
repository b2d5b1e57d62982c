"""The register of a thousand agreements, and the import of three hundred, on the real product."""

import csv
import io
import re
import tempfile
import time
from pathlib import Path

import requests

from bench.rounds import medians
from bench.site import get, run_program, sign_in, token
from example.accounts import ADMINISTRATOR
from local.ports import free_ports
from local.product import Product

GOALS = {"import_progress_seen": 2.0}
CEILINGS = {"register_queries": 12.0, "register_vs_empty": 3.0}

AGREEMENTS = 1000
IMPORTED = 300
PATIENCE = 300  # seconds for one import


def run() -> dict[str, float]:
    """`register_vs_empty`: how many times longer than a page without content; the rest is what its name says."""
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder, Product(Path(folder), free_ports()) as product:
        run_program(product, "-m", "example.load.papers", str(AGREEMENTS))
        queries = run_program(product, "-m", "bench.queries", ADMINISTRATOR.email, "/overeenkomsten/")
        session = sign_in(product, ADMINISTRATOR.email)
        register = f"{product.site}/overeenkomsten/"
        seconds = medians(
            {
                "register": lambda: get(session, register),
                "empty": lambda: get(session, f"{product.site}/mijn-account/"),
            },
            rounds=15,
            calls=3,
        )
        seconds |= medians({"by_status": lambda: get(session, f"{register}?status=in_force")}, rounds=3, calls=1)
        taken, progress = _import(session, product)
    return {
        "register_queries": float(queries),
        "register_vs_empty": seconds["register"] / seconds["empty"],
        "register_s": seconds["register"],
        "register_by_status_s": seconds["by_status"],
        f"import_{IMPORTED}_s": taken,
        "import_progress_seen": float(progress),
    }


def _import(session: requests.Session, product: Product) -> tuple[float, int]:
    """Upload, wait for the check, confirm, wait for the import: seconds, and how many states of progress were seen."""
    uploads = f"{product.site}/overeenkomsten/invoer/"
    form = token(get(session, uploads))
    started = time.perf_counter()
    answer = session.post(
        uploads,
        data={"csrfmiddlewaretoken": form},
        files={"file": ("bench.csv", _three_hundred())},
        headers={"Referer": uploads},
        timeout=60,
    )
    seen: set[str] = set()
    preview = _wait(session, answer.url, "Overeenkomsten invoeren</button>", set())
    data = {"csrfmiddlewaretoken": token(preview)}
    session.post(f"{answer.url}bevestigen/", data=data, headers={"Referer": answer.url}, timeout=60)
    _wait(session, answer.url, "Alles is ingevoerd.", seen)
    return time.perf_counter() - started, len(seen)


def _wait(session: requests.Session, url: str, until: str, seen: set[str]) -> str:
    """Look at the page until it says `until`; keep every state of progress that it showed meanwhile."""
    for _ in range(PATIENCE * 5):
        page = get(session, url)
        if until in page:
            return page
        if found := re.search(r"<strong>(\d+ van \d+) regels</strong>", page):
            seen.add(found[1])
        time.sleep(0.2)
    raise SystemExit(f"The import does not come to “{until}”.")


def _three_hundred() -> bytes:
    """New partnerships between the teams of `example.load.papers` and partners that the file itself registers."""
    from example.load.papers import FLEMISH_TEAMS, enterprise_number

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    parties = ["Lokaal team", "Partner", "Ondernemingsnummer partner", "Soort partner"]
    seat = ["Straat en huisnummer partner", "Postcode partner", "Gemeente partner"]
    terms = ("in werking vanaf", "opzegtermijn")
    dated = [f"{paper}: {term}" for paper in ("Overeenkomst", "Protocol") for term in terms]
    signed = [
        f"{paper}: ondertekenaar 1 {side}: {what}"
        for paper in ("Overeenkomst", "Protocol")
        for side in ("Opgroeien", "partner")
        for what in ("naam", "functie", "ondertekend op")
    ]
    advised = [f"DPO {side}: {what}" for side in ("Opgroeien", "partner") for what in ("naam", "advies op")]
    writer.writerow([*parties, *seat, *dated, *signed, *advised, "Mailbox: e-mailadres"])
    for index in range(IMPORTED):
        who = [f"Meetteam {index % FLEMISH_TEAMS:02}", f"OCMW Nieuw {index}", enterprise_number(50_000 + index), "OCMW"]
        start = "81 november 2824" if index % 10 == 0 else "1 november 2024"
        signatures = ["M. Etinga", "algemeen directeur", "1/11/2024"] * 4
        advices = ["D. Meter", "1/10/2024"] * 2
        line = [*who, "Meetplein 1", "9999", "Meetdorp", start, "6", "1/11/2024", "6", *signatures, *advices]
        writer.writerow([*line, f"nieuw{index}@ocmw.example"])
    return buffer.getvalue().encode()
