"""The last lines of a run: ten files, slowest first, with their share of all workers together."""

import pytest

from tests import slowest


class Terminal:
    def __init__(self, stats: dict[str, list[object]]) -> None:
        self.stats, self.told = stats, []
        self.section = self.write_line = self.told.append


def report(file: str, when: str, seconds: float) -> pytest.TestReport:
    return pytest.TestReport(f"{file}::test_it", (file, 1, "test_it"), {}, "passed", None, when, duration=seconds)


def test_the_ten_slowest_files_are_told_with_their_share():
    parts = [report(f"tests/test_{number}.py", "call", number) for number in range(1, 13)]
    setup = [report("tests/test_1.py", "setup", 22)]  # what a file prepares counts as well
    terminal = Terminal({"passed": parts, "": setup, "warnings": [object()]})
    slowest.pytest_terminal_summary(terminal)
    title, *lines = terminal.told
    assert "of 100 seconds" in title
    assert [line.split() for line in lines[:2]] == [
        ["23.0", "s", "23.0%", "tests/test_1.py"],
        ["12.0", "s", "12.0%", "tests/test_12.py"],
    ]
    assert len(lines) == 10


def test_a_run_without_tests_tells_nothing():
    terminal = Terminal({})
    slowest.pytest_terminal_summary(terminal)
    assert terminal.told == []
