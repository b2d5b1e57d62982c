"""A page costs the same after years: it reads what it shows, by an index, and asks a thing once.

Every list and every record on 50,000 referrals, beside the same pages on 500. Not the figures: they are about all of a
year, and `make bench ONLY=scale` holds them against a bound.
"""

import json
import math
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from accounts import devices
from example.second_factor import signed_in
from law.roles import Role
from ocmw_intake.models import Intake
from referrals.models import Referral
from tests import growth
from tests.builders.accounts import a_user
from tests.builders.directory import a_team

MOST_READ = 1_100
"""Rows of growing tables that a statement may read: what is over is counted to a thousand, and nothing shows more."""

SOON = 100
"""A scan that ends after so many rows found what it sought: who asks whether there is any, of which there are many."""

ASKED_TWICE = ("outbox_outboxstate", "outbox_relaystate", "outbox_unreadablevalue")
"""Two rows and a number, of which a page tells one thing and the frame around it another."""

Rows = list[tuple[str, Any]]

MOST_ALIKE = 4
"""So often a page may ask the same of another thing; more is a statement for each line."""


@dataclass(frozen=True)
class Asked:
    """A page as somebody asks for it: url name, what the world puts in it, a query, or what is posted."""

    who: str
    name: str
    arguments: Callable[[Any], list[Any]] = lambda world: []
    query: Callable[[Any], dict[str, Any]] = lambda world: {}
    posts: bool = False
    reads: int = MOST_READ
    more: int = 0
    """Statements that count what a list is too short to show."""

    def ask(self, world: Any) -> Any:
        client: Client = world.clients[self.who]
        send = client.post if self.posts else client.get
        return send(reverse(self.name, args=self.arguments(world)), self.query(world))


def _filed(world: Any) -> list[Any]:
    return [world.filed]


def _received(world: Any) -> list[Any]:
    return [world.received]


def _agreement(world: Any) -> list[Any]:
    return [world.agreement.pk]


def _receiver(world: Any) -> list[Any]:
    return [world.agreement.partner_id]


PAGES = {
    "team list": Asked("member", "referrals:worklist"),
    "team list, further": Asked("member", "referrals:worklist", query=lambda world: {"na": world.filed_late}),
    # counts what one person ever filed, as no index holds who handles a referral; here one filed all of a team
    "team list, own": Asked("member", "referrals:worklist", query=lambda world: {"mine": "on"}, reads=10_000),
    "team list, stopped": Asked("member", "referrals:worklist", query=lambda world: {"status": "failed"}),
    "team record": Asked("member", "referrals:referral", _filed),
    "team search": Asked("member", "referrals:find", query=lambda world: {"sought": world.filed}, posts=True),
    # who handles something: of all that a team still keeps, which was nothing when it was young
    "handing over": Asked(
        "member", "referrals:take_over", lambda world: [world.agreement.team_id], reads=2_500, more=2
    ),
    "receiver list": Asked("worker", "ocmw_intake:worklist"),
    "receiver list, own": Asked("worker", "ocmw_intake:worklist_mine"),
    "receiver list, nobody's": Asked("worker", "ocmw_intake:worklist_unassigned"),
    "receiver list, to delete": Asked("worker", "ocmw_intake:worklist_to_delete"),
    "receiver list, over": Asked("worker", "ocmw_intake:worklist_closed"),
    "receiver list, over, further": Asked(
        "worker", "ocmw_intake:worklist_closed", query=lambda world: {"na": world.received}
    ),
    "receiver record": Asked("worker", "ocmw_intake:referral", _received),
    "receiver search": Asked("worker", "ocmw_intake:search", query=lambda world: {"asked": world.received}, posts=True),
    "receiver clocks": Asked("worker", "ocmw_intake:clocks", more=2),
    "log": Asked("auditor", "audit:trail"),
    "log, further": Asked("auditor", "audit:trail", query=lambda world: {"voor": 400}),
    "log of a receiver": Asked("receiver_auditor", "audit:trail"),
    "proof of consent": Asked("auditor", "referrals:openings"),
    "mails": Asked("administrator", "outbox:stuck"),
    "how it works": Asked("administrator", "upkeep:state"),
    "register": Asked("administrator", "agreements:register"),
    "agreement": Asked("administrator", "agreements:agreement", _agreement),
    "upcoming": Asked("administrator", "agreements:upcoming"),
    "contracts": Asked("administrator", "agreements:processor_contracts"),
    "contracts of one": Asked("administrator", "agreements:receiver_contracts", _receiver),
    "gbo register": Asked("administrator", "gbo:register"),
    "breaches": Asked("administrator", "breaches:register"),
    "organisations": Asked("administrator", "directory:organisations"),
    "organisation": Asked("administrator", "directory:organisation", _receiver),
    "account": Asked("member", "accounts:own"),
}


