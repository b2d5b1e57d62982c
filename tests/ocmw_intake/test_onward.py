"""Passing on to a GBO partner: who may get what, with which consent, and how it is taken back (R78, R90–R93)."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from agreements.actions.mailbox import record_returned_mail
from agreements.models import Mailbox, ProcessorContract
from audit.events import BEHIND_THE_WALL
from audit.models import AuditEvent
from breaches.rules import what_left
from gbo.actions import mailbox as gbo_mailbox
from gbo.models import GboAgreement
from law.identification import Identification
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import OutcomeKind
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardConsent, OnwardDeletion, OnwardSharing
from ocmw_intake.onward.rules import partners_of
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions as referral_actions
from referrals.models import DATA_FIELDS, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import an_ocmw, with_contract
from tests.builders.gbo import a_gbo_mailbox, a_gbo_suspension
from tests.builders.referrals import a_correction, an_identification
from tests.ocmw_intake.onward import AT, FOUR_FIELDS, MAILBOX, TOLD, a_gbo_of, consent_of, share, share_under
from tests.ocmw_intake.steps import attempt, give_up

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


def refusal(referral: Referral, worker: User, partner, **changes) -> set[Obstacle]:
    with pytest.raises(Refusal, match="Dit mag niet") as refused:
        share(referral, worker, partner=partner, **changes)
    assert not OnwardConsent.objects.exists()
    assert not Transmission.objects.filter(kind=Kind.ONWARD).exists()
    return set(refused.value.decision.obstacles)


def sent(sharing: OnwardSharing) -> OnwardSharing:
    """As if the relay took it."""
    Transmission.objects.filter(pk=sharing.transmission_id).update(
        status=TransmissionStatus.SENT, sent_at=AT, attempt_count=1
    )
    return sharing


# --- who may get what ------------------------------------------------------------------------------------------------


def test_with_agreement_and_consent_the_data_wait_for_the_mailbox_of_the_partner(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    mail = sharing.transmission
    assert (mail.kind, mail.recipient, mail.status) == (Kind.ONWARD, MAILBOX, TransmissionStatus.QUEUED)
    assert (sharing.agreement_id, mail.papers_id) == (gbo.pk, gbo.pk)
    assert (consent_of(sharing).asked_by, consent_of(sharing).given_on) == (worker, TODAY)


def test_the_partners_are_the_other_core_actors_of_the_agreement_and_no_one_else(ocmw, gbo, caw):
    an_ocmw("OCMW Elders")
    dmw = gbo.parties_in_order[-1].organisation
    assert partners_of(ocmw) == sorted([caw, dmw], key=lambda one: one.name)


def test_a_receiver_without_agreement_has_no_partner_and_is_told_why(referral, worker, ocmw):
    assert partners_of(ocmw) == []
    assert Obstacle.GBO_AGREEMENT_MISSING in refusal(referral, worker, an_ocmw("OCMW Elders"))


def test_nobody_passes_on_to_itself(referral, worker, gbo, ocmw):
    assert refusal(referral, worker, ocmw) == {Obstacle.ONWARD_PARTNER_NOT_PARTY}


def test_an_organisation_outside_the_agreement_gets_nothing(referral, worker, gbo):
    found = refusal(referral, worker, an_ocmw("OCMW Elders"))
    assert found == {Obstacle.ONWARD_PARTNER_NOT_PARTY, Obstacle.ONWARD_MAILBOX_MISSING}


def test_every_reason_is_named_at_once(referral, worker, gbo, caw):
    a_gbo_suspension(gbo)
    GboAgreement.objects.update(advised_on=None)
    Mailbox.objects.filter(protocol=None).update(replaced_at=AT)
    assert refusal(referral, worker, caw) == {
        Obstacle.GBO_SUSPENDED,
        Obstacle.GBO_ADVICE_MISSING,
        Obstacle.ONWARD_MAILBOX_MISSING,
    }


def test_after_our_copy_was_erased_the_receiver_passes_on_from_its_own_archive(referral, worker, gbo, caw):
    """D21."""
    Referral.objects.update(erased_at=AT, **dict.fromkeys(DATA_FIELDS))
    sharing = share(referral, worker, partner=caw)
    assert sharing.transmission.status == TransmissionStatus.QUEUED


@pytest.mark.parametrize("point", ["purpose", "data", "partner", "next_steps", "expectations", "is_free"])
def test_a_consent_that_is_not_whole_is_no_consent(referral, worker, gbo, caw, point):
    """R52: all five points."""
    with pytest.raises(IntegrityError), transaction.atomic():
        onward_actions.record_onward_consent(
            referral, partner=caw, given_on=TODAY, told=replace(TOLD, **{point: False}), by=worker, at=AT
        )
    assert not Transmission.objects.filter(kind=Kind.ONWARD).exists()


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        (None, Obstacle.PROCESSOR_CONTRACT_MISSING),
        ({"signed_on": TODAY + timedelta(days=1)}, Obstacle.PROCESSOR_CONTRACT_MISSING),
        ({"ends_on": TODAY - timedelta(days=1)}, Obstacle.PROCESSOR_CONTRACT_ENDED),
    ],
)
def test_without_a_processor_contract_nothing_is_passed_on(referral, worker, gbo, caw, ocmw, changes, obstacle):
    """D21, art. 28 AVG."""
    ProcessorContract.objects.filter(receiver=ocmw).delete()
    if changes:
        with_contract(ocmw, **changes)
    assert refusal(referral, worker, caw) == {obstacle}


@pytest.mark.parametrize("day", [FILED_AT.date() - timedelta(days=1), TODAY + timedelta(days=1)])
def test_consent_is_given_after_the_referral_came_and_not_in_the_future(referral, worker, gbo, caw, day):
    with pytest.raises(Refusal):
        share(referral, worker, partner=caw, given_on=day)


def test_only_who_is_bound_by_secrecy_passes_on(referral, worker, gbo, caw):
    worker.bound_by_secrecy_since = None
    with pytest.raises(actions.SecrecyNotDeclared):
        share(referral, worker, partner=caw)


@pytest.mark.parametrize("kind", [OutcomeKind.DECLINES, OutcomeKind.NOT_REACHED, OutcomeKind.MOVED])
def test_who_must_delete_the_data_does_not_pass_them_on(referral, worker, gbo, caw, kind):
    if kind == OutcomeKind.DECLINES:
        attempt(referral, worker, reached=True)
    else:
        give_up(referral, worker)
    actions.record_outcome(referral, kind=kind, by=worker, at=AT)
    with pytest.raises(Refusal, match="niet meer nodig"):
        share(referral, worker, partner=caw)


def test_two_presses_pass_on_once(referral, worker, gbo, caw):
    assert share(referral, worker, partner=caw) == share(referral, worker, partner=caw)
    assert Transmission.objects.filter(kind=Kind.ONWARD).count() == 1


def test_each_partner_needs_a_consent_of_its_own(referral, worker, gbo, caw):
    dmw = gbo.parties_in_order[-1].organisation
    share(referral, worker, partner=caw)
    share(referral, worker, partner=dmw)
    assert {one.partner for one in OnwardConsent.objects.all()} == {caw, dmw}


# --- taking it back --------------------------------------------------------------------------------------------------


def take_back(sharing: OnwardSharing, referral: Referral, worker: User) -> None:
    onward_actions.withdraw_onward(referral, consent_id=sharing.consent_id, on=TODAY, by=worker, at=LATER)


def withdrawn_at_the_team(referral: Referral, worker: User) -> None:
    referral_actions.withdraw(referral, on=TODAY, by=referral.filed_by, at=LATER)


def withdrawn_here(referral: Referral, worker: User) -> None:
    actions.withdraw_here(referral, on=TODAY, by=worker, at=LATER)


def declined(referral: Referral, worker: User) -> None:
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=LATER)


ENDINGS = [withdrawn_at_the_team, withdrawn_here, declined]


def test_a_consent_taken_back_cancels_what_waits_and_asks_nothing(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    take_back(sharing, referral, worker)
    sharing.transmission.refresh_from_db()
    assert sharing.transmission.status == TransmissionStatus.CANCELLED
    assert not OnwardDeletion.objects.exists()


def test_a_consent_taken_back_asks_the_partner_to_delete_what_went(referral, worker, gbo, caw):
    sharing = sent(share(referral, worker, partner=caw))
    take_back(sharing, referral, worker)
    take_back(sharing, referral, worker)
    request = OnwardDeletion.objects.get()
    mail = request.transmission
    assert (mail.kind, mail.recipient, mail.status) == (Kind.ONWARD_DELETION, MAILBOX, TransmissionStatus.QUEUED)
    assert consent_of(sharing).ended_because == "client"


def test_a_mail_that_perhaps_left_is_asked_back_too(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    Transmission.objects.filter(pk=sharing.transmission_id).update(is_ambiguous=True)
    take_back(sharing, referral, worker)
    assert OnwardDeletion.objects.get().transmission.recipient == MAILBOX


@pytest.mark.parametrize("end", ENDINGS)
def test_the_end_of_the_referral_takes_back_what_was_passed_on(referral, worker, gbo, caw, end):
    dmw = gbo.parties_in_order[-1].organisation
    gone, waiting = sent(share(referral, worker, partner=caw)), share(referral, worker, partner=dmw)
    end(referral, worker)
    waiting.transmission.refresh_from_db()
    assert waiting.transmission.status == TransmissionStatus.CANCELLED
    assert OnwardDeletion.objects.get().transmission.recipient == MAILBOX
    assert {consent_of(one).ended_because for one in (gone, waiting)} == {"referral"}


@pytest.mark.parametrize("end", ENDINGS)
def test_no_bytes_and_no_password_of_the_data_stay_after_the_end(referral, worker, gbo, caw, end):
    sharing = sent(share(referral, worker, partner=caw))
    end(referral, worker)
    mail = Transmission.objects.get(pk=sharing.transmission_id)
    assert (mail.password, mail.message) == (None, None)


@pytest.mark.parametrize("kind", [OutcomeKind.NOT_REACHED, OutcomeKind.MOVED])
def test_what_waits_stops_when_the_data_must_go_for_another_reason(referral, worker, gbo, caw, kind):
    """What the partner has already, the client agreed to: that consent stands (ADR 0035)."""
    dmw = gbo.parties_in_order[-1].organisation
    sent(share(referral, worker, partner=caw))
    waiting = share(referral, worker, partner=dmw)
    give_up(referral, worker)
    actions.record_outcome(referral, kind=kind, by=worker, at=LATER)
    waiting.transmission.refresh_from_db()
    assert waiting.transmission.status == TransmissionStatus.CANCELLED
    assert not OnwardDeletion.objects.exists()


def test_after_a_new_consent_the_data_may_go_again(referral, worker, gbo, caw):
    sharing = sent(share(referral, worker, partner=caw))
    take_back(sharing, referral, worker)
    again = share(referral, worker, partner=caw, at=LATER)
    assert again.consent_id != sharing.consent_id


def test_a_consent_that_ended_passes_nothing_on_again(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    take_back(sharing, referral, worker)
    with pytest.raises(Refusal, match="Dat kan nu niet meer"):
        share_under(sharing.consent, worker, at=LATER)


# --- what the team corrects, and what is erased ----------------------------------------------------------------------


def corrected(referral: Referral) -> None:
    correction = a_correction(referral)
    right: Identification = an_identification(street="Beukenlaan 9")
    referral_actions.correct(correction, identification=right, call=None, by=referral.filed_by, at=LATER)


def test_after_a_correction_the_page_offers_the_new_data_and_they_go_under_the_same_consent(
    referral, worker, gbo, caw, signed_in
):
    sharing = sent(share(referral, worker, partner=caw))
    client, page = signed_in(worker), reverse("ocmw_intake:referral", args=[referral.reference])
    assert "Verbeterde gegevens doorgeven" not in client.get(page).text
    corrected(referral)
    assert "De partner heeft nog de oude." in client.get(page).text
    with time_machine.travel(LATER + timedelta(minutes=1), tick=False):
        client.post(reverse("ocmw_intake:onward_data", args=[referral.reference, sharing.consent_id]), FOUR_FIELDS)
    assert OnwardSharing.objects.filter(consent=sharing.consent_id).count() == 2
    assert "De partner heeft nog de oude." not in client.get(page).text


def test_what_was_passed_on_is_kept_sealed_no_longer_than_the_last_term(referral, worker, gbo, caw):
    """D1, D21: erasing our copy touches nothing of the receiver's; what never left is forgotten on the last day."""
    gone = sent(share(referral, worker, partner=caw))
    stuck = share(referral, worker, partner=gbo.parties_in_order[-1].organisation)
    Transmission.objects.filter(pk=stuck.transmission_id).update(status=TransmissionStatus.FAILED)
    mails = Transmission.objects.filter(pk__in=[gone.transmission_id, stuck.transmission_id])
    assert referral_actions.erase(referral.pk, at=FILED_AT + timedelta(days=90))
    assert None not in {one.password for one in mails}
    assert referral_actions.forget_old_requests(at=AT + timedelta(days=91)) == 0  # not counted: that would tell (D4)
    assert {(one.password, one.message) for one in mails.all()} == {(None, None)}


