import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local.processes import ProgramFailedError, Programs

ENVIRONMENT = {"PYTHONUNBUFFERED": "1"}


def is_alive(pid: int) -> bool:
    """Whether this process runs; one that ended and waits for its parent does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def wait_until_gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_alive(pid)


def python(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_a_program_that_stops_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    with Programs(tmp_path) as programs:
        broken = programs.start(
            "worker",
            python("print('geen verbinding'); raise SystemExit(3)"),
            environment=ENVIRONMENT,
            answers=lambda: False,
        )
        with pytest.raises(ProgramFailedError) as failure:
            programs.wait(broken, seconds=20)
    assert "worker stopte (code 3)" in str(failure.value)
    assert "geen verbinding" in str(failure.value)


def test_a_program_that_does_not_answer_in_time_is_named(tmp_path: Path) -> None:
    with Programs(tmp_path) as programs:
        silent = programs.start(
            "web", python("import time; time.sleep(60)"), environment=ENVIRONMENT, answers=lambda: False
        )
        with pytest.raises(ProgramFailedError, match="web antwoordt niet"):
            programs.wait(silent, seconds=0.2)


def test_at_the_end_a_program_and_its_children_are_gone(tmp_path: Path) -> None:
    log = tmp_path / "parent.log"
    with Programs(tmp_path) as programs:
        parent = programs.start(
            "parent",
            python(
                "import subprocess, sys, time\n"
                "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
                "print(child.pid); time.sleep(60)"
            ),
            environment=ENVIRONMENT,
            answers=lambda: log.read_text().endswith("\n"),
        )
        programs.wait(parent, seconds=20)
        child = int(log.read_text())
        assert is_alive(child)
    assert wait_until_gone(child)
    assert parent.process.returncode == -signal.SIGTERM


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a program that its parent died")
def test_a_program_stops_when_the_one_that_started_it_is_killed(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        python(
            "import sys, time; from pathlib import Path; from local.processes import Programs\n"
            f"programs = Programs(Path({str(tmp_path)!r}))\n"
            "program = programs.start('web', [sys.executable, '-c', 'import time; time.sleep(60)'],"
            " environment={}, answers=lambda: True)\n"
            "print(program.process.pid, flush=True); time.sleep(60)"
        ),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout
    program = int(starter.stdout.readline())
    assert is_alive(program)
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    assert wait_until_gone(program)


def test_a_program_that_is_stopped_by_name_leaves_the_others_alone(tmp_path: Path) -> None:
    with Programs(tmp_path) as programs:
        sleeps = python("import time; time.sleep(60)")
        worker, web = (
            programs.start(name, sleeps, environment=ENVIRONMENT, answers=lambda: True) for name in ("worker", "web")
        )
        programs.stop("worker")
        assert not is_alive(worker.process.pid)
        assert is_alive(web.process.pid)
        programs.check()
    assert wait_until_gone(web.process.pid)


def test_a_line_that_somebody_adds_to_a_log_stays_when_the_program_writes_on(tmp_path: Path) -> None:
    with Programs(tmp_path) as programs:
        web = programs.start(
            "web",
            python("print('een'); import time; time.sleep(1); print('twee')"),
            environment=ENVIRONMENT,
            answers=lambda: True,
            ends=True,
        )
        until = time.monotonic() + 20
        while "een" not in web.log.read_text() and time.monotonic() < until:
            time.sleep(0.02)
        with web.log.open("a") as log:
            log.write("een vreemde regel\n")
        programs.finish(web)
    assert web.log.read_text().splitlines() == ["een", "een vreemde regel", "twee"]
