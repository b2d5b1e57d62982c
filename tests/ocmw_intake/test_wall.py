"""The wall, tried from the other side (D4, D19).

Two worlds differ only in what the receiver logged. Everyone outside (team, administrator, auditor of the agency,
another receiver and its DPO, an operator) asks for everything: each page of the table of `tests/test_permissions.py`,
the output of each command, each mail that leaves with its size, each line that the programs log. All of it must be the
same in both worlds, letter by letter, with the same headers and as many queries; so is each number of the log. Only
keys and the clock are masked. A page or command that is added later is compared by itself, or fails a test here.
"""

import ast
import io
import logging
import logging.handlers
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from email import message_from_bytes
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from agreements.models import Doubt, Message
from audit.events import BEHIND_THE_WALL, Event
from audit.models import AGENCY, AuditEvent, LeafQuerySet, SealedLog
from audit.sealing import seal
from example import second_factor
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import ContactAttempt, Ending, Intake, OutcomeKind, has_begun, is_wanted
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardSharing, ReturningMailbox
from outbox import delivery, standstill
from outbox.couriers import NoLongerNeeded
from outbox.handover import HandoverOutcome, HandoverResult, RelayLine, Stage
from outbox.incoming import Action, Fate, Incoming, Sort
from outbox.models import (
    OF_THE_RECEIVER,
    Kind,
    Transmission,
    TransmissionQuerySet,
    TransmissionStatus,
    left_at,
)
from outbox.reports import note_report
from referrals import actions as referral_actions
from referrals.models import Referral
from referrals.transmissions import CorrectionCourier
from referrals.views import referral as referral_page
from referrals.words.timeline import TimelineMoment
from tests.builders import FILED_AT, a_municipality, a_user, an_identification, an_ocmw, undone
from tests.clients import Browser
from tests.ocmw_intake.onward import share_under
from tests.ocmw_intake.steps import attempt, give_up
from tests.test_consistency import views
from tests.test_permissions import PAGES, a_world

signed_in = partial(second_factor.signed_in, client_class=Browser)

ROOT = Path(__file__).resolve().parents[2]
NOW = FILED_AT + timedelta(hours=3)
TODAY = timezone.localdate(NOW)

APPS = (
    "accounts", "agreements", "audit", "breaches", "consent", "directory", "figures", "gbo", "ocmw_intake",
    "outbox", "paper_import", "referrals", "upkeep",
)  # fmt: skip

ALSO = [("paper_import:export", ["xlsx"]), ("paper_import:template", ["xlsx"])]
"""Addresses that the table names with one of their arguments only."""

NOT_LOGGED = {"ReceiverTerms"}
"""Tables of the receiver's app that tell of no case."""

CHANGES_AT_EVERY_REQUEST = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"'  # the token of a form
)
CLOCK = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")
NEW_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


# --- what the receiver logs ----------------------------------------------------------------------------------------


def logs_an_attempt_in_vain(world: SimpleNamespace) -> None:
    attempt(world.referral, world.worker, reached=False)


def mends_mistakes_and_opens_a_file(world: SimpleNamespace) -> None:
    give_up(world.referral, world.worker)
    attempt(world.referral, world.worker, reached=True)
    for kind in (OutcomeKind.MOVED, OutcomeKind.NOT_REACHED, OutcomeKind.REFERRED_ON, OutcomeKind.WANTS_HELP):
        actions.record_outcome(world.referral, kind=kind, by=world.worker, at=NOW)
    Intake.objects.update(file_number="2026/17", assigned_to=world.worker)
    actions.close_file(world.referral, on=TODAY, by=world.worker, at=NOW)


def hears_no_and_deletes(world: SimpleNamespace) -> None:
    attempt(world.referral, world.worker, reached=True)
    actions.record_outcome(world.referral, kind=OutcomeKind.DECLINES, by=world.worker, at=NOW)
    actions.declare_deletion(world.referral, on=TODAY, by=world.worker, at=NOW)


