"""A social worker at the log of the contact, three days after the referral came in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ocmw_intake import actions
from ocmw_intake.models import (
    ContactAttempt,
    Intake,
    Outcome,
    OutcomeKind,
    StrikeReason,
)
from referrals.models import Referral
from tests.ocmw_intake.test_views import text

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)  # three days after the referral came in


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(clock: None, worker: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(worker)


def url(page: str, referral: Referral, *more: Any) -> str:
    return reverse(f"ocmw_intake:{page}", args=[referral.reference, *more])


def page_of(client: Client, referral: Referral) -> str:
    return text(client.get(url("referral", referral)))


def status_of(referral: Referral) -> str:
    return Intake.objects.get(referral=referral).status


def strike(referral: Referral, found: ContactAttempt, worker: User, **changes: Any) -> None:
    actions.strike_attempt(referral, found, **{"because": StrikeReason.DOUBLE, "by": worker, "at": NOW, **changes})


def correct(referral: Referral, found: ContactAttempt, worker: User, **changes: Any) -> ContactAttempt:
    answers = {"made_on": found.made_on, "channel": found.channel, "reached": found.reached, **changes}
    return actions.correct_attempt(referral, found, **answers, by=worker, at=NOW)


def record(referral: Referral, worker: User, kind: OutcomeKind, **more: Any) -> Outcome:
    return actions.record_outcome(referral, kind=kind, by=worker, at=NOW, **more)
