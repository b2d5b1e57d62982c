"""No way around the gate: the database itself refuses, also for raw SQL (R78, R90, D7; ADR 0019, 0035)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from gbo.models import GboAgreement
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardSharing
from outbox.models import Transmission, TransmissionStatus
from referrals.models import DATA_FIELDS, Referral
from tests.ocmw_intake.onward import AT, a_gbo_of, share

LATER = AT + timedelta(hours=1)
TODAY = LATER.date()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def gbo(ocmw) -> GboAgreement:
    return a_gbo_of(ocmw)


@pytest.fixture
def caw(gbo: GboAgreement):
    return gbo.caw.organisation


def take_back(sharing: OnwardSharing, referral: Referral, worker: User) -> None:
    onward_actions.withdraw_onward(referral, consent_id=sharing.consent_id, on=TODAY, by=worker, at=LATER)


def raw(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def force_sending(sharing: OnwardSharing) -> None:
    raw(
        "UPDATE outbox_transmission SET status = 'sending', lease_until = now() WHERE id = %s",
        sharing.transmission_id,
    )


def test_raw_sql_can_begin_to_send_while_both_consents_stand(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    force_sending(sharing)
    assert Transmission.objects.get(pk=sharing.transmission_id).status == TransmissionStatus.SENDING


BROKEN = {
    "the consent for the partner ended": "UPDATE onward_onwardconsent SET ended_on = now(), ended_at = now(),"
    " ended_because = 'client'",
    "the consent of the referral was withdrawn": "INSERT INTO consent_withdrawal (id, consent_id, withdrawn_on,"
    " recorded_by_id, recorded_at, reason, told_by, told_to) SELECT gen_random_uuid(), consent_id, '2026-11-23',"
    " filed_by_id, now(), 'changed_mind', 'client', 'recorder' FROM referrals_referral",
    "the client stopped at the receiver": "INSERT INTO ocmw_intake_clientwithdrawal (intake_id, withdrawn_on,"
    " recorded_by_id, recorded_at) SELECT i.id, '2026-11-23', r.filed_by_id, now() FROM ocmw_intake_intake i"
    " JOIN referrals_referral r ON r.id = i.referral_id",
    "the receiver deleted": "INSERT INTO ocmw_intake_deletion (intake_id, declared_on, declared_by_id, declared_at)"
    " SELECT i.id, '2026-11-23', r.filed_by_id, now() FROM ocmw_intake_intake i"
    " JOIN referrals_referral r ON r.id = i.referral_id",
}


@pytest.mark.parametrize("what", BROKEN)
def test_raw_sql_cannot_begin_to_send_when(what, referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    raw(BROKEN[what])
    with pytest.raises(IntegrityError, match="not passed on without consent"):
        force_sending(sharing)


def test_that_the_copy_of_the_team_is_erased_stops_nothing(referral, worker, gbo, caw):
    """D21: what goes comes from the receiver."""
    sharing = share(referral, worker, partner=caw)
    erased = ", ".join(f"{name} = NULL" for name in DATA_FIELDS)
    raw(f"UPDATE referrals_referral SET erased_at = now(), {erased}")
    force_sending(sharing)
    assert Transmission.objects.get(pk=sharing.transmission_id).status == TransmissionStatus.SENDING


def test_an_update_cannot_begin_to_send_without_consent(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    raw(BROKEN["the consent for the partner ended"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.filter(pk=sharing.transmission_id).update(
            status=TransmissionStatus.SENDING, lease_until=LATER
        )


def test_a_mail_without_a_line_in_the_ledger_never_begins(referral, worker, gbo, caw):
    share(referral, worker, partner=caw)
    raw(
        "INSERT INTO outbox_transmission (id, kind, subject_id, reference, papers_id, recipient, message_id, dated_at,"
        " status, obstacles, attempt_count, due_at, is_ambiguous, created_at, return_code, log, broken_tries)"
        " SELECT gen_random_uuid(), kind, subject_id, '', papers_id, 'vreemd@elders.example', '<x@elders.example>',"
        " now(), 'queued', '[]', 0, now(), false, now(), '', log, 0 FROM outbox_transmission WHERE kind = 'onward'"
    )
    with pytest.raises(IntegrityError):
        raw(
            "UPDATE outbox_transmission SET status = 'sending', message = 'x', lease_until = now()"
            " WHERE recipient = 'vreemd@elders.example'"
        )


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM onward_onwardsharing",
        "UPDATE onward_onwardsharing SET shared_at = now()",
        "UPDATE onward_onwardconsent SET given_on = '2020-01-01'",
        "UPDATE onward_onwardconsent SET is_free = false",
        "DELETE FROM outbox_transmission WHERE kind = 'onward'",
    ],
)
def test_the_ledger_never_changes(referral, worker, gbo, caw, sql):
    share(referral, worker, partner=caw)
    with pytest.raises(IntegrityError):
        raw(sql)


def test_a_consent_that_ended_never_stands_again(referral, worker, gbo, caw):
    take_back(share(referral, worker, partner=caw), referral, worker)
    with pytest.raises(IntegrityError):
        raw("UPDATE onward_onwardconsent SET ended_on = NULL, ended_at = NULL, ended_because = '', ended_by_id = NULL")
