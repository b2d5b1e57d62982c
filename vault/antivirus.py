"""Asks ClamAV about a file that came in, through its socket (`INSTREAM`); bounded in time and in what it may answer.

Only when CLAMAV_SOCKET is set. A scanner that does not answer refuses the file: whoever set it wants none unseen.
"""

import logging
import socket
import struct
import time

from django.conf import settings

log = logging.getLogger(__name__)

SECONDS = 20
"""For one file in all: with several in one form a page still answers before a proxy gives up."""
CONNECT_SECONDS = 3
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerAwayError(Exception):
    """Nobody said that this file is clean."""


def is_infected(content: bytes) -> bool:
    """Whether the scanner knows something bad in this file; False without a scanner. Raises ScannerAwayError."""
    if not settings.CLAMAV_SOCKET:
        return False
    try:
        answer = _ask(content, until=time.monotonic() + SECONDS)
    except OSError as error:
        log.error("the virus scanner does not answer (%s): files are refused until it does", type(error).__name__)
        raise ScannerAwayError from None
    if answer == "stream: OK":
        return False
    if answer.endswith(" FOUND"):
        log.warning("the virus scanner refused an uploaded file")
        return True
    if "size limit exceeded" in answer:
        log.error("the virus scanner takes no file of this size: set its StreamMaxLength to 10M or more")
        raise ScannerAwayError
    log.error("the virus scanner answers something else: files are refused until it is right")
    raise ScannerAwayError


def _ask(content: bytes, *, until: float) -> str:
    with _connect() as line:
        line.settimeout(_left(until))
        line.sendall(b"zINSTREAM\0")
        for begin in range(0, len(content), _CHUNK):
            part = content[begin : begin + _CHUNK]
            line.settimeout(_left(until))
            try:
                line.sendall(struct.pack("!L", len(part)) + part)
            except (BrokenPipeError, ConnectionResetError):
                break  # it heard enough, as of a file larger than it takes; its answer may be there
        else:
            line.sendall(struct.pack("!L", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
            line.settimeout(_left(until))
            part = line.recv(_LONGEST_ANSWER)
            if not part:
                break
            answer += part
    return answer.partition(b"\0")[0].decode("ascii", "replace").strip()


def _connect() -> socket.socket:
    address = settings.CLAMAV_SOCKET
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
