"""How what the receiver logged is counted: outcomes, first attempts, withdrawals there (R80), and no case (D4).

Only closed years, in which `closed_years` decides what stays hidden (ADR 0036). One query, however many referrals.
"""

from typing import Final

from figures.closed_years import ClosedSide, Unit, categories_in, count_units, told
from ocmw_intake.models import OutcomeKind

NO_OUTCOME: Final = "no_outcome"
OUTCOME_LABELS = {**dict(OutcomeKind.choices), NO_OUTCOME: "nog geen resultaat genoteerd"}
ATTEMPTS: Final = {
    "same_day": "days = 0",
    "days_1_2": "days between 1 and 2",
    "days_3_7": "days between 3 and 7",
    "days_8_14": "days between 8 and 14",
    "later": "days > 14",
    "no_attempt": "days is null",
}
"""Of each category, the condition in SQL."""
WITHDRAWN_HERE: Final = {"not_withdrawn_here": "not is_withdrawn", "withdrawn_here": "is_withdrawn"}
PASSED_ON: Final = {"not_passed_on": "not is_passed_on", "passed_on": "is_passed_on"}
TABLES: Final[dict[str, dict[str, str]]] = {
    "outcomes": {code: f"outcome = '{code}'" for code in OUTCOME_LABELS},
    "attempts": ATTEMPTS,
    "withdrawn_here": WITHDRAWN_HERE,
    "onward": PASSED_ON,
}
"""Each splits the same referrals in another way; one more is a row here."""

_COUNTS = f"""
    with follow_up as (
        select
            referral.team_id, intake.partner_id,
            coalesce(outcome.kind, '{NO_OUTCOME}') as outcome,
            withdrawal.intake_id is not null as is_withdrawn,
            sharing.intake_id is not null as is_passed_on,
            case when attempt.first_on is not null
                then greatest(0, attempt.first_on - (intake.received_at at time zone %(zone)s)::date)
            end as days
        from ocmw_intake_intake intake
        join referrals_referral referral on referral.id = intake.referral_id
        left join ocmw_intake_outcome outcome on outcome.intake_id = intake.id
            and outcome.recorded_at < %(judged)s
            and (outcome.replaced_at is null or outcome.replaced_at >= %(judged)s)
        left join ocmw_intake_clientwithdrawal withdrawal on withdrawal.intake_id = intake.id
            and withdrawal.recorded_at < %(judged)s
        left join (
            select intake_id, min(made_on) as first_on
            from ocmw_intake_contactattempt
            where recorded_at >= %(start)s and recorded_at < %(judged)s
                and (struck_at is null or struck_at >= %(judged)s)
            group by intake_id
        ) attempt on attempt.intake_id = intake.id
        left join (
            select distinct onward.intake_id from onward_onwardsharing onward
            join outbox_transmission mail on mail.id = onward.transmission_id
            where mail.sent_at < %(judged)s
        ) sharing on sharing.intake_id = intake.id
        where intake.received_at >= %(start)s and intake.received_at < %(end)s
    )
    select team_id, partner_id, count(*) as total,
        percentile_disc(0.5) within group (order by days) as median_days,
        {categories_in(TABLES)}
    from follow_up
    group by grouping sets ((team_id, partner_id), (team_id), ())
"""  # noqa: S608  # made of the constants above


def tell_receiver_side(number: int, unit: Unit) -> ClosedSide:
    """What may be told of what receivers logged about the referrals that arrived in a calendar year, for one unit."""
    return told(count_units(_COUNTS, number), unit, TABLES, timed="attempts")
