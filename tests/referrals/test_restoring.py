"""A copy that is put back brings back no right that ended since (ADR 0022, 0068; R55, R56, D1, D34).

A copy is played by undoing what was done: the journal stands outside the database and stays.
"""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions.access import end_access
from accounts.actions.people import unlink_app
from accounts.models import Membership, User
from agreements.actions.stopping import suspend_sharing
from agreements.models import Agreement, SuspensionReason
from agreements.terms.papers import Party
from audit.models import AuditEvent, MissedLine
from law.roles import Role
from outbox import standstill
from outbox.delivery import deliver, sweep
from outbox.models import StopReason, Transmission
from referrals.actions import correct, erase, withdraw
from referrals.models import DeletionNotice, Referral
from tests.builders.accounts import a_user
from tests.builders.database import undone
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_correction, a_referral, an_identification
from tests.outbox.conftest import certificate, inbox  # noqa: F401  # the relay of those tests

pytestmark = pytest.mark.django_db
NOW = FILED_AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def journal(tmp_path, settings) -> Path:
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "journaal")
    return tmp_path / "journaal"


@pytest.fixture
def administrator(db) -> User:
    return a_user(Role.ADMINISTRATOR)


def put_back() -> None:
    standstill.freeze(because=StopReason.RESTORED, by=None, at=timezone.now())


def release(administrator: User, **options: bool) -> str:
    said = StringIO()
    call_command("outbox_release", by=administrator.email, stdout=said, **options)
    return said.getvalue()


def test_a_leaver_stays_out_and_all_sessions_end(administrator, signed_in):
    colleague = a_user(Role.ADMINISTRATOR)
    signed_in(colleague)
    with undone():
        membership = Membership.objects.get(user=colleague)
        end_access(membership=membership, successor=None, by=administrator, at=timezone.now())
    assert Session.objects.exists()
    put_back()
    assert "1 keer toegang" in release(administrator)
    colleague.refresh_from_db()
    assert not colleague.is_active
    assert not Session.objects.exists()


def test_a_telephone_that_was_lost_opens_nothing_again(administrator):
    user = a_user(Role.AUDITOR)
    Authenticator.objects.create(user=user, type="totp", data={})
    with undone():
        unlink_app(user=user, at=timezone.now())
    put_back()
    release(administrator)
    assert not Authenticator.objects.filter(user=user).exists()


def test_what_was_erased_is_erased_again(administrator, clock):
    """D1: the day was known to the referral as it was, and not to the copy."""
    referral = a_referral(sent=True)
    clock.shift(timedelta(days=100))
    with undone():
        assert erase(referral.pk, at=timezone.now())
    clock.shift(timedelta(days=-99))
    put_back()
    release(administrator)
    assert Referral.objects.get().identification is None


def test_papers_that_ended_since_are_recorded_again_by_a_person_first(administrator):
    """R101: under a suspension that the copy does not know, data would leave."""
    referral = a_referral()
    with undone():
        suspend(Agreement.objects.get(pk=referral.transmission.papers_id), by=administrator)
    put_back()
    with pytest.raises(CommandError, match="papers-seen"):
        release(administrator)
    assert standstill.current().frozen_at is not None
    release(administrator, papers_seen=True)
    assert standstill.current().frozen_at is None


def suspend(agreement: Agreement, *, by: User) -> None:
    suspend_sharing(
        agreement=agreement,
        by_party=Party.AGENCY,
        from_on=timezone.localdate(),
        until_on=None,
        reason=SuspensionReason.SECURITY,
        by=by,
        at=timezone.now(),
    )


def test_what_is_known_is_not_done_again(administrator):
    user = a_user(Role.AUDITOR)
    Authenticator.objects.create(user=user, type="totp", data={})
    unlink_app(user=user, at=timezone.now())
    Authenticator.objects.create(user=user, type="totp", data={})  # the new telephone, before the copy
    put_back()
    assert "0 keer toegang" in release(administrator)
    assert Authenticator.objects.filter(user=user).exists()


def test_a_referral_of_after_the_copy_is_named_to_the_operator(administrator, inbox):  # noqa: F811
    known = a_referral()
    with undone():
        lost = a_referral(team=known.team, partner=known.partner, filed_by=known.filed_by)
        deliver(lost.transmission_id)
    assert len(inbox.contents) == 1
    put_back()
    said = release(administrator)
    assert "1 aanmeldingen van na de kopie" in said
    assert f"{lost.reference} van {timezone.localdate():%d/%m/%Y}, aan sociaal@ocmw.example" in said
    call_command("ask_to_delete_lost", lost.reference, by=administrator.email)
    sweep(seconds=60)
    asked = inbox.mail_to("sociaal@ocmw.example")
    assert lost.reference in asked["Subject"]
    assert "Wis dat bericht" in asked.get_content()
    with pytest.raises(CommandError, match="Geen verloren"):
        call_command("ask_to_delete_lost", lost.reference, by=administrator.email)


@pytest.mark.parametrize("is_withdrawn_first", [True, False])
def test_the_mailbox_of_a_correction_of_after_the_copy_is_asked_to_delete(administrator, inbox, is_withdrawn_first):  # noqa: F811
    """R56, D6: it may be another mailbox than that of the first mail."""
    referral = a_referral()
    on, by = timezone.localdate(), referral.filed_by
    with undone():
        deliver(referral.transmission_id)
        mail = corrected(referral)
        deliver(mail.pk)
        if not is_withdrawn_first:
            withdraw(referral, on=on, by=by, at=timezone.now())
    assert len(inbox.contents) == 2
    put_back()
    if is_withdrawn_first:  # on the page, between the restore and the release
        withdraw(referral, on=on, by=by, at=timezone.now())
    release(administrator)
    assert mail.recipient in DeletionNotice.objects.values_list("transmission__recipient", flat=True)
    put_back()
    release(administrator)
    assert DeletionNotice.objects.count() == len(set(DeletionNotice.objects.values_list("transmission__recipient")))


def corrected(referral: Referral) -> Transmission:
    correction = a_correction(referral)
    data = an_identification(street="Beukenlaan 9")
    return correct(correction, identification=data, call=None, by=referral.filed_by, at=timezone.now()).transmission


def test_the_journal_tells_nobody_what_happened(administrator, journal):
    """D4: all but withdrawals is sealed, and those hold a day and a number."""
    user = a_user(Role.AUDITOR)
    Authenticator.objects.create(user=user, type="totp", data={})
    unlink_app(user=user, at=timezone.now())
    assert str(user.pk) not in journal.read_text()
    assert "unlinked" not in journal.read_text()


def test_lines_that_could_not_be_written_are_written_later(journal, settings, tmp_path, caplog):
    """A full or absent disk keeps no client from withdrawing; afterwards the journal is whole."""
    referral = a_referral()
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "weg" / "journaal")
    withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
    assert "the journal cannot be written" in caplog.text
    assert MissedLine.objects.count() == 1
    sweep(seconds=0)
    assert MissedLine.objects.count() == 1
    (tmp_path / "weg").mkdir()
    sweep(seconds=0)
    assert not MissedLine.objects.exists()
    assert str(referral.consent_id) in (tmp_path / "weg" / "journaal").read_text()
    assert standstill.current().frozen_at is None
    assert not AuditEvent.objects.filter(event="outbox_frozen").exists()


def test_a_line_that_a_crash_cut_off_spoils_no_other(journal):
    referral = a_referral()
    journal.write_bytes(b"#1 2026-11-2")
    withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
    assert journal.read_text().splitlines()[1].endswith(str(referral.consent_id))
