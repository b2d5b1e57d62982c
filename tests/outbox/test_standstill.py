"""When nothing may leave: a restored copy, an operator, a refused login (ADR 0020, 0022)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from consent.models import Language
from law.roles import Role
from outbox import standstill
from outbox.delivery import deliver, deliver_due
from outbox.handover import HandoverOutcome, HandoverResult, RelayLine, Stage
from outbox.models import OutboxState, RelayState, StopReason, Transmission, TransmissionStatus
from referrals.actions import keep_wish, make_slip, withdraw
from referrals.models import Wish
from tests.builders.accounts import a_user
from tests.builders.database import undone
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(FILED_AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


@pytest.fixture
def referral(db):
    return a_referral()


def state() -> OutboxState:
    return OutboxState.objects.get()


def freeze(because=StopReason.OPERATOR) -> None:
    standstill.freeze(because=because, by=None, at=timezone.now())


def release(**options) -> None:
    call_command("outbox_release", by=options.pop("by", None) or a_user(Role.ADMINISTRATOR).email, **options)


def test_looking_at_the_relay_writes_nothing(db, signed_in):
    """A page and the counts of who watches are read by a GET; the first worker makes the row."""
    assert signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("help")).status_code == 200
    assert standstill.relay_state().login_refused_at is None
    assert not RelayState.objects.exists()
    a_referral()
    deliver_due(seconds=60)
    assert RelayState.objects.count() == 1


class TestFrozen:
    def test_nothing_leaves_until_it_is_released(self, inbox, referral):
        call_command("outbox_freeze")
        deliver(referral.transmission_id)
        with pytest.raises(CommandError, match="outbox_release"):
            call_command("sweep_outbox")
        assert inbox.contents == []
        release()
        call_command("sweep_outbox")
        assert len(inbox.contents) == 1
        assert AuditEvent.objects.filter(event__in=["outbox_frozen", "outbox_released"]).count() == 2

    def test_a_mail_between_intent_and_hand_over_stays_in(self, inbox, referral, monkeypatch):
        from outbox import delivery

        begin = delivery._begin

        def begin_then_freeze(*arguments):
            begun = begin(*arguments)
            freeze()
            return begun

        monkeypatch.setattr(delivery, "_begin", begin_then_freeze)
        deliver(referral.transmission_id)
        waiting = Transmission.objects.get()
        assert (waiting.status, waiting.is_ambiguous) == (TransmissionStatus.QUEUED, False)
        assert inbox.contents == []

    def test_what_waited_gets_its_three_days_anew(self, referral, now):
        freeze()
        now.shift(timedelta(days=5))
        release()
        deliver(referral.transmission_id)  # nobody listens
        assert Transmission.objects.get().status == TransmissionStatus.QUEUED

    def test_upkeep_of_the_database_freezes_nothing(self, inbox, referral):
        standstill.freeze_if_moved(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE outbox_outboxstate; REINDEX TABLE outbox_outboxstate")
        deliver(referral.transmission_id)
        assert len(inbox.contents) == 1

    def test_releasing_twice_changes_nothing(self, db, capsys):
        standstill.freeze_if_moved(timezone.now())
        release()
        assert "stond niet stil" in capsys.readouterr().out

    def test_it_is_released_by_somebody(self, db):
        freeze()
        with pytest.raises(CommandError, match="account"):
            release(by="niemand@dienst.example")
        assert state().frozen_at is not None


class TestRestored:
    @pytest.fixture
    def journal(self, tmp_path, settings) -> Path:
        settings.WITHDRAWAL_JOURNAL = str(tmp_path / "journaal")
        return tmp_path / "journaal"

    def test_a_client_who_said_stop_alone_is_not_forgotten(self, referral, journal):
        """D35: told that it holds; the copy is of a minute before, when nobody had carried it out yet."""
        code = make_slip(referral, language=Language.DUTCH, by=referral.filed_by, at=timezone.now())
        with undone():
            keep_wish(reference=referral.reference, code=code, at=timezone.now())
        assert not Wish.objects.exists()
        assert str(referral.pk) not in journal.read_text()
        freeze(StopReason.RESTORED)
        release()
        assert referral.consent.withdrawn_on == timezone.localdate()
        assert not Wish.objects.exists()

    def test_who_freezes_first_does_not_hide_that_it_is_a_copy(self, referral):
        standstill.freeze_if_moved(timezone.now())
        OutboxState.objects.update(home="elders")
        freeze()
        assert state().frozen_because == StopReason.RESTORED
        assert Transmission.objects.get().is_ambiguous

    def test_a_withdrawal_before_the_release_asks_to_delete_what_may_have_left_since_the_copy(self, referral):
        """R56, D6: the page is up again, and no worker looked yet."""
        standstill.freeze_if_moved(timezone.now())
        OutboxState.objects.update(home="elders")
        [notice] = withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
        assert notice.transmission.recipient == Transmission.objects.get(pk=referral.transmission_id).recipient
        assert state().frozen_because == StopReason.RESTORED

    def test_what_was_held_back_in_the_copy_may_have_been_sent_again_since(self, referral):
        Transmission.objects.update(status=TransmissionStatus.BLOCKED, obstacles=["sharing_suspended"])
        freeze(StopReason.RESTORED)
        held = Transmission.objects.get()
        assert (held.status, held.is_ambiguous) == (TransmissionStatus.BLOCKED, True)

    def test_a_worker_that_outlived_its_database_says_nothing_to_the_relay(self, inbox, referral, monkeypatch):
        """It began before the copy was put back, and nobody looked since."""
        from outbox import delivery

        begin = delivery._begin

        def begin_then_restore(*arguments):
            begun = begin(*arguments)
            OutboxState.objects.update(home="elders")
            return begun

        monkeypatch.setattr(delivery, "_begin", begin_then_restore)
        deliver(referral.transmission_id)
        assert inbox.contents == []

    def test_without_a_journal_an_operator_must_say_so(self, referral):
        freeze(StopReason.RESTORED)
        with pytest.raises(CommandError, match="without-journal"):
            release()
        assert state().frozen_at is not None
        release(without_journal=True)
        assert state().frozen_at is None

    def test_the_journal_holds_days_and_numbers_and_nothing_else(self, referral, journal):
        withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
        assert re.fullmatch(rf"#\d+ {timezone.localdate()} {referral.consent_id}\n", journal.read_text())
        assert journal.stat().st_mode & 0o777 == 0o600

    def test_a_line_that_was_cut_off_does_not_hide_the_others(self, referral, journal):
        journal.write_text(f"2026-11-23 {referral.consent_id}\n2026-11-2")
        freeze(StopReason.RESTORED)
        release()
        assert referral.consent.withdrawn_on is not None

    def test_a_journal_that_cannot_be_written_never_stops_a_withdrawal(self, referral, settings, caplog):
        settings.WITHDRAWAL_JOURNAL = "/nergens/journaal"
        withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
        assert referral.consent.withdrawn_on is not None
        assert "the journal cannot be written" in caplog.text


class TestRefusedLogin:
    REFUSED = HandoverResult(HandoverOutcome.LOGIN_REFUSED, Stage.LOGIN, 535, "5.7.8")

    @pytest.fixture
    def refused(self, referral, monkeypatch):
        """Two mails wait; the first met a relay that refuses our login."""
        second = a_referral(team=referral.team, partner=referral.partner)
        with monkeypatch.context() as patch:
            patch.setattr(RelayLine, "hand_over", lambda *_, **__: self.REFUSED)
            deliver_due(seconds=60)
        return referral, second

    def test_all_mail_waits_and_none_is_blamed(self, inbox, refused):
        deliver_due(seconds=60)
        assert inbox.contents == []
        assert sorted(Transmission.objects.values_list("attempt_count", flat=True)) == [0, 1]
        assert set(Transmission.objects.values_list("status", flat=True)) == {TransmissionStatus.QUEUED}
        assert AuditEvent.objects.filter(event="login_refused").count() == 1

    def test_when_the_login_works_again_everything_goes_by_itself(self, inbox, refused, now):
        now.shift(standstill.LOGIN_AGAIN_AFTER)
        deliver_due(seconds=60)
        assert len(inbox.contents) == 2
        assert standstill.relay_state().login_refused_at is None
        assert AuditEvent.objects.filter(event="login_accepted").count() == 1

    def test_a_login_that_stays_refused_is_tried_once_every_few_minutes(self, refused, now, monkeypatch):
        tries = []
        monkeypatch.setattr(RelayLine, "try_login", lambda _line: tries.append(1) or self.REFUSED)
        for _ in range(5):
            deliver_due(seconds=60)
        assert tries == []
        now.shift(standstill.LOGIN_AGAIN_AFTER)
        for _ in range(5):
            deliver_due(seconds=60)
        assert tries == [1]

    def test_after_four_days_without_login_nothing_has_failed(self, refused, now):
        now.shift(timedelta(days=4))
        deliver_due(seconds=60)  # nobody listens at all
        assert set(Transmission.objects.values_list("status", flat=True)) == {TransmissionStatus.QUEUED}
