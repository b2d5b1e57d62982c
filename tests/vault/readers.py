"""What a process of `vault.bounded` runs in these tests: each stands for something a stranger's file makes it do."""

import os
import signal
import sys
import time


def backwards(content: bytes) -> bytes:
    return content[::-1]


def what_it_has(content: bytes) -> bytes:
    """The environment, and whether Django was loaded."""
    return repr((sorted(os.environ), "django" in sys.modules)).encode()


def hold(content: bytes) -> bytes:
    began = time.monotonic()
    time.sleep(float(content))
    return f"{began} {time.monotonic()}".encode()


def calculate_for_ever(content: bytes) -> bytes:
    while True:
        pass


def swell(content: bytes) -> bytes:
    return bytes(int(content) * 1024 * 1024)[:1]


def recurse(content: bytes) -> bytes:
    return recurse(content)


def die(content: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def fail(content: bytes) -> bytes:
    raise ValueError(content)


def chatter(content: bytes) -> bytes:
    return bytes(int(content))


def write_a_file(content: bytes) -> bytes:
    with open(content, "wb") as file:
        file.write(b"x")
    return b"written"
