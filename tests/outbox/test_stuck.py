"""What is stuck, why, and who may try it again or give it up (D6, D8; ADR 0019)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.actions.messages import write_message
from agreements.models import Mailbox, MessageKind
from agreements.terms.papers import Party
from audit.models import AuditEvent
from law.roles import Role
from outbox import standstill
from outbox.actions import queue_transmission
from outbox.delivery import deliver
from outbox.handover import HandoverOutcome, Stage
from outbox.models import Attempt, Kind, StopReason, Transmission, TransmissionStatus
from outbox.reasons import last_answer
from referrals.actions import withdraw
from referrals.words.timeline import timeline
from tests.builders.accounts import a_user, an_invitation
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


@pytest.fixture
def member(referral, signed_in):
    return signed_in(referral.filed_by)


@pytest.fixture
def admin(signed_in):
    return signed_in(a_user(Role.ADMINISTRATOR))


def stop(referral, status=TransmissionStatus.FAILED, **changes) -> None:
    Transmission.objects.filter(pk=referral.transmission_id).update(status=status, attempt_count=0, **changes)


def refused(transmission_id, code=550, status="5.1.1") -> None:
    Attempt.objects.create(
        transmission_id=transmission_id,
        number=1,
        started_at=timezone.now(),
        ended_at=timezone.now(),
        outcome=HandoverOutcome.PERMANENT,
        stage=Stage.RCPT,
        code=code,
        status_code=status,
    )


def press(client, name, *arguments) -> str:
    return client.post(reverse(name, args=arguments), follow=True).text


def a_message() -> Transmission:
    message = write_message(
        kind=MessageKind.CONTACT_CHANGE,
        agreement=None,
        to_party=Party.PARTNER,
        recipient="secretariaat@ocmw.example",
        subject="Nieuwe contactpersoon",
        body="Er is een nieuwe contactpersoon.",
        by=a_user(Role.ADMINISTRATOR),
        at=timezone.now(),
    )
    return message.transmission


def state_of(referral) -> Transmission:
    return Transmission.objects.get(pk=referral.transmission_id)


class TestTheTeam:
    def test_sends_again_what_failed_and_it_is_the_same_mail(self, inbox, referral, member):
        inbox.answer = "550 5.1.1 Nobody"
        deliver(referral.transmission_id)
        kept = state_of(referral)
        assert kept.status == TransmissionStatus.FAILED
        inbox.answer = "250 2.0.0 Kept"
        page = press(member, "referrals:retry", referral.reference)
        assert "staat weer klaar" in page
        deliver(referral.transmission_id)
        after = state_of(referral)
        assert (after.status, after.message_id, after.message) == (
            TransmissionStatus.SENT,
            kept.message_id,
            kept.message,
        )
        assert inbox.recipients == ["sociaal@ocmw.example"]
        assert AuditEvent.objects.filter(event="transmission_retried").count() == 1

    def test_reads_why_a_mail_failed_in_words_with_the_code(self, referral, member):
        stop(referral)
        refused(referral.transmission_id)
        page = member.get(reverse("referrals:referral", args=[referral.reference])).text
        assert "Deze mailbox bestaat niet (code 550 5.1.1)." in page
        assert "Opnieuw proberen" in page

    def test_cannot_send_what_the_gate_still_refuses_and_reads_why(self, inbox, referral, member):
        """D7: there is no way around the gate."""
        Mailbox.objects.update(bounced_on=timezone.localdate())
        stop(referral)
        page = press(member, "referrals:retry", referral.reference)
        assert "De mail mag nog niet weg." in page
        assert state_of(referral).status == TransmissionStatus.FAILED
        assert inbox.contents == []

    def test_sends_again_what_was_kept_in_once_the_cause_is_mended(self, inbox, referral, member):
        Mailbox.objects.update(bounced_on=timezone.localdate())
        deliver(referral.transmission_id)
        assert state_of(referral).status == TransmissionStatus.BLOCKED
        Mailbox.objects.update(bounced_on=None)
        press(member, "referrals:retry", referral.reference)
        deliver(referral.transmission_id)
        assert state_of(referral).status == TransmissionStatus.SENT

    def test_never_sends_to_a_mailbox_that_changed(self, inbox, referral, member):
        Mailbox.objects.update(address="ander@ocmw.example")
        deliver(referral.transmission_id)
        address = reverse("referrals:referral", args=[referral.reference])
        assert "Cliënt opnieuw aanmelden" in member.get(address).text
        assert "Opnieuw proberen" not in member.get(address).text
        press(member, "referrals:retry", referral.reference)
        deliver(referral.transmission_id)
        assert state_of(referral).status == TransmissionStatus.BLOCKED
        assert inbox.contents == []

    def test_gives_up_a_mail_that_did_not_leave(self, inbox, referral, member):
        page = press(member, "referrals:cancel", referral.reference)
        assert "De mail is geannuleerd." in page
        assert "geannuleerd" in page
        deliver(referral.transmission_id)
        assert inbox.contents == []

    @pytest.mark.parametrize(
        "changes", [{"is_ambiguous": True}, {"status": TransmissionStatus.SENT, "sent_at": FILED_AT}]
    )
    def test_cannot_give_up_what_left_or_may_have_left(self, referral, member, changes):
        Transmission.objects.update(**changes)
        before = state_of(referral).status
        assert "Dat kan nu niet meer." in press(member, "referrals:cancel", referral.reference)
        assert state_of(referral).status == before

    @pytest.mark.parametrize(
        "status", [TransmissionStatus.SENT, TransmissionStatus.CANCELLED, TransmissionStatus.QUEUED]
    )
    def test_tries_again_only_what_is_stopped(self, referral, member, status):
        Transmission.objects.update(status=status, sent_at=FILED_AT if status == TransmissionStatus.SENT else None)
        press(member, "referrals:retry", referral.reference)
        assert state_of(referral).status == status

    def test_cannot_send_again_after_a_withdrawal(self, inbox, referral, member):
        stop(referral)
        withdraw(referral, on=timezone.localdate(), by=referral.filed_by, at=timezone.now())
        press(member, "referrals:retry", referral.reference)
        deliver(referral.transmission_id)
        assert inbox.contents == []

    def test_of_others_can_do_nothing(self, referral, signed_in):
        stranger = signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Elders")))
        stop(referral)
        for name in ("referrals:retry", "referrals:cancel"):
            assert stranger.post(reverse(name, args=[referral.reference])).status_code == 404
        assert state_of(referral).status == TransmissionStatus.FAILED

    def test_a_mail_that_came_back_says_when_and_why(self, referral, member):
        Transmission.objects.update(status=TransmissionStatus.SENT, sent_at=FILED_AT)
        Transmission.objects.update(returned_at=FILED_AT + timedelta(hours=1), return_code="5.2.2")
        page = member.get(reverse("referrals:referral", args=[referral.reference])).text
        assert "De mail kwam terug op 23 november 2026 om 11:00." in page
        assert "Deze mailbox is vol." in page
        assert "teruggekomen" in page

    def test_a_mail_that_was_delivered_says_when(self, referral, member):
        Transmission.objects.update(status=TransmissionStatus.SENT, sent_at=FILED_AT, delivered_at=FILED_AT)
        page = member.get(reverse("referrals:referral", args=[referral.reference])).text
        assert "Afgeleverd in de mailbox op 23 november 2026 om 10:00." in page


class TestAdministrators:
    def page(self, client) -> str:
        return client.get(reverse("outbox:stuck")).text

    def test_read_that_nothing_is_stuck(self, referral, admin):
        assert "Er zit niets vast." in self.page(admin)

    @pytest.mark.parametrize(
        ("status", "changes", "words"),
        [
            (TransmissionStatus.BLOCKED, {"obstacles": ["mailbox_bounced"]}, "tegengehouden"),
            (TransmissionStatus.FAILED, {}, "Deze mailbox bestaat niet (code 550 5.1.1)."),
            (
                TransmissionStatus.QUEUED,
                {"created_at": FILED_AT - timedelta(minutes=20)},
                "Wij proberen vanzelf opnieuw vanaf",
            ),
            (TransmissionStatus.QUEUED, {"is_ambiguous": True}, "Misschien kwam een eerdere poging toch aan."),
        ],
    )
    def test_read_what_is_stuck_and_why_and_no_client(self, referral, admin, status, changes, words):
        stop(referral, status, **changes)
        refused(referral.transmission_id)
        page = self.page(admin)
        assert words in page
        assert referral.reference in page
        for secret in ("Noor", "Voorbeeld,", "Lindelaan", "sociaal@ocmw.example"):
            assert secret not in page

    def test_are_led_to_the_place_that_invites_again(self, admin):
        place = a_team()
        mail = an_invitation(place).transmission
        Transmission.objects.filter(pk=mail.pk).update(status=TransmissionStatus.FAILED)
        assert f'href="{reverse("accounts:colleagues", args=[place.pk])}"' in self.page(admin)

    def test_read_what_came_back(self, referral, admin):
        Transmission.objects.update(status=TransmissionStatus.SENT, sent_at=FILED_AT)
        Transmission.objects.update(returned_at=FILED_AT, return_code="5.7.1")
        page = self.page(admin)
        assert "Vraag of versleutelde zip-bestanden mogen." in page
        assert "Kijk na of het adres nog klopt." in page

    def test_leave_what_failed_with_client_data_to_the_team(self, referral, admin):
        stop(referral)
        assert "Het team beslist" in self.page(admin)
        assert reverse("agreements:agreement", args=[referral.agreement_id]) in self.page(admin)
        for name in ("outbox:retry", "outbox:cancel"):
            assert "Dat kan nu niet" in press(admin, name, referral.transmission_id)
        assert state_of(referral).status == TransmissionStatus.FAILED

    def test_give_a_mail_that_waits_its_turn_now(self, inbox, referral, admin):
        Transmission.objects.update(due_at=timezone.now() + timedelta(hours=1))
        press(admin, "outbox:retry", referral.transmission_id)
        deliver(referral.transmission_id)
        assert len(inbox.contents) == 1

    def test_try_a_mail_without_client_data_again(self, inbox, admin):
        mail = a_message()
        Transmission.objects.update(status=TransmissionStatus.FAILED)
        press(admin, "outbox:retry", mail.pk)
        deliver(mail.pk)
        assert inbox.recipients == ["secretariaat@ocmw.example"]

    def test_cancel_a_mail_without_client_data(self, admin):
        mail = a_message()
        Transmission.objects.update(status=TransmissionStatus.FAILED)
        assert "De mail is geannuleerd." in press(admin, "outbox:cancel", mail.pk)
        assert Transmission.objects.get(pk=mail.pk).status == TransmissionStatus.CANCELLED

    def test_never_cancel_a_deletion_notice(self, referral, admin):
        """D6: the deletion channel outlives everything."""
        notice = queue_transmission(
            kind=Kind.DELETION_NOTICE,
            subject_id=referral.pk,
            recipient="sociaal@ocmw.example",
            papers_id=None,
            at=FILED_AT,
        )
        Transmission.objects.filter(pk=notice.pk).update(status=TransmissionStatus.FAILED)
        press(admin, "outbox:cancel", notice.pk)
        assert Transmission.objects.get(pk=notice.pk).status == TransmissionStatus.FAILED
        press(admin, "outbox:retry", notice.pk)
        assert Transmission.objects.get(pk=notice.pk).status == TransmissionStatus.QUEUED

    def test_read_on_every_page_that_nothing_leaves(self, admin):
        standstill.freeze(because=StopReason.OPERATOR, by=None, at=timezone.now())
        assert "Er vertrekt geen mail sinds" in admin.get(reverse("agreements:register")).text

    def test_read_on_every_page_that_the_login_is_refused(self, admin, member):
        standstill.login_was_refused(code=535, at=timezone.now())
        assert "de mailserver weigert onze login" in admin.get(reverse("agreements:register")).text
        assert "weigert onze login" not in member.get(reverse("referrals:worklist")).text


class TestAnAttemptThatIsUnderWay:
    """It is no failure anywhere: not while it runs, and not when it ends between two reads of one page."""

    @pytest.fixture
    def under_way(self, referral):
        mail = Transmission.objects.get(pk=referral.transmission_id)
        mail.message, mail.attempt_count, mail.status = b"x", 1, TransmissionStatus.SENDING
        mail.lease_until, mail.created_at = timezone.now() + timedelta(minutes=1), FILED_AT - timedelta(minutes=20)
        mail.save(update_fields=["message", "attempt_count", "status", "lease_until", "created_at"])
        return Attempt.objects.create(transmission_id=referral.transmission_id, number=1, started_at=timezone.now())

    def test_is_no_failure_for_the_team_or_the_administrators(self, referral, member, admin, under_way):
        team = member.get(reverse("referrals:referral", args=[referral.reference])).text
        page = admin.get(reverse("outbox:stuck")).text
        assert "De verbinding viel weg" not in team + page
        assert "Een poging om te versturen begon." in team
        assert "Een poging is aan de gang." in page

    def test_is_told_as_it_was_when_the_mail_was_read(self, referral, under_way):
        before = Transmission.objects.get(pk=referral.transmission_id)
        Attempt.objects.update(outcome=HandoverOutcome.ACCEPTED, stage=Stage.DATA, code=250, ended_at=timezone.now())
        assert last_answer(before, Attempt.objects.all()) is None
        referral.transmission = before
        assert "De mail is verstuurd" not in " ".join(moment.words for moment in timeline(referral))

    def test_of_which_the_line_was_lost_is_told_once_it_ended(self, referral, member, under_way):
        Attempt.objects.update(outcome=HandoverOutcome.UNKNOWN, stage=Stage.DATA, ended_at=timezone.now())
        Transmission.objects.update(status=TransmissionStatus.QUEUED, lease_until=None, is_ambiguous=True)
        page = member.get(reverse("referrals:referral", args=[referral.reference])).text
        assert "De verbinding viel weg. Misschien kwam de mail toch aan." in page

    def test_waits_behind_an_earlier_failure_that_stays_told(self, referral, under_way):
        Attempt.objects.update(outcome=HandoverOutcome.TRANSIENT, stage=Stage.RCPT, code=450, ended_at=timezone.now())
        Transmission.objects.update(attempt_count=2)
        Attempt.objects.create(transmission_id=referral.transmission_id, number=2, started_at=timezone.now())
        mail = Transmission.objects.get(pk=referral.transmission_id)
        assert last_answer(mail, Attempt.objects.all()).number == 1


class TestWaitingForHours:
    @pytest.mark.parametrize(("minutes", "is_told"), [(4 * 60 - 1, False), (4 * 60 + 1, True)])
    def test_the_team_reads_on_every_page_that_a_message_waits(self, referral, member, minutes, is_told):
        Transmission.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))
        page = member.get(reverse("referrals:file")).text
        assert ("wacht al meer dan 4 uur" in page) is is_told

    def test_another_team_and_other_roles_read_nothing_of_it(self, referral, signed_in, admin):
        Transmission.objects.update(created_at=timezone.now() - timedelta(hours=5))
        other = signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Elders")))
        assert "4 uur" not in other.get(reverse("referrals:worklist")).text
        assert "4 uur" not in admin.get(reverse("agreements:register")).text
