"""How the side of the team is counted for who cannot read each case: what became of what was sent in a year (R80).

Only closed years, in which `closed_years` decides what stays hidden (ADR 0036). It counts the referrals that were sent,
as the side of the receiver does: with those that were only filed, the difference would tell how many never left. One
query, however many referrals.
"""

from typing import Final

from consent.models import Reason
from figures.closed_years import ClosedSide, Unit, categories_in, count_units, told

TABLES: Final[dict[str, dict[str, str]]] = {
    "became": {
        "same_day": "days = 0",
        "days_1_2": "days between 1 and 2",
        "days_3_7": "days between 3 and 7",
        "days_8_14": "days between 8 and 14",
        "later": "days > 14",
        "unopened": "days is null and not is_returned",
        "returned": "days is null and is_returned",
    },
    "withdrawn": {
        "not_withdrawn": "withdrawn_because is null",
        **{code: f"withdrawn_because = '{code}'" for code in Reason.values},
    },
    "corrected": {"not_corrected": "not is_corrected", "corrected": "is_corrected"},
}
"""Opening is in one table with what came back: two tables would share a sum, and tell more together than each."""

_COUNTS = f"""
    with sent as (
        select
            referral.team_id, referral.partner_id,
            withdrawal.reason as withdrawn_because,
            coalesce(transmission.returned_at < %(judged)s, false) as is_returned,
            correction.referral_id is not null as is_corrected,
            case when referral.opened_at < %(judged)s then greatest(0,
                (referral.opened_at at time zone %(zone)s)::date - (transmission.sent_at at time zone %(zone)s)::date
            ) end as days
        from referrals_referral referral
        join outbox_transmission transmission on transmission.id = referral.transmission_id
        left join consent_withdrawal withdrawal on withdrawal.consent_id = referral.consent_id
            and withdrawal.recorded_at < %(judged)s
        left join (select distinct referral_id from referrals_correction where reported_at < %(judged)s) correction
            on correction.referral_id = referral.id
        where transmission.sent_at >= %(start)s and transmission.sent_at < %(end)s
    )
    select team_id, partner_id, count(*) as total,
        percentile_disc(0.5) within group (order by days) as median_days,
        {categories_in(TABLES)}
    from sent
    group by grouping sets ((team_id, partner_id), (team_id), ())
"""  # noqa: S608  # made of the constants above


def tell_team_side(number: int, unit: Unit) -> ClosedSide:
    """What may be told of what became of the referrals that were sent in a calendar year, for one unit."""
    return told(count_units(_COUNTS, number), unit, TABLES, timed="became")
