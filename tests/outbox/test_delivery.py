"""One mail from the queue to the relay: nothing lost, nothing after a withdrawal, nobody else (ADR 0003)."""

import io
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import pyzipper
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from agreements.actions.stopping import end_for_breach, end_legal_ground, suspend_sharing
from agreements.models import Mailbox, Suspension, SuspensionReason
from agreements.terms.papers import Party
from audit.models import AuditEvent
from consent.models import Withdrawal
from outbox import actions as outbox_actions
from outbox import delivery, handover
from outbox.handover import HandoverOutcome, HandoverResult, RelayLine, Stage
from outbox.models import Attempt, Transmission, TransmissionStatus
from referrals.actions import withdraw
from referrals.models import DATA_FIELDS, Referral
from referrals.terms.contents import JSONLD_NAME, TEXT_NAME
from referrals.transmissions import ReferralCourier as Courier
from settings.celery import app as celery_app
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.seven_zip import program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


@pytest.fixture
def referral():
    return a_referral()


def transmission_of(referral) -> Transmission:
    return Transmission.objects.get(pk=referral.transmission_id)


def deliver(referral) -> Transmission:
    delivery.deliver(referral.transmission_id)
    return transmission_of(referral)


def archive_in(mail) -> bytes:
    (attachment,) = mail.iter_attachments()
    return attachment.get_content()


def test_a_filed_referral_reaches_the_mailbox_of_the_protocol_and_nobody_else(inbox, referral):
    sent = deliver(referral)
    assert sent.status == TransmissionStatus.SENT
    assert sent.sent_at is not None
    assert inbox.recipients == ["sociaal@ocmw.example"]
    assert [mail["To"] for mail in inbox.mails] == ["sociaal@ocmw.example"]


def test_the_archive_opens_with_the_password_and_holds_exactly_the_four_fields(inbox, referral):
    sent = deliver(referral)
    with pyzipper.AESZipFile(io.BytesIO(archive_in(inbox.mails[0]))) as archive:
        archive.setpassword(sent.password.encode())
        assert archive.namelist() == [TEXT_NAME, JSONLD_NAME]
        lines = archive.read(TEXT_NAME).decode("utf-8-sig").strip().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Naam en voornaam", "Adres", "Telefoonnummer", "E-mailadres"]


def test_seven_zip_opens_the_archive_from_the_mail(inbox, referral, tmp_path):
    sent = deliver(referral)
    (tmp_path / "archive.zip").write_bytes(archive_in(inbox.mails[0]))
    command = [program(), "x", f"-p{sent.password}", f"-o{tmp_path}", str(tmp_path / "archive.zip")]
    subprocess.run(command, check=True, capture_output=True)
    assert "Van den Voorbeeld, Noor" in (tmp_path / TEXT_NAME).read_text("utf-8-sig")


def test_the_mail_shows_nothing_of_the_client_and_not_the_password(inbox, referral):
    sent = deliver(referral)
    mail = inbox.mails[0]
    visible = "".join(mail.values()) + mail.get_body().get_content() + str(next(mail.iter_attachments()).items())
    for secret in ("Noor", "Voorbeeld,", "Lindelaan", "470 00 00 12", "470000012", "noor@", sent.password):
        assert secret not in visible
    assert referral.reference in mail["Subject"]
    assert f"/opvolging/{referral.reference}/" in mail.get_body().get_content()


def test_a_withdrawn_consent_stops_a_queued_transmission(inbox, referral):
    withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
    assert deliver(referral).status == TransmissionStatus.CANCELLED
    assert inbox.contents == []


def test_a_withdrawal_between_intent_and_hand_over_stops_the_mail(inbox, referral):
    transmission = transmission_of(referral)
    courier = delivery.courier_of(transmission.kind)
    begun = delivery._begin(transmission, courier)
    withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
    delivery._finish(begun, courier, RelayLine(delivery.relay()))
    assert transmission_of(referral).status == TransmissionStatus.CANCELLED
    assert inbox.contents == []


def test_the_gate_itself_sees_a_withdrawal_between_intent_and_hand_over(inbox, referral):
    """Also when nothing was cancelled, as by hand in the database."""
    transmission = transmission_of(referral)
    courier = delivery.courier_of(transmission.kind)
    begun = delivery._begin(transmission, courier)
    today = timezone.localdate()
    Withdrawal.objects.create(consent=referral.consent, withdrawn_on=today, recorded_by=referral.filed_by)
    delivery._finish(begun, courier, RelayLine(delivery.relay()))
    assert transmission_of(referral).obstacles == ["consent_withdrawn"]
    assert inbox.contents == []


