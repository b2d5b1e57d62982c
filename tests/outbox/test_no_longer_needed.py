"""A mail that lost its purpose while it waited: cancelled, and nobody has to act or learns why (ADR 0034)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent
from outbox import delivery
from outbox.couriers import NoLongerNeeded
from outbox.models import Attempt, Transmission, TransmissionStatus
from referrals.transmissions import ReferralCourier
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


@pytest.fixture
def transmission() -> Transmission:
    return a_referral().transmission


@pytest.fixture
def asked(monkeypatch) -> list[bool]:
    """Answers in turn whether the mail is still needed; the last answer stays."""
    answers = [False]
    ask = ReferralCourier.obstacles

    def obstacles(self, subject, transmission, *, at):
        if not (answers.pop(0) if len(answers) > 1 else answers[0]):
            raise NoLongerNeeded
        return ask(self, subject, transmission, at=at)

    monkeypatch.setattr(ReferralCourier, "obstacles", obstacles)
    return answers


def deliver(transmission: Transmission) -> Transmission:
    delivery.deliver(transmission.pk)
    transmission.refresh_from_db()
    return transmission


def test_it_is_cancelled_before_the_first_attempt_without_an_event_or_a_place_on_the_page(inbox, transmission, asked):
    events = AuditEvent.objects.count()
    found = deliver(transmission)
    assert (found.status, found.obstacles, found.is_ambiguous) == (TransmissionStatus.CANCELLED, [], False)
    assert inbox.mails == []
    assert not Attempt.objects.exists()
    assert AuditEvent.objects.count() == events
    assert not Transmission.objects.stuck(timezone.now() + timedelta(hours=1)).exists()


def test_it_is_asked_again_before_the_first_word_to_the_relay(inbox, transmission, asked):
    asked[:] = [True, False]
    assert deliver(transmission).status == TransmissionStatus.CANCELLED
    assert inbox.mails == []


def test_one_that_a_dead_worker_may_have_sent_stays_known_as_such(inbox, transmission, asked):
    transmission.status, transmission.attempt_count, transmission.message = TransmissionStatus.SENDING, 1, b"From: x"
    transmission.lease_until = timezone.now() - timedelta(seconds=1)
    transmission.save(update_fields=["status", "attempt_count", "message", "lease_until"])
    found = deliver(transmission)
    assert (found.status, found.is_ambiguous, found.lease_until) == (TransmissionStatus.CANCELLED, True, None)


def test_a_cancelled_mail_does_not_come_back(inbox, transmission, asked):
    deliver(transmission)
    asked[:] = [True]
    assert deliver(transmission).status == TransmissionStatus.CANCELLED
    assert inbox.mails == []
