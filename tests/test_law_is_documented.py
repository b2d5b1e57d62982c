"""The table of docs/law.md is whole and true: every rule has a row, every row names real citations and real tests."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.test_consistency import HOUSE, ROOT

RULES = "R1–R9, R11–R14, R16–R24, R26, R29–R40, R42–R46, R52–R60, R62–R73, R75–R84, R86–R88, R90–R93, R97–R101"
DECISIONS = "D1–D35"
"""Every number there is; those that are skipped do not exist."""

HEADER = "| rule | source | what it asks | where | test |"
NUMBERS = re.compile(r"\b([RD])(\d+)(?:[–-]\1(\d+))?\b")
IN_BACKTICKS = re.compile(r"`([^`]+)`")
LATER = "later"
CITING = {".py", ".html", ".txt"}


def expand(text: str) -> list[str]:
    """Every number in a text, those inside a range included: "R6–R8, D4" gives R6, R7, R8, D4."""
    return [
        f"{letter}{number}"
        for letter, first, last in NUMBERS.findall(text)
        for number in range(int(first), int(last or first) + 1)
    ]


EXISTING = {*expand(RULES), *expand(DECISIONS)}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    rules: str
    where: str
    test: str

    @property
    def numbers(self) -> set[str]:
        return set(expand(self.rules))

    @property
    def files(self) -> list[str]:
        return IN_BACKTICKS.findall(self.where)

    @property
    def tests(self) -> list[str]:
        return IN_BACKTICKS.findall(self.test)

    @property
    def is_later(self) -> bool:
        return self.where == self.test == LATER


@cache
def rows() -> tuple[Row, ...]:
    lines = (ROOT / "docs" / "law.md").read_text().splitlines()
    assert lines.count(HEADER) == 1, "There is one table, with these columns."
    body = lines[lines.index(HEADER) + 2 :]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in body if line.startswith("|")]
    return tuple(Row(rules=rule, where=where, test=test) for rule, _source, _asks, where, test in cells)


@cache
def cited_in(path: Path) -> frozenset[str]:
    """The numbers that a file cites. A range counts for each number in it that exists ("R26–R32" skips R27)."""
    text = path.read_text()
    ends = {f"{letter}{end}" for letter, first, last in NUMBERS.findall(text) for end in (first, last or first)}
    return frozenset(ends | (set(expand(text)) & EXISTING))


@cache
def defined_in(path: Path) -> frozenset[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def product_files() -> Iterator[Path]:
    for folder in (*HOUSE, "templates"):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in CITING)


def test_every_rule_and_decision_has_a_row():
    listed = {number for row in rows() for number in row.numbers}
    assert EXISTING - listed == set(), "without a row"
    assert listed - EXISTING == set(), "unknown numbers"


def test_no_rule_is_listed_twice():
    listed = [number for row in rows() for number in expand(row.rules)]
    assert [number for number in listed if listed.count(number) > 1] == []


def test_every_number_that_the_product_cites_is_in_the_table():
    listed = {number for row in rows() for number in row.numbers}
    strangers = {
        f"{path.relative_to(ROOT)}: {number}" for path in product_files() for number in cited_in(path) - listed
    }
    assert strangers == set()


def test_a_row_is_later_or_names_a_file_and_a_test():
    neither = [row.rules for row in rows() if not row.is_later and not (row.files and row.tests)]
    assert neither == []


def test_every_file_of_a_row_exists_and_cites_its_rule():
    missing = [f"{row.rules}: {file}" for row in rows() for file in row.files if not (ROOT / file).is_file()]
    assert missing == []
    silent = [f"{row.rules}: {file}" for row in rows() for file in row.files if not row.numbers & cited_in(ROOT / file)]
    assert silent == [], "files that do not cite a number of their row"


def test_every_rule_of_a_row_is_cited_in_one_of_its_files():
    uncited = [
        number
        for row in rows()
        if not row.is_later
        for number in sorted(row.numbers)
        if not any(number in cited_in(ROOT / file) for file in row.files)
    ]
    assert uncited == []


def test_every_test_of_a_row_exists():
    unknown = []
    for row in rows():
        for named in row.tests:
            file, _, test = named.partition("::")
            path = ROOT / file
            if not (test.startswith("test_") and path.is_file() and test in defined_in(path)):
                unknown.append(f"{row.rules}: {named}")
    assert unknown == []