def test_papers_suspended_between_intent_and_hand_over_block_the_mail(inbox, referral):
    transmission = transmission_of(referral)
    courier = delivery.courier_of(transmission.kind)
    begun = delivery._begin(transmission, courier)
    suspend(referral)
    delivery._finish(begun, courier, RelayLine(delivery.relay()))
    assert transmission_of(referral).obstacles == ["sharing_suspended"]
    assert inbox.contents == []


def test_papers_suspended_between_two_mails_of_a_batch_block_the_second(inbox, referral, monkeypatch):
    same = {"team": referral.team, "partner": referral.partner, "agreement": referral.agreement}
    second = a_referral(**same, filed_by=referral.filed_by)
    deliver_one = delivery._deliver

    def then_suspend(found, line) -> None:
        deliver_one(found, line)
        if found.pk == referral.transmission_id:
            suspend(referral)

    monkeypatch.setattr(delivery, "_deliver", then_suspend)
    delivery.deliver_due(first=referral.transmission_id, seconds=60)
    assert transmission_of(referral).status == TransmissionStatus.SENT
    assert transmission_of(second).obstacles == ["sharing_suspended"]


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_a_hand_over_that_is_under_way(inbox):
    """R55: when the withdrawal returns, the mail is gone or never goes; it does not slip out afterwards."""
    referral = a_referral()
    order: list[str] = []
    withdrawing = threading.Event()

    def withdraw_now() -> None:
        try:
            withdrawing.set()
            withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
            order.append("withdrawn")
        finally:
            connection.close()

    thread = threading.Thread(target=withdraw_now)

    def meanwhile() -> None:
        thread.start()
        withdrawing.wait()
        thread.join(0.5)  # it must be waiting for our lock by now
        order.append("accepted")

    inbox.meanwhile = meanwhile
    deliver(referral)
    thread.join()
    assert order == ["accepted", "withdrawn"]
    assert transmission_of(referral).status == TransmissionStatus.SENT


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_session_never_says_the_final_dot(inbox, monkeypatch):
    """R55: with the session went the lock, and a withdrawal returned while the worker still spoke (docs/proof)."""
    referral = a_referral()
    has_spoken = handover._Dialogue._has_spoken

    def lose_the_session(dialogue):
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        other.close()
        with ThreadPoolExecutor(max_workers=1) as pool:
            pool.submit(withdraw_elsewhere, referral).result()
        return has_spoken(dialogue)

    monkeypatch.setattr(handover._Dialogue, "_has_spoken", lose_the_session)
    with pytest.raises(OperationalError):
        deliver(referral)
    connection.close()
    assert inbox.contents == []
    row = transmission_of(referral)
    assert (row.status, row.is_ambiguous) == (TransmissionStatus.CANCELLED, True)


def withdraw_elsewhere(referral: Referral) -> None:
    try:
        withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_workers_on_one_row_make_one_mail(inbox):
    referral = a_referral()

    def work(_number: int) -> None:
        try:
            delivery.deliver(referral.transmission_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(work, range(50)))
    assert len(inbox.contents) == 1
    assert transmission_of(referral).status == TransmissionStatus.SENT


@pytest.mark.django_db(transaction=True)
def test_a_referral_locked_by_someone_else_is_left_for_the_next_sweep(inbox):
    referral = a_referral()
    with ThreadPoolExecutor(max_workers=1) as pool, transaction.atomic():
        type(referral).objects.select_for_update(no_key=True).get(pk=referral.pk)
        pool.submit(lambda: (delivery.deliver(referral.transmission_id), connection.close())).result(timeout=10)
        assert inbox.contents == []
    assert deliver(referral).status == TransmissionStatus.SENT


@pytest.mark.parametrize(
    ("answer", "status", "is_ambiguous"),
    [
        ("451 4.3.0 Later", TransmissionStatus.QUEUED, False),
        ("554 5.7.1 Password protected archive", TransmissionStatus.FAILED, False),
    ],
)
def test_the_answer_of_the_relay_decides_what_is_next(inbox, referral, answer, status, is_ambiguous):
    inbox.answer = answer
    after = deliver(referral)
    assert (after.status, after.is_ambiguous) == (status, is_ambiguous)
    assert Attempt.objects.get().code == int(answer[:3])


