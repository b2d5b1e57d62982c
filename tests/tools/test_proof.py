"""The model of docs/proof tells of the code as it is (ADR 0067): what it names exists, each mistake can be planted."""

import re
from importlib import import_module
from typing import Any

import pytest

from tools import proof

TEXT = proof.MODEL.read_text()
STEPS = sorted(set(re.findall(r"@step ([\w.]+)", TEXT)))
DEFINES = set(re.findall(r"#ifn?def (\w+)", TEXT))


def named(path: str) -> Any:
    """What a dotted path leads to: a module, then what is in it. The longest path that is a module counts."""
    parts = path.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(path)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_the_model_names_a_function_of_the_product(step):
    assert callable(named(step))


def test_the_steps_are_those_that_the_promises_rest_on():
    rest_on = {"_begin", "_finish", "_record", "_ask_whether_locks_are_held", "hold_open", "withdraw", "release_outbox"}
    assert rest_on <= {step.rpartition(".")[2] for step in STEPS}


def test_every_planted_mistake_changes_a_step_and_nothing_else_does():
    assert DEFINES - set(proof.NONE) - {"STOPS"} == set(proof.PLANTED)
    assert len(proof.PLANTED) >= 10


def test_every_world_has_bounds_that_the_model_knows():
    for world in (proof.WORLDS, proof.DEEPER):
        for bounds in world.values():
            assert set(bounds) <= {*proof.NONE, "STOPS"}


def test_a_search_that_did_not_see_all_proves_nothing(monkeypatch, tmp_path):
    whole = "Full statespace search\nState-vector 132 byte, depth reached 9, errors: 0\n  12 states, stored\n"
    for said, is_proof in ((whole, True), (f"error: max search depth too small\n{whole}", False),
                           (f"Warning: Search not completed\n{whole}", False)):  # fmt: skip
        monkeypatch.setattr(proof, "run", lambda *_, said=said: said)
        (tmp_path / str(len(said))).mkdir()
        assert proof.holds(proof.search(tmp_path / str(len(said)), "a world", {})) == is_proof
