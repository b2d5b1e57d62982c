"""Fair comparison on a machine that does other things too."""

import sys
import time
from collections.abc import Callable, Mapping
from statistics import median


def medians(contestants: Mapping[str, Callable[[], object]], *, rounds: int, calls: int) -> dict[str, float]:
    """Median seconds of one call, per contestant.

    Every round gives each contestant a turn of `calls` calls, so that a slow moment hits all of them alike. A turn
    starts with a call that does not count: whoever comes after a slow neighbour pays for the caches it emptied.
    Only ratios between contestants of the same run mean something.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, call in contestants.items():
            call()
            started = time.perf_counter()
            for _ in range(calls):
                call()
            seconds[name].append((time.perf_counter() - started) / calls)
    return {name: median(turns) for name, turns in seconds.items()}


def tell(words: str) -> None:
    """Say on stderr how far a section is, with the clock: some take minutes."""
    print(f"{time.strftime('%H:%M:%S')}  {words}", file=sys.stderr, flush=True)
