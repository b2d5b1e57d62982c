"""Leases and due times hold when the clock of one node is minutes off: the locks decide, and the clock only when."""

from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from outbox import delivery, standstill
from outbox.couriers import courier_of
from outbox.delivery import RelayLine, relay
from outbox.models import OutboxState, StopReason, Transmission, TransmissionStatus
from tests.builders.referrals import a_referral

AHEAD, BEHIND = timedelta(minutes=7), timedelta(minutes=-7)


def mail() -> Transmission:
    return a_referral().transmission


@pytest.mark.django_db(transaction=True)
def test_a_node_whose_clock_is_ahead_takes_no_mail_that_another_hands_over(inbox, monkeypatch):
    """It believes that the lease ran out; the lock of the subject says otherwise."""
    transmission = mail()
    speaking, go_on = Event(), Event()
    hand_over = RelayLine.hand_over

    def slowly(line, content, **options):
        speaking.set()
        go_on.wait(20)
        return hand_over(line, content, **options)

    monkeypatch.setattr(RelayLine, "hand_over", slowly)

    def first_node() -> None:
        delivery.deliver(transmission.pk)
        connection.close()

    first = Thread(target=first_node)
    first.start()
    assert speaking.wait(20)
    with time_machine.travel(timezone.now() + AHEAD, tick=True):
        delivery.deliver(transmission.pk)
        delivery.sweep(seconds=5)
    go_on.set()
    first.join()
    transmission.refresh_from_db()
    assert (transmission.status, transmission.attempt_count, len(inbox.mails)) == (TransmissionStatus.SENT, 1, 1)


@pytest.mark.django_db
def test_a_node_whose_clock_is_ahead_takes_over_between_two_steps_and_the_first_sends_nothing(inbox):
    transmission = mail()
    courier = courier_of(transmission.kind)
    begun = delivery._begin(transmission, courier)
    with time_machine.travel(timezone.now() + AHEAD, tick=True):
        delivery.deliver(transmission.pk)
    with RelayLine(relay()) as line:
        delivery._finish(begun, courier, line)
    assert len(inbox.mails) == 1


@pytest.mark.django_db
def test_a_node_whose_clock_is_behind_leaves_a_mail_for_later_and_loses_none(inbox):
    transmission = mail()
    Transmission.objects.update(due_at=timezone.now())
    with time_machine.travel(timezone.now() + BEHIND, tick=True):
        delivery.sweep(seconds=5)
        assert inbox.mails == []
    delivery.sweep(seconds=5)
    transmission.refresh_from_db()
    assert (transmission.status, len(inbox.mails)) == (TransmissionStatus.SENT, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "by_hand", ["UPDATE outbox_outboxstate SET frozen_at = NULL, frozen_because = ''", "DELETE FROM outbox_outboxstate"]
)
def test_nobody_lifts_a_freeze_by_hand_without_a_line_in_the_log(by_hand):
    standstill.freeze(because=StopReason.OPERATOR, by=None, at=timezone.now())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(by_hand)
        with pytest.raises(IntegrityError, match="outbox_release"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    assert OutboxState.objects.get().frozen_at is not None
