"""Stopping papers stops their queue at once: a worker asks the gate now, and not when the mail's turn comes."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Mailbox, SuspensionReason
from agreements.terms.papers import Amendment, Party
from audit.events import Event
from audit.models import AuditEvent
from outbox import couriers, delivery
from outbox.actions import queue_transmission
from outbox.couriers import Letter
from outbox.models import Kind, Transmission, TransmissionStatus
from outbox.tasks import deliver
from settings.celery import app as celery_app
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = FILED_AT.date()
LATER = timedelta(hours=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def worker() -> Iterator[Callable[[], None]]:
    """Return what a worker does when it is nudged: take what waits in the real broker, and run it."""
    with celery_app.connection_for_write() as broker, broker.SimpleQueue("celery") as tasks:
        tasks.clear()

        def work() -> None:
            with suppress(tasks.Empty):
                while True:
                    message = tasks.get_nowait()
                    message.ack()
                    assert message.headers["task"] == deliver.name
                    deliver(*message.payload[0])

        yield work


@pytest.fixture
def referral(worker, monkeypatch):
    """One whose mail waits an hour, because the relay was away."""
    with monkeypatch.context() as patch:
        patch.setattr("outbox.actions.nudge", lambda _: False)
        referral = a_referral()
    Transmission.objects.update(due_at=FILED_AT + LATER)
    return referral


def transmission_of(referral) -> Transmission:
    return Transmission.objects.get(pk=referral.transmission_id)


def suspend(agreement: Agreement, by, from_on: date = TODAY) -> None:
    actions.stopping.suspend_sharing(
        agreement=agreement,
        by_party=Party.PARTNER,
        from_on=from_on,
        until_on=None,
        reason=SuspensionReason.CONSULTATION,
        by=by,
        at=timezone.now(),
    )


def end_for_breach(agreement: Agreement, by) -> None:
    actions.stopping.end_for_breach(protocol=agreement.protocol, on=TODAY, by=by, at=timezone.now())


def end_legal_ground(agreement: Agreement, by) -> None:
    actions.stopping.end_legal_ground(agreement=agreement, on=TODAY, by=by, at=timezone.now())


def end_the_term(agreement: Agreement, by) -> None:
    terms = {"ends_on": TODAY - timedelta(days=1)}
    actions.papers.change_agreement(agreement=agreement, terms=terms, by=by, at=timezone.now())


def change_the_mailbox(agreement: Agreement, by) -> None:
    actions.mailbox.set_mailbox(protocol=agreement.protocol, address="anders@ocmw.example", by=by, at=timezone.now())


def change_it_there_and_back(agreement: Agreement, by) -> None:
    """From A to B and back to A, all in order: what was queued for A before does not go to who reads A now (D27)."""
    before = agreement.protocol.mailboxes.get()
    for address in ("anders@ocmw.example", before.address):
        now = timezone.now()
        box = actions.mailbox.set_mailbox(protocol=agreement.protocol, address=address, by=by, at=now)
        for someone in (by, a_user()):
            actions.mailbox.verify_mailbox(mailbox=box, by=someone, at=now)
        Mailbox.objects.filter(pk=box.pk).update(
            answered_at=now, secrecy_attested_on=TODAY, secrecy_attested_by=before.secrecy_attested_by
        )


@pytest.mark.parametrize(
    ("stop", "obstacle"),
    [
        (suspend, "sharing_suspended"),
        (end_for_breach, "protocol_ended_for_breach"),
        (end_legal_ground, "legal_ground_gone"),
        (end_the_term, "agreement_ended"),
        (change_the_mailbox, "mailbox_changed"),
        (change_it_there_and_back, "mailbox_changed"),
    ],
)
def test_what_is_queued_is_blocked_at_once_with_the_reasons(inbox, referral, worker, stop, obstacle):
    stop(referral.agreement, referral.filed_by)
    worker()
    after = transmission_of(referral)
    assert after.status == TransmissionStatus.BLOCKED
    assert obstacle in after.obstacles
    assert inbox.contents == []
    assert AuditEvent.objects.filter(event=Event.TRANSMISSION_BLOCKED).count() == 1


def test_a_stop_of_other_papers_leaves_the_queue_alone(inbox, referral, worker):
    other = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    suspend(other, referral.filed_by)
    worker()
    after = transmission_of(referral)
    assert (after.status, after.due_at) == (TransmissionStatus.QUEUED, FILED_AT + LATER)


def test_a_stop_that_comes_later_lets_the_mail_go_now(inbox, referral, worker):
    suspend(referral.agreement, referral.filed_by, TODAY + timedelta(days=7))
    worker()
    assert transmission_of(referral).status == TransmissionStatus.SENT
    assert len(inbox.contents) == 1


def test_a_stop_that_is_not_committed_stops_nothing(inbox, referral):
    with transaction.atomic():
        suspend(referral.agreement, referral.filed_by)
        transaction.set_rollback(True)
    assert transmission_of(referral).due_at == FILED_AT + LATER


def test_a_deletion_notice_passes_though_everything_is_stopped(inbox, referral, worker, monkeypatch):
    """D6: it follows the data, whatever became of the papers."""

    class Notice:
        kind = Kind.DELETION_NOTICE

        def lock(self, subject_id, *, wait):
            return subject_id

        def obstacles(self, subject, transmission, *, at):
            return []

        def compose(self, subject, transmission):
            return Letter(subject="Verwijderbericht", body="Verwijder de gegevens.")

        def is_outdated(self, subject, transmission):
            return False

        def accepted(self, subject, transmission, *, at):
            pass

    monkeypatch.setitem(couriers._couriers, Kind.DELETION_NOTICE, Notice())
    with monkeypatch.context() as patch:
        patch.setattr("outbox.actions.nudge", lambda _: False)
        notice = queue_transmission(
            kind=Kind.DELETION_NOTICE,
            subject_id=referral.pk,
            recipient="sociaal@ocmw.example",
            papers_id=referral.agreement_id,
            at=timezone.now() + LATER,
        )
    suspend(referral.agreement, referral.filed_by)
    end_for_breach(referral.agreement, referral.filed_by)
    worker()
    assert Transmission.objects.get(pk=notice.pk).status == TransmissionStatus.SENT
    assert [mail["Subject"] for mail in inbox.mails] == ["Verwijderbericht"]
    assert transmission_of(referral).status == TransmissionStatus.BLOCKED


def test_a_dead_broker_is_asked_once_and_the_gate_still_stops_the_mail(inbox, referral, monkeypatch):
    asked: list[str] = []

    def dead(*, args, **_options):
        asked.extend(args)
        raise OSError

    monkeypatch.setattr("outbox.tasks.deliver.apply_async", dead)
    a_referral(team=referral.team, partner=referral.partner, residence=referral.residence)
    asked.clear()
    suspend(referral.agreement, referral.filed_by)
    assert len(asked) == 1
    delivery.deliver(referral.transmission_id)  # as the sweep does
    assert transmission_of(referral).status == TransmissionStatus.BLOCKED
    assert inbox.contents == []


def test_a_mail_of_the_old_version_is_blocked_once_the_new_one_holds(inbox, referral, now):
    """R44: a referral keeps the version under which it was filed, also when that is over."""
    agreement, by = referral.agreement, referral.filed_by
    made = actions.versions.start_next_version(
        agreement=agreement, amendment=Amendment.TERMS, agreed_from=TODAY, by=by, at=timezone.now()
    )
    made.signatures.update(signed_on=date(2026, 11, 20))
    made.protocol.dpo_advices.update(advised_on=date(2026, 11, 10))
    Transmission.objects.update(status=TransmissionStatus.QUEUED, due_at=FILED_AT + timedelta(days=2))
    actions.versions.take_over(
        agreement=made, first_day=TODAY + timedelta(days=1), today=TODAY, by=by, at=timezone.now()
    )
    now.shift(timedelta(days=2))
    delivery.deliver(referral.transmission_id)
    after = transmission_of(referral)
    referral.refresh_from_db()
    assert (after.status, after.obstacles) == (TransmissionStatus.BLOCKED, ["agreement_ended"])
    assert referral.agreement == agreement
    assert inbox.contents == []
