"""Consent comes before the sharing, for this team and receiver: the database refuses it too (R53, R59; ADR 0028)."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from directory.models import Organisation
from referrals.models import Referral
from tests.builders.consent import a_consent
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db

BEFORE = "Consent comes before the sharing"


@pytest.fixture
def referral():
    return a_referral()


def raw(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def consent_id(referral, **changes) -> uuid.UUID:
    answers = {"team": referral.team, "receiver": referral.partner, **changes}
    consent = a_consent(obtained_by=referral.filed_by, **answers)
    consent.save()
    return consent.pk


def put_under(referral, consent: uuid.UUID) -> None:
    raw("UPDATE referrals_referral SET consent_id = %s WHERE id = %s", consent, referral.pk)


def test_raw_sql_cannot_put_a_later_consent_under_a_referral(referral):
    with pytest.raises(IntegrityError, match=BEFORE):
        put_under(referral, consent_id(referral, given_on=date(2026, 11, 24)))


def test_consent_of_the_day_itself_is_in_time(referral):
    put_under(referral, consent_id(referral, given_on=date(2026, 11, 23)))


def test_the_day_is_the_one_of_the_calendar_here(referral):
    """Half past eleven in the evening of 23 November in UTC is 24 November in Brussels."""
    raw("UPDATE referrals_referral SET filed_at = %s", datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    put_under(referral, consent_id(referral, given_on=date(2026, 11, 24)))


def test_raw_sql_cannot_bring_the_filing_before_the_consent(referral):
    with pytest.raises(IntegrityError, match=BEFORE):
        raw("UPDATE referrals_referral SET filed_at = '2026-11-19 12:00+01'")


def test_raw_sql_cannot_put_the_consent_for_another_receiver_under_a_referral(referral):
    with pytest.raises(IntegrityError, match=BEFORE):
        put_under(referral, consent_id(referral, receiver=an_ocmw("OCMW Elders")))


def test_raw_sql_cannot_put_the_consent_to_another_team_under_a_referral(referral):
    with pytest.raises(IntegrityError, match=BEFORE):
        put_under(referral, consent_id(referral, team=a_team("Team Elders")))


@pytest.mark.parametrize("column", ["team_id", "partner_id"])
def test_raw_sql_cannot_move_a_referral_away_from_its_consent(referral, column):
    other: Organisation = a_team("Team Elders") if column == "team_id" else an_ocmw("OCMW Elders")
    with pytest.raises(IntegrityError, match=BEFORE):
        raw(f"UPDATE referrals_referral SET {column} = %s", other.pk)


def test_a_new_row_is_refused_as_well(referral):
    """Not only through the pages: whoever inserts a referral needs a consent that came first."""
    copy = Referral.objects.get()
    copy.pk, copy.reference = uuid.uuid4(), "XXXX-XXXX"
    copy.consent_id = consent_id(referral, given_on=date(2026, 11, 24))
    with pytest.raises(IntegrityError, match=BEFORE), transaction.atomic():
        copy.save(force_insert=True)
