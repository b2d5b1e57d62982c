"""The wall, tried from the other side (D4, D19).

Two worlds differ only in what the receiver logged. Everyone outside (team, administrator, auditor of the agency,
another receiver and its DPO, who holds a link without account, an operator) asks for all: each page of the tables
of `tests/test_permissions.py`, the output of each command, each mail that leaves with its size, each line that the
programs log. All of it must be the same in both worlds, letter by letter, with the same headers and as many queries; so
is each number of the log. Only keys and the clock are masked. A page or command that is added later is compared by
itself, or fails a test here.
"""

import logging
import logging.handlers
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import resolve

from audit.models import AGENCY, AuditEvent
from law.roles import Role
from ocmw_intake.models import OutcomeKind
from referrals import actions as referral_actions
from tests.builders.database import undone
from tests.builders.referrals import an_identification
from tests.ocmw_intake.two_worlds import (
    APPS,
    COMMANDS,
    DEEDS,
    LOGGED,
    NOT_LOGGED,
    NOW,
    READS_NOTHING,
    WORLDS,
    clock,
    differences,
    made_once,
    only,
    seen,
    sight,
    signed_in,
    two_sides,
)
from tests.test_permissions import PAGES

__all__ = ["clock", "made_once", "sight", "two_sides"]  # fixtures


@pytest.mark.parametrize("what", WORLDS)
def test_nobody_on_the_other_side_can_tell_what_the_receiver_logged(two_sides: SimpleNamespace, sight, what: str):
    before, mails = sight("nothing")
    assert len(before) > len(PAGES)
    for deed, done in {"corrects": "De verbetering is bewaard", "confirms": "gegevens kloppen"}.items():
        assert done in before[f"the team member {deed}"][0]
    assert "trok de toestemming in" in before["the team member withdraws"][0]
    after, mails_after = sight(what)
    assert differences(before, after) == set()
    assert mails_after == mails


def may_ask(what: str, world: SimpleNamespace) -> bool:
    """Whether this asks for a mail to leave, which the receiver may stop (ADR 0023), or is a page of figures (D4).

    Another receiver counts its own follow-ups in the menu of every page; what it reads is compared above.
    """
    name = what.split()[-1]
    url = world.urls.get(name, world.open_urls.get(name))
    rooms = ("ocmw_intake.", "figures.")  # the figures are the one room above the wall
    is_of_the_receiver = url is not None and resolve(url).func.__module__.startswith(rooms)
    delivers = ("an operator runs sweep_outbox", *(f"the team member {deed}" for deed in DEEDS))
    counts_its_own = what.startswith("another receiver ")
    return is_of_the_receiver or counts_its_own or what.startswith(delivers)


def test_no_page_of_the_other_side_reads_a_table_of_the_receiver(two_sides: SimpleNamespace, sight):
    pages, _mails = sight("withdrawn at the receiver and deleted")
    assert {
        what for what, (_shown, _number, touched) in pages.items() if touched and not may_ask(what, two_sides)
    } == set()


def test_a_correction_that_waits_looks_the_same(two_sides: SimpleNamespace):
    """Its data stay here because of what the receiver logged, and nobody can tell (ADR 0023)."""
    by = two_sides.people[Role.TEAM_MEMBER]
    right = an_identification(street="Beukenlaan 9")
    earlier = NOW - timedelta(minutes=1)  # archives of one moment have no order
    referral_actions.correct(two_sides.correction, identification=right, call=None, by=by, at=earlier)
    only(two_sides, "referrals:", "outbox:", "audit:", "agreements:messages")
    before = seen(two_sides)
    for what in ("declined and deleted", "withdrawn at the receiver and deleted"):
        with undone():
            LOGGED[what](two_sides)
            after = seen(two_sides)
            assert differences(before, after) == set(), what


def test_every_table_is_tried(two_sides: SimpleNamespace):
    """A new table of the receiver gets a line in `LOGGED`, so that the pages are tried with a row in it."""
    tables = {model for model in apps.get_app_config("ocmw_intake").get_models() if model.__name__ not in NOT_LOGGED}
    filled = set()
    for log in LOGGED.values():
        with undone():
            log(two_sides)
            filled |= {model for model in tables if model.objects.exists()}
    assert {model.__name__ for model in tables - filled} == set()


def test_all_that_can_be_logged_is_in_a_world():
    assert {logged for world in WORLDS.values() for logged in world} == set(LOGGED)


def test_every_command_is_compared_or_reads_nothing():
    ours = {app for app in APPS if apps.is_installed(app)}
    commands = {name for name, app in get_commands().items() if app in ours}
    assert commands == COMMANDS.keys() | READS_NOTHING


def test_every_output_says_something(two_sides: SimpleNamespace, sight):
    """A command that fails at its arguments would be the same in both worlds for a bad reason."""
    pages, _mails = sight("nothing")
    for name in ("verify_trail", "export_trail", "prove_event", "take_heads", "breach_report"):
        shown = pages[f"an operator runs {name}"][0]
        assert "CommandError" not in shown, shown
    signed_out = {
        what for what, (shown, *_) in pages.items() if "'/inloggen/?next=" in shown and not what.startswith("a guest ")
    }
    assert signed_out == set(), "nothing but the way to sign in was compared"
    behind_links = ["agreements:calendar", "agreements:fill_in", "agreements:fill_in_piece", "figures:partner_part"]
    for name in (*behind_links, "breaches:by_link", "breaches:report_by_link"):
        assert pages[f"a guest opens {name}"][0].startswith("200 "), name


def test_every_outcome_is_tried(two_sides: SimpleNamespace):
    kinds = set()
    for log in LOGGED.values():
        with undone():
            log(two_sides)
            kinds |= set(apps.get_model("ocmw_intake.Outcome").objects.values_list("kind", flat=True))
    assert kinds == set(OutcomeKind.values)


@pytest.mark.parametrize("what", LOGGED)
def test_the_trail_tells_those_outside_nothing_of_what_was_logged(two_sides: SimpleNamespace, what: str):
    auditor = two_sides.people[Role.AUDITOR]
    read = AuditEvent.objects.visible_to(auditor).order_by("pk").values_list("event", "object_id", "details")
    before = list(read)
    last = AuditEvent.objects.latest("pk").pk
    LOGGED[what](two_sides)
    assert list(read.all()) == before
    written = AuditEvent.objects.filter(pk__gt=last)
    assert written
    assert AGENCY not in {event.log for event in written}


def test_nothing_of_a_case_is_in_the_logs_of_the_programs(two_sides: SimpleNamespace, caplog):
    """Through the pages of the receiver, with right and wrong answers."""
    client, reference = signed_in(two_sides.worker), two_sides.referral.reference
    with caplog.at_level(logging.DEBUG):
        for log in LOGGED.values():
            with undone():
                log(two_sides)
                for name in PAGES:
                    if name.startswith("ocmw_intake:"):
                        client.get(two_sides.urls[name])
                        client.post(two_sides.urls[name], {"kind": "declines", "on": "1/1/1999", "made_on": "x"})
    ours = [record for record in caplog.records if record.name.split(".")[0] not in {"time_machine", "asyncio"}]
    told = "\n".join(f"{record.getMessage()} {record.args}" for record in ours if record.name != "django.db.backends")
    for word in [*OutcomeKind.values, "2026/17", two_sides.worker.name, "Voorbeeld", str(two_sides.worker.pk)]:
        assert word not in told
    assert all("/opvolging/" in line for line in told.splitlines() if reference in line)