def test_an_old_request_to_delete_keeps_no_password_either(referral, worker, gbo, caw):
    take_back(sent(share(referral, worker, partner=caw)), referral, worker)
    request = OnwardDeletion.objects.get().transmission
    Transmission.objects.filter(pk=request.pk).update(status=TransmissionStatus.SENT, sent_at=LATER)
    referral_actions.forget_old_requests(at=LATER + timedelta(days=120))
    assert Transmission.objects.get(pk=request.pk).password is None


# --- the password ----------------------------------------------------------------------------------------------------


def test_the_password_is_read_once_the_mail_left_and_the_reading_is_in_the_trail(referral, worker, gbo, caw):
    sharing = share(referral, worker, partner=caw)
    with pytest.raises(Refusal, match="Dit wachtwoord is er niet"):
        onward_actions.read_onward_password(sharing, by=worker, at=LATER)
    sent(sharing)
    assert onward_actions.read_onward_password(sharing, by=worker, at=LATER) == sharing.transmission.password
    assert AuditEvent.objects.filter(event="onward_password_read", actor=worker).count() == 1


# --- the wall --------------------------------------------------------------------------------------------------------


def without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_the_team_sees_no_difference_on_any_page_and_in_no_dossier(referral, worker, gbo, caw, signed_in):
    """D4."""
    team = signed_in(referral.filed_by)

    def pages() -> list[list[str]]:
        reference = [referral.reference]
        answers = [
            team.get(reverse("referrals:referral", args=reference)),
            team.get(reverse("referrals:worklist")),
            team.get(reverse("referrals:withdraw", args=reference)),
        ]
        return [without_token(answer.text) for answer in answers]

    before = pages()
    sharing = sent(share(referral, worker, partner=caw))
    assert pages() == before
    take_back(sharing, referral, worker)
    assert pages() == before


