"""The mail to a partner as it really leaves, and the gate at the moment of sending (R67, R68, R90; ADR 0035)."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.models import Mailbox, Message, SuspensionReason
from audit.events import Event
from audit.models import AuditEvent
from gbo.actions import mailbox as gbo_mailbox
from gbo.actions import stopping as gbo_stopping
from gbo.models import GboAgreement, GboParty
from law.obstacles import Obstacle
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import ClientWithdrawal
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardDeletion, OnwardSharing, ReturningMailbox
from ocmw_intake.onward.rules import way_to
from outbox import standstill
from outbox.delivery import deliver
from outbox.incoming import Action, Fate, Incoming, Sort
from outbox.models import Transmission, TransmissionStatus
from outbox.reports import note_report
from referrals.models import DATA_FIELDS, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_ocmw
from tests.builders.gbo import a_gbo_mailbox
from tests.builders.referrals import a_referral, an_identification
from tests.ocmw_intake.onward import MAILBOX, TOLD, a_gbo_of, share, share_under
from tests.outbox.conftest import certificate, inbox
from tests.referrals.steps import archive_in, deliver_all, opened_by_seven_zip

__all__ = ["certificate", "inbox"]

NOW = FILED_AT + timedelta(hours=2)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def gbo(ocmw) -> GboAgreement:
    return a_gbo_of(ocmw)


@pytest.fixture
def sharing(referral: Referral, worker: User, gbo: GboAgreement) -> OnwardSharing:
    return share(referral, worker, partner=gbo.caw.organisation, at=NOW)


def mail_of(sharing: OnwardSharing) -> Transmission:
    return Transmission.objects.get(pk=sharing.transmission_id)


def take_back(sharing: OnwardSharing, worker: User) -> None:
    referral = sharing.intake.referral
    onward_actions.withdraw_onward(referral, consent_id=sharing.consent_id, on=TODAY, by=worker, at=NOW)


# --- what leaves -----------------------------------------------------------------------------------------------------


def test_the_partner_gets_exactly_the_four_fields_in_an_archive_that_seven_zip_opens(inbox, sharing, tmp_path):
    """R60, R67, R68."""
    deliver(sharing.transmission_id)
    assert inbox.recipients == [MAILBOX]
    (mail,) = inbox.mails
    found = opened_by_seven_zip(archive_in(mail), mail_of(sharing).password, tmp_path)
    assert set(found) == {"gegevens.txt", "gegevens.jsonld"}
    assert found["gegevens.txt"].splitlines() == [
        "Naam en voornaam: Van den Voorbeeld, Noor",
        "Adres: Lindelaan 22/1 bus 3, 9999 Voorbeelddorp",
        "Telefoonnummer: 0470 00 00 12",
        "E-mailadres: noor@post.example",
    ]


def test_the_mail_says_who_passes_on_and_nothing_of_the_client_the_case_or_the_password(inbox, sharing, referral):
    deliver(sharing.transmission_id)
    (mail,) = inbox.mails
    body = mail.get_body().get_content()
    assert mail["Subject"] == f"Versleuteld bericht {sharing.reference}"
    name = referral.partner.name
    assert f"In naam van {name} krijgt u de gegevens van een cliënt." in body
    assert f"{name} geeft ze door aan CAW Voorbeeldstreek, met toestemming van de cliënt." in body
    assert f"verstuurt dit bericht in naam van {name}." in body
    assert "014 00 00 00" in body
    whole = inbox.contents[0].decode("ascii", "replace") + body
    for secret in (referral.reference, "Noor", "Voorbeeld,", "Lindelaan", mail_of(sharing).password):
        assert secret not in whole


def test_the_archive_has_a_password_of_its_own(sharing, referral):
    assert mail_of(sharing).password not in {None, referral.transmission.password}


def test_what_left_is_forgotten_and_its_password_can_still_be_read_out(inbox, sharing, worker):
    """D1, D21: we keep nothing of what the receiver passes on."""
    assert mail_of(sharing).message is not None
    deliver(sharing.transmission_id)
    assert mail_of(sharing).message is None
    password = onward_actions.read_onward_password(sharing, by=worker, at=NOW)
    assert password == mail_of(sharing).password


def test_what_the_social_worker_types_goes_and_not_what_the_team_filed(inbox, worker, referral, gbo, tmp_path):
    """D21: also after our copy was erased."""
    Referral.objects.update(erased_at=NOW, **dict.fromkeys(DATA_FIELDS))
    first = share(referral, worker, partner=gbo.caw.organisation, at=NOW)
    again = share_under(first.consent, worker, at=NOW + timedelta(seconds=30), street="Beukenlaan 9", email=None)
    deliver(first.transmission_id)
    with time_machine.travel(NOW + timedelta(seconds=31), tick=True):
        deliver(again.transmission_id)
    (mail,) = inbox.mails  # the one that waited was replaced
    found = opened_by_seven_zip(archive_in(mail), mail_of(again).password, tmp_path)
    assert "Adres: Beukenlaan 9 bus 3, 9999 Voorbeelddorp" in found["gegevens.txt"]
    assert "E-mailadres: geen e-mailadres opgegeven" in found["gegevens.txt"]


def test_passing_on_never_reads_the_four_fields_of_the_team(inbox, referral, worker, gbo):
    """D21: no query of the act or of its delivery names a sealed column of the referral."""
    told = {"given_on": TODAY, "told": TOLD, "by": worker, "at": NOW}
    with CaptureQueriesContext(connection) as queries:
        consent = onward_actions.record_onward_consent(referral, partner=gbo.caw.organisation, **told)
        typed = {"identification": an_identification(), "by": worker, "at": NOW}
        sharing = onward_actions.share_onward(referral, consent_id=consent.pk, **typed)
        deliver(sharing.transmission_id)
    assert inbox.recipients == [MAILBOX]
    assert [one["sql"] for one in queries if '"last_name"' in one["sql"]] == []


def test_the_mail_leaves_once(inbox, sharing):
    deliver(sharing.transmission_id)
    deliver(sharing.transmission_id)
    deliver_all()
    assert len(inbox.contents) == 1


def test_the_partner_is_asked_to_delete_by_reference_and_without_client_data(inbox, sharing, worker, tmp_path):
    """R56, D6."""
    deliver(sharing.transmission_id)
    take_back(sharing, worker)
    deliver_all()
    assert inbox.recipients == [MAILBOX, MAILBOX]
    request = OnwardDeletion.objects.get()
    found = opened_by_seven_zip(archive_in(inbox.mails[1]), request.transmission.password, tmp_path)
    assert set(found) == {"gegevens.txt", "gegevens.jsonld"}
    assert sharing.reference in found["gegevens.txt"]
    assert "Wis alle gegevens" in found["gegevens.txt"]
    assert "Noor" not in found["gegevens.txt"]
    assert mail_of(sharing).status == TransmissionStatus.SENT


def test_the_request_to_delete_leaves_whatever_became_of_agreement_and_mailbox(inbox, sharing, worker, gbo):
    """D6."""
    deliver(sharing.transmission_id)
    take_back(sharing, worker)
    Mailbox.objects.filter(protocol=None).update(replaced_at=NOW)
    GboAgreement.objects.update(advised_on=None)
    deliver_all()
    assert inbox.recipients == [MAILBOX, MAILBOX]


def test_data_corrected_since_go_in_a_second_archive_that_names_the_first(inbox, sharing, worker, referral):
    deliver(sharing.transmission_id)
    at = NOW + timedelta(minutes=5)
    again = share_under(sharing.consent, worker, at=at, street="Beukenlaan 9")
    with time_machine.travel(at + timedelta(seconds=1), tick=True):
        deliver(again.transmission_id)
    assert sharing.archive_name in inbox.mails[1].get_body().get_content()
    assert mail_of(again).password != mail_of(sharing).password


# --- the gate at the moment of sending -------------------------------------------------------------------------------


def changed_mailbox(gbo: GboAgreement) -> None:
    a_gbo_mailbox(gbo.caw, "anders@caw.example")


def no_mailbox(gbo: GboAgreement) -> None:
    Mailbox.objects.filter(address=MAILBOX).update(replaced_at=NOW)


def unsigned(gbo: GboAgreement) -> None:
    GboParty.objects.filter(pk=gbo.caw.pk).update(signed_on=None)


def withdrawn_without_a_word(gbo: GboAgreement) -> None:
    """Only the row: nobody cancelled what was queued."""
    intake = OnwardSharing.objects.get().intake
    ClientWithdrawal.objects.create(intake=intake, withdrawn_on=TODAY, recorded_by=a_user())


def no_secrecy(gbo: GboAgreement) -> None:
    User.objects.update(bound_by_secrecy_since=None)


def there_and_back(gbo: GboAgreement) -> None:
    """From A to B and back to A, and all of it checked: nobody knows who reads A now (D27)."""
    for number, address in enumerate(("anders@caw.example", MAILBOX), start=1):
        at = NOW + timedelta(minutes=number)
        mailbox = gbo_mailbox.set_mailbox(party=gbo.caw, address=address, by=a_user(Role.ADMINISTRATOR), at=at)
        people = {"first_verified_by": a_user(), "second_verified_by": a_user()}
        moments = dict.fromkeys(("first_verified_at", "second_verified_at", "answered_at"), at)
        attested = {"secrecy_attested_on": TODAY, "secrecy_attested_by": "D. Hoofd"}
        Mailbox.objects.filter(pk=mailbox.pk).update(**people, **moments, **attested)


CHANGES = {
    "onward_mailbox_changed": changed_mailbox,
    "onward_mailbox_changed there and back": there_and_back,
    "onward_mailbox_missing": no_mailbox,
    "gbo_not_signed_by_caw": unsigned,
    "onward_follow_up_over": withdrawn_without_a_word,
    "sender_not_bound_by_secrecy": no_secrecy,
}


@pytest.mark.parametrize("code", CHANGES)
def test_what_changed_since_keeps_the_mail_in_with_the_reason(inbox, sharing, gbo, code):
    CHANGES[code](gbo)
    deliver(sharing.transmission_id)
    assert inbox.contents == []
    assert (mail_of(sharing).status, mail_of(sharing).obstacles) == (TransmissionStatus.BLOCKED, [code.split()[0]])


def test_what_was_kept_in_is_tried_again_by_the_receiver_once_it_is_mended(inbox, sharing, gbo, worker):
    no_mailbox(gbo)
    deliver(sharing.transmission_id)
    refusal = onward_actions.retry_onward(sharing, by=worker, at=NOW)
    assert refusal is not None
    assert [one.code for one in refusal.obstacles] == ["onward_mailbox_missing"]
    Mailbox.objects.filter(address=MAILBOX).update(replaced_at=None)
    assert onward_actions.retry_onward(sharing, by=worker, at=NOW) is None
    deliver(sharing.transmission_id)
    assert inbox.recipients == [MAILBOX]


def test_a_suspension_between_intent_and_hand_over_stops_the_mail(inbox, sharing, gbo):
    """R101: it is suspended for all parties, whoever suspends."""
    caw, *_rest, dmw = gbo.parties_in_order
    gbo_stopping.suspend(
        agreement=gbo,
        by_party=caw,
        against_party=dmw,
        from_on=TODAY,
        until_on=None,
        reason=SuspensionReason.SECURITY,
        by=a_user(Role.ADMINISTRATOR),
        at=NOW,
    )
    deliver(sharing.transmission_id)
    assert inbox.contents == []
    assert mail_of(sharing).obstacles == ["gbo_suspended"]


def come_back(sharing: OnwardSharing, *, at: datetime) -> None:
    """The mail server of the partner says that there is no such mailbox."""
    Transmission.objects.filter(pk=sharing.transmission_id).update(status=TransmissionStatus.SENT, sent_at=NOW)
    mail = mail_of(sharing)
    fate = Fate(Action.FAILED, ("5.1.1",), final=mail.recipient)
    note_report(Incoming(Sort.REPORT, (fate,), token=mail.pk.hex), at=at)


def way(sharing: OnwardSharing) -> set[Obstacle]:
    return set(way_to(sharing.partner, sharing.intake.referral, on=TODAY).papers.obstacles)


class TestAMailThatComesBack:
    """D19: only the receiver may know, since nothing else is written to a partner."""

    def test_closes_the_way_of_this_receiver_and_leaves_the_mailbox_as_it_is(self, sharing):
        come_back(sharing, at=NOW)
        assert way(sharing) == {Obstacle.ONWARD_MAILBOX_RETURNS}
        assert Mailbox.objects.get(address=MAILBOX).bounced_on is None
        event = AuditEvent.objects.get(event=Event.PARTNER_MAILBOX_RETURNED)
        assert event.log == sharing.intake.partner_id
        assert not Message.objects.exists()

    def test_leaves_the_way_of_another_receiver_open(self, sharing, gbo):
        come_back(sharing, at=NOW)
        other = an_ocmw("OCMW Elders")
        assert not ReturningMailbox.objects.standing(other.pk, gbo.caw.mailbox).exists()

    def test_stops_what_still_waits_for_that_partner_until_that_one_says_that_it_works(
        self, now, inbox, sharing, worker, gbo
    ):
        """D30: what this receiver passed on goes by itself then; what another one did waits for its own word."""
        Transmission.objects.filter(pk=sharing.transmission_id).update(status=TransmissionStatus.SENT, sent_at=NOW)
        again = share_under(sharing.consent, worker, at=NOW + timedelta(minutes=1))
        now.move_to(NOW + timedelta(minutes=2))
        come_back(sharing, at=timezone.now())
        deliver(again.transmission_id)
        assert inbox.recipients == []
        assert mail_of(again).obstacles == ["onward_mailbox_returns"]
        for receiver, goes in ((an_ocmw("OCMW Elders"), False), (sharing.intake.partner, True)):
            onward_actions.partner_mailbox_works(
                receiver=receiver, mailbox=gbo.caw.mailbox, by=worker, at=timezone.now()
            )
            assert (mail_of(again).status == TransmissionStatus.QUEUED) is goes

    def test_is_over_when_the_partner_says_that_the_mailbox_works(self, sharing, worker, signed_in):
        come_back(sharing, at=NOW)
        browser = signed_in(worker)
        take_back(sharing, worker)
        page = reverse("ocmw_intake:onward_partner", args=[sharing.intake.referral.reference, sharing.partner_id])
        assert "De mailbox werkt weer" in browser.get(page).text
        told = reverse("ocmw_intake:onward_mailbox_works", args=[sharing.intake.referral.reference, sharing.partner_id])
        assert "werkt weer" in browser.post(told, follow=True).text
        browser.post(told)
        assert way(sharing) == set()
        assert AuditEvent.objects.filter(event=Event.PARTNER_MAILBOX_WORKS).count() == 1

    def test_and_comes_late_says_nothing_about_a_mailbox_that_works_again(self, sharing, worker, gbo):
        come_back(sharing, at=NOW)
        onward_actions.partner_mailbox_works(
            receiver=sharing.intake.partner, mailbox=gbo.caw.mailbox, by=worker, at=NOW + timedelta(hours=1)
        )
        come_back(sharing, at=NOW + timedelta(hours=2))
        assert way(sharing) == set()

    def test_says_nothing_about_an_address_that_was_registered_after_it(self, sharing, gbo):
        come_back(sharing, at=NOW)
        gbo_mailbox.set_mailbox(
            party=gbo.caw, address="nieuw@caw.example", by=a_user(Role.ADMINISTRATOR), at=NOW + timedelta(hours=1)
        )
        assert Obstacle.ONWARD_MAILBOX_RETURNS not in way(sharing)


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whole", [False, True])
def test_a_withdrawal_during_the_hand_over_waits_and_then_asks_to_delete(inbox, whole):
    """Once it returns nothing leaves any more; what had left is asked back (R55, D6)."""
    ocmw = an_ocmw()
    worker = a_user(Role.SOCIAL_WORKER, ocmw)
    referral = a_referral(partner=ocmw, sent=True)
    gbo = a_gbo_of(ocmw)
    sharing = share(referral, worker, partner=gbo.caw.organisation, at=NOW)
    done: list[str] = []

    def withdraw() -> None:
        try:
            if whole:
                actions.withdraw_here(referral, on=TODAY, by=worker, at=NOW)
            else:
                take_back(sharing, worker)
            done.append("withdrawn")
        finally:
            connection.close()

    thread = threading.Thread(target=withdraw)

    def meanwhile() -> None:
        thread.start()
        thread.join(timeout=0.5)
        assert thread.is_alive()
        done.append("handed over")

    inbox.meanwhile = meanwhile
    deliver(sharing.transmission_id)
    thread.join(timeout=10)
    assert done == ["handed over", "withdrawn"]
    assert OnwardDeletion.objects.get().transmission.recipient == MAILBOX
    inbox.meanwhile = lambda: None
    deliver(sharing.transmission_id)
    assert len(inbox.contents) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_not_begun_while_a_withdrawal_is_written(inbox):
    ocmw = an_ocmw()
    worker = a_user(Role.SOCIAL_WORKER, ocmw)
    referral = a_referral(partner=ocmw, sent=True)
    sharing = share(referral, worker, partner=a_gbo_of(ocmw).caw.organisation, at=NOW)
    standstill.current()  # its row is made at the first use
    with transaction.atomic():
        take_back(sharing, worker)
        tried = threading.Thread(target=lambda: (deliver(sharing.transmission_id), connection.close()))
        tried.start()
        tried.join(timeout=10)
        assert not tried.is_alive()
    deliver(sharing.transmission_id)
    assert inbox.contents == []
    assert mail_of(sharing).status == TransmissionStatus.CANCELLED
