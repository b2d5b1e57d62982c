"""Windows in the wall that were open once, and some that could be: each is seen when it is opened again (D19)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from audit.events import BEHIND_THE_WALL
from audit.models import AGENCY, LeafQuerySet, SealedLog
from audit.sealing import seal
from home import asking
from ocmw_intake.models import ContactAttempt, has_begun, is_wanted
from outbox import delivery
from outbox.couriers import NoLongerNeeded
from outbox.models import (
    Attempt,
    Transmission,
    TransmissionQuerySet,
    left_at,
)
from referrals.models import Referral
from referrals.transmissions import CorrectionCourier
from referrals.views import referral as referral_page
from referrals.words.timeline import TimelineMoment
from tests.ocmw_intake.two_worlds import (
    LOGGED,
    NOW,
    clock,
    differences,
    logs_an_attempt_in_vain,
    made_once,
    only,
    seen,
    two_sides,
)

__all__ = ["clock", "made_once", "two_sides"]  # fixtures


def test_a_leak_would_be_seen(two_sides: SimpleNamespace, monkeypatch):
    """The test itself is tried: a page that tells how many attempts were made is caught, at both who may open it."""
    real = referral_page.timeline

    def leaking(referral: Referral, tries: list[Attempt]) -> list[TimelineMoment]:
        return [*real(referral, tries), TimelineMoment(NOW, f"{ContactAttempt.objects.count()} keer gebeld")]

    monkeypatch.setattr(referral_page, "timeline", leaking)
    only(two_sides, "referrals:referral", deeds=[])
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
    patched.setattr(
        referral_page, "timeline", lambda of, tries: [*real(of, tries), *(began if has_begun(of.pk) else [])]
    )


NONE, CORRECTED = "nothing:", ["corrects"]

WINDOWS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str, str, list[str], list[str]]] = {
    "gaps in the numbers": (one_row_of_numbers_for_both_sides, "an attempt in vain", "audit:", [], CORRECTED),
    "a correction that is missing": (
        a_correction_that_is_not_wanted_stays_here, "withdrawn at the receiver and deleted", NONE, [], CORRECTED,
    ),
    "the register of breaches": (
        the_register_of_breaches_lists_what_was_passed_on, "passed on once more", NONE, ["breach_report"], [],
    ),
    "stuck mails": (
        administrators_see_the_mails_of_a_receiver, "passed on to a partner, and taken back", "outbox:", [], [],
    ),
    "a subject": (
        a_mail_says_in_its_subject_that_nothing_is_wanted, "withdrawn at the receiver and deleted", NONE, [], CORRECTED,
    ),
    "the number of mails swept": (
        the_sweep_counts, "passed on to a partner, and taken back", NONE, ["sweep_outbox"], [],
    ),
    "the size of each log": (the_check_of_the_logs_counts_every_log, "an attempt in vain", NONE, ["verify_trail"], []),
    "whether it began": (a_page_tells_whether_the_receiver_began, "an attempt in vain", "referrals:referral", [], []),
}  # fmt: skip
"""What is opened, what is then logged, and where it is looked for: pages, commands, deeds.

The first three were found open on this product.
"""


@pytest.fixture(autouse=True)
def statement_of_the_frame() -> Iterator[None]:
    """It is written once in the life of a process (ADR 0081): here with a window in it, which nobody else may get."""
    asking._written.cache_clear()
    yield
    asking._written.cache_clear()


@pytest.mark.parametrize("window", WINDOWS)
def test_a_window_that_is_opened_is_seen(two_sides: SimpleNamespace, monkeypatch, window: str):
    open_it, what, pages, commands, deeds = WINDOWS[window]
    open_it(monkeypatch)
    only(two_sides, pages, deeds=deeds)
    two_sides.commands = commands
    before = seen(two_sides)
    LOGGED[what](two_sides)
    assert differences(before, seen(two_sides)) != set()
