"""What holds for the whole house, checked by reading the source."""

import ast
import itertools
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, get_resolver

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
HOUSE = sorted(CONTRACTS["root_packages"])
APPS = [room for room in HOUSE if (ROOT / room / "apps.py").exists() and room not in {"local", "example"}]
FRAMEWORK = [*APPS, "figures", "home"]
"""Rooms with pages or tables."""

UNSCOPED = {"Municipality"}
"""Public facts that a view may look up without asking who looks."""


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def views() -> Iterator[tuple[str, URLPattern]]:
    def walk(resolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield f"{namespace}{entry.name}", entry
            else:
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from walk(entry, inner)

    yield from walk(get_resolver())


def test_every_view_declares_whom_it_serves():
    undeclared = [name for name, pattern in views() if not hasattr(pattern.callback, "audience")]
    assert undeclared == []


def test_every_address_has_a_name_of_its_own():
    names = [name for name, _pattern in views()]
    assert len(names) == len(set(names))


def test_no_view_queries_without_a_scope():
    """Every `Model.objects` in a view is narrowed to what the person may see, in the same expression."""
    unscoped = []
    for path in sources(*FRAMEWORK):
        if not (path.stem.startswith("views") or path.parent.name == "views"):
            continue
        tree = ast.parse(path.read_text())
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)):
                continue
            chained = parents.get(node)
            scope = chained.attr if isinstance(chained, ast.Attribute) else None
            if node.value.id not in UNSCOPED and scope not in {"visible_to", "addressed_to"}:
                unscoped.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.value.id}.objects.{scope}")
    assert unscoped == []


def test_the_law_never_reads_the_clock():
    clocks = {"today", "now", "utcnow", "time", "monotonic", "localtime"}
    readings = [
        f"{path.name}:{node.lineno}"
        for path in sources("law")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]
    assert readings == []


def test_the_law_imports_nothing_but_the_standard_library():
    foreign = [
        f"{path.name}: {module}"
        for path in sources("law")
        for module in imported_modules(path)
        if module.split(".")[0] not in {*sys.stdlib_module_names, "law"}
    ]
    assert foreign == []


def test_no_module_has_a_name_that_says_nothing():
    empty_words = {"utils", "helpers", "services", "signals", "managers", "common", "misc"}
    found = [
        path.relative_to(ROOT) for path in sources(*FRAMEWORK, "law", "sheets", "settings") if path.stem in empty_words
    ]
    assert found == []


def test_no_day_is_said_of_a_moment_in_utc():
    """Between midnight and two, "verstuurd op" would name the day before: a moment is made local first."""
    unsafe = re.compile(r"date_format\((?:\w+\.)*\w+_at\b")
    code = {path.relative_to(ROOT): path.read_text() for path in sources(*FRAMEWORK)}
    assert [f"{path}: {hit}" for path, text in code.items() for hit in unsafe.findall(text)] == []


def test_every_template_is_used():
    code = "\n".join(path.read_text() for path in sources(*HOUSE))
    templates = sorted((ROOT / "templates").rglob("*.*"))
    markup = "\n".join(path.read_text() for path in templates)
    by_convention = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
    unused = []
    for path in templates:
        name = str(path.relative_to(ROOT / "templates"))
        owned_by_a_library = name in by_convention or name.startswith(("account/", "mfa/", "django/"))
        if not owned_by_a_library and f'"{name}"' not in code and f'"{name}"' not in markup:
            unused.append(name)
    assert unused == []


def test_no_page_has_inline_style_or_script_or_an_address_elsewhere():
    ours = r"(?! src=\"{% static '[a-z_]+\.js' %}\" defer></script>)"
    pattern = re.compile(
        rf"<script{ours}|<style|\sstyle=|\son[a-z]+=|(?:src|href)=\"(?:https?:)?//|\|safe\b|autoescape off"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for match in pattern.finditer(path.read_text())
    ]
    assert found == []


def test_files_and_functions_stay_small():
    too_long = []
    for path in sources(*HOUSE):
        text = path.read_text()
        if len(text.splitlines()) > 450 and path != ROOT / "law" / "obstacles.py":  # a table: one reason a row
            too_long.append(str(path.relative_to(ROOT)))
        too_long += [
            f"{path.relative_to(ROOT)}: {node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno > 50
        ]
    assert too_long == []


ANSWERS_ON_THE_PAGE = {"Passkey maken"}
"""Buttons whose answer a script writes on the page that stands there."""


def test_a_journey_waits_for_the_page_behind_what_it_clicks():
    """Who looks right after a bare click at times looks at a page that is not there yet (`Person.open` waits)."""
    for path in sources("tests/journeys"):
        lines = path.read_text().splitlines()
        for before, line in itertools.pairwise(lines):
            is_bare = re.search(r"(get_by_role|locator)\(.*\.click\(\)$", line) and "expect_" not in before
            assert not is_bare or any(name in line for name in ANSWERS_ON_THE_PAGE), f"{path.name}: {line.strip()}"


def test_every_setting_from_the_environment_is_read_and_documented():
    from settings.environment import VARIABLES, table

    read = set(re.findall(r'read\(\s*"([A-Z_]+)"', (ROOT / "settings" / "base.py").read_text()))
    assert read == set(VARIABLES)
    assert table() in (ROOT / "docs" / "operations.md").read_text(), "python -m settings.environment prints the table"


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