def test_a_line_lost_after_the_final_dot_sends_the_same_bytes_again_and_is_marked(inbox, referral, now, monkeypatch):
    with monkeypatch.context() as patch:
        lost = HandoverResult(outcome=HandoverOutcome.UNKNOWN, stage=Stage.DOT, code=None, status=None)
        patch.setattr(RelayLine, "hand_over", lambda *_, **__: lost)
        uncertain = deliver(referral)
    assert (uncertain.status, uncertain.is_ambiguous) == (TransmissionStatus.QUEUED, True)
    now.shift(timedelta(minutes=2))
    sent = deliver(referral)
    assert (sent.status, sent.is_ambiguous) == (TransmissionStatus.SENT, True)
    assert sent.message == uncertain.message


def test_a_relay_that_is_away_is_tried_again_after_one_five_fifteen_and_sixty_minutes(referral, now, settings):
    waits = []
    for _ in range(5):
        before = timezone.now()
        after = deliver(referral)
        assert after.status == TransmissionStatus.QUEUED
        waits.append(round((after.due_at - before) / timedelta(minutes=1)))
        now.move_to(after.due_at + timedelta(seconds=1))
    assert waits == [1, 5, 15, 60, 60]
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {HandoverOutcome.NOT_SENT}


def test_a_mail_that_is_not_due_yet_is_not_tried(inbox, referral):
    Transmission.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    assert deliver(referral).attempt_count == 0


def test_after_three_days_a_mail_has_failed_and_says_so(referral, now):
    Transmission.objects.update(created_at=FILED_AT - timedelta(hours=73))
    assert deliver(referral).status == TransmissionStatus.FAILED
    assert AuditEvent.objects.filter(event="transmission_failed").exists()


def test_a_worker_that_died_after_its_intent_leaves_a_mail_that_goes_again_with_the_same_bytes(inbox, referral, now):
    transmission = transmission_of(referral)
    delivery._begin(transmission, delivery.courier_of(transmission.kind))
    kept = transmission_of(referral).message
    assert deliver(referral).status == TransmissionStatus.SENDING  # the lease still holds
    now.shift(delivery.LEASE)
    sent = deliver(referral)
    assert sent.status == TransmissionStatus.SENT
    assert sent.is_ambiguous
    assert [content.replace(b"\r\n", b"\n") for content in inbox.contents] == [kept.replace(b"\r\n", b"\n")]


def test_a_worker_that_comes_back_after_its_lease_sends_nothing(inbox, referral, now):
    transmission = transmission_of(referral)
    courier = delivery.courier_of(transmission.kind)
    slow = delivery._begin(transmission, courier)
    now.shift(delivery.LEASE)
    deliver(referral)
    delivery._finish(slow, courier, RelayLine(delivery.relay()))
    assert len(inbox.contents) == 1


def test_a_worker_that_comes_back_while_another_holds_the_mail_sends_nothing(inbox, referral, now):
    transmission = transmission_of(referral)
    courier = delivery.courier_of(transmission.kind)
    slow = delivery._begin(transmission, courier)
    now.shift(delivery.LEASE)
    quick = delivery._begin(transmission_of(referral), courier)
    with RelayLine(delivery.relay()) as line:
        delivery._finish(slow, courier, line)
        assert inbox.contents == []
        delivery._finish(quick, courier, line)
    assert len(inbox.contents) == 1
    assert transmission_of(referral).status == TransmissionStatus.SENT


def test_a_repeat_has_the_same_message_id_date_and_bytes(inbox, referral, now):
    inbox.answer = "451 4.3.0 Later"
    first = deliver(referral).message
    inbox.answer = "250 2.0.0 Kept"
    now.shift(timedelta(minutes=2))
    assert deliver(referral).message == first


def test_a_mailbox_that_changed_after_filing_blocks_the_mail_and_does_not_redirect_it(inbox, referral):
    Mailbox.objects.update(address="ander@ocmw.example")
    blocked = deliver(referral)
    assert blocked.obstacles == ["mailbox_changed"]
    assert inbox.contents == []


def test_a_suspended_agreement_blocks_the_mail_and_says_why(inbox, referral):
    suspend(referral)
    blocked = deliver(referral)
    assert (blocked.status, blocked.obstacles) == (TransmissionStatus.BLOCKED, ["sharing_suspended"])
    assert inbox.contents == []


