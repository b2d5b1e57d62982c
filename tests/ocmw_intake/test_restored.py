"""What a receiver noted comes right after a restore, and after "resultaat intrekken" (ADR 0022, 0058; R57, R88, D4).

A copy that was put back is played by undoing what was done: the journal stands outside the database and stays.
"""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from audit.models import AuditEvent
from breaches.models import Happening
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import (
    ClientWithdrawal,
    Deletion,
    Ending,
    Intake,
    IntakeStatus,
    Outcome,
    OutcomeKind,
    WithdrawalEnding,
    is_wanted,
)
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.letters import breach_writing
from ocmw_intake.onward.models import OnwardBreach, OnwardConsent, OnwardDeletion, OnwardSharing
from outbox import standstill
from outbox.models import Kind, StopReason, Transmission, TransmissionStatus
from referrals import actions as referral_actions
from tests.builders.accounts import a_user
from tests.builders.database import undone
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_correction, an_identification
from tests.ocmw_intake.onward import MAILBOX, a_gbo_of, share
from tests.ocmw_intake.steps import attempt

NOW = FILED_AT + timedelta(hours=2)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def journal(tmp_path, settings) -> Path:
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "journaal")
    return tmp_path / "journaal"


def put_back_and_release(capsys=None) -> None:
    """The copy is found to be one, and an operator releases it."""
    standstill.freeze(because=StopReason.RESTORED, by=None, at=timezone.now())
    call_command("outbox_release", by=a_user(Role.ADMINISTRATOR).email)


def corrected(referral) -> Transmission:
    """The team puts right what was reported; the mail waits."""
    correction = a_correction(referral)
    right = an_identification(street="Beukenlaan 9")
    by = referral.filed_by
    return referral_actions.correct(correction, identification=right, call=None, by=by, at=NOW).transmission


# --- after a restore -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [None, *Ending])
def test_a_withdrawal_told_to_the_receiver_is_not_forgotten(referral, worker, journal, ending):
    with undone():
        actions.withdraw_here(referral, on=TODAY, ending=ending, file_number="", by=worker, at=NOW)
        expected = Intake.objects.values_list("status", "must_go_because").get()
    assert is_wanted(referral.pk)
    put_back_and_release()
    assert not is_wanted(referral.pk)
    assert Intake.objects.values_list("status", "must_go_because").get() == expected
    assert ClientWithdrawal.objects.get().recorded_by == worker
    assert WithdrawalEnding.objects.exists() == (ending is not None)


def test_a_correction_that_waited_in_the_copy_holds_no_data_after_it(referral, worker, journal):
    """R57: the client said stop; the copy does not know."""
    mail = corrected(referral)
    with undone():
        actions.withdraw_here(referral, on=TODAY, by=worker, at=NOW)
    put_back_and_release()
    assert Transmission.objects.filter(pk=mail.pk).exists()
    assert not is_wanted(referral.pk)  # whenever it leaves (tests/referrals/test_alike.py)


def test_outcomes_stand_as_they_stood_last(referral, worker, journal, clock):
    """Declined by mistake before the copy, taken back after it; then referred on, with a file."""
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    clock.shift(timedelta(minutes=5))
    with undone():
        actions.take_back_outcome(referral, by=worker, at=timezone.now())
    assert Intake.objects.get().status == IntakeStatus.TO_DELETE
    put_back_and_release()
    assert Intake.objects.get().status == IntakeStatus.REACHED
    assert Outcome.objects.get().taken_back_by == worker
    clock.shift(timedelta(minutes=5))
    with undone():
        kept = {"keeps_file": True, "file_number": "2026/17"}
        actions.record_outcome(referral, kind=OutcomeKind.REFERRED_ON, **kept, by=worker, at=timezone.now())
    put_back_and_release()
    assert Intake.objects.values_list("status", "file_number").get() == (IntakeStatus.CLOSED, "2026/17")


def test_a_mistake_that_was_taken_back_before_the_copy_is_left_as_it_is(referral, worker, journal, clock):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    clock.shift(timedelta(minutes=5))
    actions.take_back_outcome(referral, by=worker, at=timezone.now())
    Intake.objects.update(file_number="2026/18")  # since then
    put_back_and_release()
    assert Intake.objects.get().file_number == "2026/18"
    assert Outcome.objects.get().replaced_at == NOW + timedelta(minutes=5)


def test_a_deletion_is_not_asked_again(referral, worker, journal):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    with undone():
        actions.declare_deletion(referral, on=TODAY, by=worker, at=NOW)
    put_back_and_release()
    assert Deletion.objects.get().declared_on == TODAY
    assert Intake.objects.get().status == IntakeStatus.DELETED


