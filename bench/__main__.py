"""Run the sections named on the command line ("archive,pages"), or all; exit 0 only when every goal holds.

The table on stderr is for people. The last line on stdout is one JSON object for programs: measured name → value.
"""

import importlib
import json
import math
import sys
from dataclasses import dataclass

SECTIONS = ("archive", "handover", "pages", "peers", "scale", "start", "trail")


def main(names: list[str]) -> int:
    """0 when every goal holds, 1 when one does not or was not measured, 2 when a section is unknown."""
    unknown = set(names) - set(SECTIONS)
    if unknown:
        print(f"No such section: {', '.join(sorted(unknown))}. There is: {', '.join(SECTIONS)}.", file=sys.stderr)
        return 2
    measured: dict[str, float] = {}
    goals: dict[str, Goal] = {}
    for name in names or SECTIONS:
        section = importlib.import_module(f"bench.{name}")
        measured |= section.run()
        goals |= {key: Goal(least=bound) for key, bound in section.GOALS.items()}
        goals |= {key: Goal(most=bound) for key, bound in getattr(section, "CEILINGS", {}).items()}
    for key, value in measured.items():
        print(f"{key:<26} {value:>10.3f}  {_verdict(value, goals.get(key))}", file=sys.stderr)
    unmeasured = [key for key in goals if key not in measured]
    for key in unmeasured:
        print(f"{key:<26} {'-':>10}  goal {goals[key]}: NOT MEASURED", file=sys.stderr)
    print(json.dumps({key: round(value, 4) for key, value in measured.items()}))
    return 0 if not unmeasured and all(goal.holds(measured[key]) for key, goal in goals.items()) else 1


@dataclass(frozen=True)
class Goal:
    """What a number must be at least (`GOALS` of a section), or at most (its `CEILINGS`)."""

    least: float = -math.inf
    most: float = math.inf

    def holds(self, value: float) -> bool:
        return self.least <= value <= self.most

    def __str__(self) -> str:
        return f"≤ {self.most:g}" if self.most < math.inf else f"≥ {self.least:g}"


def _verdict(value: float, goal: Goal | None) -> str:
    if goal is None:
        return "(reported)"
    return f"goal {goal}: {'holds' if goal.holds(value) else 'MISSED'}"


if __name__ == "__main__":
    sys.exit(main([name for argument in sys.argv[1:] for name in argument.split(",") if name]))
