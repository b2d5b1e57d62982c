"""Says at the end of a run which files took longest, over all workers; nothing fails by it."""

from collections import Counter

import pytest

FILES = 10


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    total = seconds.total()
    if not total:
        return
    terminalreporter.section(f"the {FILES} slowest files, of {total:.0f} seconds in all workers together")
    for file, spent in seconds.most_common(FILES):
        terminalreporter.write_line(f"{spent:8.1f} s {spent / total:6.1%}  {file}")
