"""The documents name what exists: files, commands, names of the code; and every decision is in the index."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.test_consistency import HOUSE, ROOT

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
NAME = re.compile(r"[A-Za-z]\w*_\w+")
DOTTED = re.compile(r"(\w+(?:\.\w+)+)(?:\(\))?")
TEXT = {".cfg", ".html", ".json", ".md", ".py", ".scss", ".svg", ".toml", ".txt", ".yaml", ".yml"}
MADE = ("static/compiled/", "var/", ".venv/", "assets/node_modules/")
"""What a command makes, so that no clone holds it."""
OF_OTHER_PROGRAMS = {"btree_gist", "max_prepared_statements", "SMTP.SendAsApp", "IMAP.AccessAsApp"}
"""Names of PostgreSQL, PgBouncer and Microsoft 365."""


@cache
def files() -> tuple[str, ...]:
    """Every file of the project, by its path."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return tuple(subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines())


@cache
def tops() -> frozenset[str]:
    """What stands at the root."""
    return frozenset(file.split("/")[0] for file in files())


@cache
def documents() -> tuple[str, ...]:
    """Every document. The changelog tells of what was; only its links are looked at."""
    return tuple(file for file in files() if file.endswith(".md"))


@cache
def words_of_the_code() -> frozenset[str]:
    """Every word in what is no document."""
    sources = [ROOT / file for file in files() if Path(file).suffix in TEXT - {".md"} or Path(file).suffix == ""]
    return frozenset(word for path in sources if path.exists() for word in re.findall(r"\w+", path.read_text()))


