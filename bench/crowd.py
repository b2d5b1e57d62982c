"""Many people at once, of four roles, on one product: how much longer they wait, and where the site is full.

The people of the crowd read what they see for some seconds before they ask for the next page, as people do. To find
where it is full, ever more of them ask without reading.
"""

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from bench.forms import p95
from bench.rounds import tell
from bench.site import get

PEOPLE = 32
SECONDS = 60.0
ROUNDS = 20
READS = (1.0, 3.0)
"""Seconds between two pages of one person."""
STEPS, STEP_SECONDS = (1, 2, 4, 8, 16, 32), 6.0
FULL = 0.9
"""Of the most pages a second: the fewest people who reach this much are at the knee."""

Pages = tuple[requests.Session, Sequence[str]]
"""Somebody who is signed in, and the pages of that role."""


def measure(roles: Sequence[Pages]) -> dict[str, float]:
    """`crowd_p95_vs_single`: p95 of the crowd against that of one person who has the site alone; any error ends it."""
    tell("one person alone")
    single = _alone(roles)
    tell(f"{PEOPLE} people for {SECONDS:.0f} seconds")
    crowd = ask_for(roles, people=PEOPLE, seconds=SECONDS, reads=READS)
    per_second = {}
    for people in STEPS:
        tell(f"{people} people who do not read")
        per_second[people] = len(ask_for(roles, people=people, seconds=STEP_SECONDS)) / STEP_SECONDS
    most = max(per_second.values())
    return {
        "crowd_p95_vs_single": p95(crowd) / p95(single),
        "crowd_p95_ms": p95(crowd) * 1000,
        "crowd_median_ms": median(crowd) * 1000,
        "crowd_single_p95_ms": p95(single) * 1000,
        "crowd_pages": float(len(crowd)),
        "knee_people": float(next(people for people, pages in per_second.items() if pages >= FULL * most)),
        "knee_pages_per_s": most,
    }


def ask_for(
    roles: Sequence[Pages], *, people: int, seconds: float, reads: tuple[float, float] = (0.0, 0.0)
) -> list[float]:
    """Let so many people ask the pages of their role in turn, and return how long each page took."""
    taken: list[float] = []
    failed: list[BaseException] = []
    until = time.monotonic() + seconds

    def go_on(person: Callable[[], None]) -> None:
        try:
            while time.monotonic() < until and not failed:
                person()
        except BaseException as error:  # of a thread: told by who waits for it
            failed.append(error)

    asking = [_person(roles[number % len(roles)], number, reads, taken) for number in range(people)]
    threads = [threading.Thread(target=go_on, args=(person,)) for person in asking]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"Somebody in a crowd of {people} gets no page: {failed[0]}")
    return taken


def _alone(roles: Sequence[Pages]) -> list[float]:
    """As many pages of each role as of another, one after the other."""
    taken: list[float] = []
    asking = [_person(role, 0, (0.0, 0.0), taken) for role in roles]
    for _ in range(ROUNDS):
        for person in asking:
            person()
    return taken


def _person(role: Pages, number: int, reads: tuple[float, float], taken: list[float]) -> Callable[[], None]:
    signed_in, urls = role
    session = requests.Session()  # a connection of one's own; who has the same role has the same account
    session.trust_env = False
    # As browsers do when the server closed a line that was idle, at the very moment at which they used it again.
    session.mount("http://", HTTPAdapter(max_retries=Retry(total=1, read=1, redirect=False)))
    session.cookies.update(signed_in.cookies)
    first = number % len(urls)
    turns = itertools.cycle([*urls[first:], *urls[:first]])
    chance = Random(number)  # nothing secret

    def ask() -> None:
        time.sleep(chance.uniform(*reads))
        began = time.perf_counter()
        get(session, next(turns))
        taken.append(time.perf_counter() - began)

    return ask
