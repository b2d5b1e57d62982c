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
    return frozenset(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


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
    if said.startswith(MADE) or not (first in {Path(file).parts[0] for file in files()} or "." in Path(said).name):
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