@cache
def targets() -> frozenset[str]:
    lines = re.findall(r"^([a-z -]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return frozenset(name for line in lines for name in line.split())


@cache
def prose(document: str) -> str:
    return FENCE.sub("", (ROOT / document).read_text())


def anchors(document: Path) -> set[str]:
    """The places in a document that a link can lead to: its headings, as they are written in an address."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def missing(document: str) -> Iterator[str]:
    for said in IN_BACKTICKS.findall(prose(document)):
        yield from (f"{said}: make {one}" for one in re.findall(r"\bmake ([a-z-]+)", said) if one not in targets())
        for one in re.findall(r"\bmanage\.py ([a-z_]+)", said):
            if one not in get_commands():
                yield f"{said}: {one}"
        for one in re.findall(r"python -m ([\w.]+)", said):
            if one.split(".")[0] in HOUSE and not is_module(one):
                yield f"{said}: {one}"
        if not exists(said, document):
            yield said


def exists(said: str, document: str) -> bool:
    """Whether what stands between backticks exists, as far as it is a path or a name of the code."""
    file, _, test = said.partition("::")
    if said in OF_OTHER_PROGRAMS:
        return True
    if test:
        return is_path(file, document) and test in words_of_the_code()
    if PATH.fullmatch(said) and ("/" in said.rstrip("/") or Path(said).suffix in TEXT):
        return is_path(said, document)
    if dotted := DOTTED.fullmatch(said):
        room, *inner = dotted[1].split(".")
        return names_something(room, inner) if room in HOUSE else {room, *inner} <= words_of_the_code()
    return not NAME.fullmatch(said) or said in words_of_the_code()


def is_path(said: str, document: str) -> bool:
    """Whether it is a file or folder: from the root, from the document, or the end of the path of a file."""
    first = said.split("/")[0]
    if said.startswith(MADE) or not (first in tops() or "." in Path(said).name):
        return True  # made by a command, or words with a stroke between them
    beside = (ROOT / document).parent
    if any(any(folder.glob(said.rstrip("/"))) for folder in (ROOT, beside)):
        return True
    return any(f"/{file}".endswith(f"/{said}") for file in files())


def is_module(dotted: str) -> bool:
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def names_something(room: str, inner: list[str]) -> bool:
    """Whether `room.module.name` leads to a module, and that module or its folder knows the name."""
    path = ROOT / room
    while inner and ((path / inner[0]).is_dir() or (path / f"{inner[0]}.py").exists()):
        path = path / inner.pop(0)
    sources = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    words = {word for source in sources for word in re.findall(r"\w+", source.read_text())}
    return set(inner) <= words


@pytest.mark.parametrize("document", [file for file in documents() if file != "CHANGELOG.md"])
def test_a_document_names_what_exists(document: str):
    assert list(missing(document)) == []


@pytest.mark.parametrize("document", documents())
def test_every_link_leads_somewhere(document: str):
    lost = []
    for link in LINK.findall(prose(document)):
        target, _, anchor = link.partition("#")
        path = (ROOT / document).parent / target if target else ROOT / document
        is_elsewhere = re.match(r"[a-z]+:", link) is not None
        if not is_elsewhere and not (path.exists() and (not anchor or anchor in anchors(path))):
            lost.append(link)
    assert lost == []


def rows(document: str, first: str) -> list[list[str]]:
    """The cells of the tables of a document whose rows begin with `first`."""
    lines = (ROOT / document).read_text().splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith(f"| {first}")]


def test_every_word_of_the_glossary_is_used():
    """Its first column names the code, its second what people read."""
    read = (path for path in files() if path.split("/")[0] in {"templates", *HOUSE} and Path(path).suffix in TEXT)
    screens = "\n".join((ROOT / path).read_text() for path in read).casefold()
    names, words = set(), set()
    for in_code, on_screen, _meaning in rows("docs/glossary.md", "`"):
        names |= set(IN_BACKTICKS.findall(in_code))
        words |= {word.strip("„”").casefold() for word in on_screen.split(", ")}
    assert len(names) > 50
    assert names - words_of_the_code() == set()
    assert {word for word in words if word not in screens} == set()


DECISIONS = {path.name[:4]: path for path in sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))}


def test_every_decision_is_in_the_index_with_its_title():
    index = {link[1:5]: (link, title) for link, title, _status in rows("docs/adr/README.md", "[")}
    made = {
        number: (f"[{number}]({path.name})", path.read_text().splitlines()[0].removeprefix(f"# {number} "))
        for number, path in DECISIONS.items()
    }
    assert index == made
    assert list(index) == sorted(index)


def test_numbers_of_decisions_are_unique_and_a_gap_is_explained():
    assert len(DECISIONS) == len(list((ROOT / "docs" / "adr").glob("[0-9]*.md")))
    explained = {number for number, _why in rows("docs/adr/README.md", "0")}
    every = {f"{number:04}" for number in range(1, int(max(DECISIONS)) + 1)}
    assert every - set(DECISIONS) == explained


def test_a_decision_that_was_changed_and_the_one_that_did_so_name_each_other():
    for link, _title, status in rows("docs/adr/README.md", "["):
        number, *later = re.findall(r"\[(\d{4})\]", f"{link} {status}")
        assert re.fullmatch(r"accepted|(?:changed|superseded) by \[\d{4}\]\([^)]+\)", status), number
        for other in later:
            assert other > number
            both = DECISIONS[number].read_text() + DECISIONS[other].read_text()
            assert f"ADR {number}" in both or f"ADR {other}" in both


def test_licence_and_version_are_said_once_and_the_same():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    catalogue = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert (ROOT / "LICENSE").read_text().startswith(f"SPDX-License-Identifier: {project['license']}\n")
    assert (catalogue["legal"]["license"], catalogue["softwareVersion"]) == (project["license"], project["version"])


def test_the_catalogue_of_public_code_gets_what_it_asks():
    """The limits of publiccode.yml 0.7; people and addresses are invented."""
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    for key in (
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "localisation",
    ):
        assert told[key]
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]
        assert all((ROOT / picture).exists() for picture in words["screenshots"])
    assert all(contact["email"].endswith(".example") for contact in told["maintenance"]["contacts"])
    assert ".example/" in told["url"]


def test_who_reports_is_asked_for_no_client_data():
    templates = [path for path in files() if path.startswith(".github/") and "TEMPLATE" in path]
    asking = [path for path in templates if not path.endswith("config.yml")]
    assert len(asking) >= 3
    for path in asking:
        assert "no client data here" in (ROOT / path).read_text().casefold(), path
        if path.endswith(".yml"):
            form = yaml.safe_load((ROOT / path).read_text())
            assert form["name"]
            assert any(part["type"] == "checkboxes" for part in form["body"])


def test_who_reviews_is_named_for_files_that_exist():
    lines = (ROOT / ".github" / "CODEOWNERS").read_text().splitlines()
    patterns = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert {"/law/", "/audit/", "/vault/", "/accounts/", "/tests/test_permissions.py"} <= set(patterns)
    lost = [pattern for pattern in patterns if not any(ROOT.glob(pattern.strip("/")))]
    assert lost == []


def test_every_room_has_a_row_in_the_order_of_the_picture():
    """docs/architecture.md says of each where to begin and what it may not."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["id"] == "rooms"]
    rooms = [room.strip() for layer in layers for room in layer.split("|")]
    section = (ROOT / "docs" / "architecture.md").read_text().split("## The rooms")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == rooms