def hears_the_client_stop(world: SimpleNamespace) -> None:
    actions.withdraw_here(world.referral, on=TODAY, by=world.worker, at=NOW)
    actions.declare_deletion(world.referral, on=TODAY, by=world.worker, at=NOW)


def hears_the_client_stop_and_keeps_its_own_file(world: SimpleNamespace) -> None:
    attempt(world.referral, world.worker, reached=True)
    kind = OutcomeKind.WANTS_HELP
    actions.record_outcome(world.referral, kind=kind, file_number="2026/17", by=world.worker, at=NOW)
    actions.withdraw_here(world.referral, on=TODAY, ending=Ending.FILE_STAYS, by=world.worker, at=NOW)


def passes_on_and_asks_the_partner_to_delete(world: SimpleNamespace) -> None:
    sharing = OnwardSharing.objects.filter(intake__referral=world.referral).latest("shared_at")
    onward_actions.withdraw_onward(world.referral, consent_id=sharing.consent_id, on=TODAY, by=world.worker, at=NOW)


def has_the_archive_and_stops_the_reminders(world: SimpleNamespace) -> None:
    actions.stop_reminders(world.referral.pk, by=None, at=NOW)


def passes_on_again(world: SimpleNamespace) -> None:
    sharing = OnwardSharing.objects.filter(intake__referral=world.referral).latest("shared_at")
    again = share_under(sharing.consent, world.worker, at=NOW)
    with accepting_relay([]):
        delivery.deliver(again.transmission_id)


def passes_on_again_and_gets_it_back(world: SimpleNamespace) -> None:
    passes_on_again(world)
    mail = Transmission.objects.filter(kind=Kind.ONWARD, status=TransmissionStatus.SENT).latest("created_at")
    note_report(
        Incoming(Sort.REPORT, (Fate(Action.FAILED, ("5.1.1",), final=mail.recipient),), token=mail.pk.hex), at=NOW
    )
    assert ReturningMailbox.objects.exists()


LOGGED: dict[str, Callable[[SimpleNamespace], None]] = {
    "an attempt in vain": logs_an_attempt_in_vain,
    "mistakes, and a file that was closed": mends_mistakes_and_opens_a_file,
    "declined and deleted": hears_no_and_deletes,
    "withdrawn at the receiver and deleted": hears_the_client_stop,
    "withdrawn at the receiver, and its own file stays": hears_the_client_stop_and_keeps_its_own_file,
    "the reminders were stopped": has_the_archive_and_stops_the_reminders,
    "passed on once more": passes_on_again,
    "passed on once more, and it came back": passes_on_again_and_gets_it_back,
    "passed on to a partner, and taken back": passes_on_and_asks_the_partner_to_delete,
}
"""Each is a world of its own. A new table of the receiver needs a line here: `test_every_table_is_tried` says so."""


# --- what the other side sees --------------------------------------------------------------------------------------


def corrects(client: Client, world: SimpleNamespace) -> Any:
    """The team puts right what the receiver reported: it may not notice that nothing leaves (ADR 0023)."""
    kept = an_identification()
    answers = {
        "first_name": kept.name.first_name,
        "last_name": kept.name.last_name,
        "street": "Beukenlaan 9",
        "box": "",
        "postal_code": kept.address.postal_code,
        "phone": kept.phone,
        "email": kept.email,
        "channel": "mail",
    }
    url = reverse("referrals:correction", args=[world.referral.reference, world.correction.pk])
    return client.post(url, answers, follow=True)


def confirms(client: Client, world: SimpleNamespace) -> Any:
    url = reverse("referrals:confirm", args=[world.referral.reference, world.correction.pk])
    return client.post(url, follow=True)


def withdraws(client: Client, world: SimpleNamespace) -> Any:
    url = reverse("referrals:withdraw", args=[world.referral.reference])
    return client.post(
        url, {"on": f"{TODAY:%d/%m/%Y}", "told_by": "client", "told_to": "recorder", "channel": "mail"}, follow=True
    )


