"""No path around the gate: the database itself refuses, and a real mail sink gets nothing (D7; ADR 0019)."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consent.models import Consent, Withdrawal
from outbox import tasks
from outbox.actions import cancel_queued, queue_transmission
from outbox.delivery import deliver
from outbox.message import new_message_id
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals.models import DATA_FIELDS, Referral
from tests.builders.consent import a_consent
from tests.builders.database import unguarded
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


@pytest.fixture
def referral():
    return a_referral()


def take_back(referral) -> None:
    """Only the row of the withdrawal: nobody cancelled what was queued."""
    Withdrawal.objects.create(
        consent=referral.consent, withdrawn_on=timezone.localdate(), recorded_by=referral.filed_by
    )


def raw(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def force_sending(referral) -> None:
    raw(
        "UPDATE outbox_transmission SET status = 'sending', message = 'x', lease_until = now() - interval '1 hour'"
        " WHERE id = %s",
        referral.transmission_id,
    )


def test_raw_sql_cannot_begin_to_send_after_a_withdrawal(inbox, referral):
    take_back(referral)
    with pytest.raises(IntegrityError, match="without consent that stands"):
        force_sending(referral)
    call_command("sweep_outbox")
    assert inbox.contents == []


def test_an_update_cannot_begin_to_send_after_a_withdrawal(inbox, referral):
    Transmission.objects.filter(pk=referral.transmission_id).update(message=None)
    take_back(referral)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.update(status=TransmissionStatus.SENDING, lease_until=timezone.now())
    assert inbox.contents == []


def test_raw_sql_can_begin_to_send_while_consent_stands(referral):
    force_sending(referral)
    assert Transmission.objects.get().status == TransmissionStatus.SENDING


@pytest.mark.parametrize(
    "field", ["told_purpose", "told_expectations", "is_free", "is_explicit", "is_decided_together"]
)
def test_nothing_begins_to_send_with_a_consent_that_is_not_whole(inbox, referral, field):
    consent = a_consent(team=referral.team, receiver=referral.partner, obtained_by=referral.filed_by, **{field: False})
    consent.save()
    Referral.objects.update(consent=consent)
    with pytest.raises(IntegrityError):
        force_sending(referral)
    deliver(referral.transmission_id)
    assert inbox.contents == []


def test_nothing_begins_to_send_with_the_consent_of_another_team(referral):
    consent = a_consent(team=a_team("Team Elders"), receiver=referral.partner, obtained_by=referral.filed_by)
    consent.save()
    with unguarded():  # else the referral refuses it before the mail does
        Referral.objects.update(consent=consent)
    with pytest.raises(IntegrityError):
        force_sending(referral)


def test_nothing_begins_to_send_of_erased_data(referral):
    Referral.objects.update(erased_at=timezone.now(), **dict.fromkeys(DATA_FIELDS))
    with pytest.raises(IntegrityError):
        force_sending(referral)


def test_a_second_mail_for_the_same_referral_to_somebody_else_never_leaves(inbox, referral):
    """An inserted row is no way out: not by hand, and not by the queue."""
    other = queue_transmission(
        kind=Kind.REFERRAL,
        subject_id=referral.pk,
        recipient="vreemd@elders.example",
        papers_id=referral.agreement_id,
        at=FILED_AT,
    )
    deliver(other.pk)
    assert inbox.contents == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.create(
            kind=Kind.REFERRAL,
            subject_id=referral.pk,
            recipient="vreemd@elders.example",
            message_id=new_message_id("elders.example"),
            dated_at=FILED_AT,
            due_at=FILED_AT,
            status=TransmissionStatus.SENDING,
            message=b"x",
            lease_until=FILED_AT,
        )


def test_a_mail_about_nothing_at_all_never_begins(inbox):
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.create(
            kind=Kind.CORRECTION,
            subject_id=uuid.uuid4(),
            recipient="vreemd@elders.example",
            message_id=new_message_id("elders.example"),
            dated_at=FILED_AT,
            due_at=FILED_AT,
            status=TransmissionStatus.SENDING,
            message=b"x",
            lease_until=FILED_AT,
        )


def test_a_deletion_notice_begins_after_a_withdrawal(referral):
    """D6: it goes out whatever became of consent."""
    take_back(referral)
    notice = queue_transmission(
        kind=Kind.DELETION_NOTICE,
        subject_id=referral.pk,
        recipient="sociaal@ocmw.example",
        papers_id=None,
        at=FILED_AT,
    )
    raw(
        "UPDATE outbox_transmission SET status = 'sending', message = 'x', lease_until = now() WHERE id = %s", notice.pk
    )
    assert Transmission.objects.get(pk=notice.pk).status == TransmissionStatus.SENDING


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("recipient", "vreemd@elders.example"),
        ("message_id", "<ander@elders.example>"),
        ("dated_at", "2020-01-01"),
        ("kind", "message"),
        ("subject_id", "00000000-0000-0000-0000-000000000000"),
        ("papers_id", None),
        ("papers_id", "00000000-0000-0000-0000-000000000000"),
        ("password", b"\x01\x00\x01 een ander wachtwoord, met dezelfde sleutel verzegeld"),
    ],
)
def test_what_a_mail_is_never_changes(inbox, referral, column, value):
    with pytest.raises(IntegrityError, match="never changes"):
        raw(f"UPDATE outbox_transmission SET {column} = %s WHERE id = %s", value, referral.transmission_id)
    deliver(referral.transmission_id)
    assert inbox.recipients == ["sociaal@ocmw.example"]


def test_the_bytes_of_a_mail_never_change_once_they_are_there(inbox, referral):
    inbox.answer = "451 4.3.0 Later"
    deliver(referral.transmission_id)
    with pytest.raises(IntegrityError, match="never changes"):
        raw("UPDATE outbox_transmission SET message = %s", b"\x01\x00\x01 andere bytes")
    transmission = Transmission.objects.get()
    transmission.message = b"andere bytes\r\n"
    with pytest.raises(IntegrityError), transaction.atomic():
        transmission.save(update_fields=["message"])


def test_password_and_bytes_can_be_erased_and_never_come_back(inbox, referral):
    """Retention empties them (D1); what was erased is not made anew."""
    deliver(referral.transmission_id)
    Transmission.objects.update(password=None, message=None)
    for column in ("password", "message"):
        with pytest.raises(IntegrityError):
            raw(f"UPDATE outbox_transmission SET {column} = 'x'")


def test_a_password_can_be_sealed_again_under_another_key(referral, settings):
    settings.VAULT_KEYS = {2: bytes(range(1, 33)), **settings.VAULT_KEYS}
    transmission = Transmission.objects.get()
    before = transmission.password
    transmission.save(update_fields=["password"])
    assert Transmission.objects.get().password == before


@pytest.mark.parametrize(
    "status",
    [TransmissionStatus.QUEUED, TransmissionStatus.SENDING, TransmissionStatus.FAILED, TransmissionStatus.CANCELLED],
)
def test_what_was_sent_is_never_sent_again(inbox, referral, status):
    deliver(referral.transmission_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.update(status=status, sent_at=None, due_at=FILED_AT, lease_until=FILED_AT)
    call_command("sweep_outbox")
    assert len(inbox.contents) == 1


def test_what_was_cancelled_never_leaves(inbox, referral):
    cancel_queued(subject_id=referral.pk)
    with pytest.raises(IntegrityError):
        raw("UPDATE outbox_transmission SET status = 'queued'")
    tasks.deliver(str(referral.transmission_id))
    assert inbox.contents == []


def test_an_old_task_sends_nothing(inbox, referral):
    deliver(referral.transmission_id)
    for _ in range(3):
        tasks.deliver(str(referral.transmission_id))
    assert len(inbox.contents) == 1


def test_a_row_loaded_from_a_file_sends_nothing(inbox, referral, tmp_path):
    """`loaddata` does not reach the sealed columns, and what it writes meets the same triggers."""
    deliver(referral.transmission_id)
    dump = tmp_path / "rows.json"
    call_command("dumpdata", "outbox.transmission", output=str(dump))
    rows = json.loads(dump.read_text())
    rows[0]["fields"].update(status="queued", sent_at=None, message=None, password=None)
    dump.write_text(json.dumps(rows))
    with pytest.raises((IntegrityError, DeserializationError)), transaction.atomic():
        call_command("loaddata", str(dump))
    call_command("sweep_outbox")
    assert len(inbox.contents) == 1


def test_a_mail_with_client_data_is_not_deleted_to_be_put_back(inbox, referral):
    deliver(referral.transmission_id)
    with pytest.raises(IntegrityError, match="not deleted"):
        raw("DELETE FROM outbox_attempt; DELETE FROM outbox_transmission")


def test_a_withdrawal_that_nobody_acted_on_stops_the_mail_in_the_queue(inbox, referral):
    take_back(referral)
    deliver(referral.transmission_id)
    assert Transmission.objects.get().status == TransmissionStatus.BLOCKED
    assert inbox.contents == []


def test_consent_itself_cannot_be_mended_afterwards(referral):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(is_free=True)
