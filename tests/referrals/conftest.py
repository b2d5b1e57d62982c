"""A referral that was sent, and the relay of the outbox tests to send what follows it."""

import pytest
import time_machine

from referrals.models import Referral
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]


@pytest.fixture
def now():
    """An hour after the referral was sent."""
    with time_machine.travel(FILED_AT.replace(hour=10), tick=True) as traveller:
        yield traveller


@pytest.fixture
def referral(db) -> Referral:
    return a_referral(sent=True)