def test_a_withdrawal_at_the_team_asks_only_its_own_receiver(referral, worker, gbo, caw):
    """The notices that the team sees are those to the receiver: not the one to the partner."""
    sent(share(referral, worker, partner=caw))
    notices = referral_actions.withdraw(referral, on=TODAY, by=referral.filed_by, at=LATER)
    assert [one.transmission.recipient for one in notices] == ["sociaal@ocmw.example"]


def test_an_administrator_sees_nothing_of_a_stuck_mail_of_a_receiver(referral, worker, gbo, caw, signed_in):
    """D19: that it exists would say that something was passed on."""
    sharing = share(referral, worker, partner=caw)
    Transmission.objects.filter(pk=sharing.transmission_id).update(
        status=TransmissionStatus.BLOCKED, obstacles=[Obstacle.ONWARD_CONSENT_WITHDRAWN.code]
    )
    page = signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("outbox:stuck")).text
    for word in (MAILBOX, referral.reference, sharing.reference, Obstacle.ONWARD_CONSENT_WITHDRAWN.sentence):
        assert word not in page


@pytest.mark.parametrize("name", ["outbox:retry", "outbox:cancel"])
def test_an_administrator_neither_restarts_nor_cancels_what_a_receiver_passed_on(
    referral, worker, gbo, caw, signed_in, name
):
    sharing = share(referral, worker, partner=caw)
    Transmission.objects.filter(pk=sharing.transmission_id).update(status=TransmissionStatus.FAILED)
    signed_in(a_user(Role.ADMINISTRATOR)).post(reverse(name, args=[sharing.transmission_id]))
    sharing.transmission.refresh_from_db()
    assert sharing.transmission.status == TransmissionStatus.FAILED


