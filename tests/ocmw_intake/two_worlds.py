"""Two worlds that differ only in what the receiver logged, and everything that anyone outside can see of either.

What is logged, who looks, what each may open, which commands an operator can run; and the differences. The tests that
use it: `test_wall.py` compares, `test_wall_windows.py` opens a window on purpose.
"""

import io
import logging
import logging.handlers
import re
from collections.abc import Callable, Iterable, Iterator
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
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.actions import guests
from accounts.models import User
from agreements.actions import calendars
from agreements.models import CALENDAR_LINK, Doubt, EvaluationLink, Message, OwnPartLink
from audit.models import AuditEvent
from audit.sealing import seal
from breaches.models import BreachLink
from example import second_factor
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import Ending, Intake, OutcomeKind
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardSharing, ReturningMailbox
from outbox import delivery, standstill
from outbox.handover import HandoverOutcome, HandoverResult, RelayLine, Stage
from outbox.incoming import Action, Fate, Incoming, Sort
from outbox.models import (
    OF_THE_RECEIVER,
    Kind,
    Transmission,
    TransmissionStatus,
)
from outbox.reports import note_report
from tests.agreements.duties import an_evaluation
from tests.builders.accounts import a_user
from tests.builders.agreements import an_own_piece
from tests.builders.database import undone
from tests.builders.days import FILED_AT
from tests.builders.directory import a_municipality, an_ocmw
from tests.builders.referrals import an_identification
from tests.clients import Browser, again
from tests.ocmw_intake.onward import share_under
from tests.ocmw_intake.steps import attempt, give_up
from tests.permission_world import a_world
from tests.test_permissions import OPEN, PAGES

signed_in = partial(second_factor.signed_in, client_class=Browser)
ROOT = Path(__file__).resolve().parents[2]
NOW = FILED_AT + timedelta(hours=3)
TODAY = timezone.localdate(NOW)

APPS = (
    "accounts", "agreements", "audit", "breaches", "consent", "directory", "figures", "gbo", "ocmw_intake",
    "outbox", "paper_import", "paper_reading", "referrals", "upkeep",
)  # fmt: skip

ALSO = [("paper_import:export", ["xlsx"]), ("paper_import:template", ["xlsx"])]
"""Addresses that the table names with one of their arguments only."""

NOT_LOGGED = {"ReceiverTerms"}
"""Tables of the receiver's app that tell of no case."""

CHANGES_AT_EVERY_REQUEST = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"'  # the token of a form
)
CLOCK = re.compile(
    r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"
    # this clock stands still, and that of the database does not
    r'|verschilt \d+ seconden|finding="clock"\} [\d.]+|"clock": \{"well": \w+, "value": [\d.]+'
)
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
"""A new table of the receiver needs a line here: `test_every_table_is_tried` says so."""

WORLDS = {
    "much that was mended, a file that was closed, no more reminders": [
        "mistakes, and a file that was closed", "the reminders were stopped",
    ],
    "declined and deleted": ["declined and deleted"],
    "withdrawn at the receiver and deleted": ["an attempt in vain", "withdrawn at the receiver and deleted"],
    "passed on and come back, and the own file stays": [
        "passed on once more", "passed on once more, and it came back",
        "withdrawn at the receiver, and its own file stays",
    ],
    "passed on to a partner, and taken back": ["passed on to a partner, and taken back"],
}  # fmt: skip
"""What is laid beside the world in which nothing was logged: a few worlds in which all of it happened once."""


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
    named = {name: url for name, url in named.items() if name not in DIFFER_AT_EVERY_REQUEST}
    more = [(f"{name} {args[0]}", reverse(name, args=args)) for name, args in ALSO if name in named]
    return [*named.items(), *more]


COMMANDS: dict[str, list[str]] = {
    "ask_to_delete_lost": ["ABCDEFGH", "--by", "nobody@agentschap.example"],
    "breach_report": ["--since", "2026-01-01"],
    "carry_out_wishes": [],
    "check_config": [],
    "clear_trail": [],
    "discard_old_drafts": [],
    "drill_breach_contacts": [],
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
    "report_breach": ["unknown", "--discovered", "2026-01-01T10:00"],
    "retry_unreadable": [],
    "review_access": [],
    "run_paper_imports": [],
    "run_overdue": [],
    "seal_trail": [],
    "sweep_outbox": [],
    "take_heads": [],
    "verify_trail": [],
}
"""What an operator can run, and how it is tried."""

NUMBERS = ["upkeep:health", "upkeep:metrics"]
"""Addresses that tell numbers to who watches the machines."""

READS_NOTHING = {
    "create_account", "first_run", "import_papers", "load_municipalities", "merge_municipalities",
    "read_paper", "read_return_mailbox", "register_organisation", "unlink_app",
    "rotate_keys",  # counts what both sides sealed together, by column, for who holds all keys
}  # fmt: skip
"""Commands that write what they are given, on an account or a paper, or read a mailbox: they tell of no case."""


