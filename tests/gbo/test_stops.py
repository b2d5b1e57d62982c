"""What stops passing on to GBO partners is told to every core actor, and a mistake of today can be taken back (D29)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.actions.mailbox import record_bounce, restore_mailbox
from agreements.models import Message, MessageKind, SuspensionReason
from agreements.terms.mailbox_restoring import RestoreReason
from agreements.terms.stops import Route
from agreements.words.stops import letter_rows
from audit.models import AuditEvent
from gbo import actions, letters
from gbo.models import GboAgreement, GboFile, GboStop, GboStopKind, GboSuspension
from gbo.rules.stopping import RegisteredLetter
from law.obstacles import Obstacle
from law.onward import check_gbo_agreement
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.delivery import deliver
from outbox.models import Kind, Transmission, TransmissionStatus
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement
from tests.builders.referrals import a_referral
from tests.ocmw_intake.onward import a_gbo_of, share
from tests.vault.pdfs import a_pdf

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def who(administrator):
    return {"by": administrator, "at": NOW}


@pytest.fixture
def signed(db, agency) -> GboAgreement:
    """With an e-mail address for the CAW and, at its DPO, the OCMW; none for the DMW."""
    agreement = a_gbo_agreement()
    caw, ocmw, dmw = agreement.parties_in_order
    type(caw.organisation).objects.filter(pk=caw.organisation_id).update(email="info@caw.example")
    for party, address in ((caw, ""), (ocmw, "dpo@ocmw.example"), (dmw, "")):
        party.dpo_email = address
        party.save()
    type(caw.organisation).objects.filter(pk__in=[ocmw.organisation_id, dmw.organisation_id]).update(email="")
    return reload(agreement)


def reload(agreement: GboAgreement) -> GboAgreement:
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


def notice(agreement: GboAgreement, who) -> GboStop:
    others = [party for party in agreement.parties_in_order if party.kind != "caw"]
    return actions.stopping.give_notice(
        agreement=agreement,
        by_party=agreement.caw,
        letters=[RegisteredLetter(party, TODAY, "RR 1234 5678") for party in others],
        last_day=date(2027, 5, 29),
        **who,
    )


def suspend(agreement: GboAgreement, who, *, from_on: date = TODAY, until_on: date | None = None) -> GboStop:
    caw, *_ocmws, dmw = agreement.parties_in_order
    return actions.stopping.suspend(
        agreement=agreement,
        by_party=caw,
        against_party=dmw,
        from_on=from_on,
        until_on=until_on,
        reason=SuspensionReason.SECURITY,
        **who,
    )


def end(agreement: GboAgreement, who, *, last_day: date = TODAY) -> GboStop:
    suspension = GboSuspension.objects.get(agreement=agreement)
    return actions.stopping.end_suspension(suspension=suspension, last_day=last_day, **who)


def stop(agreement: GboAgreement, who) -> GboStop:
    suspension = GboSuspension.objects.get(agreement=agreement)
    proof = {"notified_on": TODAY, "notification_proof": "RR 1", "stopped_on": TODAY}
    return actions.stopping.stop(suspension=suspension, **proof, **who)


def decided(agreement: GboAgreement) -> tuple[Obstacle, ...]:
    """What the gate says today and after any notice."""
    days = (TODAY, date(2028, 1, 1))
    return tuple(one for on in days for one in check_gbo_agreement(gbo_agreement=reload(agreement), on=on).obstacles)


RECORDED = {
    GboStopKind.NOTICE: (notice, "artikel 14", "29 mei 2027"),
    GboStopKind.SUSPENSION: (suspend, "artikel 9", "24 november 2026"),
    GboStopKind.SUSPENSION_ENDED: (end, "eindigt", "Weer doorgeven vanaf: 26 november 2026"),
    GboStopKind.STOPPED: (stop, "artikel 9", "23 november 2026"),
}


@pytest.mark.parametrize("kind", RECORDED)
def test_each_stop_has_a_letter_with_its_source_and_last_day_and_can_be_taken_back(signed, who, kind):
    record, source, day = RECORDED[kind]
    if kind in (GboStopKind.SUSPENSION_ENDED, GboStopKind.STOPPED):
        suspend(signed, {**who, "at": NOW - DAY}, from_on=TODAY - DAY)
    before = decided(signed)
    kept = record(signed, who)
    assert kept.kind == kind
    kept.agreement = reload(signed)
    body = letters.to_core_actors(kept).body
    assert source in body
    assert day in body
    assert "protocol" not in body
    assert decided(signed) != before
    actions.stops.take_back(stop=kept, **who)
    assert decided(signed) == before
    kept.refresh_from_db()
    assert kept.taken_back_at == NOW
    with pytest.raises(Refusal, match="al teruggenomen"):
        actions.stops.take_back(stop=kept, **who)


def test_only_who_recorded_it_takes_it_back_and_what_came_later_goes_first(signed, who, second_administrator):
    first = suspend(signed, who)
    with pytest.raises(Refusal, match="Alleen wie dit noteerde"):
        actions.stops.take_back(stop=first, by=second_administrator, at=NOW)
    later = end(signed, {**who, "at": NOW + timedelta(minutes=1)})
    with pytest.raises(Refusal, match="Neem eerst dat terug"):
        actions.stops.take_back(stop=first, **who)
    actions.stops.take_back(stop=later, by=who["by"], at=NOW + timedelta(minutes=2))
    actions.stops.take_back(stop=first, by=who["by"], at=NOW + timedelta(minutes=2))
    assert not GboSuspension.objects.exists()


def test_a_notice_is_not_taken_back_once_the_ocmw_is_in_another_agreement(signed, who):
    """R91: one agreement in force at a time; the other one was signed because this one ends."""
    kept = notice(signed, who)
    ocmw = next(one.organisation for one in signed.parties_in_order if one.kind == "ocmw")
    a_gbo_agreement(signed.caw.organisation, ocmw, signed.parties_in_order[-1].organisation, signed_on=date(2027, 6, 1))
    with pytest.raises(Refusal, match="heeft dan al een GBO-overeenkomst"):
        actions.stops.take_back(stop=kept, **who)
    assert reload(signed).notice_of_one is not None


def test_every_core_actor_is_written_once_as_it_was_shown_and_told_when_it_does_not_count(signed, who):
    kept = suspend(signed, who)
    kept.agreement = reload(signed)
    shown = letters.to_core_actors(kept).fingerprint
    with pytest.raises(Overtaken):
        actions.stops.write_letters(stop=kept, route=Route.MAIL, fingerprint="other", **who)
    actions.stops.write_letters(stop=kept, route=Route.MAIL, fingerprint=shown, **who)
    with pytest.raises(Overtaken):
        actions.stops.write_letters(stop=kept, route=Route.MAIL, fingerprint=shown, **who)
    written = Message.objects.filter(kind=MessageKind.STOP)
    assert sorted(written.values_list("recipient", flat=True)) == ["", "dpo@ocmw.example", "info@caw.example"]
    actions.stops.take_back(stop=kept, **who)
    said = kept.letters.filter(takes_back=True)
    assert sorted(one.message.recipient for one in said) == ["dpo@ocmw.example", "info@caw.example"]
    assert all("Ons vorige bericht geldt niet" in one.message.body for one in said)
    kept.refresh_from_db()
    on_paper = [one["status"]["text"] for one in letter_rows(kept) if not one["message"].recipient]
    assert on_paper == ["niet meer posten"]


@pytest.fixture
def waiting(administrator):
    """What a receiver passed on waits for nothing but the suspension."""
    referral = a_referral(sent=True)
    agreement = a_gbo_of(referral.partner)
    worker = a_user(Role.SOCIAL_WORKER, referral.partner)
    sharing = share(referral, worker, partner=agreement.caw.organisation, at=NOW)
    mail = Transmission.objects.filter(pk=sharing.transmission_id)
    mail.update(status=TransmissionStatus.BLOCKED, obstacles=[Obstacle.GBO_SUSPENDED.code])
    return agreement, mail


@pytest.mark.parametrize("way", ["taken back", "ended", "over"])
def test_what_waited_for_the_suspension_alone_goes_on_and_only_the_receiver_can_know(waiting, who, way):
    """D19: no number and no event of it on the side of Opgroeien."""
    agreement, mail = waiting
    kept = suspend(agreement, who, from_on=TODAY - DAY, until_on=TODAY if way == "over" else None)
    if way == "taken back":
        assert actions.stops.take_back(stop=kept, **who) is None
    elif way == "ended":
        end(agreement, who, last_day=TODAY - DAY)
    else:
        actions.stopping.let_go_on(at=NOW)
        assert mail.get().status == TransmissionStatus.BLOCKED
        actions.stopping.let_go_on(at=NOW + DAY)
    assert mail.get().status == TransmissionStatus.QUEUED
    event = AuditEvent.objects.get(event="transmission_retried")
    assert (event.log, event.actor_id) == (mail.get().log, None)


def test_a_mailbox_put_on_again_lets_go_what_waited_for_that_alone(waiting, administrator, who):
    """D30, D19: the log of the receiver does not name the administrator, who learns nothing of it."""
    agreement, mail = waiting
    mailbox = reload(agreement).caw.mailbox
    record_bounce(mailbox=mailbox, on=TODAY, **who)
    for obstacles, goes in ((["onward_mailbox_bounced", "gbo_suspended"], False), (["onward_mailbox_bounced"], True)):
        mail.update(obstacles=obstacles)
        type(mailbox).objects.filter(pk=mailbox.pk).update(bounced_on=TODAY)
        restore_mailbox(mailbox=mailbox, reason=RestoreReason.FAULT_OF_OURS, **who)
        assert (mail.get().status == TransmissionStatus.QUEUED) is goes
    event = AuditEvent.objects.get(event="transmission_retried")
    assert (event.log, event.actor_id) == (mail.get().log, None)


def test_an_administrator_walks_from_the_mistake_to_the_letter_and_back(browser, signed, inbox, signed_in):
    """The pages: record, read the letter, post one, file number and scan; team and receiver read it on their page."""
    caw, _ocmw, dmw = signed.parties_in_order
    page = reverse("gbo:suspend", args=[signed.pk])
    answers = {"by_party": caw.pk, "against_party": dmw.pk, "from_on": "25/11/2026", "until_on": ""}
    answer = browser.post(page, {**answers, "reason": "security"})
    kept = GboStop.objects.get()
    assert answer.url == reverse("gbo:kept_stop", args=[signed.pk, kept.pk])
    letter = reverse("gbo:stop_letter", args=[signed.pk, kept.pk])
    shown = browser.get(letter).content.decode()
    assert "alleen op papier" in shown
    fingerprint = shown.split('name="shown" value="')[1].split('"')[0]
    browser.post(letter, {"shown": fingerprint, "route": "mail"})
    for mail in Transmission.objects.filter(kind=Kind.MESSAGE):
        deliver(mail.pk)
    assert any("schort het doorgeven van gegevens" in mail.get_content() for mail in inbox.mails)
    paper = kept.letters.get(message__recipient="")
    posting = reverse("gbo:posting", args=[signed.pk, kept.pk, paper.pk])
    scan = SimpleUploadedFile("scan.pdf", a_pdf(), content_type="application/pdf")
    browser.post(posting, {"posted_on": "25/11/2026", "proof": "RR 1", "scan": scan})
    paper.refresh_from_db()
    assert (paper.message.proof, paper.scan_id) == ("RR 1", GboFile.objects.get().pk)
    assert "RR 1" in browser.get(reverse("gbo:stop_message", args=[signed.pk, kept.pk, paper.pk])).content.decode()
    browser.post(reverse("gbo:take_back_stop", args=[signed.pk, kept.pk]))
    assert "teruggenomen" in browser.get(reverse("gbo:stopping", args=[signed.pk])).content.decode()
    ocmw = next(one.organisation for one in signed.parties_in_order if one.kind == "ocmw")
    papers = papers_in_force(a_team("Team Ooststreek"), ocmw)
    for role, organisation in ((Role.TEAM_MEMBER, papers.team), (Role.SOCIAL_WORKER, papers.partner)):
        reader = signed_in(a_user(role, organisation))
        assert "GBO-partners" in reader.get(reverse("agreements:own_stops")).content.decode()
    stranger = signed_in(a_user(Role.TEAM_MEMBER))
    assert "GBO-partners" not in stranger.get(reverse("agreements:own_stops")).content.decode()


def test_the_letters_that_a_core_actor_posts_are_drafted_and_change_nothing(browser, signed, who):
    """R39, R101: notice to each of the others, registered; the notification before a stop to the one who is told."""
    page = browser.get(reverse("gbo:notice_letters", args=[signed.pk, signed.caw.pk])).content.decode()
    assert page.count("Met deze brief zegt CAW") == 2
    assert "begint op maandag 30 november 2026. De laatste dag is 29 mei 2027" in page
    suspend(signed, who, from_on=TODAY - DAY)
    suspension = GboSuspension.objects.get()
    page = browser.get(reverse("gbo:notification_letter", args=[signed.pk, suspension.pk])).content.decode()
    assert page.count("geven wij u kennis") == 1
    assert reload(signed).notice_of_one is None


def test_a_receiver_reads_for_a_week_on_every_page_that_something_stopped(who, administrator, signed_in, clock):
    ocmw = an_ocmw()
    papers_in_force(a_team(), ocmw)
    agreement, person = a_gbo_of(ocmw), a_user(Role.SOCIAL_WORKER, ocmw)

    def is_told() -> bool:
        shown = signed_in(person).get(reverse("ocmw_intake:worklist")).content.decode()
        return "Er is iets beslist over uw overeenkomsten" in shown

    assert not is_told()
    made = suspend(agreement, who)
    assert is_told()
    actions.stops.take_back(stop=made, **who)
    assert not is_told()
    suspend(agreement, who)
    clock.shift(timedelta(days=8))
    assert not is_told()


def test_a_letter_of_a_core_actor_is_signed_without_a_function_that_stood_on_no_paper(signed, who):
    """D28: "T. Ekenaar, " with nothing behind it would look forgotten."""
    caw, _ocmw, _dmw = signed.parties_in_order
    caw.signatory_name, caw.signatory_function = "T. Ekenaar", ""
    for letter in (
        letters.notice_of(signed, caw, on=TODAY),
        letters.notification_of(signed, GboSuspension(agreement=signed, by_party=caw, from_on=TODAY), on=TODAY),
    ):
        assert letter.endswith("\nT. Ekenaar\n")