def test_the_register_of_breaches_finds_no_mail_of_a_receiver(referral, worker, gbo, caw):
    """D19, D31: what a receiver passed on is known on its side only."""
    sent(share(referral, worker, partner=caw))
    assert not what_left(mailbox=MAILBOX).exists()
    assert list(what_left(reference=referral.reference)) == [referral.transmission]


def test_an_auditor_sees_nothing_of_it_in_the_trail(referral, worker, gbo, caw):
    """Not what the receiver logged, and not what became of its mail; all other mails stay visible."""
    auditor = a_user(Role.AUDITOR)
    before = list(AuditEvent.objects.visible_to(auditor))
    sharing = share(referral, worker, partner=caw)
    Transmission.objects.filter(pk=sharing.transmission_id).update(status=TransmissionStatus.FAILED)
    assert onward_actions.retry_onward(sharing, by=worker, at=LATER) is None
    onward_actions.read_onward_password(sent(sharing), by=worker, at=LATER)
    take_back(sharing, referral, worker)
    assert list(AuditEvent.objects.visible_to(auditor)) == before
    hidden = AuditEvent.objects.filter(event__in=BEHIND_THE_WALL).count()
    assert (hidden, AuditEvent.objects.filter(event="transmission_retried").count()) == (4, 1)


def test_another_receiver_does_not_see_the_ledger_of_this_one(referral, worker, gbo, caw, signed_in):
    share(referral, worker, partner=caw)
    own = signed_in(worker).get(reverse("ocmw_intake:onward_ledger")).text
    other = signed_in(a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))).get(reverse("ocmw_intake:onward_ledger"))
    assert referral.reference in own
    assert caw.name in own
    assert referral.reference not in other.text
    assert "U gaf nog niets door." in other.text


