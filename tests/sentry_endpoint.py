"""An endpoint that takes what is told to a Sentry, and keeps it as it was before it was packed."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli

from tests.servers import answering


@contextmanager
def sentry(received: list[bytes]) -> Iterator[str]:
    """Give the DSN of a Sentry of our own; everything it is told is added to `received`."""

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            opened = {"gzip": gzip.decompress, "br": brotli.decompress}.get(
                self.headers.get("Content-Encoding", ""), bytes
            )
            received.append(opened(body))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    with answering(server):
        yield f"http://sleutel@127.0.0.1:{server.server_port}/1"
