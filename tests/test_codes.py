"""Codes outlive their names: what rows, the archive and urls carry changes only on purpose (D11, ADR 0047)."""

import ast
import json
from enum import auto
from importlib import import_module

from audit.codes import Codes
from tests.test_house import ROOT
from tests.test_names import classes, names_of_bases

KEPT = json.loads((ROOT / "tests" / "codes.json").read_text())
CODED = {"Codes", "TextChoices", "StrEnum", "IntEnum"}


def codes_in_use() -> dict[str, list[str | int]]:
    found = {}
    for path, node in classes():
        if names_of_bases(node) & CODED and node.name != "Codes":
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found[node.name] = [code.value for code in getattr(module, node.name)]
    return found


def test_no_code_changes_unnoticed():
    in_use = codes_in_use()
    changed = {name for name in {*KEPT, *in_use} if KEPT.get(name) != in_use.get(name)}
    assert not changed, "rows may carry the old code: keep it beside the label, or change tests/codes.json"


def test_a_code_is_its_name_in_lower_case_unless_it_is_written_beside_the_label():
    class Weather(Codes):
        LIGHT_RAIN = auto(), "lichte regen"
        SUN = "zon_2026", "zon"

    assert Weather.choices == [("light_rain", "lichte regen"), ("zon_2026", "zon")]
    assert Weather("light_rain") is Weather.LIGHT_RAIN


def test_no_code_is_written_that_the_name_says():
    said_twice = [
        f"{path.relative_to(ROOT)}: {node.name}.{name.id}"
        for path, node in classes()
        if names_of_bases(node) & (CODED - {"IntEnum"})
        for row in node.body
        if isinstance(row, ast.Assign) and isinstance(name := row.targets[0], ast.Name)
        for code in (row.value.elts[0] if isinstance(row.value, ast.Tuple) else row.value,)
        if isinstance(code, ast.Constant) and code.value == name.id.lower()
    ]
    assert not said_twice, "write auto()"
