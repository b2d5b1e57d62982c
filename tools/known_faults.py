"""`make known-faults`: whether a fault is known of any pinned package, by the list of PyPI; and whether it could look.

A list that nobody reads has no faults either. So it first asks about a release that is known to be faulty: when no
fault is told of that, nothing was looked at, and the answer is 2 and not 0.

    0 looked at, nothing known · 1 faults known · 2 not looked at
"""

import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

from local.processes import ROOT

INDEX = "https://pypi.org"
KNOWN_TO_BE_FAULTY = ("django", "2.0")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def main(index: str = INDEX) -> int:
    """Look, and say what was found."""
    pins = PIN.findall((ROOT / "requirements" / "base.txt").read_text())
    try:
        if not faults_of(*KNOWN_TO_BE_FAULTY, index=index):
            print("NIET BEKEKEN: de lijst kent zelfs de fouten van Django 2.0 niet.", file=sys.stderr)
            return 2
        found = [line for name, version in pins for line in lines_of(name, version, index=index)]
    except (OSError, ValueError) as error:
        reason = getattr(error, "code", None) or type(error).__name__
        print(f"NIET BEKEKEN: {index} antwoordt niet zoals het moet ({reason}).", file=sys.stderr)
        return 2
    for line in found:
        print(line)
    print(f"{len(pins)} pakketten bekeken, {len(found)} gekende fouten.")
    return 1 if found else 0


def lines_of(name: str, version: str, *, index: str) -> Iterator[str]:
    """What is known of one package, a line each."""
    for fault in faults_of(name, version, index=index):
        fixed = ", ".join(fault.get("fixed_in") or []) or "nog niet"
        yield f"{name} {version}: {fault['id']} ({', '.join(fault.get('aliases') or [])}), opgelost in {fixed}"


def faults_of(name: str, version: str, *, index: str) -> list[dict[str, list[str]]]:
    """The faults that the list knows of this release, without those that were taken back."""
    request = urllib.request.Request(f"{index}/pypi/{name}/{version}/json", headers={"Accept": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # an https address, or that of a test
        told = json.load(answer)
    if "vulnerabilities" not in told:
        raise ValueError("no list of faults")
    return [fault for fault in told["vulnerabilities"] if not fault.get("withdrawn")]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
