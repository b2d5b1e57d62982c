"""Starting several programs, waiting until each answers, and stopping all of them: nothing is left running."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 10  # seconds a program gets to stop by itself
TAIL = 25  # lines of a log that are shown
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


class ProgramFailedError(Exception):
    """A program stopped or does not answer; the message holds the end of its log."""

    def __init__(self, name: str, what: str, log: Path) -> None:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-TAIL:])
        super().__init__(f"{name} {what}. Einde van {log}:\n{tail}")


@dataclass
class Program:
    """One program that runs; `answers` tells whether it is ready to work, `ends` whether it stops when that is done."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    answers: Callable[[], bool]
    ends: bool = False


class Programs:
    """Programs that run together, each in a process group of its own, with a log file per program in `log_folder`.

    Used as a context manager: at the end all of them are stopped. When this process is killed, Linux stops them too.
    """

    def __init__(self, log_folder: Path) -> None:
        self.log_folder = log_folder
        self.running: list[Program] = []

    def start(
        self,
        name: str,
        command: list[str],
        *,
        environment: Mapping[str, str],
        answers: Callable[[], bool],
        ends: bool = False,
    ) -> Program:
        """Start a program; its output goes to `<name>.log`."""
        self.log_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        log = self.log_folder / f"{name}.log"
        log.write_bytes(b"")
        with log.open("ab") as output:  # at the end, so that a line that somebody else adds is not written over
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_stop_with_parent,
            )
        program = Program(name, process, log, answers, ends)
        self.running.append(program)
        return program

    def finish(self, program: Program) -> None:
        """Wait until a program that ends is done; raise ProgramFailedError when it, or another one, fails."""
        while program.process.poll() is None:
            self.check()
            time.sleep(0.05)
        self.check()
        self.running.remove(program)

    def wait(self, *programs: Program, seconds: float) -> None:
        """Wait until these programs answer; raise ProgramFailedError for the first that stopped, or is too late."""
        until = time.monotonic() + seconds
        for program in programs:
            while not program.answers():
                self.check()
                if time.monotonic() > until:
                    raise ProgramFailedError(program.name, f"antwoordt niet binnen {seconds:.0f} seconden", program.log)
                time.sleep(0.05)

    def check(self) -> None:
        """Raise ProgramFailedError when one of the programs stopped that should not have."""
        for program in self.running:
            if program.process.poll() not in ((None, 0) if program.ends else (None,)):
                raise ProgramFailedError(program.name, f"stopte (code {program.process.returncode})", program.log)

    def stop(self, *names: str) -> None:
        """Ask these programs to stop, or all of them; end what is left of their groups after PATIENCE seconds."""
        stopping = [program for program in self.running if not names or program.name in names]
        for program in stopping:
            program.process.terminate()
        until = time.monotonic() + PATIENCE
        for program in stopping:
            with suppress(subprocess.TimeoutExpired):
                program.process.wait(max(0.0, until - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()
            self.running.remove(program)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def inherited_environment() -> dict[str, str]:
    """The environment of this process, for the programs it starts.

    Each of them loads the same few thousand modules, so they may keep what Python compiled (in folders that git
    ignores), also where that is turned off: without it a start takes three times as long.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def listen_for_stop() -> None:
    """Let Ctrl-C and SIGTERM stop in order, once: a second one must not break off the cleaning up.

    Said explicitly, because a shell starts what runs in the background with Ctrl-C ignored.
    """
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def _stop_with_parent() -> None:
    """In the child, before its program starts: ask Linux for SIGTERM when the parent dies. Elsewhere: nothing."""
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
