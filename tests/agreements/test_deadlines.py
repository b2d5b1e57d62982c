"""The days that come for the papers of one agreement."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from agreements.models import Agreement, DeadlineKind, DpoAdvice, Protocol, Signature
from agreements.rules.deadlines import deadlines_of, evaluation_due_on, next_deadline, reminders_of
from agreements.terms.papers import Party
from law.reminding import Moment
from tests.agreements.duties import an_evaluation
from tests.agreements.papers import AMENDED, reload
from tests.builders.agreements import a_suspension, papers_in_force
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def kinds(agreement: Agreement, on: date = TODAY) -> list[DeadlineKind]:
    return [one.kind for one in deadlines_of(reload(agreement), on=on)]


def change(agreement: Agreement, **fields) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(**fields)


def change_protocol(agreement: Agreement, **fields) -> None:
    Protocol.objects.filter(agreement=agreement).update(**fields)


@pytest.fixture
def evaluated(westerlo) -> Agreement:
    """Evaluated last month, so that the next evaluation is far away."""
    an_evaluation(westerlo, held_on=date(2026, 10, 23))
    return westerlo


# --- evaluation ------------------------------------------------------------------------------------------------------


def test_the_evaluation_is_due_a_year_after_the_start_and_then_a_year_after_the_last_one(westerlo):
    """R45; the agreement is in force since 18 December 2023."""
    assert evaluation_due_on(reload(westerlo)) == date(2024, 12, 18)
    an_evaluation(westerlo, held_on=date(2025, 2, 3))
    an_evaluation(westerlo, held_on=date(2024, 12, 2))
    assert evaluation_due_on(reload(westerlo)) == date(2026, 2, 3)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda agreement: change(agreement, in_force_from=None),
        lambda agreement: Signature.objects.filter(document="agreement").update(signed_on=None),
        lambda agreement: change(agreement, ends_on=date(2024, 12, 17)),
    ],
    ids=["no start", "not signed", "ends before"],
)
def test_papers_that_do_not_hold_until_then_need_no_evaluation(westerlo, spoil):
    spoil(westerlo)
    assert evaluation_due_on(reload(westerlo)) is None


def test_an_evaluation_that_was_not_held_stays_late_and_comes_first(westerlo):
    change_protocol(westerlo, ends_on=date(2027, 1, 1))
    first = next_deadline(reload(westerlo), on=TODAY)
    assert (first.on, first.words, first.is_late(TODAY)) == (date(2024, 12, 18), "evaluatie", True)
    assert not first.is_late(date(2024, 12, 18))
    assert kinds(westerlo) == [DeadlineKind.EVALUATION, DeadlineKind.PROTOCOL_ENDS]


# --- ends ------------------------------------------------------------------------------------------------------------


def test_the_end_of_a_term_is_to_come_up_to_and_including_its_last_day(evaluated):
    """R33."""
    change(evaluated, ends_on=TODAY)
    assert kinds(evaluated, TODAY) == [DeadlineKind.AGREEMENT_ENDS]
    assert kinds(evaluated, TODAY + timedelta(days=1)) == []


def test_the_last_day_of_a_notice_is_a_deadline(evaluated):
    """R37: 31 August and six months give the last day of February."""
    change(evaluated, notice_given_on=date(2026, 8, 31), notice_given_by_party=Party.PARTNER)
    found = next_deadline(reload(evaluated), on=TODAY)
    assert (found.on, found.kind) == (date(2027, 2, 28), DeadlineKind.AGREEMENT_NOTICE)


def test_of_a_term_and_a_notice_the_first_day_counts(evaluated):
    change(evaluated, notice_given_on=date(2026, 8, 31), notice_given_by_party=Party.PARTNER, ends_on=date(2027, 1, 1))
    assert next_deadline(reload(evaluated), on=TODAY).kind == DeadlineKind.AGREEMENT_ENDS


def test_with_the_agreement_everything_ends_so_a_later_protocol_is_not_named(evaluated):
    """R35."""
    change(evaluated, ends_on=date(2027, 1, 1))
    for last, expected in (
        (date(2026, 12, 31), [DeadlineKind.PROTOCOL_ENDS, DeadlineKind.AGREEMENT_ENDS]),
        (date(2027, 1, 1), [DeadlineKind.AGREEMENT_ENDS]),
        (date(2027, 1, 2), [DeadlineKind.AGREEMENT_ENDS]),
    ):
        change_protocol(evaluated, ends_on=last)
        assert kinds(evaluated) == expected


def test_a_protocol_ended_for_breach_has_no_end_to_come(evaluated):
    """R100."""
    change_protocol(evaluated, ends_on=date(2027, 1, 1), ended_for_breach_on=date(2026, 11, 1))
    assert DeadlineKind.PROTOCOL_ENDS not in kinds(evaluated)


def test_papers_without_legal_ground_have_nothing_to_come(westerlo):
    """R36."""
    change(westerlo, legal_ground_gone_on=TODAY, ends_on=date(2027, 1, 1))
    assert kinds(westerlo, TODAY) == []
    assert kinds(westerlo, TODAY - timedelta(days=1)) == [DeadlineKind.EVALUATION]


def test_a_term_that_nobody_signed_is_no_end(diest):
    change_protocol(diest, ends_on=date(2027, 1, 1))
    assert DeadlineKind.PROTOCOL_ENDS not in kinds(diest)


def test_the_end_of_a_suspension_is_to_come_and_then_just_passes(evaluated):
    """R101."""
    a_suspension(evaluated, from_on=TODAY, until_on=date(2026, 12, 1))
    a_suspension(evaluated, by_party=Party.AGENCY, from_on=TODAY, until_on=None)
    assert kinds(evaluated, date(2026, 12, 1)) == [DeadlineKind.SUSPENSION_ENDS, DeadlineKind.EVALUATION]
    assert kinds(evaluated, date(2026, 12, 2)) == [DeadlineKind.EVALUATION]


# --- what is still to be given ---------------------------------------------------------------------------------------


def test_an_advice_or_signature_that_is_missing_is_due_when_the_protocol_is_to_be_in_force(evaluated):
    """R29–R34."""
    DpoAdvice.objects.filter(party=Party.AGENCY).update(advised_on=None)
    DpoAdvice.objects.filter(party=Party.PARTNER).delete()
    Signature.objects.filter(document="protocol", party=Party.PARTNER).update(signed_on=None)
    change_protocol(evaluated, in_force_from=date(2027, 1, 1))
    found = deadlines_of(reload(evaluated), on=date(2027, 1, 2))
    assert {one.kind for one in found if one.is_late(date(2027, 1, 2))} == {
        DeadlineKind.ADVICE_OF_AGENCY,
        DeadlineKind.ADVICE_OF_PARTNER,
        DeadlineKind.SIGN_PROTOCOL,
    }
    assert {one.on for one in found if one.kind != DeadlineKind.EVALUATION} == {date(2027, 1, 1)}


def test_an_agreement_that_is_not_signed_is_due_on_its_first_day(evaluated):
    Signature.objects.filter(document="agreement", party=Party.PARTNER).update(signed_on=None)
    assert next_deadline(reload(evaluated), on=TODAY).kind == DeadlineKind.SIGN_AGREEMENT


def test_papers_without_any_day_have_no_deadlines(team, partner):
    bare = Agreement.objects.create(team=team, partner=partner)
    assert next_deadline(reload(bare), on=TODAY) is None
    Protocol.objects.create(agreement=bare)
    assert next_deadline(reload(bare), on=TODAY) is None


# --- reminders -------------------------------------------------------------------------------------------------------


def test_of_an_end_one_is_reminded_until_the_day_after_though_it_is_over_then(evaluated):
    change(evaluated, ends_on=TODAY)
    ((deadline, moment),) = reminders_of(reload(evaluated), on=TODAY + timedelta(days=1))
    assert (deadline.kind, moment) == (DeadlineKind.AGREEMENT_ENDS, Moment.DAY_AFTER)


def test_nobody_is_reminded_of_an_evaluation_of_what_is_over(westerlo):
    change(westerlo, ends_on=date(2024, 12, 18))
    found = reminders_of(reload(westerlo), on=date(2024, 12, 19))
    assert [one.kind for one, _ in found] == [DeadlineKind.AGREEMENT_ENDS]


# --- many ------------------------------------------------------------------------------------------------------------


def test_the_next_deadline_of_many_agreements_takes_no_query_of_its_own(westerlo):
    for number in range(3):
        an_evaluation(papers_in_force(a_team(f"Team {number}"), an_ocmw(f"OCMW {number}")))
    loaded = list(Agreement.objects.with_papers())
    with CaptureQueriesContext(connection) as queries:
        assert all(next_deadline(one, on=TODAY) for one in loaded)
    assert len(queries) == 0


def test_a_version_that_a_newer_one_replaces_is_left_out_once_the_newer_has_a_first_day(westerlo):
    """R44."""
    change(westerlo, ends_on=date(2026, 12, 31))
    newer = Agreement.objects.create(
        team=westerlo.team, partner=westerlo.partner, version=2, replaces=westerlo, **AMENDED
    )
    assert set(Agreement.objects.unreplaced()) == {westerlo, newer}
    change(newer, in_force_from=date(2027, 1, 1))
    assert set(Agreement.objects.unreplaced()) == {newer}


def test_the_days_are_a_calendar_that_a_calendar_program_reads(browser, westerlo):
    """RFC 5545: CRLF, lines of at most 75 octets, escaped words, whole days, a UID that stays when the day moves."""
    westerlo.partner.name = "OCMW Westerdorp, Één; Plein " + "é" * 60
    westerlo.partner.save()
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        url = reverse("agreements:deadline_calendar", args=[westerlo.pk, "evaluation"])
        answer = browser.get(url)
        everything = browser.get(reverse("agreements:upcoming_calendar"))
        assert browser.get(reverse("agreements:deadline_calendar", args=[westerlo.pk, "x"])).status_code == 404
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content
    assert raw.count(b"\n") == raw.count(b"\r\n") > 8
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    [event] = Calendar.from_ical(raw).walk("VEVENT")
    assert event["SUMMARY"].endswith(westerlo.partner.name)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["UID"].startswith(f"{westerlo.pk}-evaluation@")
    assert event["UID"] in [one["UID"] for one in Calendar.from_ical(everything.content).walk("VEVENT")]
