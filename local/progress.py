"""What a person hears while something takes long: each step, and every few seconds that it is still going on."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO

QUIET = 2.5  # seconds without a word, at most
STEP = "» "
"""How a line of a log begins that people are to see."""


class Progress:
    """Passes steps on to `tell`. Inside the block a thread speaks when nothing was said for a while.

    with Progress(print) as progress:
        progress.begin("Databank maken …")
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.step = ""
        self.began_at = self.told_at = time.monotonic()
        self._log: TextIO | None = None
        self._logs = ExitStack()
        self._is_over = Event()
        self._thread = Thread(target=self._keep_telling, daemon=True)

    def begin(self, step: str) -> None:
        """Say which step begins, as "Databank maken …"."""
        self.step = step
        self.began_at = self.told_at = time.monotonic()
        self.tell(step)

    def follow(self, log: Path) -> None:
        """From now on, pass on the steps that a program writes in this log."""
        self._log = self._logs.enter_context(log.open(errors="replace"))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()
        self._logs.close()

    def _keep_telling(self) -> None:
        while not self._is_over.wait(0.1):
            for line in self._log or ():
                if line.startswith(STEP):
                    self.begin(line.removeprefix(STEP).strip())
            now = time.monotonic()
            if now - self.told_at >= QUIET:
                self.told_at = now
                self.tell(f"{self.step} nog bezig, {now - self.began_at:.0f} s")