ARGUMENTS = {"help_page": ["teamlid"], "stop_in": ["nl"], "stop_received": ["nl"]}
"""Of addresses that everyone may open; that of a piece of an own part is added where it is made."""

DIFFER_AT_EVERY_REQUEST = {"mfa_login_webauthn", "mfa_activate_totp", "mfa_add_webauthn"}
"""A challenge or a secret of its own, each time; they ask the database nothing about anyone but who sits there."""


def with_links(world: SimpleNamespace) -> Client:
    """A browser in which every link for who has no account was opened; their mails left before."""
    by = world.people[Role.ADMINISTRATOR]
    send = partial(guests.send_link, email="contact@ocmw.example", valid_for=timedelta(days=30), by=by, at=NOW, more={})
    piece = an_own_piece(world.agreement, by=by)
    links = [
        send(EvaluationLink, mail=Kind.EVALUATION, about={"evaluation": an_evaluation(world.agreement, held_on=TODAY)}),
        send(OwnPartLink, mail=Kind.OWN_PART, about={"part": piece.part}),
        send(BreachLink, mail=Kind.BREACH_DRILL, about={"partner": world.gbo.caw.organisation}),
    ]
    mails = Transmission.objects.filter(pk__in=[link.transmission_id for link in links])
    mails.update(status=TransmissionStatus.SENT, sent_at=NOW, attempt_count=1)
    guest = Client()
    for link in links:
        guest.get(link.LINK.url(link.token))
    world.open_urls = {
        name: reverse(name, args=[piece.pk] if name == "agreements:fill_in_piece" else ARGUMENTS.get(name, []))
        for name in sorted(OPEN.keys() - DIFFER_AT_EVERY_REQUEST - {*NUMBERS})
    }
    world.open_urls["agreements:calendar"] = CALENDAR_LINK.url(calendars.make(by=by, at=NOW))
    return guest


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
    return f"{answer.status_code} {masked(str(headers))} {cookies}\n{masked(shown)}"


def look(ask: Callable[..., Any], *arguments: Any) -> tuple[str, int, list[str]]:
    """What is shown, in how many queries, and those that touched a table of the receiver."""
    number, touched = 0, []

    def note(execute: Callable[..., Any], statement: Any, values: Any, *others: Any) -> Any:
        """Django can keep all of them, and fills in their values for a person to read: that takes as long as asking."""
        nonlocal number
        number += 1
        if "ocmw_intake_" in f"{statement} {values}":
            touched.append(str(statement))
        return execute(statement, values, *others)

    with undone(), connection.execute_wrapper(note):
        answer = ask(*arguments)
        shown = answer if isinstance(answer, str) else what_is_shown(answer)
    return shown, number, touched


def seen(world: SimpleNamespace) -> dict[str, tuple[str, int, list[str]]]:
    """Everything that anyone outside can see now: each page, on request or after a press on its button."""
    found = {}
    for who, user in those_outside(world).items():
        client = signed_in(user)
        for name, url in addresses(world, user):
            found[f"{who} opens {name}"] = page = look(again(client).get, url)
            if page[0].startswith(("302", "405")):  # its content comes after a press on a button
                found[f"{who} presses {name}"] = look(again(client).post, url)
    found |= {f"a guest opens {name}": look(again(world.guest).get, url) for name, url in world.open_urls.items()}
    found |= {f"an operator runs {name}": look(runs, name) for name in world.commands}
    found |= {f"an operator asks {name}": look(Client().get, reverse(name)) for name in world.numbers}
    team_member = signed_in(world.people[Role.TEAM_MEMBER])
    return found | {
        f"the team member {name}": look(with_its_traces, DEEDS[name], team_member, world) for name in world.deeds
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


def only(world: SimpleNamespace, *starts: str, deeds: Iterable[str] = DEEDS) -> None:
    """Look only at addresses whose names begin like this and at these deeds, and at no command."""
    world.commands, world.numbers, world.open_urls, world.deeds = [], [], {}, deeds
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
    world.commands, world.numbers, world.deeds = sorted(COMMANDS), NUMBERS, DEEDS
    standstill.current(), standstill.relay_row()  # their rows are made at the first use, whoever comes first
    for user in those_outside(world).values():
        signed_in(user)  # links the app here: its reserve codes are the same in all worlds
    Doubt.objects.update(settled_at=NOW, settled_by=world.people[Role.ADMINISTRATOR], outcome="confirmed")
    world.asking = Role.SOCIAL_WORKER
    world.guest = with_links(world)
    world.urls = {name: reverse(name, args=page.arguments(world)) for name, page in PAGES.items()}
    Authenticator.objects.filter(type="webauthn").delete()  # made for its address only
    # Papers that were read are kept by the process: whoever looks first asks more.
    look(signed_in(world.people[Role.TEAM_MEMBER]).get, world.urls["referrals:route"])
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
            for logged in WORLDS.get(what, []):
                LOGGED[logged](world)
            return seen(world), left_the_house()

    return look_after