def test_the_partner_itself_sees_nothing_either(referral, worker, gbo, caw, signed_in):
    share(referral, worker, partner=caw)
    page = signed_in(a_user(Role.SOCIAL_WORKER, caw)).get(reverse("ocmw_intake:onward_ledger")).text
    assert referral.reference not in page


def test_a_mail_of_the_receiver_never_gets_a_reference(referral, worker, gbo, caw):
    share(referral, worker, partner=caw)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.filter(kind=Kind.ONWARD).update(reference=referral.reference)


# --- the papers ------------------------------------------------------------------------------------------------------


def test_a_mailbox_that_sends_an_archive_back_gets_no_more_until_it_is_registered_again(referral, worker, gbo, caw):
    """R68."""
    sharing = sent(share(referral, worker, partner=caw))
    record_returned_mail(transmission=sharing.transmission, at=LATER)()
    take_back(sharing, referral, worker)
    with pytest.raises(Refusal, match="Dit mag niet") as refused:
        share(referral, worker, partner=caw)
    assert refused.value.decision.obstacles == (Obstacle.ONWARD_MAILBOX_BOUNCED,)
    gbo_mailbox.set_mailbox(party=gbo.caw, address=MAILBOX, by=a_user(Role.ADMINISTRATOR), at=LATER)
    with pytest.raises(Refusal, match="Dit mag niet") as refused:
        share(referral, worker, partner=caw)
    assert refused.value.decision.obstacles == (Obstacle.ONWARD_MAILBOX_NOT_VERIFIED,)
    a_gbo_mailbox(gbo.caw, MAILBOX)
    assert share(referral, worker, partner=caw).transmission.recipient == MAILBOX
