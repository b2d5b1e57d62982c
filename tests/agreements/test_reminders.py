"""Reminding: the right people, once, also after a kill, after days of silence, and by several runs at once."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from agreements import tasks
from agreements.actions import reminders
from agreements.models import Agreement, Contact, Message, MessageKind, Reminder
from agreements.terms.papers import Party
from audit.models import AuditEvent
from law.roles import Role
from outbox.models import Transmission
from tests.agreements.duties import an_evaluation
from tests.agreements.papers import AMENDED
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db

END = date(2027, 5, 31)
CONTACT = "veiligheid@intercommunale.example"


@pytest.fixture
def ending(westerlo) -> Agreement:
    """Evaluated, with an agreement that ends on the last day of May 2027."""
    an_evaluation(westerlo, held_on=date(2026, 11, 2))
    Agreement.objects.filter(pk=westerlo.pk).update(ends_on=END)
    return westerlo


def remind_on(day: date, **options) -> None:
    with time_machine.travel(datetime(day.year, day.month, day.day, 7, 10, tzinfo=UTC), tick=False):
        call_command("remind", **options)


def written_to() -> list[str]:
    return sorted(Message.objects.filter(kind=MessageKind.REMINDER).values_list("recipient", flat=True))


def test_an_end_is_reminded_of_three_months_and_one_month_before_and_the_day_after(ending, second_administrator):
    seen = []
    for day in (date(2027, 2, 27), date(2027, 2, 28), date(2027, 4, 29), date(2027, 4, 30), END, date(2027, 6, 1)):
        remind_on(day)
        seen.append(Reminder.objects.count())
    assert seen == [0, 1, 1, 2, 2, 3]
    for later in (date(2027, 6, 2), date(2027, 7, 1), date(2027, 9, 1)):
        remind_on(later)
    assert Reminder.objects.count() == 3


def test_contact_persons_of_both_sides_and_administrators_are_told_of_an_end_each_once(
    ending, administrator, second_administrator
):
    Contact.objects.filter(party=Party.AGENCY, kind="contact").update(email="team@dienst.example")
    a_user(Role.AUDITOR)
    gone = a_user(Role.ADMINISTRATOR)
    gone.is_active = False
    gone.save()
    remind_on(date(2027, 2, 28))
    expected = [administrator.email, second_administrator.email, "team@dienst.example", CONTACT]
    assert written_to() == sorted(expected)
    assert Transmission.objects.filter(recipient__in=expected).count() == 4
    told = Message.objects.get(recipient=CONTACT)
    assert told.to_party == Party.PARTNER
    assert told.subject == "Herinnering: einde van de overeenkomst, 31 mei 2027"
    assert "Maak dan op tijd nieuwe afspraken" in told.body
    assert f"/overeenkomsten/{ending.pk}/" not in told.body
    assert f"/overeenkomsten/{ending.pk}/" in Message.objects.get(recipient=administrator.email).body


def test_administrators_hear_that_the_partner_cannot_be_mailed(ending, administrator):
    Contact.objects.filter(party=Party.PARTNER).update(email="")
    remind_on(date(2027, 2, 28))
    assert "Verwittig de partner zelf." in Message.objects.get(recipient=administrator.email).body


def test_an_evaluation_is_reminded_of_to_administrators_only_a_month_before_and_the_day_after(
    westerlo, administrator, second_administrator
):
    """R45: due on 18 December 2024."""
    seen = []
    for day in (date(2024, 11, 17), date(2024, 11, 18), date(2024, 12, 18), date(2024, 12, 19), date(2025, 3, 1)):
        remind_on(day)
        seen.append(len(written_to()))
    assert seen == [0, 2, 2, 4, 4]
    assert set(written_to()) == {administrator.email, second_administrator.email}


def test_a_notice_is_reminded_of_as_an_end(ending):
    """R37."""
    Agreement.objects.update(ends_on=None, notice_given_on=date(2026, 11, 30), notice_given_by_party=Party.PARTNER)
    remind_on(date(2027, 2, 28))
    assert Reminder.objects.get().due_on == date(2027, 5, 30)


def test_after_days_of_silence_only_the_latest_moment_is_told(ending):
    remind_on(date(2027, 6, 4))
    assert [one.moment for one in Reminder.objects.all()] == ["day_after"]
    remind_on(date(2027, 6, 5))
    assert Reminder.objects.count() == 1


def test_what_ended_long_ago_is_no_news(ending):
    remind_on(date(2027, 7, 2))
    assert Reminder.objects.count() == 0


def test_another_last_day_is_another_deadline(ending):
    remind_on(date(2027, 2, 28))
    Agreement.objects.update(ends_on=date(2028, 5, 31))
    remind_on(date(2027, 4, 30))
    assert Reminder.objects.count() == 1
    remind_on(date(2028, 2, 29))
    assert Reminder.objects.count() == 2


def test_nothing_is_told_of_a_version_that_a_newer_one_replaces(ending, capsys):
    """R44."""
    Agreement.objects.create(
        team=ending.team,
        partner=ending.partner,
        version=2,
        replaces=ending,
        in_force_from=END + timedelta(days=1),
        **AMENDED,
    )
    remind_on(date(2027, 2, 28), dry_run=True)
    assert capsys.readouterr().out == ""
    remind_on(date(2027, 2, 28))
    assert Reminder.objects.count() == 0


def test_a_dry_run_says_what_would_leave_and_writes_nothing(ending, capsys):
    before = AuditEvent.objects.count()
    remind_on(date(2027, 2, 28), dry_run=True)
    assert "OCMW Westerdorp: einde van de overeenkomst, 31 mei 2027" in capsys.readouterr().out
    assert (Reminder.objects.count(), Message.objects.count(), AuditEvent.objects.count()) == (0, 0, before)


def test_each_reminder_is_in_the_trail_and_in_the_log_without_names(ending, caplog):
    with caplog.at_level(logging.INFO):
        remind_on(date(2027, 2, 28))
    event = AuditEvent.objects.get(event="reminder_sent")
    assert event.actor_id is None
    assert event.object_id == str(ending.pk)
    assert event.details == {
        "deadline": "agreement_ends", "due_on": "2027-05-31", "moment": "three_months_before", "mails": 3
    }  # fmt: skip
    assert f"reminder for agreement {ending.pk}: agreement_ends, three_months_before" in caplog.text
    assert "@" not in caplog.text


def test_papers_that_changed_after_they_were_found_are_not_reminded_of(ending):
    at = datetime(2027, 2, 28, 7, 10, tzinfo=UTC)
    (due,) = reminders.reminders_due(on=at.date())
    Agreement.objects.update(ends_on=None)
    assert reminders.remind(due, at=at) == 0
    assert Reminder.objects.count() == 0


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(westerlo) -> list[Agreement]:
    """Three agreements that end on the same day."""
    others = [papers_in_force(a_team(f"Team {number}"), an_ocmw(f"OCMW {number}")) for number in range(2)]
    for one in [westerlo, *others]:
        an_evaluation(one, held_on=date(2026, 11, 2))
    Agreement.objects.update(ends_on=END)
    return [westerlo, *others]


class Killed(BaseException):
    """What a killed process sees: nothing after it runs."""


def test_a_run_that_is_killed_half_way_through_a_reminder_goes_on_without_telling_anyone_twice(three, monkeypatch):
    write, calls = reminders.write_message, []

    def write_until_killed(**message):
        calls.append(message)
        if len(calls) == 5:
            raise Killed
        return write(**message)

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "write_message", write_until_killed)
        with pytest.raises(Killed):
            remind_on(date(2027, 2, 28))
    assert 0 < Reminder.objects.count() < 3
    remind_on(date(2027, 2, 28))
    assert Reminder.objects.count() == 3
    per_agreement = {one.pk: Message.objects.filter(agreement=one).values_list("recipient", flat=True) for one in three}
    assert all(len(found) == len(set(found)) >= 2 for found in per_agreement.values())


def test_one_agreement_that_fails_does_not_keep_in_the_others(three, monkeypatch, caplog):
    write, broken = reminders.write_message, three[0].pk

    def write_or_fail(**message):
        if message["agreement"].pk == broken:
            raise RuntimeError("naam@post.example")
        return write(**message)

    monkeypatch.setattr(reminders, "write_message", write_or_fail)
    with pytest.raises(CommandError, match="1 herinneringen lukten niet"):
        remind_on(date(2027, 2, 28))
    assert Reminder.objects.count() == 2
    assert "RuntimeError" in caplog.text
    assert "naam@post.example" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_several_runs_at_once_remind_once(three):
    at = datetime(2027, 2, 28, 7, 10, tzinfo=UTC)
    runs, together = 4, Barrier(4)

    def run(_number: int) -> int:
        try:
            found = reminders.reminders_due(on=at.date())
            together.wait()  # all of them found the same
            return sum(reminders.remind(due, at=at) for due in found)
        finally:
            connection.close()

    with ThreadPoolExecutor(runs) as pool:
        written = sum(pool.map(run, range(runs)))
    assert Reminder.objects.count() == 3
    assert written == Message.objects.count()
    assert Message.objects.values("agreement", "recipient").distinct().count() == written


def test_the_clock_runs_the_command_every_morning(ending, settings):
    assert settings.CELERY_BEAT_SCHEDULE["remind"]["task"] == tasks.remind.name
    with time_machine.travel(datetime(2027, 2, 28, 7, 10, tzinfo=UTC), tick=False):
        tasks.remind()
    assert Reminder.objects.count() == 1
