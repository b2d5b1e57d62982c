"""Whatever people, relay, workers and clock do, in whatever order: every promise holds (ADR 0003, 0029).

Hypothesis makes up the orders; what must hold stands in `promises.py`, a function for each sentence.
Here the lives begin with a mail that waits, or of which nobody knows whether it left; those of a mail that was sent are
in `test_state_machine_once_sent.py`. They are told in parts, so that more than one worker can walk them; all together
they are five hundred.
`HYPOTHESIS_SEED=7 HYPOTHESIS_EXAMPLES=5000` looks for other orders than the build does.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from outbox import delivery
from outbox import tasks as outbox_tasks
from outbox.models import StopReason, Transmission, Verdict
from tests.builders.days import FILED_AT
from tests.outbox.acts import Acts, Desk, People
from tests.outbox.machine import DAY, Answer, Case, Mail, Offer, Outside, Point, World, play
from tests.outbox.promises import (
    PROMISES,
    Seen,
    everything_came_to_its_end,
    look,
    no_data_outlive_their_term,
    the_logs_are_whole,
)

PARTS = 6
"""Half of them here, as half of the lives begin so."""

SEED = int(os.environ.get("HYPOTHESIS_SEED", "1"))  # the build tries the same orders every time
SETTINGS = settings(
    max_examples=ceil(int(os.environ.get("HYPOTHESIS_EXAMPLES", "500")) / PARTS),
    stateful_step_count=10,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

MOST_CASES = 2
SECOND = timedelta(seconds=1)

which = st.integers(0, 7)
"""Which one of what there is at that moment."""

# What is listed more than once comes more often: an example in which nothing is ever taken shows little.
relay = st.sampled_from([*[Answer.TAKE] * 5, *[Answer.TAKE_AND_HANG_UP] * 2, *Answer])
times = st.sampled_from(
    [
        *[61 * SECOND] * 3,
        timedelta(minutes=6),
        timedelta(minutes=61),
        DAY,
        DAY,
        3 * DAY + 3600 * SECOND,
        31 * DAY,
        92 * DAY,
    ]
)
ABOUT_PAPERS = [
    *["suspend", "end_the_suspension", "set_another_mailbox", "let_a_next_version_take_over"] * 2,
    *["check_the_mailbox", "replace_the_mailbox", "replace_the_mailbox_and_go_back"] * 3,
    *["end_the_term", "end_for_breach"],
]
MEANWHILE = [
    "withdraw",
    "withdraw_alone",
    "say_stop",
    "another worker",
    "suspend",
    "set_another_mailbox",
    "replace_the_mailbox",
    "replace_the_mailbox_and_go_back",
    "end_for_breach",
    "freeze",
    "give_up",
    "tell_the_receiver_to_stop",
]


@dataclass(frozen=True)
class Beginning:
    """The first hour of a life, which many share."""

    desk: Desk
    at: datetime
    known: tuple[World, Seen | None]
    offers: list[Offer]
    heard: list[UUID]


class Journey(RuleBasedStateMachine):
    """One team and one receiver, one or two referrals, and everything that can befall them."""

    people: People
    desk: Desk
    beginnings: dict[str, Beginning]
    outside: Outside
    clock: Any

    def __init__(self) -> None:
        super().__init__()
        self.is_broken = False
        self.seen: Seen | None = None

    def start(self, so_far: str) -> None:
        """An example begins with one referral; some begin a little later in its life. Each beginning is lived once."""
        self.acts = Acts(self.people, self.outside, self.clock)
        if so_far in self.beginnings:
            self._go_on(self.beginnings[so_far])
            return
        self.clock.move_to(FILED_AT)
        self.desk.clear()
        self.world = self.acts.world
        self.acts.file()
        self.every_promise_holds()
        if so_far != "filed":
            with self.outside.behaving(Answer.TAKE_AND_HANG_UP if so_far == "perhaps sent" else Answer.TAKE):
                self.acts.sweep()
            self.every_promise_holds()
        if so_far == "corrected":
            self.acts.correct(self.world.cases[0])
        self.beginnings[so_far] = Beginning(
            Desk(self.desk.line, so_far),
            timezone.now(),
            self._copied(self.world, self.seen),
            [*self.outside.offers],
            [*self.outside.heard],
        )

    def _go_on(self, beginning: "Beginning") -> None:
        self.clock.move_to(beginning.at)
        beginning.desk.clear()
        self.world, self.seen = self._copied(*beginning.known)
        self.acts.go_on_in(self.world)
        self.outside.offers, self.outside.heard = [*beginning.offers], [*beginning.heard]

    def _copied(self, world: World, seen: Seen | None) -> tuple[World, Seen | None]:
        """What is known, apart from what will be known; who plays the outside stays the same."""
        return deepcopy((world, seen), {id(self.outside): self.outside})

    # --- people

    @precondition(lambda self: len(self.world.cases) < MOST_CASES)
    @rule()
    def file(self) -> None:
        self.acts.file()

    @rule(number=which, by_phone=st.sampled_from([False, False, False, True]))
    def withdraw(self, number: int, by_phone: bool) -> None:
        self.acts.withdraw(self._case(number), by_phone=by_phone)

    @rule(number=which)
    def withdraw_alone(self, number: int) -> None:
        self.acts.withdraw_alone(self._case(number))

    @precondition(lambda self: self._sent())
    @rule(number=which)
    def correct(self, number: int) -> None:
        self.acts.correct(_one_of(self._sent(), number))

    @precondition(lambda self: self._sent())
    @rule(
        number=which,
        what=st.sampled_from(
            ["tell_the_receiver_to_stop", "note_a_mistake_and_take_it_back", "declare_deletion", "read_the_password"]
        ),
    )
    def act_at_the_receiver(self, number: int, what: str) -> None:
        getattr(self.acts, what)(_one_of(self._sent(), number))

    @rule(number=which, what=st.sampled_from(["give_up", "try_again", "try_again", "retry", "cancel"]))
    def press(self, number: int, what: str) -> None:
        """The team on its own page, or an administrator on the page of the outbox."""
        if what in ("retry", "cancel"):
            self.acts.press_in_the_outbox(self._mail(number), what)
        else:
            getattr(self.acts, what)(self._case(number))

    @rule(what=st.sampled_from(ABOUT_PAPERS))
    def change_papers(self, what: str) -> None:
        getattr(self.acts, what)()

    @rule(because=st.sampled_from(StopReason))
    def freeze_or_release(self, because: StopReason) -> None:
        if self.world.is_frozen:
            self.acts.release()
        else:
            self.acts.freeze(because)

    # --- workers, relay, broker and clock

    @rule(number=which, answer=relay)
    def deliver(self, number: int, answer: Answer) -> None:
        mail = self._next_mail(number)
        with self.outside.behaving(answer):
            delivery.deliver(mail.key)

    @rule(number=which, point=st.sampled_from(Point))
    def die_while_delivering(self, number: int, point: Point) -> None:
        mail = self._next_mail(number)
        with self.outside.behaving(Answer.TAKE, dies_at=point):
            delivery.deliver(mail.key)

    @rule(number=which, answer=relay, what=st.sampled_from(MEANWHILE))
    def deliver_while(self, number: int, answer: Answer, what: str) -> None:
        """Between the two transactions of a worker somebody acts."""
        mail = self._next_mail(number)
        with self.outside.behaving(answer, between=lambda: self.acts.do_meanwhile(mail, what)):
            delivery.deliver(mail.key)
        self.acts.carry_out_wishes()

    @rule(answer=relay)
    def sweep(self, answer: Answer) -> None:
        with self.outside.behaving(answer):
            self.acts.sweep()

    @precondition(lambda self: self.outside.heard)
    @rule(answer=relay)
    def hear_a_nudge(self, answer: Answer) -> None:
        """A worker hears the last nudge; the broker forgot the others."""
        key = self.outside.heard.pop()
        self.outside.heard.clear()
        with self.outside.behaving(answer):
            outbox_tasks.deliver(str(key))

    @precondition(lambda self: not self.outside.login_works)
    @rule()
    def mend_the_login(self) -> None:
        self.outside.login_works = True

    @precondition(lambda self: self.outside.taken)
    @rule(number=which, verdict=st.sampled_from([Verdict.RETURNED, Verdict.RETURNED, Verdict.DELIVERED]))
    def read_a_report(self, number: int, verdict: Verdict) -> None:
        offer = _one_of(self.outside.taken, number)
        self.acts.note(self.world.mails[offer.transmission], verdict)

    @rule(long=times)
    def wait(self, long: timedelta) -> None:
        """Beat sweeps at night what may not be kept; whether anybody sweeps the outbox is another matter."""
        self.clock.shift(long)
        if long >= DAY:
            self.acts.erase_what_is_due()

    # --- what must hold

    @invariant()
    def every_promise_holds(self) -> None:
        if hasattr(self, "world"):
            self._hold(*PROMISES)
            self.clock.shift(SECOND)  # nobody does two things in one moment

    def teardown(self) -> None:
        """The relay works again and nobody does anything more: everything comes to its end, and then the data go."""
        if self.is_broken or not hasattr(self, "world"):
            return
        self.outside.calm_down()
        if self.world.is_frozen:
            self.acts.release()
        for _ in range(10):
            if not Transmission.objects.filter(status__in=("queued", "sending")).exists():
                break
            self.clock.shift(timedelta(minutes=61))
            self.acts.sweep()
        self._hold(*PROMISES, everything_came_to_its_end)
        self.clock.shift(92 * DAY)
        self.acts.erase_what_is_due()
        self._hold(*PROMISES, no_data_outlive_their_term, the_logs_are_whole)

    def _hold(self, *promises: Callable[[Seen], None]) -> None:
        try:
            self.seen = look(self.world, self.seen)
            for promise in promises:
                promise(self.seen)
        except BaseException:
            self.is_broken = True  # the end would only say the same again
            raise
        self.seen.before = None  # one step back is enough

    # --- who and what there is

    def _case(self, number: int) -> Case:
        return _one_of(self.world.cases, number)

    def _mail(self, number: int) -> Mail:
        return _one_of(list(self.world.mails.values()), number)

    def _next_mail(self, number: int) -> Mail:
        """One that waits, when its turn has come; now and then any other."""
        assert self.seen is not None
        rows = self.seen.mails
        waiting = [mail for mail in self.world.mails.values() if rows[mail.key]["status"] in ("queued", "sending")]
        if not waiting or number == 7:
            return self._mail(number)
        mail = _one_of(waiting, number)
        turn = rows[mail.key]["lease_until"] or rows[mail.key]["due_at"]
        if turn > self.seen.at:
            self.clock.move_to(turn + SECOND)
        return mail

    def _sent(self) -> list[Case]:
        """The cases of which the receiver has a page."""
        assert self.seen is not None
        mail_of = {case.referral: self.seen.referrals[case.referral]["transmission_id"] for case in self.world.cases}
        return [case for case in self.world.cases if self.seen.mails[mail_of[case.referral]]["status"] == "sent"]


def _one_of(things: list[Any], number: int) -> Any:
    return things[number % len(things)]


class Waiting(Journey):
    """What leaves, and what may no longer leave."""

    @initialize(so_far=st.sampled_from(["filed", "filed", "perhaps sent"]))
    def begin(self, so_far: str) -> None:
        self.start(so_far)


@pytest.fixture
def live(transactional_db, signed_in, monkeypatch, caplog) -> Iterator[Callable[[type[Journey], int], None]]:
    """Live one part of the lives, with people and papers in place; what is committed here is really committed."""
    caplog.set_level(logging.CRITICAL, "outbox")  # what fails on purpose is told at length
    play(outside := Outside(), monkeypatch)
    with time_machine.travel(FILED_AT, tick=False) as clock, closing(connection.copy()) as line:
        with_people = {"people": People(signed_in), "desk": Desk(line), "outside": outside, "clock": clock}

        def through(lives: type[Journey], part: int) -> None:
            here = type("Here", (lives,), {**with_people, "beginnings": {}})
            run_state_machine_as_test(seed(SEED * PARTS + part)(here), settings=SETTINGS)

        yield through


@pytest.mark.parametrize("part", range(PARTS // 2))
def test_whatever_happens_in_whatever_order_every_promise_holds(live, part: int):
    live(Waiting, part)
