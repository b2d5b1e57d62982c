"""The daily run of the reminders: twice, at once, cut off in the middle (D12)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from law.unopened import Step
from ocmw_intake import actions as intake
from referrals import actions
from referrals.actions import reminders
from referrals.models import ReceiverReminder, Referral
from tests.builders.referrals import a_referral
from tests.ocmw_intake.reminders import (
    FIRST,
    HEAD,
    MAILBOX,
    SECOND,
    contact_person,
    mails,
    morning,
    run_on,
    steps_taken,
)

__all__ = ["contact_person"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact_person")]


class Killed(BaseException):
    """What a killed process sees: nothing after it runs."""


def test_a_run_that_is_killed_in_the_middle_goes_on_where_it_stopped(referral: Referral, monkeypatch):
    for _number in range(2):
        a_referral(partner=referral.partner, team=referral.team, sent=True)
    queue, calls = reminders.queue_transmission, []

    def queue_until_killed(**mail):
        calls.append(mail)
        if len(calls) == 4:  # the second referral has one of its two mails
            raise Killed
        return queue(**mail)

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "queue_transmission", queue_until_killed)
        with pytest.raises(Killed):
            run_on(SECOND)
    assert ReceiverReminder.objects.count() == 1
    assert len(mails()) == 2
    run_on(SECOND)
    run_on(SECOND)
    assert ReceiverReminder.objects.count() == 3
    assert sorted(to for to, _status in mails()) == [HEAD] * 3 + [MAILBOX] * 3


def test_one_referral_that_fails_does_not_keep_in_the_others(referral: Referral, monkeypatch, caplog):
    a_referral(partner=referral.partner, team=referral.team, sent=True)
    queue = reminders.queue_transmission

    def queue_or_fail(**mail):
        if mail["reference"] == referral.reference:
            raise RuntimeError("naam@post.example")
        return queue(**mail)

    monkeypatch.setattr(reminders, "queue_transmission", queue_or_fail)
    with pytest.raises(CommandError, match="1 herinneringen lukten niet"):
        run_on(FIRST)
    assert ReceiverReminder.objects.count() == 1
    assert "RuntimeError" in caplog.text
    assert "naam@post.example" not in caplog.text


def test_the_database_refuses_a_second_row_for_the_same_step(referral: Referral):
    run_on(FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiverReminder.objects.create(referral=referral, step=Step.MAILBOX, made_at=morning(FIRST))


@pytest.mark.django_db(transaction=True)
def test_several_runs_at_once_remind_once(referral: Referral):
    a_referral(partner=referral.partner, team=referral.team, sent=True)
    at, runs, together = morning(SECOND), 4, Barrier(4)

    def run(_number: int) -> int:
        try:
            found = actions.reminders_due(at=at)
            together.wait()  # all of them found the same
            return sum(actions.remind_receiver(pk, at=at) is not None for pk in found)
        finally:
            connection.close()

    with ThreadPoolExecutor(runs) as pool:
        assert sum(pool.map(run, range(runs))) == 2
    assert ReceiverReminder.objects.count() == 2
    assert sorted(to for to, _status in mails()) == [HEAD] * 2 + [MAILBOX] * 2


def test_opened_after_it_was_found_is_not_reminded(referral: Referral, worker: User):
    (found,) = actions.reminders_due(at=morning(FIRST))
    intake.read_password(referral, by=worker, at=morning(FIRST))
    assert actions.remind_receiver(found, at=morning(FIRST)) is None


def test_a_dry_run_counts_and_writes_nothing(capsys):
    with time_machine.travel(morning(FIRST), tick=False):
        call_command("remind_receivers", dry_run=True)
    assert "Voor 1 aanmeldingen kwam een volgende stap." in capsys.readouterr().out
    assert steps_taken() == []