DEEDS = {"corrects": corrects, "confirms": confirms, "withdraws": withdraws}
"""What a team member may do afterwards, and then looks at the answer."""


def those_outside(world: SimpleNamespace) -> dict[str, User]:
    """Everyone on the team's side of the wall."""
    return {
        "the team member": world.people[Role.TEAM_MEMBER],
        "a colleague": world.colleague,
        "an administrator": world.people[Role.ADMINISTRATOR],
        "an auditor": world.people[Role.AUDITOR],
        "another receiver": world.other_receiver,
        "the DPO of another receiver": world.other_dpo,
    }


def addresses(world: SimpleNamespace, user: User) -> list[tuple[str, str]]:
    """Name and address of every page this person may open."""
    named = {name: url for name, url in world.urls.items() if user.has_role(*PAGES[name].roles)}
    more = [(f"{name} {args[0]}", reverse(name, args=args)) for name, args in ALSO if name in named]
    return [*named.items(), *more]


COMMANDS: dict[str, list[str]] = {
    "breach_report": ["--since", "2026-01-01"],
    "carry_out_wishes": [],
    "check_config": [],
    "clear_trail": [],
    "discard_old_drafts": [],
    "erase_expired": [],
    "explain_report": ["missing.eml"],
    "export_trail": ["-"],
    "forget_answers": [],
    "gate": ["--team", "Voorbeeld", "--place", "9999"],
    "judge_register": [],
    "outbox_freeze": [],
    "outbox_release": ["--by", "nobody@agentschap.example"],
    "prove_event": ["1"],
    "prove_heads": ["1", "2"],
    "remind": ["--dry-run"],
    "remind_receivers": [],
    "retry_unreadable": [],
    "run_paper_imports": [],
    "run_overdue": [],
    "seal_trail": [],
    "sweep_outbox": [],
    "take_heads": [],
    "verify_trail": [],
}
"""What an operator can run, and how it is tried."""

READS_NOTHING = {
    "create_account", "first_run", "import_papers", "load_municipalities", "merge_municipalities",
    "read_return_mailbox", "register_organisation", "unlink_app",
    "rotate_keys",  # counts what both sides sealed together, by column, for who holds all keys
}  # fmt: skip
"""Commands that write what they are given, on an account or a paper, or read a mailbox: they tell of no case."""


def runs(name: str) -> str:
    """What an operator reads who runs this command, what the programs log meanwhile, and the mails that leave."""
    output, lines, mails = io.StringIO(), logging.handlers.BufferingHandler(10_000), []
    logging.getLogger().addHandler(lines)
    try:
        with accepting_relay(mails):
            call_command(name, *COMMANDS[name], stdout=output, stderr=output)
    except (CommandError, SystemExit) as ended:
        output.write(f"{type(ended).__name__}: {ended}")
    finally:
        logging.getLogger().removeHandler(lines)
    logged = [f"{line.name} {line.getMessage()}" for line in lines.buffer if not line.name.startswith("django.db")]
    return masked(f"{output.getvalue()}\n{logged}\n{sorted(mails)}")


@contextmanager
def accepting_relay(mails: list[tuple[str, str, int]]) -> Iterator[None]:
    """Let every mail be accepted, and note of those of this side what shows: to whom, about what, how long."""
    accepted = HandoverResult(HandoverOutcome.ACCEPTED, Stage.DOT, 250, None)

    def take(_line: RelayLine, content: bytes, **options: Any) -> HandoverResult:
        mail = message_from_bytes(content)
        if not Transmission.objects.filter(message_id=mail["Message-ID"], log__isnull=False).exists():
            mails.append((options["recipient"], str(mail["Subject"]), len(content)))
        return accepted

    with patch.object(RelayLine, "hand_over", take), patch.object(RelayLine, "try_login", lambda _line: accepted):
        yield


def masked(text: str) -> str:
    """Without keys and without the clock."""
    return CLOCK.sub("@", NEW_KEY.sub("#", text))