def test_the_day_after_its_last_day_a_suspension_blocks_nothing(inbox, referral, now):
    """R101, both days included: a mail that waits for its turn goes when the suspension is over."""
    today = timezone.localdate()
    suspend(referral, until_on=today)
    Transmission.objects.update(due_at=timezone.now() + timedelta(days=1))
    assert deliver(referral).status == TransmissionStatus.QUEUED
    now.shift(timedelta(days=1, minutes=1))
    assert deliver(referral).status == TransmissionStatus.SENT


def test_papers_that_ended_at_once_block_the_mail_and_say_why(inbox, referral):
    """R100, R36."""
    who = {"by": referral.filed_by, "at": timezone.now()}
    end_for_breach(protocol=referral.agreement.protocol, on=timezone.localdate(), **who)
    end_legal_ground(agreement=referral.agreement, on=timezone.localdate(), **who)
    assert deliver(referral).obstacles == ["protocol_ended_for_breach", "legal_ground_gone"]
    assert inbox.contents == []


def test_the_sweep_sends_what_is_due_without_any_broker(inbox, referral, capsys):
    call_command("sweep_outbox")
    assert transmission_of(referral).status == TransmissionStatus.SENT
    assert capsys.readouterr().out == "Wat klaarstond, is opgepakt.\n"


@pytest.fixture
def dead_broker(monkeypatch):
    monkeypatch.setattr(celery_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(celery_app.amqp, "_producer_pool", None)
    yield
    monkeypatch.undo()
    celery_app.amqp._producer_pool = None


def _fails_for(broken):
    compose = Courier.compose

    def fail(self, subject, transmission):
        if subject.pk == broken.pk:
            raise RuntimeError
        return compose(self, subject, transmission)

    return fail


def test_one_mail_that_cannot_be_handled_does_not_keep_in_the_others(inbox, referral, monkeypatch):
    later = FILED_AT + timedelta(milliseconds=1)
    broken, other = referral, a_referral(team=referral.team, partner=referral.partner, filed_at=later)
    monkeypatch.setattr(Courier, "compose", _fails_for(broken))
    with pytest.raises(CommandError, match="Niet alles lukte"):
        call_command("sweep_outbox")
    assert transmission_of(other).status == TransmissionStatus.SENT


def test_settings_that_make_a_hand_over_impossible_count_as_a_relay_that_is_away(referral, settings, tmp_path):
    settings.SMTP_CA_FILE = str(tmp_path / "gone.pem")
    after = deliver(referral)
    assert (after.status, after.is_ambiguous) == (TransmissionStatus.QUEUED, False)
    assert Attempt.objects.get().outcome == HandoverOutcome.NOT_SENT


def test_a_line_lost_at_the_very_end_is_failed_and_still_marked(referral, monkeypatch):
    lost = HandoverResult(outcome=HandoverOutcome.UNKNOWN, stage=Stage.DOT, code=None, status=None)
    monkeypatch.setattr(RelayLine, "hand_over", lambda *_, **__: lost)
    Transmission.objects.update(created_at=FILED_AT - timedelta(hours=73))
    after = deliver(referral)
    assert (after.status, after.is_ambiguous) == (TransmissionStatus.FAILED, True)


def test_cancelling_what_a_dead_worker_began_remembers_that_it_may_have_arrived(referral):
    transmission = transmission_of(referral)
    delivery._begin(transmission, delivery.courier_of(transmission.kind))
    withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
    after = transmission_of(referral)
    assert (after.status, after.is_ambiguous) == (TransmissionStatus.CANCELLED, True)


def test_erased_data_are_not_sent(inbox, referral):
    type(referral).objects.update(erased_at=timezone.now(), **dict.fromkeys(DATA_FIELDS))
    assert deliver(referral).obstacles == ["data_erased"]
    assert inbox.contents == []


def test_filing_succeeds_when_the_broker_is_dead(dead_broker, django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks(execute=True):
        referral = a_referral()
    assert transmission_of(referral).status == TransmissionStatus.QUEUED
    assert "nudge failed" in caplog.text


def test_an_unknown_transmission_is_no_error():
    delivery.deliver("00000000-0000-0000-0000-000000000000")


def test_cancelling_leaves_alone_what_was_sent(inbox, referral):
    deliver(referral)
    assert outbox_actions.cancel_queued(subject_id=referral.pk) == 0


def suspend(referral, *, until_on=None) -> Suspension:
    """Suspend as the page does, from today."""
    return suspend_sharing(
        agreement=referral.agreement,
        by_party=Party.PARTNER,
        from_on=timezone.localdate(),
        until_on=until_on,
        reason=SuspensionReason.CONSULTATION,
        by=referral.filed_by,
        at=timezone.now(),
    )
