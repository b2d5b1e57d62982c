"""Reminders to a receiver that did not open an archive: when, to whom, what stops them, and the wall (D4, D12)."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from agreements.actions.stopping import suspend_sharing
from agreements.models import Contact, Mailbox, SuspensionReason
from agreements.terms.papers import Party
from audit.events import Event
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from law.unopened import Step
from ocmw_intake import actions as intake
from ocmw_intake.models import OutcomeKind
from outbox.couriers import courier_of
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions, tasks
from referrals.models import ReceiverReminder, Referral
from referrals.rules.worklist import ToDo, to_do
from referrals.terms.reference import SHAPE
from settings.base import CELERY_BEAT_SCHEDULE
from tests.builders.accounts import a_user
from tests.builders.referrals import a_correction, a_referral
from tests.ocmw_intake.reminders import (
    FIRST,
    HEAD,
    LAST,
    MAILBOX,
    SECOND,
    SITE,
    STEPS,
    contact_person,
    deliver_on,
    mails,
    morning,
    run_on,
    steps_taken,
)
from tests.ocmw_intake.steps import attempt, withdraw
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "contact_person", "inbox"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact_person")]


# --- when and to whom ------------------------------------------------------------------------------------------------


def test_the_mailbox_is_reminded_then_the_contact_persons_and_then_the_team_is_told_to_call(referral: Referral):
    seen = []
    for day in (date(2026, 11, 24), date(2026, 11, 25), *STEPS, date(2026, 12, 3), date(2027, 1, 4)):
        run_on(day)
        seen.append(steps_taken()[-1:])
    assert seen == [[], [], [1], [2], [3], [3], [3]]
    assert [to for to, _status in mails()] == [MAILBOX, HEAD, MAILBOX, referral.filed_by.email]


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 25), date(2027, 1, 1)])
def test_nobody_is_reminded_on_a_day_on_which_nobody_works(day: date):
    run_on(day)
    assert steps_taken() == []


def test_a_clock_that_stood_still_takes_one_step_and_not_three():
    run_on(LAST)
    run_on(LAST)
    assert steps_taken() == [Step.TEAM]


def test_a_contact_person_who_reads_the_mailbox_gets_one_mail(contact_person: Contact):
    Contact.objects.update(email=MAILBOX)
    run_on(SECOND)
    assert [to for to, _status in mails()] == [MAILBOX]


def test_who_took_over_is_told_to_call_and_the_whole_team_when_that_person_left(referral: Referral):
    handler = a_user(Role.TEAM_MEMBER, referral.team)
    Referral.objects.update(taken_over_by=handler)
    other = a_referral(team=referral.team, partner=referral.partner, filed_by=handler, sent=True)
    User.objects.filter(pk=referral.filed_by.pk).update(is_active=False)
    run_on(LAST)
    assert [to for to, _status in mails()] == [handler.email, handler.email]
    ReceiverReminder.objects.filter(referral=other).delete()
    Referral.objects.filter(pk=other.pk).update(reminded_up_to=0)
    User.objects.filter(pk=handler.pk).update(is_active=False)
    left = a_user(Role.TEAM_MEMBER, referral.team)
    run_on(LAST)
    assert mails()[-1][0] == left.email


def test_the_mailbox_that_changed_is_not_reminded_of_a_mail_it_never_got(referral: Referral):
    Mailbox.objects.update(address="nieuw@ocmw.example")
    run_on(FIRST)
    assert steps_taken() == []
    run_on(SECOND)
    run_on(LAST)
    assert [to for to, _status in mails()] == [HEAD, referral.filed_by.email]


def test_beat_starts_it_on_weekdays_in_the_morning(referral: Referral):
    entry = CELERY_BEAT_SCHEDULE["unopened"]
    assert entry["task"] == tasks.remind_receivers.name
    schedule = entry["schedule"]
    assert (schedule.hour, schedule.minute, schedule.day_of_week) == ({7}, {20}, {1, 2, 3, 4, 5})
    with time_machine.travel(morning(FIRST), tick=False):
        tasks.remind_receivers()
    assert steps_taken() == [Step.MAILBOX]


# --- the mails -------------------------------------------------------------------------------------------------------


def test_the_mail_says_which_mail_waits_and_how_to_open_it_without_an_account(inbox, referral: Referral, settings):
    settings.SITE_URL = SITE
    run_on(FIRST)
    deliver_on(FIRST)
    assert inbox.recipients == [MAILBOX]
    (mail,) = inbox.mails
    assert mail["Subject"] == f"Herinnering {referral.reference}"
    text = mail.get_content()
    assert "Op 23 november 2026 stuurde Team Voorbeeldstreek een versleuteld bericht" in text
    assert f"Versleuteld bericht {referral.reference}" in text
    assert f"{referral.reference}.zip" in text
    assert "7-Zip" in text
    assert f"{SITE}/opvolging/{referral.reference}/" in text
    assert "Hebt u geen account? Bel dan Team Voorbeeldstreek op 014 00 00 00." in text
    assert "contactpersoon" not in text


def test_the_contact_person_is_asked_to_let_a_social_worker_open_it(inbox):
    run_on(SECOND)
    deliver_on(SECOND)
    sent = dict(zip(inbox.recipients, inbox.mails, strict=True))
    assert "U bent contactpersoon van de overeenkomst." in sent[HEAD].get_content()
    assert "contactpersoon" not in sent[MAILBOX].get_content()


def test_the_team_reads_whom_to_call_and_where_the_password_is(inbox, referral: Referral, settings):
    settings.SITE_URL = SITE
    run_on(LAST)
    deliver_on(LAST)
    (mail,) = inbox.mails
    assert mail["Subject"] == f"Bel de ontvanger: {referral.reference}"
    assert "Bel OCMW Voorbeelddorp op 014 00 00 00" in mail.get_content()
    assert f"{SITE}{reverse('referrals:referral', args=[referral.reference])}" in mail.get_content()


def test_no_mail_shows_anything_of_the_client_or_the_password(inbox, referral: Referral, caplog):
    with caplog.at_level(logging.DEBUG):
        for day in STEPS:
            run_on(day)
            deliver_on(day)
    assert len(inbox.mails) == 4
    secrets = [
        Transmission.objects.get(pk=referral.transmission_id).password,
        "Noor",
        "Voorbeeld,",
        "Lindelaan",
        "0470",
        "noor@post",
    ]
    for mail in inbox.mails:
        shown = f"{mail.as_string()}{mail.get_content()}"
        assert [secret for secret in secrets if secret in shown] == []
        assert not list(mail.iter_attachments())
    ours = "".join(record.getMessage() for record in caplog.records if record.name != "mail.log")  # the relay's own
    assert [secret for secret in [*secrets, MAILBOX, HEAD] if secret in ours] == []


def test_a_reminder_that_comes_back_marks_the_mailbox(inbox, referral: Referral):
    run_on(FIRST)
    deliver_on(FIRST)
    courier_of(Kind.REMINDER).returned(
        Transmission.objects.get(kind=Kind.REMINDER), mailbox_is_gone=True, at=morning(FIRST)
    )
    assert Mailbox.objects.get().bounced_on == FIRST
    run_on(SECOND)
    assert mails()[-1][0] == HEAD


# --- what stops them -------------------------------------------------------------------------------------------------


def _opened(referral: Referral, worker: User) -> None:
    intake.read_password(referral, by=worker, at=morning(FIRST))


def _read_out(referral: Referral, worker: User) -> None:
    actions.read_password(referral, by=referral.filed_by, at=morning(FIRST))


def _withdrawn(referral: Referral, worker: User) -> None:
    withdraw(referral)


def _erased(referral: Referral, worker: User) -> None:
    assert actions.erase(referral.pk, at=datetime(2027, 3, 1, tzinfo=UTC))


def _returned(referral: Referral, worker: User) -> None:
    Transmission.objects.filter(pk=referral.transmission_id).update(returned_at=morning(FIRST))


def _suspended(referral: Referral, worker: User) -> None:
    suspend_sharing(
        agreement=referral.agreement,
        by_party=Party.PARTNER,
        from_on=date(2026, 11, 24),
        until_on=None,
        reason=SuspensionReason.CONSULTATION,
        by=a_user(Role.ADMINISTRATOR),
        at=morning(date(2026, 11, 24)),
    )


def _ended(referral: Referral, worker: User) -> None:
    type(referral.agreement).objects.filter(pk=referral.agreement_id).update(ends_on=date(2026, 11, 24))


SEEN_BY_THE_TEAM = [_opened, _read_out, _withdrawn, _erased, _returned, _suspended, _ended]


def _attempted(referral: Referral, worker: User) -> None:
    attempt(referral, worker, reached=False)


def _decided(referral: Referral, worker: User) -> None:
    attempt(referral, worker, reached=True)
    intake.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=morning(FIRST))


def _withdrawn_here(referral: Referral, worker: User) -> None:
    intake.withdraw_here(referral, on=date(2026, 11, 24), by=worker, at=morning(FIRST))


LOGGED_AT_THE_RECEIVER = [_attempted, _decided, _withdrawn_here]


@pytest.mark.parametrize("act", SEEN_BY_THE_TEAM)
def test_after_this_nobody_is_reminded_any_more(act: Callable, referral: Referral, worker: User):
    act(referral, worker)
    for day in STEPS:
        run_on(day)
    assert steps_taken() == []


@pytest.mark.parametrize("act", [*SEEN_BY_THE_TEAM, *LOGGED_AT_THE_RECEIVER])
@pytest.mark.parametrize("day", [FIRST, SECOND])
def test_a_reminder_that_waits_is_cancelled_by_this(act: Callable, day: date, referral: Referral, worker: User, inbox):
    run_on(day)
    act(referral, worker)
    deliver_on(day)
    assert {status for _to, status in mails()} == {TransmissionStatus.CANCELLED}
    assert inbox.mails == []


@pytest.mark.parametrize("act", SEEN_BY_THE_TEAM)
def test_the_mail_to_the_team_is_cancelled_by_what_it_sees_itself(
    act: Callable, referral: Referral, worker: User, inbox
):
    run_on(LAST)
    act(referral, worker)
    deliver_on(LAST)
    assert [status for _to, status in mails()] == [TransmissionStatus.CANCELLED]
    to_call = to_do(Referral.objects.filter(reminders__step=Step.TEAM, erased_at=None), only=ToDo.WAKE)
    assert list(to_call)[:1] == ([referral] if act in (_suspended, _ended) else [])


def test_a_correction_that_is_open_keeps_the_reminders(referral: Referral):
    a_correction(referral)
    run_on(FIRST)
    assert steps_taken() == [Step.MAILBOX]


def test_a_password_that_is_asked_before_anything_left_counts_as_nothing(referral: Referral):
    waiting = a_referral(team=referral.team, partner=referral.partner)
    with pytest.raises(Refusal, match="wachtwoord is gewist"):
        actions.read_password(waiting, by=waiting.filed_by, at=morning(FIRST))
    assert Referral.objects.get(pk=waiting.pk).read_out_at is None


# --- the wall --------------------------------------------------------------------------------------------------------


def _team_pages(referral: Referral, signed_in) -> list[str]:
    client = signed_in(referral.filed_by)
    pages = [
        client.get(reverse("referrals:referral", args=[referral.reference])),
        client.get(reverse("referrals:worklist")),
    ]
    of_this_moment = ("csrfmiddlewaretoken", "data-seconds", "uitgelogd")
    lines = [line for page in pages for line in page.text.splitlines()]
    return [line for line in lines if not any(word in line for word in of_this_moment)]


@pytest.mark.parametrize("act", LOGGED_AT_THE_RECEIVER)
def test_whatever_the_receiver_logged_the_team_reads_the_same_page_and_gets_the_same_mail(
    act: Callable, referral: Referral, worker: User, signed_in, inbox
):
    other = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by, sent=True)
    act(referral, worker)
    for day in STEPS:
        run_on(day)
        deliver_on(day)
    taken = {one.pk: list(one.reminders.values_list("step", "made_at")) for one in (referral, other)}
    assert taken[referral.pk] == taken[other.pk]
    assert len(taken[other.pk]) == 3
    pages = [_team_pages(one, signed_in) for one in (referral, other)]
    shown = [[re.sub(SHAPE, "", line) for line in page] for page in pages]
    assert "Bel OCMW Voorbeelddorp" in "".join(shown[0])
    assert shown[0] == shown[1]
    to_team = [mail["Subject"] for mail in inbox.mails if mail["To"] == referral.filed_by.email]
    assert sorted(to_team) == sorted(f"Bel de ontvanger: {one.reference}" for one in (referral, other))
    to_receiver = [mail["Subject"] for mail in inbox.mails if mail["To"] in (MAILBOX, HEAD)]
    assert set(to_receiver) == {f"Herinnering {other.reference}"}


def test_the_page_of_the_team_does_not_change_when_a_reminder_is_cancelled(
    referral: Referral, worker: User, signed_in, inbox
):
    run_on(FIRST)
    before = _team_pages(referral, signed_in)
    _attempted(referral, worker)
    deliver_on(FIRST)
    assert mails() == [(MAILBOX, TransmissionStatus.CANCELLED)]
    assert _team_pages(referral, signed_in) == before


def test_administrators_and_auditors_do_not_learn_that_a_reminder_was_cancelled(
    referral: Referral, worker: User, inbox
):
    other = a_referral(team=referral.team, partner=referral.partner, sent=True)
    _attempted(referral, worker)
    run_on(FIRST)
    deliver_on(FIRST)
    assert sorted(status for _to, status in mails()) == [TransmissionStatus.CANCELLED, TransmissionStatus.SENT]
    administrator, auditor = a_user(Role.ADMINISTRATOR), a_user(Role.AUDITOR)
    assert not Transmission.objects.visible_to(administrator).stuck(morning(FIRST)).exists()
    seen = AuditEvent.objects.visible_to(auditor)
    per_referral = [
        [(event.event, event.details["reminded"]) for event in seen.filter(object_id=str(one.pk))]
        for one in (referral, other)
    ]
    assert per_referral == [[("receiver_reminded", "mailbox")]] * 2
    assert not seen.filter(event=Event.TRANSMISSION_SENT).exists()
    assert AuditEvent.objects.filter(event=Event.TRANSMISSION_SENT).count() == 1


# --- the pages -------------------------------------------------------------------------------------------------------


def test_the_team_reads_the_steps_and_is_told_to_call_until_it_read_out_the_password(referral: Referral, signed_in):
    client = signed_in(referral.filed_by)
    page = reverse("referrals:referral", args=[referral.reference])
    assert "Herinneringen" not in client.get(page).text
    run_on(FIRST)
    assert "26 november 2026:" in client.get(page).text
    assert "bel de ontvanger" not in client.get(page).text
    run_on(SECOND)
    assert "de contactpersonen van OCMW Voorbeelddorp" in client.get(page).text
    assert HEAD not in client.get(page).text
    run_on(LAST)
    assert "bel de ontvanger" in client.get(page).text
    assert "bel de ontvanger, niemand las het wachtwoord" in client.get(reverse("referrals:worklist")).text
    actions.read_password(referral, by=referral.filed_by, at=morning(LAST))
    assert "bel de ontvanger" not in client.get(page).text
    assert "Uw team las het wachtwoord, om het door te geven." in client.get(page).text
    assert "niemand las het wachtwoord" not in client.get(reverse("referrals:worklist")).text


def test_the_receiver_reads_on_which_days_it_was_reminded(referral: Referral, worker: User, signed_in, inbox):
    page = reverse("ocmw_intake:referral", args=[referral.reference])
    run_on(FIRST)
    assert "Wij herinnerden u" not in signed_in(worker).get(page).text  # not before it left
    for day in STEPS:
        run_on(day)
        deliver_on(day)
    assert "Wij herinnerden u op 26 november 2026 en 30 november 2026." in signed_in(worker).get(page).text


def test_no_template_of_a_reminder_asks_for_more_than_a_reference():
    folder = Path(__file__).resolve().parents[2] / "templates" / "mail"
    for name in ("unopened.txt", "unopened_team.txt"):
        text = (folder / name).read_text()
        assert [word for word in ("identification", "first_name", "last_name", "password") if word in text] == []