def what_is_shown(answer: Any) -> str:
    """The answer without what differs at every request, as text."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheetml" in answer.headers.get("Content-Type", ""):
        sheets = load_workbook(io.BytesIO(content))
        shown = repr([list(sheet.iter_rows(values_only=True)) for sheet in sheets])
    else:
        shown = CHANGES_AT_EVERY_REQUEST.sub("", content.decode("utf-8", errors="backslashreplace"))
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    cookies = sorted(set(answer.cookies) - {"csrftoken"})
    return f"{answer.status_code} {headers} {cookies}\n{NEW_KEY.sub('#', shown)}"


def look(ask: Callable[..., Any], *arguments: Any) -> tuple[str, int, list[str]]:
    """What is shown, in how many queries, and those that touched a table of the receiver."""
    reset_queries()  # Django keeps 9000 of them
    with undone(), CaptureQueriesContext(connection) as queries:
        answer = ask(*arguments)
        shown = answer if isinstance(answer, str) else what_is_shown(answer)
        touched = [one["sql"] for one in queries if "ocmw_intake_" in one["sql"]]
    return shown, len(queries), touched


def seen(world: SimpleNamespace) -> dict[str, tuple[str, int, list[str]]]:
    """Everything that anyone outside can see now: each page, on request or after a press on its button."""
    found = {}
    for who, user in those_outside(world).items():
        client = signed_in(user)
        for name, url in addresses(world, user):
            found[f"{who} opens {name}"] = page = look(client.get, url)
            if page[0].startswith(("302", "405")):  # its content comes after a press on a button
                found[f"{who} presses {name}"] = look(client.post, url)
    found |= {f"an operator runs {name}": look(runs, name) for name in world.commands}
    team_member = signed_in(world.people[Role.TEAM_MEMBER])
    return found | {
        f"the team member {name}": look(with_its_traces, deed, team_member, world) for name, deed in DEEDS.items()
    }


def with_its_traces(deed: Callable[..., Any], client: Client, world: SimpleNamespace) -> str:
    """What the answer to a deed shows, what leaves because of it, and what that leaves in the log of an auditor.

    A correction that the receiver no longer wants leaves too, as long as any other, and is sent in every respect.
    """
    shown = what_is_shown(deed(client, world))
    left: list[tuple[str, str, int]] = []
    with accepting_relay(left):
        delivery.deliver_due(seconds=60)
    seal()
    trail = AuditEvent.objects.visible_to(world.people[Role.AUDITOR]).order_by("pk")
    numbers = trail.values_list("leaf__number", flat=True)
    told = sorted(repr(one) for one in trail.values_list("event", "details"))  # mails of one moment leave in any order
    mails = sorted(Transmission.objects.filter(log=None).values_list("kind", "recipient", "status", "attempt_count"))
    page = client.get(reverse("referrals:referral", args=[world.referral.reference]))
    messages = Message.objects.count()
    return f"{shown}\n{what_is_shown(page)}\n{list(numbers)}\n{told}\n{list(mails)}\n{sorted(left)}\n{messages}"


def left_the_house() -> list[Any]:
    """Every mail and message, and what became of it, as an operator could count them.

    Not what a receiver passes on to a partner: an operator sees that mail, which names no case (ADR 0035).
    """
    mails = Transmission.objects.exclude(kind__in=OF_THE_RECEIVER).order_by("created_at", "pk")
    return [*mails.values_list("kind", "recipient", "reference", "status"), Message.objects.count()]


def only(world: SimpleNamespace, *starts: str) -> None:
    """Look only at addresses whose names begin like this, and at no command."""
    world.commands = []
    world.urls = {name: url for name, url in world.urls.items() if name.startswith(starts)}


def differences(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """What is not the same in both worlds; how many queries a deed or command takes, nobody sees."""
    unseen = ("an operator runs", *(f"the team member {name}" for name in DEEDS))
    return {
        page
        for page in before.keys() | after.keys()
        if after[page][0] != before[page][0] or (not page.startswith(unseen) and after[page][1] != before[page][1])
    }


@pytest.fixture(scope="module")
def made_once(shared_database: None) -> SimpleNamespace:
    """The world of the permission table, with a social worker and a colleague; each address is worked out once."""
    with time_machine.travel(NOW, tick=False):
        world = with_two_sides(a_world())
        connection.check_constraints()  # now, and not again after every test
        return world


def with_two_sides(world: SimpleNamespace) -> SimpleNamespace:
    world.worker = world.people[Role.SOCIAL_WORKER]
    world.colleague = a_user(Role.TEAM_MEMBER, world.team)
    elsewhere = a_municipality("99077", "Voorbeeldwoud", code="9977")
    other = an_ocmw("OCMW Voorbeeldwoud", serves=elsewhere)
    world.other_receiver = a_user(Role.SOCIAL_WORKER, other)
    world.other_dpo = a_user(Role.RECEIVER_AUDITOR, other)
    world.commands = sorted(COMMANDS)
    standstill.current()  # its row is made at the first use, whoever comes first
    for user in those_outside(world).values():
        signed_in(user)  # links the app here: its reserve codes are the same in all worlds
    Doubt.objects.update(settled_at=NOW, settled_by=world.people[Role.ADMINISTRATOR], outcome="confirmed")
    world.urls = {name: reverse(name, args=page.arguments(world)) for name, page in PAGES.items()}
    passed_on = Transmission.objects.filter(kind=Kind.ONWARD)  # by the addresses that need it; it left at once
    passed_on.update(status=TransmissionStatus.SENT, sent_at=NOW, attempt_count=1)
    return world


@pytest.fixture
def two_sides(made_once: SimpleNamespace, db: None) -> SimpleNamespace:
    """The world as it was made; what a test does to it is undone."""
    return deepcopy(made_once)


@pytest.fixture(scope="module")
def sight(made_once: SimpleNamespace) -> Callable[[str], tuple[dict[str, Any], list[Any]]]:
    """What can be seen outside after this was logged, and what left the house; looked at once for all tests."""

    @cache
    def look_after(what: str) -> tuple[dict[str, Any], list[Any]]:
        world = deepcopy(made_once)
        with undone():
            LOGGED.get(what, lambda _world: None)(world)
            return seen(world), left_the_house()

    return look_after


@pytest.mark.parametrize("what", LOGGED)
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
    """Whether this asks for a mail to leave, which the receiver may stop (ADR 0023), or is a page of figures (D4)."""
    url = world.urls.get(what.split()[-1])
    rooms = ("ocmw_intake.", "figures.")  # the figures are the one room above the wall
    is_of_the_receiver = url is not None and resolve(url).func.__module__.startswith(rooms)
    delivers = ("an operator runs sweep_outbox", *(f"the team member {deed}" for deed in DEEDS))
    return is_of_the_receiver or what.startswith(delivers)


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


def test_every_outcome_is_tried(two_sides: SimpleNamespace):
    kinds = set()
    for log in LOGGED.values():
        with undone():
            log(two_sides)
            kinds |= set(apps.get_model("ocmw_intake.Outcome").objects.values_list("kind", flat=True))
    assert kinds == set(OutcomeKind.values)


def test_a_leak_would_be_seen(two_sides: SimpleNamespace, monkeypatch):
    """The test itself is tried: a page that tells how many attempts were made is caught, at both who may open it."""
    real = referral_page.timeline

    def leaking(referral: Referral) -> list[TimelineMoment]:
        return [*real(referral), TimelineMoment(NOW, f"{ContactAttempt.objects.count()} keer gebeld")]

    monkeypatch.setattr(referral_page, "timeline", leaking)
    only(two_sides, "referrals:")
    before = seen(two_sides)
    logs_an_attempt_in_vain(two_sides)
    after = seen(two_sides)
    pages = differences(before, after)
    assert {"the team member opens referrals:referral", "a colleague opens referrals:referral"} <= pages
    assert after["a colleague opens referrals:referral"][2]


# --- windows that were open once, and some that could be: each must be seen when it is opened again ----------------


def one_row_of_numbers_for_both_sides(patched: pytest.MonkeyPatch) -> None:
    """The log of Opgroeien holds everything, and its page leaves out what is behind the wall: a gap shows."""
    patched.setattr("audit.record.log_of", lambda *_event, **_about: AGENCY)
    shown = LeafQuerySet.shown
    patched.setattr(LeafQuerySet, "shown", lambda self: shown(self).exclude(event__event__in=BEHIND_THE_WALL))


def a_correction_that_is_not_wanted_stays_here(patched: pytest.MonkeyPatch) -> None:
    obstacles = CorrectionCourier.obstacles

    def ask(self: CorrectionCourier, subject: Referral, transmission: Transmission, *, at: Any) -> Any:
        if not is_wanted(subject.pk):
            raise NoLongerNeeded
        return obstacles(self, subject, transmission, at=at)

    patched.setattr(CorrectionCourier, "obstacles", ask)


def the_register_of_breaches_lists_what_was_passed_on(patched: pytest.MonkeyPatch) -> None:
    everything = Transmission.objects.that_may_have_left().defer("message", "password").annotate(left_at=left_at())
    patched.setattr("breaches.management.commands.breach_report.what_left", lambda **_conditions: everything)


def administrators_see_the_mails_of_a_receiver(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(TransmissionQuerySet, "visible_to", lambda self, _user: self.all())
    patched.setattr("outbox.models.WAITS_LONG", timedelta(0))


def a_mail_says_in_its_subject_that_nothing_is_wanted(patched: pytest.MonkeyPatch) -> None:
    patched.setattr("referrals.transmissions._subject", lambda of: f"Bericht {'!' * (not is_wanted(of.pk))}")


def the_sweep_counts(patched: pytest.MonkeyPatch) -> None:
    def handle(self: Any, *_arguments: Any, **_options: Any) -> None:
        self.stdout.write(f"{delivery.sweep(seconds=60)[0]} verzendingen opgepakt.")

    patched.setattr("outbox.management.commands.sweep_outbox.Command.handle", handle)


def the_check_of_the_logs_counts_every_log(patched: pytest.MonkeyPatch) -> None:
    def handle(self: Any, *_arguments: Any, **_options: Any) -> None:
        seal()
        self.stdout.write(f"{sorted(SealedLog.objects.values_list('size', flat=True))}")

    patched.setattr("audit.management.commands.verify_trail.Command.handle", handle)


def a_page_tells_whether_the_receiver_began(patched: pytest.MonkeyPatch) -> None:
    real = referral_page.timeline
    began = [TimelineMoment(NOW, "begonnen")]
    patched.setattr(referral_page, "timeline", lambda of: [*real(of), *(began if has_begun(of.pk) else [])])


WINDOWS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str, str, list[str]]] = {
    "gaps in the numbers": (one_row_of_numbers_for_both_sides, "an attempt in vain", "audit:", []),
    "a correction that is missing": (
        a_correction_that_is_not_wanted_stays_here, "withdrawn at the receiver and deleted", "audit:", [],
    ),
    "the register of breaches": (
        the_register_of_breaches_lists_what_was_passed_on, "passed on once more", "audit:", ["breach_report"],
    ),
    "stuck mails": (
        administrators_see_the_mails_of_a_receiver, "passed on to a partner, and taken back", "outbox:", [],
    ),
    "a subject": (
        a_mail_says_in_its_subject_that_nothing_is_wanted, "withdrawn at the receiver and deleted", "audit:", [],
    ),
    "the number of mails swept": (
        the_sweep_counts, "passed on to a partner, and taken back", "audit:", ["sweep_outbox"],
    ),
    "the size of each log": (the_check_of_the_logs_counts_every_log, "an attempt in vain", "audit:", ["verify_trail"]),
    "whether it began": (a_page_tells_whether_the_receiver_began, "an attempt in vain", "referrals:", []),
}  # fmt: skip
"""What is opened, what is then logged, and where it is looked for. The first three were found open on this product."""


@pytest.mark.parametrize("window", WINDOWS)
def test_a_window_that_is_opened_is_seen(two_sides: SimpleNamespace, monkeypatch, window: str):
    open_it, what, pages, commands = WINDOWS[window]
    open_it(monkeypatch)
    only(two_sides, pages)
    two_sides.commands = commands
    before = seen(two_sides)
    LOGGED[what](two_sides)
    assert differences(before, seen(two_sides)) != set()


@pytest.mark.parametrize("what", LOGGED)
def test_the_trail_tells_those_outside_nothing_of_what_was_logged(two_sides: SimpleNamespace, what: str):
    auditor = two_sides.people[Role.AUDITOR]
    before = list(AuditEvent.objects.visible_to(auditor).values_list("event", "object_id", "details"))
    last = AuditEvent.objects.latest("pk").pk
    LOGGED[what](two_sides)
    assert list(AuditEvent.objects.visible_to(auditor).values_list("event", "object_id", "details")) == before
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


# --- the source ----------------------------------------------------------------------------------------------------


def names_behind_the_wall() -> set[str]:
    """The columns and relations of the receiver's tables that no other app has, as code and templates write them."""
    theirs = {
        field.name
        for model in apps.get_app_config("ocmw_intake").get_models()
        for field in model._meta.get_fields()
        if field.name not in {"id", "referral", "partner", "status", "kind", "intake"}
    }
    others = {
        field.name
        for model in apps.get_models()
        if model._meta.app_label != "ocmw_intake"
        for field in model._meta.get_fields()
    }
    return theirs - others