def test_a_consent_for_a_partner_that_ended_ends_again_and_the_partner_is_asked(referral, worker, ocmw, journal):
    """R56, D6: what waited in the copy may have left."""
    sharing = share(referral, worker, partner=a_gbo_of(ocmw).caw.organisation)
    with undone():
        onward_actions.withdraw_onward(referral, consent_id=sharing.consent_id, on=TODAY, by=worker, at=NOW)
    put_back_and_release()
    assert OnwardConsent.objects.get().ended_because == "client"
    assert OnwardDeletion.objects.get().transmission.recipient == MAILBOX


def test_what_was_passed_on_since_the_copy_stands_in_the_ledger_and_can_be_asked_back(referral, worker, ocmw, journal):
    partner = a_gbo_of(ocmw).caw.organisation
    with undone():
        reference = share(referral, worker, partner=partner).reference
    assert not OnwardSharing.objects.exists()
    put_back_and_release()
    sharing = OnwardSharing.objects.get()
    assert (sharing.reference, sharing.transmission.is_ambiguous) == (reference, True)
    assert sharing.transmission.message is None
    onward_actions.withdraw_onward(referral, consent_id=sharing.consent_id, on=TODAY, by=worker, at=NOW)
    assert OnwardDeletion.objects.get().transmission.recipient == MAILBOX


def test_a_partner_that_was_told_of_a_breach_stays_told(referral, worker, ocmw, journal, signed_in):
    """D31: else the receiver would believe that it still has to tell, or that it never did."""
    partner = a_gbo_of(ocmw).caw.organisation
    sharing = share(referral, worker, partner=partner)
    what = {"receiver": ocmw, "partner": partner, "happening": Happening.DEVICE_LOST, "discovered_at": NOW}
    told = {**what, "sharings": [sharing]}
    writing = breach_writing(**told)
    with undone():
        key = uuid.uuid4()
        onward_actions.tell_partner(key=key, fingerprint=writing.fingerprint, **told, by=worker, at=NOW)
    assert not OnwardBreach.objects.exists()
    put_back_and_release()
    put_back_and_release()
    kept = OnwardBreach.objects.get()
    assert (kept.pk, kept.happening, kept.told_by, list(kept.sharings.all())) == (key, "device_lost", worker, [sharing])
    page = signed_in(worker).get("/opvolging/doorgegeven/gegevenslek/").content.decode()
    assert "Wij weten niet of de mails toen aankwamen. Bel." in page


def test_releasing_twice_notes_nothing_twice(referral, worker, journal):
    with undone():
        actions.withdraw_here(referral, on=TODAY, ending=Ending.NOTHING_BEGUN, by=worker, at=NOW)
    put_back_and_release()
    count = AuditEvent.objects.filter(event="restored_at_receiver").count()
    put_back_and_release()
    assert AuditEvent.objects.filter(event="restored_at_receiver").count() == count == 3


def test_the_file_and_the_command_tell_an_operator_nothing(referral, worker, journal, capsys):
    """D4: what is read there names no referral, no act and no number of them."""
    with undone():
        actions.withdraw_here(referral, on=TODAY, by=worker, at=NOW)
    text = journal.read_text()
    for secret in (str(referral.pk), str(referral.consent_id), "withdrawn", str(worker.pk), referral.reference):
        assert secret not in text
    put_back_and_release()
    assert "0 intrekkingen opnieuw genoteerd." in capsys.readouterr().out
    assert not AuditEvent.objects.visible_to(a_user(Role.AUDITOR)).filter(event="restored_at_receiver").exists()


def test_lines_that_do_not_open_and_referrals_that_are_gone_are_passed_over(referral, worker, journal, settings):
    with undone():
        actions.withdraw_here(referral, on=TODAY, by=worker, at=NOW)
    lines = journal.read_text()
    journal.write_text(f"= AAAA\n= geen base64!\n{lines[:-20]}\n{lines}")
    put_back_and_release()
    assert ClientWithdrawal.objects.exists()


# --- after a mistake -------------------------------------------------------------------------------------------------


def test_one_that_was_sent_is_not_sent_again(referral, worker):
    attempt(referral, worker, reached=True)
    mail = corrected(referral)
    Transmission.objects.filter(pk=mail.pk).update(status=TransmissionStatus.SENT, sent_at=NOW)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    actions.take_back_outcome(referral, by=worker, at=NOW)
    assert Transmission.objects.filter(kind=Kind.CORRECTION).count() == 1
