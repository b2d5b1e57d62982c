"""Lets a server of the standard library answer beside a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from threading import Thread


@contextmanager
def answering(server: BaseServer) -> Iterator[None]:
    """Answer until the block ends, and then at once: left to itself the server looks twice a second."""
    thread = Thread(target=server.serve_forever, args=[0.005], daemon=True)
    with server:
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