def test_no_template_of_another_app_uses_a_column_of_the_receiver():
    """But for the figures, the one room above the wall."""
    names = names_behind_the_wall()
    assert {"made_by", "channel", "file_number", "closed_on", "assigned_to"} - names == {"channel", "closed_on"} - names
    used = re.compile(rf"\.({'|'.join(sorted(names))})\b")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if path.is_file() and not {"ocmw_intake", "figures"} & set(path.parts)
        for match in used.finditer(path.read_text())
    ]
    assert found == []


def test_what_the_receiver_records_is_behind_the_wall_and_says_never_what():
    """Every event that `ocmw_intake` records is in `BEHIND_THE_WALL`; those of no case are named here."""
    of_no_case = {"RECEIVER_TERMS_SET", "FIGURES_EXPORTED"}
    recorded: dict[str, bool] = {}
    for path in sorted((ROOT / "ocmw_intake").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record_event"):
                continue
            events = [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr.isupper()]
            has_details = any(keyword.arg == "details" for keyword in node.keywords)
            recorded |= {
                event: recorded.get(event, False) or has_details for event in events if event in Event.__members__
            }
    assert recorded
    assert {event for event in recorded if event not in {one.name for one in BEHIND_THE_WALL}} <= of_no_case
    assert {event for event, has_details in recorded.items() if has_details} <= of_no_case


def test_nothing_on_a_referral_leads_over_the_wall():
    """No relation back has a name on another app's table: `referral.intake` does not exist."""
    found = [
        f"{model._meta.label}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        if model._meta.app_label != "ocmw_intake"
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label == "ocmw_intake" and not relation.hidden
    ]
    assert found == []


def test_every_page_of_the_receiver_serves_social_workers_only():
    """But for the figures and the dossier for the evaluation, which say nothing of a case."""
    of_figures = ("figures", "dossier")
    for name, pattern in views():
        module = getattr(pattern.callback, "__module__", "")
        if name == "ocmw_intake:have_archive":  # what it says depends on nothing that is known here (D25)
            continue
        if module.startswith("ocmw_intake.") and not any(word in f"{name} {module}" for word in of_figures):
            assert pattern.callback.audience == {Role.SOCIAL_WORKER}, name
