"""Consent is kept as it was given; withdrawing stands beside it."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import AuditEvent
from consent import actions, information
from consent.journal import note_withdrawal, read_withdrawals
from consent.models import Consent, Withdrawal
from consent.sheet import SheetFacts
from law.refusal import Overtaken
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.consent import a_consent
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent() -> Consent:
    team = a_team()
    member = a_user(Role.TEAM_MEMBER, team)
    unsaved = a_consent(team=team, receiver=an_ocmw(), obtained_by=member)
    return actions.record_consent(unsaved, told=SheetFacts(team.name, "OCMW Dorp"), by=member, at=timezone.now())


def test_recording_consent_keeps_who_obtained_it_and_which_text_was_read(consent):
    assert consent.obtained_by.has_role(Role.TEAM_MEMBER)
    assert consent.text_version == information.CURRENT
    assert AuditEvent.objects.get().event == "consent_recorded"


@pytest.mark.parametrize(
    "missing", ["told_purpose", "told_data", "told_receiver", "told_next_steps", "told_expectations"]
)
def test_a_client_who_missed_one_of_the_five_points_is_not_informed(missing):
    """R52."""
    consent = a_consent(team=a_team(), receiver=an_ocmw(), obtained_by=a_user(), **{missing: False})
    assert not consent.is_informed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_consent SET is_free = false",
        "UPDATE consent_consent SET given_on = given_on - 1",
        "DELETE FROM consent_consent",
    ],
)
def test_a_consent_never_changes_not_even_by_raw_sql(consent, statement):
    """R53: it is proof of what was said that day."""
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_withdrawal_counts_from_its_day_and_is_in_the_trail(consent):
    """R55."""
    today = timezone.localdate()
    actions.withdraw(consent, on=today, by=consent.obtained_by, at=timezone.now())
    assert Consent.objects.get().withdrawn_on == today
    assert AuditEvent.objects.filter(event="consent_withdrawn").count() == 1


def test_a_second_withdrawal_changes_nothing(consent):
    today = timezone.localdate()
    actions.withdraw(consent, on=today, by=consent.obtained_by, at=timezone.now())
    with pytest.raises(Overtaken, match="al ingetrokken"):
        actions.withdraw(consent, on=today, by=consent.obtained_by, at=timezone.now())
    assert Withdrawal.objects.count() == 1


def test_the_information_names_team_and_receiver_and_has_five_points():
    points = information.points(information.CURRENT, SheetFacts("Team Heide", "OCMW Dorp"))
    assert len(points) == 5
    text = " ".join(point.text for point in points)
    assert "OCMW Dorp" in text
    assert "Team Heide" in text
    assert "{" not in text


def test_the_client_hears_that_data_are_erased_when_they_want_no_help():
    """R58: the clause of the FAQ, question 3."""
    points = information.points(information.CURRENT, SheetFacts("Team Heide", "OCMW Dorp"))
    (next_steps,) = [point.text for point in points if point.field == "told_next_steps"]
    assert "Wenst u geen hulp, dan wist OCMW Dorp uw gegevens. Team Heide krijgt daar geen bericht over." in next_steps


def test_the_journal_gives_the_day_of_the_first_withdrawal(settings, tmp_path):
    """A line may be there twice, as after a release that was cut off: the consent ended on the earliest day (R55)."""
    journal, consent, other = tmp_path / "journaal", uuid.uuid4(), uuid.uuid4()
    settings.WITHDRAWAL_JOURNAL = str(journal)
    for key, day in [(consent, date(2026, 3, 1)), (other, date(2026, 2, 28)), (consent, date(2026, 12, 31))]:
        note_withdrawal(key, on=day)
    assert read_withdrawals(journal) == {consent: date(2026, 3, 1), other: date(2026, 2, 28)}
