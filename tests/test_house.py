"""The rooms and their order (docs/architecture.md): imports go down, in every room, and never in circles."""

import ast
import copy
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ROOMS = OPTIONS["root_packages"]
CONTRACTS = {options["id"]: options for options in OPTIONS["contracts"]}
FORBIDDEN_IMPORTS = {
    "rooms": ("referrals.actions", "ocmw_intake.models"),
    "papers": ("paper_import.judged", "referrals.models"),
    "wall": ("figures.published", "ocmw_intake.models"),
    "doors": ("referrals.actions", "agreements.words"),
    "frameworks": ("law.gate", "django"),
    "lines": ("referrals.actions", "smtplib"),
    "in_agreements": ("agreements.models", "agreements.actions"),
    "in_gbo": ("gbo.models", "gbo.views"),
    "in_breaches": ("breaches.rules", "breaches.actions"),
    "in_paper_import": ("paper_import.worker", "paper_import.views"),
    "in_paper_reading": ("paper_reading.folding", "paper_reading.text"),
    "in_referrals": ("referrals.models", "referrals.actions"),
    "in_ocmw_intake": ("ocmw_intake.actions", "ocmw_intake.onward"),
    "in_ocmw_intake_onward": ("ocmw_intake.onward.models", "ocmw_intake.onward.rules"),
    "in_figures": ("figures.team_side", "figures.receiver_side"),
    "in_home": ("home.page", "home.form_renderer"),
    "in_upkeep": ("upkeep.models", "upkeep.actions"),
    "in_consent": ("consent.models", "consent.actions"),
    "in_accounts": ("accounts.models", "accounts.actions"),
    "in_directory": ("directory.models", "directory.actions"),
    "in_outbox": ("outbox.delivery", "outbox.actions"),
    "in_audit": ("audit.models", "audit.record"),
    "in_vault": ("vault.key_ring", "vault.fields"),
    "in_law": ("law.obstacles", "law.gate"),
    "in_sheets": ("sheets.columns", "sheets.reading"),
    "in_statements": ("statements.stand_ins", "statements.written"),
    "in_settings": ("settings.environment", "settings.base"),
    "in_local": ("local.processes", "local.run"),
    "in_example": ("example.accounts", "example.referrals"),
    "in_tools": ("tools.browser", "tools.demo"),
    "in_bench": ("bench.rounds", "bench.scale"),
}
"""For each contract an import that it refuses: who imports, and what."""


configuration.configure()


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*ROOMS, include_external_packages=True, cache_dir=None)


def is_kept(contract: dict[str, Any], imports: grimp.ImportGraph) -> bool:
    own = {name: value for name, value in contract.items() if name not in {"id", "name", "type"}}
    options = {name: str(value) if isinstance(value, bool) else value for name, value in own.items()}
    kind = {"layers": LayersContract, "forbidden": ForbiddenContract}[contract["type"]]
    session = {"root_packages": ROOMS, "include_external_packages": True}
    return kind(contract["name"], session, options).check(copy.deepcopy(imports), verbose=False).kept


def test_every_folder_with_code_is_a_room():
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests"}
    assert folders == set(ROOMS)


def test_no_room_has_the_name_of_a_module_of_python():
    assert set(ROOMS) & set(sys.stdlib_module_names) == set()


def test_every_room_says_what_is_inside_it():
    inside = {contract["containers"][0] for contract in CONTRACTS.values() if contract.get("exhaustive")}
    assert inside == {*ROOMS, "ocmw_intake.onward"}


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_is_kept_and_refuses_what_it_forbids(name: str):
    importer, imported = FORBIDDEN_IMPORTS[name]
    assert is_kept(CONTRACTS[name], graph())
    broken = copy.deepcopy(graph())
    assert importer in broken.modules
    if imported not in broken.modules:
        broken.add_module(imported, is_squashed=True)
    broken.add_import(importer=importer, imported=imported)
    assert not is_kept(CONTRACTS[name], broken)


@pytest.mark.parametrize("name", [name for name in CONTRACTS if name.startswith("in_")])
def test_a_file_that_nobody_placed_is_refused(name: str):
    grown = copy.deepcopy(graph())
    grown.add_module(f"{CONTRACTS[name]['containers'][0]}.something_new")
    assert not is_kept(CONTRACTS[name], grown)


def test_no_files_import_in_circles():
    """Every import counts: inside a function and in a type block it hides a circle, and does not undo it."""
    files = {module_name(path): path for room in [*ROOMS, "tests"] for path in (ROOT / room).rglob("*.py")}
    imports = {name: imported_files(name, path, set(files)) for name, path in files.items()}
    circles = [circle for name in imports if (circle := circle_through(name, imports))]
    assert circles == []


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_files(name: str, path: Path, files: set[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                found.add(submodule if submodule in files else node.module)
    return (found & files) - {name}


def circle_through(start: str, imports: dict[str, set[str]]) -> list[str]:
    """The files on a way from `start` back to it; empty when there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for following in imports[way[-1]]:
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []
