"""A moment at which a line is shut, whatever it is doing: a socket time-out alone starts anew with every byte."""

import math
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Condition, Thread


class Watchdog:
    """Watches over one line until `close`, with one thread for all its mails: one for each costs as much as the mail.

    The thread sleeps on while the moment only moves back, so that setting the next one wakes nobody.
    """

    def __init__(self, line: socket.socket) -> None:
        self._line = line.dup()  # keeps hold of the line when TLS takes it over
        self._changed = Condition()
        self._ends_at = math.inf
        self._wakes_at = math.inf
        self._is_over = False
        self._watching = Thread(target=self._watch, daemon=True)
        self._watching.start()

    @contextmanager
    def at(self, moment: float) -> Iterator[None]:
        """Shut the line at that moment (monotonic), unless the block is done before."""
        self._set(moment)
        try:
            yield
        finally:
            self._set(math.inf)

    def close(self) -> None:
        """Let go of the line, and leave no thread behind."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._watching.join()
        self._line.close()

    def _set(self, moment: float) -> None:
        with self._changed:
            self._ends_at = moment
            if moment < self._wakes_at:
                self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while not self._is_over:
                now = time.monotonic()
                if self._ends_at <= now:
                    with suppress(OSError):  # already closed by the other side
                        self._line.shutdown(socket.SHUT_RDWR)
                    self._ends_at = math.inf
                self._wakes_at = self._ends_at
                self._changed.wait(None if self._wakes_at == math.inf else self._wakes_at - now)
