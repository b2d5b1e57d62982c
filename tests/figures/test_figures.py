"""Figures of small worlds that are counted by hand, and what of them stays hidden (R80, D4)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from consent.models import Withdrawal
from figures.closed_years import EVERYONE, ClosedSide, hidden_numbers
from figures.period import Period, judged_from, last_closed_year, quarter, year
from figures.published import Names, team_tables
from figures.receiver_side import tell_receiver_side
from figures.scope import Scope
from figures.team_side import count_team_side
from figures.team_years import tell_team_side
from law.roles import Role
from ocmw_intake.models import ClientWithdrawal, ContactAttempt, Intake, Outcome
from outbox.models import Transmission
from referrals.models import Correction, Referral
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.figures.closed_years import (
    EVERYTHING,
    IN_2025,
    arrived,
    attempt,
    numbers,
    outcome,
    outcomes,
)
from tests.ocmw_intake.onward import a_gbo_of, share

# The side of the team


def test_what_happened_to_each_referral_is_counted_once(agreement):
    opened, returned, withdrawn, *_rest = arrived(agreement, 6)
    Referral.objects.filter(pk=opened.pk).update(opened_at=IN_2025 + timedelta(days=3))
    Transmission.objects.filter(pk=returned.transmission_id).update(returned_at=IN_2025)
    Withdrawal.objects.create(
        consent_id=withdrawn.consent_id, withdrawn_on=date(2025, 6, 3), reason="moved", recorded_by=withdrawn.filed_by
    )
    a_referral(agreement=agreement, team=agreement.team, partner=agreement.partner, filed_at=IN_2025)
    blocked = a_referral(agreement=agreement, team=agreement.team, partner=agreement.partner, filed_at=IN_2025)
    Transmission.objects.filter(pk=blocked.transmission_id).update(status="blocked", obstacles=["mailbox_bounced"])
    Correction.objects.create(
        referral=opened, address_defect="outdated", phone_defect="wrong", how="site", reported_by=opened.filed_by,
        reported_at=IN_2025,
    )  # fmt: skip
    side = count_team_side(EVERYTHING, year(2025))
    told = {key: value for key, value in side.counts.items() if value}
    assert told == {
        "filed": 8, "sent": 6, "waiting": 1, "blocked": 1, "opened": 1, "returned": 1, "unopened": 4, "days_3_7": 1,
        "not_withdrawn": 7, "moved": 1, "corrected": 1, "not_corrected": 7,
    }  # fmt: skip
    assert side.median_days == 3
    assert side.corrections == {("address_defect", "outdated"): 1, ("phone_defect", "wrong"): 1}
    assert side.obstacles == {"mailbox_bounced": 1}
    assert side.by_team == {agreement.team_id: 8}
    assert side.by_partner == {agreement.partner_id: 8}


@pytest.mark.parametrize(
    ("filed_at", "in_year", "month"),
    [
        (datetime(2024, 12, 31, 22, 59, 59, tzinfo=UTC), 2024, date(2024, 12, 1)),  # 23:59:59 in Brussels
        (datetime(2024, 12, 31, 23, 0, tzinfo=UTC), 2025, date(2025, 1, 1)),  # midnight
        (datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC), 2025, date(2025, 12, 1)),
        (datetime(2025, 6, 30, 22, 0, tzinfo=UTC), 2025, date(2025, 7, 1)),  # summer time
    ],
)
def test_a_referral_counts_on_its_day_in_brussels(agreement, filed_at, in_year, month):
    arrived(agreement, 1, at=filed_at)
    counted = {number: count_team_side(EVERYTHING, year(number)) for number in (2024, 2025)}
    assert {number: side.counts["filed"] for number, side in counted.items() if side.counts["filed"]} == {in_year: 1}
    assert counted[in_year].by_date == {month: 1}


def test_days_to_opening_are_calendar_days_in_brussels(agreement):
    """Sent at a quarter to midnight, opened at a quarter past: a day later."""
    [referral] = arrived(agreement, 1, at=datetime(2025, 6, 2, 21, 45, tzinfo=UTC))
    Referral.objects.filter(pk=referral.pk).update(opened_at=datetime(2025, 6, 2, 22, 15, tzinfo=UTC))
    side = count_team_side(EVERYTHING, year(2025))
    assert (side.counts["same_day"], side.counts["days_1_2"], side.median_days) == (0, 1, 1)


def test_who_can_read_each_case_is_told_every_number(agreement):
    for referral in arrived(agreement, 9)[:3]:
        Referral.objects.filter(pk=referral.pk).update(opened_at=IN_2025)
    tables = {one.key: one for one in team_tables(count_team_side(EVERYTHING, year(2025)), year(2025), Names())}
    words = {line.label: line.words for line in tables["after"].lines}
    assert words == {"geopend door de ontvanger": "3", "nog niet geopend": "6", "teruggekomen": "0"}
    assert tables["opening"].median_days == 0
    assert not any(table.hides for table in tables.values())


def test_each_filter_narrows_what_is_counted(agreement):
    arrived(agreement, 2)
    elsewhere = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    arrived(elsewhere, 3)

    def filed(**asked: Any) -> int:
        scope = Scope(**{"sees_all": True, "own_teams": frozenset(), "own_partners": frozenset(), **asked})
        return count_team_side(scope, year(2025)).counts["filed"]

    assert filed() == 5
    assert filed(team=agreement.team_id) == filed(partner=agreement.partner_id) == 2
    assert filed(team=agreement.team_id, partner=elsewhere.partner_id) == 0
    assert filed(province="Voorbeeld") == 5
    assert filed(province="Provincie Limburg") == 0
    assert filed(sees_all=False) == 0
    assert filed(sees_all=False, own_teams=frozenset([elsewhere.team_id])) == 3
    assert filed(sees_all=False, own_partners=frozenset([agreement.partner_id])) == 2
    assert filed(sees_all=False, own_teams=frozenset([elsewhere.team_id]), team=agreement.team_id) == 0


# The side of the team, for who cannot read each case: closed years


def of_team(agreement: Agreement, number: int = 2025) -> ClosedSide:
    return tell_team_side(number, (agreement.team_id, agreement.partner_id))


def opened(referrals: list[Referral], *, after: timedelta) -> None:
    for referral in referrals:
        Referral.objects.filter(pk=referral.pk).update(opened_at=referral.filed_at + after)


def test_what_became_of_what_was_sent_is_one_table(agreement):
    sent = arrived(agreement, 24)
    opened(sent[:6], after=timedelta(hours=1))
    opened(sent[6:13], after=timedelta(days=4))
    Transmission.objects.filter(pk__in=[one.transmission_id for one in sent[13:18]]).update(returned_at=IN_2025)
    side = of_team(agreement)
    assert side.total == 24
    assert {name: value for name, value in side.tables["became"].items() if value} == {
        "same_day": 6, "days_3_7": 7, "unopened": 6,
    }, "five that came back are hidden with the zeros"  # fmt: skip
    assert side.median_days is None, "or it tells something of what is hidden"


def test_a_median_is_told_where_the_whole_table_is(agreement):
    sent = arrived(agreement, 37)
    for place, days in enumerate((0, 2, 5, 9, 20)):
        opened(sent[5 * place : 5 * place + 5], after=timedelta(days=days))
    Transmission.objects.filter(pk__in=[one.transmission_id for one in sent[25:30]]).update(returned_at=IN_2025)
    side = of_team(agreement)
    assert list(side.tables["became"].values()) == [5, 5, 5, 5, 5, 7, 5]
    assert side.median_days == 5


def test_what_was_never_sent_is_told_to_the_own_team_only(agreement):
    """Filed less arrived, which the side of the receiver tells, would be the number that stayed here."""
    arrived(agreement, 6)
    a_referral(agreement=agreement, team=agreement.team, partner=agreement.partner, filed_at=IN_2025)
    assert of_team(agreement).total == 6
    assert count_team_side(EVERYTHING, year(2025)).counts["filed"] == 7


def test_the_side_of_the_team_is_as_it_stood_a_month_after_the_year_too(agreement):
    """D4: each fact counts by its moment, so that nobody can look twice and see what changed."""
    sent = arrived(agreement, 22)
    judged = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)  # 1 February in Brussels
    in_time = judged - timedelta(seconds=1)
    opened(sent[20:], after=timedelta(hours=1))
    for referral, reason, at in [
        *((one, "moved", in_time) for one in sent[:7]),
        *((one, "moved", judged) for one in sent[7:14]),
        *((one, "changed_mind", in_time) for one in sent[20:]),
    ]:
        Referral.objects.filter(pk=referral.pk, opened_at=None).update(opened_at=at)
        Correction.objects.create(
            referral=referral, phone_defect="wrong", how="site", reported_by=referral.filed_by, reported_at=at
        )
        Withdrawal.objects.create(
            consent_id=referral.consent_id, withdrawn_on=date(2025, 7, 1), reason=reason, recorded_at=at,
            recorded_by=referral.filed_by,
        )  # fmt: skip
    Transmission.objects.filter(pk__in=[one.transmission_id for one in sent[14:20]]).update(returned_at=judged)
    side = of_team(agreement)
    assert (side.tables["became"]["later"], side.tables["became"]["unopened"]) == (7, 13)
    assert (side.tables["withdrawn"]["moved"], side.tables["withdrawn"]["not_withdrawn"]) == (7, 13)
    assert side.tables["corrected"] == {"not_corrected": 13, "corrected": 9}


# The side of the receiver: behind the wall


def test_outcomes_are_told_once_there_are_enough_of_each(agreement):
    outcomes(agreement, wants_help=7, declines=6, no_outcome=5, moved=1)
    assert numbers(agreement) == {
        "wants_help": 7, "declines": 6, "no_outcome": 5, "not_reached": None, "moved": None, "referred_on": None,
    }  # fmt: skip


def test_that_nobody_had_an_outcome_cannot_be_worked_out_either(agreement):
    """7 and 6 and 5 are all there are: then one of them is hidden as well."""
    outcomes(agreement, wants_help=7, declines=6, no_outcome=5)
    told = numbers(agreement)
    assert (told["wants_help"], told["declines"], told["no_outcome"]) == (7, 6, None)


def test_zero_is_hidden_too_for_it_tells_something_of_everyone(agreement):
    outcomes(agreement, wants_help=9, declines=2, moved=4)
    told = numbers(agreement)
    assert (told["wants_help"], told["not_reached"]) == (9, None)
    assert (told["declines"], told["moved"]) == (None, None)


def test_when_nearly_all_end_alike_nothing_is_told(agreement):
    """D4: who knows the group would know it of each of them."""
    outcomes(agreement, wants_help=12, declines=4)
    assert set(numbers(agreement).values()) == {None}
    assert tell_receiver_side(2025, (agreement.team_id, agreement.partner_id)).tells_nothing


def test_the_total_of_a_team_does_not_give_away_one_agreement(agreement):
    """Sum minus the other agreement is what was hidden: so the sum is hidden as well."""
    other = papers_in_force(agreement.team, an_ocmw("OCMW Tweededorp"))
    outcomes(agreement, wants_help=8, declines=6, no_outcome=2)
    outcomes(other, wants_help=8, declines=2, no_outcome=6)
    of_team = tell_receiver_side(2025, agreement.team_id).tables["outcomes"]
    assert of_team["wants_help"] == 16
    assert (of_team["declines"], numbers(other)["declines"]) == (None, None)
    assert of_team == tell_receiver_side(2025, EVERYONE).tables["outcomes"], "one team is everyone here"


def test_enough_small_ones_together_are_told_as_a_sum(team):
    for number in range(3):
        outcomes(papers_in_force(team, an_ocmw(f"OCMW Dorp {number}")), wants_help=4, declines=3, no_outcome=1)
    of_team = tell_receiver_side(2025, team.pk).tables["outcomes"]
    assert (of_team["wants_help"], of_team["declines"]) == (12, 9)


def test_what_is_logged_after_the_month_of_grace_changes_nothing(agreement):
    outcomes(agreement, wants_help=7, declines=7, no_outcome=3)
    before = numbers(agreement)
    first, last = Intake.objects.order_by("pk")[:2]
    judged = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)  # 1 February in Brussels
    for intake in (first, last):
        intake.outcomes.filter(replaced_at=None).update(replaced_at=judged)
        Outcome.objects.create(intake=intake, kind="moved", recorded_by_id=a_user().pk, recorded_at=judged)
        ClientWithdrawal.objects.create(
            intake=intake, withdrawn_on=date(2026, 2, 1), recorded_by_id=a_user().pk, recorded_at=judged
        )
    assert numbers(agreement) == before
    assert before["wants_help"] == 7


def test_an_outcome_that_was_corrected_in_time_counts_as_corrected(agreement):
    outcomes(agreement, wants_help=8, declines=6, no_outcome=3)
    corrected = arrived(agreement, 1)[0]
    outcome(corrected, "declines", at=IN_2025, replaced_at=IN_2025 + timedelta(days=1))
    outcome(corrected, "wants_help", at=IN_2025 + timedelta(days=1))
    assert numbers(agreement)["wants_help"] == 9


def test_days_to_the_first_attempt_count_the_first_of_each(agreement):
    for referral in arrived(agreement, 6):
        attempt(referral, days=2)
        attempt(referral, days=20)
    for referral in arrived(agreement, 5):
        attempt(referral, days=5)
    arrived(agreement, 2)
    side = tell_receiver_side(2025, (agreement.team_id, agreement.partner_id))
    assert side.total == 13
    assert {key: value for key, value in side.tables["attempts"].items() if value} == {"days_1_2": 6, "days_3_7": 5}


def test_an_attempt_that_was_struck_in_time_counts_no_more(agreement):
    for referral in arrived(agreement, 12):
        attempt(referral, days=0)
        attempt(referral, days=5)
    mistakes = {"struck_at": IN_2025 + timedelta(days=6), "struck_because": "wrong_day", "struck_by": a_user()}
    ContactAttempt.objects.filter(made_on=IN_2025.date()).update(**mistakes)
    assert numbers(agreement, "attempts")["same_day"] is None
    for referral in arrived(agreement, 7):
        attempt(referral, days=0)
    assert numbers(agreement, "attempts")["days_3_7"] == 12


def test_what_left_for_a_partner_is_counted_and_what_did_not_is_not(agreement, ocmw):
    caw = a_gbo_of(ocmw).caw.organisation
    worker = a_user(Role.SOCIAL_WORKER, ocmw)
    shared = [
        share(referral, worker, partner=caw, at=IN_2025 + timedelta(hours=1)) for referral in arrived(agreement, 8)
    ]
    arrived(agreement, 6)
    left = {"status": "sent", "sent_at": IN_2025 + timedelta(hours=2), "attempt_count": 1}
    Transmission.objects.filter(pk__in=[one.transmission_id for one in shared[:6]]).update(**left)
    assert numbers(agreement, "onward") == {"not_passed_on": 8, "passed_on": 6}


def test_arriving_at_new_year_counts_in_the_year_of_brussels(agreement):
    arrived(agreement, 6, at=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    arrived(agreement, 7, at=datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
    pair = (agreement.team_id, agreement.partner_id)
    assert [tell_receiver_side(number, pair).total for number in (2025, 2026)] == [6, 7]
    assert [tell_team_side(number, pair).total for number in (2025, 2026)] == [6, 7], "or it tells something"


def test_the_queries_do_not_grow_with_the_referrals(agreement):
    def queries() -> list[int]:
        found = []
        for count in (
            lambda: count_team_side(EVERYTHING, year(2025)),
            lambda: tell_team_side(2025, EVERYONE),
            lambda: tell_receiver_side(2025, EVERYONE),
        ):
            with CaptureQueriesContext(connection) as context:
                count()
            found.append(len(context))
        return found

    arrived(agreement, 1)
    assert queries() == [4, 1, 1]
    arrived(agreement, 6)
    arrived(papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders")), 2)
    assert queries() == [4, 1, 1]


# Periods


def test_a_year_is_closed_a_month_after_it_ended():
    assert judged_from(2025) == date(2026, 2, 1)
    assert [last_closed_year(day) for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 12, 31))] == [
        2024, 2025, 2025,
    ]  # fmt: skip


def test_only_a_whole_calendar_year_is_a_year():
    assert Period(date(2025, 1, 1), date(2025, 12, 31)).year == 2025
    assert Period(date(2025, 1, 1), date(2025, 12, 30)).year is None
    assert quarter(2025, 1) == Period(date(2025, 1, 1), date(2025, 3, 31))
    assert quarter(2024, 4) == Period(date(2024, 10, 1), date(2024, 12, 31))


# All pages together: whoever reads every page cannot fill in one hidden number


def test_the_hidden_numbers_of_pages_that_belong_together_are_hidden_together():
    one, two, three = (("team", "a"), ("team", "b"), ("other", "c"))
    counts = {
        one: {"yes": 10, "no": 10},
        two: {"yes": 3, "no": 12},
        three: {"yes": 20, "no": 9},
    }
    hidden = hidden_numbers(counts)  # type: ignore[arg-type]  # keys that one can read
    assert (two, "yes") in hidden
    assert ("team", "yes") in hidden, "or the total minus the other agreement is 3"
    assert (EVERYONE, "yes") in hidden, "or everyone minus the other team is what the team has"
    assert (three, "yes") in hidden or ("other", "yes") not in hidden
