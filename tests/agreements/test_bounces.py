"""A mail that came back: the mailbox is unverified until it is registered, compared and checked again (R68)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Mailbox, MailboxCheck, Message, MessageKind
from agreements.models.mailbox_checks import CHECK_LINK
from agreements.terms.mailbox_restoring import RestoreReason
from agreements.terms.papers import Party
from audit.models import AuditEvent
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role
from outbox.couriers import courier_of
from outbox.delivery import deliver
from outbox.models import Kind, Transmission, TransmissionStatus
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.clients import Browser

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)


def bounce(mailbox: Mailbox, by, *, on: date = DAY, at: datetime = AT) -> None:
    actions.mailbox.record_bounce(mailbox=mailbox, on=on, by=by, at=at)


def came_back(transmission: Transmission, *, at: datetime = AT) -> None:
    """As who reads the return mailbox calls it."""
    with transaction.atomic():
        tell = courier_of(transmission.kind).returned(transmission, mailbox_is_gone=True, at=at)
        tell()


def obstacles(agreement) -> tuple[Obstacle, ...]:
    return check_agreement(agreement=reload(agreement), on=DAY).obstacles


def test_a_mail_that_came_back_stops_sharing_and_is_in_the_trail(westerlo, administrator):
    mailbox = westerlo.protocol.mailbox_facts
    bounce(mailbox, administrator)
    assert obstacles(westerlo) == (Obstacle.MAILBOX_BOUNCED,)
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.actor) == ("mailbox_bounced", administrator)
    assert event.details == {"mailbox": str(mailbox.pk), "on": "2026-11-24"}


def test_the_first_bounce_counts(westerlo, administrator):
    mailbox = westerlo.protocol.mailbox_facts
    bounce(mailbox, administrator)
    before = AuditEvent.objects.count()
    bounce(mailbox, administrator, on=DAY + timedelta(days=1))
    mailbox.refresh_from_db()
    assert (mailbox.bounced_on, AuditEvent.objects.count()) == (DAY, before)


def test_a_bounce_from_before_the_check_is_refused_with_the_day(westerlo, administrator):
    with pytest.raises(Refusal, match="18 december 2023"):
        bounce(westerlo.protocol.mailbox_facts, administrator, on=date(2023, 12, 17))
    bounce(westerlo.protocol.mailbox_facts, administrator, on=date(2023, 12, 18))


def test_after_a_bounce_nobody_compares_or_checks_that_row_any_more(diest, administrator):
    mailbox = actions.mailbox.set_mailbox(
        protocol=diest.protocol, address="sociaal@ocmw.example", by=administrator, at=AT
    )
    check = actions.mailbox_checks.start(mailbox=mailbox, by=administrator, at=AT)
    bounce(mailbox, administrator)
    with pytest.raises(Refusal, match="Bewaar het adres eerst opnieuw"):
        actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrator, at=AT)
    with pytest.raises(Refusal, match="kwam terug"):
        actions.mailbox_checks.start(mailbox=mailbox, by=administrator, at=AT + timedelta(hours=1))
    assert not actions.mailbox_checks.answer(check=check, code=check.code, attested_by="An Peeters, diensthoofd", at=AT)
    assert Browser().get(CHECK_LINK.url(check.token)).status_code == 404


def test_the_way_back_is_the_same_address_again_with_everything_new(westerlo, administrator, second_administrator):
    bounce(westerlo.protocol.mailbox_facts, administrator, on=DAY - timedelta(days=1))
    again = actions.mailbox.set_mailbox(
        protocol=westerlo.protocol, address=westerlo.protocol.mailbox_facts.address, by=administrator, at=AT
    )
    for someone in (administrator, second_administrator):
        assert obstacles(westerlo) == (Obstacle.MAILBOX_NOT_VERIFIED,)
        actions.mailbox.verify_mailbox(mailbox=again, by=someone, at=AT)
    assert obstacles(westerlo) == (Obstacle.MAILBOX_NOT_VERIFIED,)
    check = actions.mailbox_checks.start(mailbox=again, by=administrator, at=AT)
    assert actions.mailbox_checks.answer(check=check, code=check.code, attested_by="An Peeters, diensthoofd", at=AT)
    assert obstacles(westerlo) == ()


# --- what the return mailbox tells -----------------------------------------------------------------------------------


def test_a_referral_that_came_back_stops_the_next_one(inbox):
    first = a_referral(sent=True)
    came_back(first.transmission)
    assert obstacles(first.agreement) == (Obstacle.MAILBOX_BOUNCED,)
    second = a_referral(team=first.team, partner=first.partner, filed_at=FILED_AT + timedelta(minutes=1))
    Transmission.objects.update(due_at=FILED_AT)
    Mailbox.objects.update(bounced_on=date(2024, 6, 1))
    deliver(second.transmission_id)
    assert "mailbox_bounced" in Transmission.objects.get(pk=second.transmission_id).obstacles
    assert inbox.contents == []
    event = AuditEvent.objects.get(event="mailbox_bounced")
    assert event.actor is None


def test_every_agreement_with_that_mailbox_is_stopped(westerlo):
    referral = a_referral(sent=True)
    ocmw = referral.partner
    other = papers_in_force(a_team("Team Elders"), ocmw, mailbox="Sociaal@ocmw.example")
    came_back(referral.transmission)
    assert obstacles(referral.agreement) == obstacles(other) == (Obstacle.MAILBOX_BOUNCED,)
    assert obstacles(westerlo) == ()


def test_a_mail_that_left_before_an_address_was_registered_again_says_nothing_about_it(administrator):
    referral = a_referral(sent=True)
    protocol = referral.agreement.protocol
    bounce(protocol.mailbox_facts, administrator)
    again = actions.mailbox.set_mailbox(protocol=protocol, address="sociaal@ocmw.example", by=administrator, at=AT)
    came_back(referral.transmission, at=AT + timedelta(hours=1))
    again.refresh_from_db()
    assert again.bounced_on is None


def test_a_mailbox_check_that_came_back_marks_its_mailbox_and_ends_the_check(diest, administrator):
    mailbox = actions.mailbox.set_mailbox(
        protocol=diest.protocol, address="sociaal@ocmw.example", by=administrator, at=AT
    )
    check = actions.mailbox_checks.start(mailbox=mailbox, by=administrator, at=AT)
    Transmission.objects.filter(pk=check.transmission_id).update(status=TransmissionStatus.SENT, sent_at=AT)
    came_back(check.transmission, at=AT + timedelta(minutes=1))
    mailbox.refresh_from_db()
    assert mailbox.bounced_on == DAY
    assert MailboxCheck.objects.get().replaced_at is not None
    assert Transmission.objects.get(pk=check.transmission_id).status == TransmissionStatus.SENT


def test_a_message_that_came_back_shows_it_and_does_not_touch_the_mailbox(westerlo, administrator):
    message = actions.messages.write_message(
        kind=MessageKind.CONTACT_CHANGE, agreement=westerlo, to_party=Party.PARTNER,
        recipient=westerlo.protocol.mailbox_facts.address, subject="Onderwerp", body="Tekst", by=administrator, at=AT,
    )  # fmt: skip
    for _ in range(2):
        came_back(message.transmission, at=AT + timedelta(minutes=5))
    message.refresh_from_db()
    assert message.returned_at == AT + timedelta(minutes=5)
    assert AuditEvent.objects.filter(event="message_returned").count() == 1
    assert obstacles(westerlo) == ()
    assert Message.objects.get().returned_at is not None


@pytest.mark.parametrize("kind", [Kind.REFERRAL, Kind.MAILBOX_CHECK, Kind.MESSAGE])
def test_every_courier_knows_what_a_bounce_means(kind):
    assert callable(courier_of(kind).returned)


# --- the page --------------------------------------------------------------------------------------------------------


def test_an_administrator_records_a_mail_that_came_back(browser, westerlo):
    mailbox = westerlo.protocol.mailbox_facts
    url = reverse("agreements:record_bounce", args=[westerlo.pk, mailbox.pk])
    assert "Vul de dag in waarop de mail terugkwam" in browser.post(url, {}).content.decode()
    assert "Deze datum ligt in de toekomst." in browser.post(url, {"on": "1/1/2099"}).content.decode()
    assert "Na die dag is de mailbox nog gecontroleerd" in browser.post(url, {"on": "1/12/2023"}).content.decode()
    mailbox.refresh_from_db()
    assert mailbox.bounced_on is None
    answer = browser.post(url, {"on": "1/3/2024"}, follow=True)
    shown = answer.content.decode()
    assert "Een mail kwam terug." in shown
    assert "1 maart 2024" in shown
    assert "proefmail" not in shown


# --- switched off wrongly ---------------------------------------------------------------------------------------------


def test_an_administrator_switches_a_mailbox_on_again_with_a_reason_and_without_a_new_check(browser, westerlo):
    mailbox = westerlo.protocol.mailbox_facts
    bounce(mailbox, a_user(Role.ADMINISTRATOR))
    page = browser.get(reverse("agreements:mailbox", args=[westerlo.pk])).content.decode()
    url = reverse("agreements:restore_mailbox", args=[westerlo.pk, mailbox.pk])
    assert url in page
    assert "Kies een reden" in browser.post(url, {}).content.decode()
    assert "Kies een reden uit de lijst." in browser.post(url, {"reason": "zomaar"}).content.decode()
    assert obstacles(westerlo) == (Obstacle.MAILBOX_BOUNCED,)
    answer = browser.post(url, {"reason": "fault_of_ours"}, follow=True)
    assert "Deze mailbox is in orde." in answer.content.decode()
    assert obstacles(westerlo) == ()
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.details["reason"]) == ("mailbox_restored", "fault_of_ours")


def test_what_was_never_checked_is_not_checked_by_switching_it_on(diest, administrator):
    mailbox = actions.mailbox.set_mailbox(
        protocol=diest.protocol, address="sociaal@ocmw.example", by=administrator, at=AT
    )
    bounce(mailbox, administrator)
    actions.mailbox.restore_mailbox(mailbox=mailbox, reason=RestoreReason.MISTAKE, by=administrator, at=AT)
    assert Obstacle.MAILBOX_NOT_VERIFIED in obstacles(diest)


def test_switching_on_twice_tells_nothing_and_a_next_return_switches_it_off_again(administrator):
    referral = a_referral(sent=True)
    mailbox = referral.agreement.protocol.mailbox_facts
    came_back(referral.transmission)
    for _ in range(2):
        actions.mailbox.restore_mailbox(mailbox=mailbox, reason=RestoreReason.MISTAKE, by=administrator, at=AT)
    assert AuditEvent.objects.filter(event="mailbox_restored").count() == 1
    assert obstacles(referral.agreement) == ()
    came_back(referral.transmission)
    assert obstacles(referral.agreement) == (Obstacle.MAILBOX_BOUNCED,)


def test_an_address_that_was_replaced_is_not_switched_on(westerlo, administrator):
    old = westerlo.protocol.mailbox_facts
    actions.mailbox.set_mailbox(protocol=westerlo.protocol, address="anders@ocmw.example", by=administrator, at=AT)
    with pytest.raises(Refusal):
        actions.mailbox.restore_mailbox(mailbox=old, reason=RestoreReason.MISTAKE, by=administrator, at=AT)


def test_a_mailbox_that_was_replaced_takes_no_bounce(westerlo, administrator):
    old = westerlo.protocol.mailbox_facts
    actions.mailbox.set_mailbox(protocol=westerlo.protocol, address="anders@ocmw.example", by=administrator, at=AT)
    with pytest.raises(Refusal, match="intussen vervangen"):
        bounce(old, administrator)


def test_two_ocmws_with_other_addresses_are_left_alone(administrator):
    referral = a_referral(sent=True)
    elsewhere = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"), mailbox="elders@ocmw.example")
    came_back(referral.transmission)
    assert obstacles(elsewhere) == ()
