"""`docs/asvs.csv` answers each requirement of OWASP ASVS 5.0 of levels 1 and 2, and names what shows it."""

import ast
import csv
import hashlib
from collections import Counter
from functools import cache

import pytest

from tests.test_consistency import ROOT
from tests.test_docs import anchors

ANSWERS = ROOT / "docs" / "asvs.csv"
STATUSES = {"met", "not applicable", "open"}
COUNTS = {
    # chapter: requirements of level 1, of level 2; as published in May 2025
    1: (8, 19),
    2: (4, 7),
    3: (8, 11),
    4: (2, 8),
    5: (4, 5),
    6: (13, 22),
    7: (6, 12),
    8: (4, 3),
    9: (4, 3),
    10: (5, 24),
    11: (3, 11),
    12: (3, 6),
    13: (1, 12),
    14: (2, 7),
    15: (3, 10),
    16: (0, 16),
    17: (0, 7),
}
NUMBERS = "29debb6cfc11acf5deb2b2bb4e01bd836c5648dcc592aae17957e36b808cec05"
"""SHA-256 of the lines "number level" of all of them: a number that is missing or made up shows."""
OUR_CORE = {"1.2.10", "2.3.5", "6.3.8", "8.3.2", "14.2.7", "15.4.2"}
"""Of level 3, what the product stands or falls with."""


@cache
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(ANSWERS.read_text("utf-8-sig").splitlines(), delimiter=";"))


def by_number(row: dict[str, str]) -> list[int]:
    return [int(part) for part in row["id"].split(".")]


@cache
def functions(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.exists():
        return frozenset()
    return frozenset(node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def is_there(proof: str) -> bool:
    """Whether a test, or a heading of a document, exists."""
    file, mark, test = proof.partition("::")
    if mark:
        return test in functions(file)
    file, _, heading = proof.partition("#")
    return (ROOT / file).exists() and (not heading or heading in anchors(ROOT / file))


def test_every_requirement_of_levels_1_and_2_is_answered_once_and_in_order():
    counted = Counter((by_number(row)[0], row["level"]) for row in rows())
    assert {chapter: (counted[chapter, "1"], counted[chapter, "2"]) for chapter in COUNTS} == COUNTS
    lines = [f"{row['id']} {row['level']}" for row in rows() if row["level"] in {"1", "2"}]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == NUMBERS
    assert sorted(rows(), key=by_number) == rows()
    assert len({row["id"] for row in rows()}) == len(rows())


def test_of_level_3_what_is_our_core_risk_is_met():
    met = {row["id"] for row in rows() if row["level"] == "3" and row["status"] == "met"}
    assert met >= OUR_CORE


def test_no_answer_is_empty():
    assert {row["status"] for row in rows()} == STATUSES
    for row in rows():
        assert row["subject"], row
        assert bool(row["how"] and row["proof"]) or row["status"] != "met", row
        assert bool(row["reason"]) == (row["status"] != "met"), row


@pytest.mark.parametrize("proof", sorted({proof for row in rows() for proof in row["proof"].split()}))
def test_what_is_named_as_proof_exists(proof: str):
    assert is_there(proof)


@pytest.mark.parametrize(
    "proof", ["tests/test_asvs.py::test_of_nothing", "tests/gone.py::test_a", "docs/security.md#none"]
)
def test_a_proof_that_is_gone_is_noticed(proof: str):
    assert not is_there(proof)


def test_a_spreadsheet_opens_it_as_it_is():
    """In the form of the house's own exports: semicolons, and a mark that says UTF-8."""
    assert ANSWERS.read_bytes().startswith(b"\xef\xbb\xbfid;level;subject;status;reason;how;proof\n")
    assert not [row for row in rows() if None in row or any(value.startswith(tuple("=+-@")) for value in row.values())]
