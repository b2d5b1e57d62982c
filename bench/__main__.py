"""Run the sections named on the command line, or all; exit 0 only when every goal holds.

The table on stderr is for people. The last line on stdout is one JSON object for programs: measured name → value.
"""

import importlib
import json
import sys

SECTIONS = ("archive",)


def main(names: list[str]) -> int:
    """0 when every goal holds, 1 when one does not, 2 when a section is unknown."""
    unknown = set(names) - set(SECTIONS)
    if unknown:
        print(f"No such section: {', '.join(sorted(unknown))}. There is: {', '.join(SECTIONS)}.", file=sys.stderr)
        return 2
    measured: dict[str, float] = {}
    goals: dict[str, float] = {}
    for name in names or SECTIONS:
        section = importlib.import_module(f"bench.{name}")
        measured |= section.run()
        goals |= section.GOALS
    for key, value in measured.items():
        print(f"{key:<24} {value:>10.3f}  {_verdict(value, goals.get(key))}", file=sys.stderr)
    print(json.dumps({key: round(value, 4) for key, value in measured.items()}))
    return 0 if all(measured[key] >= floor for key, floor in goals.items()) else 1


def _verdict(value: float, floor: float | None) -> str:
    if floor is None:
        return "(reported)"
    return f"goal ≥ {floor:g}: {'holds' if value >= floor else 'MISSED'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
