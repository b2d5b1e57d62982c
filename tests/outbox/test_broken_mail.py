"""A mail that cannot be made, or that kills its worker, fails visibly within three tries; all others leave."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from law.roles import Role
from outbox import delivery, tries
from outbox.couriers import courier_of
from outbox.delivery import deliver_due
from outbox.models import Attempt, Kind, Transmission, TransmissionStatus, UnreadableValue
from outbox.tries import MOST_BROKEN
from referrals.actions import retry_sending
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


@pytest.fixture
def two(db):
    bad = a_referral()
    return bad, a_referral(team=bad.team, partner=bad.partner, filed_by=bad.filed_by)


def swap_first_names(*referrals) -> None:
    """Put the sealed first name of each in the row of the other, as an attacker in the database could."""
    first, second = referrals
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_referral a SET first_name = b.first_name FROM referrals_referral b"
            " WHERE a.id = %s AND b.id = %s",
            [first.pk, second.pk],
        )


def sweep_until_over(now) -> None:
    for _ in range(MOST_BROKEN + 2):
        deliver_due(seconds=20)
        now.shift(timedelta(minutes=2))


def status_of(referral) -> str:
    return Transmission.objects.get(pk=referral.transmission_id).status


def test_a_value_that_does_not_open_fails_its_own_mail_and_no_other(inbox, two, now, signed_in):
    bad, good = two
    swap_first_names(bad, good)
    sweep_until_over(now)
    assert (status_of(bad), status_of(good)) == (TransmissionStatus.FAILED, TransmissionStatus.SENT)
    assert len(inbox.contents) == 1
    assert UnreadableValue.objects.values_list("table", "row", "column").get() == (
        "referrals.referral",
        bad.pk,
        "first_name",
    )
    assert AuditEvent.objects.filter(event="value_unreadable", object_id=str(bad.pk)).count() == 1
    assert AuditEvent.objects.filter(event="transmission_failed").count() == 1
    page = signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("outbox:stuck")).text
    assert "Deze mail kan niet gemaakt worden" in page
    assert "1 gegeven gaat niet open" in page
    assert "verzenden mislukt" in signed_in(bad.filed_by).get(reverse("referrals:worklist")).text


def test_it_is_tried_three_times_and_again_when_somebody_asks(inbox, two, now, monkeypatch):
    bad, _good = two
    tries = []

    def compose(subject, transmission):
        tries.append(subject.pk)
        raise ValueError("a template that is broken")

    with monkeypatch.context() as broken:
        broken.setattr(courier_of(Kind.REFERRAL), "compose", compose)
        Transmission.objects.exclude(pk=bad.transmission_id).update(status=TransmissionStatus.CANCELLED)
        sweep_until_over(now)
    assert len(tries) == MOST_BROKEN
    assert status_of(bad) == TransmissionStatus.FAILED
    assert retry_sending(bad, by=bad.filed_by, at=timezone.now()) == []
    deliver_due(seconds=20)
    assert status_of(bad) == TransmissionStatus.SENT


class Killed(BaseException):
    """The process is gone: nothing in it gets another word."""


def test_a_mail_that_kills_its_worker_while_it_is_made_fails_at_the_fourth_look(two, now, monkeypatch):
    bad, _good = two
    Transmission.objects.exclude(pk=bad.transmission_id).update(status=TransmissionStatus.CANCELLED)

    def compose(subject, transmission):
        raise Killed

    monkeypatch.setattr(courier_of(Kind.REFERRAL), "compose", compose)
    for _ in range(MOST_BROKEN):
        with pytest.raises(Killed):
            deliver_due(seconds=20)
        now.shift(timedelta(minutes=2))
    assert deliver_due(seconds=20)[1] == []
    assert status_of(bad) == TransmissionStatus.FAILED


def test_a_mail_that_kills_its_worker_while_it_is_handed_over_fails_and_may_have_left(two, now, monkeypatch):
    bad, _good = two
    Transmission.objects.exclude(pk=bad.transmission_id).update(status=TransmissionStatus.CANCELLED)

    def hand_over(*arguments):
        raise Killed

    monkeypatch.setattr(delivery, "_hand_over", hand_over)
    for _ in range(MOST_BROKEN):
        with pytest.raises(Killed):
            deliver_due(seconds=20)
        now.shift(delivery.LEASE + timedelta(seconds=1))
    deliver_due(seconds=20)
    mail = Transmission.objects.get(pk=bad.transmission_id)
    assert (mail.status, mail.is_ambiguous) == (TransmissionStatus.FAILED, True)
    assert Attempt.objects.filter(transmission=mail).count() == MOST_BROKEN


@pytest.mark.django_db(transaction=True)
def test_who_meets_a_mail_that_another_worker_writes_takes_back_no_try_of_that_one():
    """That worker may die of the mail a moment later."""
    referral = a_referral()
    assert tries.count(referral.transmission_id)
    with ThreadPoolExecutor(max_workers=1) as pool, transaction.atomic():
        Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
        Transmission.objects.select_for_update(no_key=True).get(pk=referral.transmission_id)
        pool.submit(lambda: (delivery.deliver(referral.transmission_id), connection.close())).result(timeout=10)
    assert Transmission.objects.get(pk=referral.transmission_id).broken_tries == 1


@pytest.mark.django_db
def test_of_workers_that_come_at_the_same_moment_one_counts_a_try(now):
    """A healthy mail would fail by the tries of those who only came to look."""
    mail = a_referral().transmission_id
    assert [bool(tries.count(mail)) for _ in range(MOST_BROKEN + 2)] == [True] + [False] * (MOST_BROKEN + 1)
    delivery.deliver(mail)
    looked_at = Transmission.objects.get(pk=mail)
    assert (looked_at.status, looked_at.broken_tries) == (TransmissionStatus.QUEUED, 1)
    now.shift(tries.CLAIMED_FOR + timedelta(seconds=1))  # the one that counted is gone
    assert tries.count(mail)


@pytest.mark.django_db
def test_a_mail_that_was_left_alone_is_due_as_it_was(monkeypatch):
    mail = Transmission.objects.get(pk=a_referral().transmission_id)
    monkeypatch.setattr(courier_of(Kind.REFERRAL), "lock", lambda *_args, **_kwargs: None)
    delivery.deliver(mail.pk)
    left = Transmission.objects.get(pk=mail.pk)
    assert (left.due_at, left.broken_tries) == (mail.due_at, 0)


@pytest.mark.parametrize("error", [OperationalError, DatabaseError])
def test_a_database_that_is_away_is_no_fault_of_the_mail(inbox, two, now, monkeypatch, error):
    bad, _good = two
    real = courier_of(Kind.REFERRAL).compose

    def compose(subject, transmission):
        raise error

    with monkeypatch.context() as away:
        away.setattr(courier_of(Kind.REFERRAL), "compose", compose)
        for _ in range(MOST_BROKEN + 2):
            deliver_due(seconds=20)
    assert Transmission.objects.get(pk=bad.transmission_id).broken_tries == 0
    assert courier_of(Kind.REFERRAL).compose == real
    deliver_due(seconds=20)
    assert status_of(bad) == TransmissionStatus.SENT


def test_bytes_that_do_not_open_fail_their_mail(inbox, two, now):
    """Swapped after the first attempt."""
    bad, _good = two
    deliver_due(seconds=20)  # nobody listens yet for the next
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE outbox_transmission DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE outbox_transmission SET status = 'queued', sent_at = NULL, due_at = now(), message = password"
            " WHERE id = %s",
            [bad.transmission_id],
        )
        cursor.execute("ALTER TABLE outbox_transmission ENABLE TRIGGER USER")
    Transmission.objects.filter(pk=bad.transmission_id).update(due_at=timezone.now())
    sweep_until_over(now)
    assert status_of(bad) == TransmissionStatus.FAILED
    assert UnreadableValue.objects.get().column == "message"
