"""What strangers sent is read in a process of its own, with little time, little memory, no keys and nothing to write.

`run(function, content)` starts a fresh interpreter that imports the module of `function`, gives it the bytes and hands
back the bytes that it returns: for a library in C that reads a PDF, for a spreadsheet of a million cells, for a mail
with 250 layers. The bytes go through pipes and never touch the disk. All who read on one machine share `SLOTS`
processes, so that eight files at once need no more memory than four; who comes too late is told so (`Busy`).

This file is also the program of that process. It imports nothing of ours before the limits are set.
"""

import fcntl
import logging
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
SLOTS = 4
"""Processes at once on one machine, of every web process and worker together: 4 × 200 MB."""
LARGEST_ANSWER = 16 * MEGABYTE
OUT_OF_MEMORY = 3  # exit code
_PROGRAM = "--program"
_PASSED_ON = ("LD_LIBRARY_PATH",)
_HOUSE = Path(__file__).resolve().parent.parent

Reader = Callable[[bytes], bytes]
"""A function at the top of a module: what was sent → what was found in it, often JSON."""


class OutOfBounds(Exception):
    """The process needed too much time or memory, or died of what it read; `reason` says which in one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProgramFailed(Exception):
    """A program ended with an error of its own."""


class Busy(Exception):
    """All places were taken for as long as we could wait; the same file can be read a little later."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process may use. `seconds` on the processor, `patience` by the clock, `wait` for a place."""

    seconds: int = 5
    memory: int = 200 * MEGABYTE
    patience: float = 20
    wait: float = 10


USUAL = Bounds()


def run(function: Reader, content: bytes, *, bounds: Bounds = USUAL) -> bytes:
    """Return what `function` makes of these bytes, in a process of its own. Raises OutOfBounds, Busy."""
    name = f"{function.__module__}.{function.__qualname__}"
    code, answer = _run(name, [function.__module__, function.__qualname__], content, bounds, {})
    if code:
        log.warning("%s: died, exit code %s", name, code)
        raise OutOfBounds("died")
    return answer


def run_program(command: list[str], content: bytes, *, bounds: Bounds = USUAL, **environment: str) -> bytes:
    """Return what another program writes when it is given these bytes, within the same bounds.

    Raises ProgramFailed when it says that it could not, OutOfBounds, Busy.
    """
    code, answer = _run(Path(command[0]).name, [_PROGRAM, *command], content, bounds, environment)
    if code:
        raise ProgramFailed
    return answer


def _run(name: str, what: list[str], content: bytes, bounds: Bounds, extra: dict[str, str]) -> tuple[int, bytes]:
    """The exit code and the answer of one process; raises OutOfBounds when it needed too much."""
    command = [sys.executable, "-I", "-B", str(Path(__file__).resolve()), str(bounds.seconds), str(bounds.memory)]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    with _place(bounds.wait):
        process = subprocess.Popen(
            [*command, *what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | extra,
            cwd=_HOUSE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        end = threading.Timer(bounds.patience, process.kill)
        feeder = threading.Thread(target=_feed, args=(process.stdin, content))
        began = time.monotonic()
        try:
            end.start()
            feeder.start()
            answer = process.stdout.read(LARGEST_ANSWER + 1)
            if len(answer) > LARGEST_ANSWER:
                process.kill()
            code = process.wait()
        finally:
            end.cancel()
            process.kill()
            feeder.join()
            process.stdout.close()
            process.wait()
    if code >= 0 and code != OUT_OF_MEMORY and len(answer) <= LARGEST_ANSWER:
        return code, answer
    took = time.monotonic() - began
    reason = "memory" if code == OUT_OF_MEMORY else "time" if _was_slow(code, took, bounds) else "died"
    log.warning("%s: %s, exit code %s", name, reason, code)
    raise OutOfBounds(reason)


def _was_slow(code: int, took: float, bounds: Bounds) -> bool:
    return took >= min(bounds.patience, bounds.seconds) and code < 0


def _feed(pipe: IO[bytes], content: bytes) -> None:
    """A process that dies early does not read to the end."""
    with suppress(BrokenPipeError), pipe:
        pipe.write(content)


@contextmanager
def _place(wait: float) -> Iterator[None]:
    """Hold one of the places of this machine; the system frees it when we die."""
    folder = Path(tempfile.gettempdir()) / f"aanmelden-readers-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} is not ours")
    until = time.monotonic() + wait
    while True:
        for number in range(SLOTS):
            with (folder / f"place-{number}").open("ab") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() >= until:
            raise Busy
        time.sleep(0.05)


def _limit(seconds: int, memory: int) -> None:
    """Take away time, memory, and the means to write or to start another process, before anything is read."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):  # elsewhere the system does not keep to it
        # What is written to, and not the libraries that are only mapped: close to what the machine has to give.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_AS, (memory * 4, memory * 4))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _main(seconds: str, memory: str, module: str, *names: str) -> int:
    from importlib import import_module

    _limit(int(seconds), int(memory))
    if module == _PROGRAM:
        os.execv(names[0], names)  # noqa: S606 -- a list, and no shell
    (name,) = names
    sys.path.insert(0, str(_HOUSE))
    try:
        function: Reader = getattr(import_module(module), name)
        sys.stdout.buffer.write(function(sys.stdin.buffer.read()))
        sys.stdout.flush()
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    os._exit(_main(*sys.argv[1:]))  # without tidying up: there may be no memory left to do so
