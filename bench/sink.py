"""A mail relay that takes everything, in a process of its own: so its work weighs the same on whoever is measured.

`python -m bench.sink FOLDER --port PORT --seconds 0.05`: on loopback, with STARTTLS and a throw-away authority in
FOLDER/ca.pem. It says that it took a mail when that is on the disk, as every relay must (RFC 5321 §6.1), and after so
many seconds more (default none), as one that looks for viruses would.
"""

import argparse
import os
import socket
import ssl
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from local.certificate import server_context
from local.ports import LOOPBACK

NAME = "relay.test"


def serve(listener: socket.socket, context: ssl.SSLContext, folder: Path, seconds: float) -> None:
    """Take every call, each in a thread of its own, until the process ends."""
    number = 0
    while True:
        line, _ = listener.accept()
        number += 1
        spool = folder / f"line{number}.mail"
        threading.Thread(target=_converse, args=(line, context, spool, seconds), daemon=True).start()


def _converse(line: socket.socket, context: ssl.SSLContext, spool: Path, seconds: float) -> None:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with suppress(OSError):  # whoever calls may leave as they like
        line.sendall(f"220 {NAME}\r\n".encode())
        words = line.makefile("rb")
        while command := words.readline():
            match command[:4].upper().strip():
                case b"EHLO":
                    offer = "DSN" if isinstance(line, ssl.SSLSocket) else "STARTTLS"
                    line.sendall(f"250-{NAME}\r\n250 {offer}\r\n".encode())
                case b"STAR":
                    line.sendall(b"220 2.0.0 go ahead\r\n")
                    line = context.wrap_socket(line, server_side=True)
                    words = line.makefile("rb")
                case b"DATA":
                    line.sendall(b"354 go ahead\r\n")
                    _keep(spool, words)
                    time.sleep(seconds)
                    line.sendall(b"250 2.0.0 taken\r\n")
                case b"QUIT":
                    break
                case _:
                    line.sendall(b"250 2.0.0 ok\r\n")
    line.close()


def _keep(spool: Path, words: BinaryIO) -> None:
    """Write the mail over the one before it on this line: what counts is that the disk has it."""
    with spool.open("wb") as file:
        while (one := words.readline()) != b".\r\n":
            if not one:
                raise ConnectionError
            file.write(one)
        file.flush()
        os.fsync(file.fileno())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=0.0)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    context = server_context(given.folder / "ca.pem")
    with socket.create_server((LOOPBACK, given.port)) as listener:
        serve(listener, context, given.folder, given.seconds)


if __name__ == "__main__":
    main()
