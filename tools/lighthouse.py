"""What Lighthouse says of some pages, on a desk and on a phone: the lowest score of each kind.

Its packages are locked in `tools/node`, and installed the first time. Nothing of them runs in the product.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from local.processes import ROOT
from tools.build_assets import AssetsNotBuiltError, install, run

FOLDER = ROOT / "tools" / "node"
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
KINDS = ["performance", "accessibility", "best-practices"]
TRIES = 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"

GOALS = {
    "performance_desktop": 0.98,
    "performance_mobile": 0.95,
    "accessibility_desktop": 1.0,
    "accessibility_mobile": 1.0,
    "best_practices_desktop": 1.0,
    "best_practices_mobile": 1.0,
}
"""The least that each may be."""


def lowest(pages: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the lowest score of each kind over these pages: address, and the cookies of who looks at it."""
    install(FOLDER)
    scores: dict[str, float] = dict.fromkeys(GOALS, 1.0)
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        for address, cookies in pages:
            headers = Path(folder) / "headers.json"
            headers.write_text(json.dumps({"Cookie": cookies}))
            for device in ("desktop", "mobile"):
                for kind, score in _scores(address, headers, device).items():
                    name = f"{kind.replace('-', '_')}_{device}"
                    scores[name] = min(scores[name], score)
    return scores


def _scores(address: str, headers: Path, device: str) -> dict[str, float]:
    preset = ["--preset=desktop"] if device == "desktop" else []
    options = [f"--only-categories={','.join(KINDS)}", f"--extra-headers={headers}", f"--chrome-flags={FLAGS}"]
    arguments = [str(PROGRAM), address, *preset, *options, "--quiet", "--output=json", "--no-enable-error-reporting"]
    for left in reversed(range(TRIES)):
        try:
            said = run("node", arguments, failed=f"Lighthouse could not look at {address}.", folder=FOLDER)
            break
        except AssetsNotBuiltError:  # on a busy machine it now and then loses the trace of a page
            if not left:
                raise
    return {kind: json.loads(said)["categories"][kind]["score"] or 0.0 for kind in KINDS}
