"""Writes the table of `tests/test_permissions.py` as a page for people: `make permissions`."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import get_resolver

from law.roles import Role
from tests.test_consistency import ROOT, views

PAGE = ROOT / "docs" / "permissions.md"
OF_ONE_ORGANISATION = {Role.TEAM_MEMBER, Role.SOCIAL_WORKER, Role.RECEIVER_AUDITOR}
NO, YES, OWN = "–", "yes", "own"
HEADS, BEGAN = "heads", "who began it"
VISITORS = {
    "team member": (Role.TEAM_MEMBER, False),
    "head of team": (Role.TEAM_MEMBER, True),
    "social worker": (Role.SOCIAL_WORKER, False),
    "head of service": (Role.SOCIAL_WORKER, True),
    "administrator": (Role.ADMINISTRATOR, True),
    "DPO of the agency": (Role.AUDITOR, True),
    "DPO of a receiver": (Role.RECEIVER_AUDITOR, True),
}
"""Who is fully signed in: the role, and whether as a head."""
INTRODUCTION = """\
# Who reaches which page

Written by `make permissions` from the table in `tests/test_permissions.py`. On each build it tries every address ×
every visitor × every method × own and strange object. A test fails when an address has no row, or this page is not
that table.

| cell | means |
|---|---|
| yes | opens |
| own | opens for what belongs to the own team or receiver; all else looks exactly like what does not exist (404) |
| who began it | opens for the one person who began it; for all others, the head too, it does not exist |
| – | 403, the same page for everyone; 404 where only being no head stands in the way |

These get the same answer on every page below, so they have no column:

| visitor | gets |
|---|---|
| nobody, and who is not signed in any more | the sign-in page |
| whose account was ended, with a cookie of before | the sign-in page, at the next request |
| half signed in: a password and no code yet | the page that links an app, and nothing else ({half}) |
| an account without a role | 403 but for the own account |
| an operator | none of these pages: that is no role and no account, see [below](#the-operator) |
| who left one organisation for another | loses the old objects at the next request |

Other methods than those named get 405, a POST without a token of the product 403, and what is shown after signing in
is kept by no browser. Which fields a page shows: [security.md](security.md#what-we-hold).
"""


def addresses(resolver: Any = None, before: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and the address of every page."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from addresses(entry, address, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", address


def methods(view: Any) -> str:
    """The methods that a view says it takes; pages of django-allauth take both."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            named = cell.cell_contents
            if isinstance(named, list | tuple) and {"GET", "POST"} & set(named):
                return ", ".join(name for name in named if name != "HEAD")
        view = getattr(view, "__wrapped__", None)
    return "GET, POST"


def cell(row: Any, role: Role, *, is_head: bool) -> str:
    of_few = row.only if role in OF_ONE_ORGANISATION else ""
    if role not in row.roles or (of_few == HEADS and not is_head):
        return NO
    if of_few == BEGAN:
        return BEGAN
    return OWN if row.is_scoped and role in OF_ONE_ORGANISATION else YES


OPERATOR = """\
## The operator
Who has a shell on the machine, with the settings and the keys. The product knows no such role: it has no account, no
session and no page. An operator who also works with the product is invited as anybody, and has that role. An operator
is trusted with everything, for the keys open what is sealed; what stands here is what the product offers. What changes
people, organisations, papers or the outbox leaves a line in the log, without a name: the product cannot know who typed
it. `OPERATOR_EMAIL` gets the alarms of the house.

{table}
"""
ROOMS_OF_A_MACHINE_OF_OUR_OWN = {"example", "local"}


def commands() -> Iterator[tuple[str, str]]:
    """Each command of a production machine, and the first sentence of what it says of itself."""
    for path in sorted(ROOT.glob("*/management/commands/[a-z]*.py"), key=lambda path: path.stem):
        if path.relative_to(ROOT).parts[0] not in ROOMS_OF_A_MACHINE_OF_OUR_OWN:
            words = ast.get_docstring(ast.parse(path.read_text())) or ""
            yield path.stem, " ".join(words.partition("\n\n")[0].split())


def lines(*rows: list[str]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def page(pages: Mapping[str, Any], without_signing_in: Mapping[str, str]) -> str:
    """The whole page, in Markdown."""
    where, callbacks = dict(addresses()), {name: pattern.callback for name, pattern in views()}
    half = sorted(where[name] for name in pages if callbacks[name].audience == "half_signed_in")
    parts = [INTRODUCTION.format(half=", ".join(f"`{address}`" for address in half))]
    rooms = dict.fromkeys(name.rpartition(":")[0] for name in where if name in pages)
    for room in rooms:
        rows = [
            [
                f"`{where[name]}`",
                methods(callbacks[name]),
                *(cell(row, role, is_head=is_head) for role, is_head in VISITORS.values()),
            ]
            for name, row in pages.items()
            if name.rpartition(":")[0] == room
        ]
        head = ["address", "methods", *VISITORS]
        parts.append(f"## {room or 'the product'}\n{lines(head, ['---'] * len(head), *rows)}\n")
    open_rows = [[f"`{where[name]}`", methods(callbacks[name]), why] for name, why in without_signing_in.items()]
    table = lines(["address", "methods", "what keeps it"], ["---"] * 3, *open_rows)
    parts.append(f"## Without signing in\n{table}\n")
    rows = [[f"`{name}`", words] for name, words in commands()]
    parts.append(OPERATOR.format(table=lines(["`manage.py`", "what it does"], ["---"] * 2, *rows)))
    parts.append(f"{len(pages)} pages for who signed in, {len(without_signing_in)} for everyone.\n")
    return "\n".join(parts)
