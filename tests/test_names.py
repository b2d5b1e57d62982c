"""One thing has one description and one name (ADR 0047)."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.test_house import ROOMS, ROOT

REFUSALS = {
    "FilingRefused",  # names the line of the spreadsheet: the import tells which one
    "Refusal",
    "Overtaken",  # its answer is the page as things stand by now
    "SecrecyNotDeclared",  # its answer is another page
}


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" not in path.parts:
                yield from ((path, node) for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef))


def names_of_bases(node: ast.ClassDef) -> set[str]:
    return {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}


def test_every_action_refuses_in_one_way():
    of_actions = {
        node.name
        for path, node in classes()
        if names_of_bases(node) & {"Exception", "ValueError"} and {"actions", "actions.py"} & {*path.parts}
    }
    assert not of_actions, "raise law.refusal.Refusal with a sentence"
    kept = {node.name for _path, node in classes() if names_of_bases(node) & {"Refusal", "Overtaken"}} | {"Refusal"}
    assert kept == REFUSALS, "say here why a page must tell this refusal from the others"


def test_a_class_name_means_one_thing():
    places = defaultdict(list)
    for path, node in classes():
        places[node.name].append(str(path.relative_to(ROOT)))
    del places["Command"]  # Django finds a command by the name of its file
    assert not {name: found for name, found in places.items() if len(found) > 1}, "give the newcomer a name of its own"