@pytest.fixture(scope="module")
def grown(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SimpleNamespace]:
    """The world after years, with how many statements each page took when it was young.

    That somebody came is noted once: on a slow machine five minutes pass, between the two times that a page is asked.
    """
    with (
        django_db_blocker.unblock(),
        growth.database_of_its_own(os.environ["DATABASE_URL"]),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(devices, "NOTED_EVERY", math.inf)
        world = _look_around(growth.tell())
        world.young = {name: len(_statements(asked, world)) for name, asked in PAGES.items()}
        growth.grow(world.agreement.team)
        yield world


def _look_around(made: Any) -> SimpleNamespace:
    agreement = made.agreements[0]
    people = {
        "member": made.members[agreement.team_id],
        "worker": made.workers[agreement.partner_id],
        "administrator": a_user(Role.ADMINISTRATOR),
        "auditor": a_user(Role.AUDITOR),
        "receiver_auditor": a_user(Role.RECEIVER_AUDITOR, agreement.partner),
    }
    filed = Referral.objects.filter(team=agreement.team_id).order_by("filed_at")
    over = Intake.objects.filter(partner=agreement.partner_id, status__in=("closed", "deleted"))
    return SimpleNamespace(
        agreement=agreement,
        clients={who: signed_in(person) for who, person in people.items()},
        filed=filed[1].reference,
        filed_late=filed.last().reference,
        received=over.order_by("received_at")[1].referral.reference,
    )


def _statements(asked: Asked, world: Any) -> Rows:
    """Ask for the page twice, and return the statements of the second time: the first notes that somebody came."""
    asked.ask(world)
    heard: Rows = []

    def listen(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
        heard.append((statement, values))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(listen):
        answer = asked.ask(world)
    assert answer.status_code == (302 if asked.posts else 200)
    return heard


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_what_it_shows_and_asks_a_thing_once_however_much_there_is(grown, django_db_blocker, name):
    with django_db_blocker.unblock():
        heard = _statements(PAGES[name], grown)
        found = [fault for statement, values in heard for fault in _faults(statement, values, most=PAGES[name].reads)]
    times = Counter((statement, str(values)) for statement, values in heard)
    found += [f"asked {count} times: {one[0]}" for one, count in times.items() if count > 1 and not _may_repeat(one[0])]
    alike = Counter(statement for statement, _values in heard)
    found += [f"asked {count} times, of something else: {one}" for one, count in alike.items() if count > MOST_ALIKE]
    assert not found, "\n".join(found)
    assert len(heard) <= grown.young[name] + PAGES[name].more, "more rows make more statements"


def test_what_the_menu_asks_is_planned_alike_for_small_teams_and_large_so_that_the_plan_is_kept(
    grown, django_db_blocker
):
    small = SimpleNamespace(clients={"member": None})
    with django_db_blocker.unblock():
        small.clients["member"] = signed_in(a_user(Role.TEAM_MEMBER, a_team()))
        costs = [
            max(part["Total Cost"] for part in _plan(statement, values)["Plan"]["Plans"])
            for world in (small, grown)
            for statement, values in _statements(PAGES["account"], world)
            if "vertrok-niet" in statement
        ]
    assert len(costs) == 2, "the tally is by far the largest part of what the menu asks"
    assert costs[0] == costs[1], "what differs in cost is planned anew for the cheapest, which takes longer than asking"


def _may_repeat(statement: str) -> bool:
    return any(table in statement for table in ASKED_TWICE) or not statement.startswith("SELECT")


def _faults(statement: str, values: Any, *, most: int) -> Iterator[str]:
    """What PostgreSQL does for one statement that takes ever longer."""
    if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
        return
    read = 0
    for step in _steps(_plan(statement, values)["Plan"]):
        if step.get("Relation Name") not in growth.growing():
            continue
        removed = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
        rows = (step["Actual Rows"] + removed) * step["Actual Loops"]
        if "Seq Scan" in step["Node Type"] and rows > SOON:
            yield f"reads all of {step['Relation Name']}: {statement}"
        read += rows
    if read > most:
        yield f"reads {read:.0f} rows: {statement}"


def _plan(statement: str, values: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", values)
        [told] = cursor.fetchone()
    [plan] = json.loads(told) if isinstance(told, str) else told
    return dict(plan)


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _steps(below)
