"""Every detail that the code writes to the trail has Dutch words: a DPO reads no codes (D11)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from audit import words
from outbox.models import ReturnCause
from tests.audit.conftest import AT
from upkeep.findings import look

HOUSE = Path(__file__).resolve().parents[2]
NAMES = ("details", "source", "told")
"""What the variables and arguments are called in which an act brings its details together."""
WRITERS = ("for_the_trail", "_details", "_position", "_told")
"""The functions that give the details of one thing."""
NOT_WRITING = {"migrations", "views"}


def details_in(tree: ast.AST) -> Iterator[str]:
    """The keys of all details that this source writes, as they are typed."""
    for node in ast.walk(tree):
        found: list[ast.AST] = []
        if isinstance(node, ast.keyword) and node.arg in NAMES:
            found = [node.value]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in NAMES:
                found = [node.value]
            elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and target.value.id in NAMES:
                found = [ast.Dict(keys=[target.slice], values=[node.value])]
        elif isinstance(node, ast.FunctionDef) and node.name in WRITERS:
            found = [node]
        for tree_of_details in found:
            for one in ast.walk(tree_of_details):
                if isinstance(one, ast.Dict):
                    yield from (key.value for key in one.keys if isinstance(key, ast.Constant))


def written() -> set[tuple[str, str]]:
    """Each key with the app that writes it."""
    places = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == HOUSE]
    return {
        (place.name, key)
        for place in places
        for path in place.rglob("*.py")
        if not NOT_WRITING & {path.stem, *path.parts}
        for key in details_in(ast.parse(path.read_text()))
    }


def test_every_detail_that_is_written_has_dutch_words():
    keys = written()
    assert {
        ("paper_import", "draft"),
        ("agreements", "made"),
        ("agreements", "party"),
    } <= keys  # it reads what it should
    wordless = set()
    for app, key in keys:
        models = apps.get_app_config(app).get_models()
        if key not in words.KEYS and key not in {field.name for one in models for field in one._meta.concrete_fields}:
            wordless.add((app, key))
    assert wordless == set()


def test_a_list_without_anything_in_it_is_left_out():
    assert words.lines({"made": True, "fields": [], "draft": "bfd60bff-1f7c-47a6-b51a-02e4d0ae4b27"}) == [
        "nieuw: ja",
        "ingelezen papier: bfd60bff",
    ]


def test_that_a_first_try_was_the_first_is_left_out():
    assert words.lines({"attempt": 1}) == []
    assert words.lines({"attempt": 2}) == ["poging: 2"]


@pytest.mark.django_db
def test_alarms_and_causes_are_named_as_the_pages_name_them():
    assert dict(ReturnCause.choices) == words.CAUSES
    assert {finding.name for finding in look(at=AT)} <= set(words.FINDINGS)
    assert words.lines({"finding": "mail", "cause": "7", "route": "both"}) == [
        "finding: mail die wacht",
        "cause: het vertrouwen in onze mailserver of afzender",
        "hoe: per mail en op papier",
    ]
