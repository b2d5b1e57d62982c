"""What can be counted on the side of the team: filed, sent, opened, withdrawn, corrected, stopped (R80).

Four queries, however many referrals: one pass that groups by all that is asked of each, the parts of the period and of
the scope, corrections, and obstacles.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from consent.models import Reason
from figures.period import Period
from figures.scope import CONDITIONS, Scope
from referrals.models import FOUR_FIELDS

STEPS = ("waiting", "blocked", "failed", "cancelled", "sent")
WITHDRAWN = ("not_withdrawn", *Reason.values)
CORRECTED = ("not_corrected", "corrected")
AFTER_SENDING = ("opened", "unopened", "returned")
OPENING_DAYS = {"same_day": (0, 0), "days_1_2": (1, 2), "days_3_7": (3, 7), "days_8_14": (8, 14), "later": (15, None)}
"""How many days, first and last included; None: or more."""

_MOMENTS = {"zone": "Europe/Brussels"}

_STEPS = f"""
    select
        case when transmission.status in ('queued', 'sending') then 'waiting' else transmission.status end as step,
        case
            when transmission.status <> 'sent' then null
            when referral.opened_at is not null then 'opened'
            when transmission.returned_at is not null then 'returned'
            else 'unopened'
        end as after_sending,
        case when transmission.status = 'sent' and referral.opened_at is not null then greatest(0,
            (referral.opened_at at time zone %(zone)s)::date - (transmission.sent_at at time zone %(zone)s)::date
        ) end as days,
        coalesce(withdrawal.reason, 'not_withdrawn') as withdrawn,
        case when correction.referral_id is null then 'not_corrected' else 'corrected' end as corrected,
        count(*) as number
    from referrals_referral referral
    join outbox_transmission transmission on transmission.id = referral.transmission_id
    left join consent_withdrawal withdrawal on withdrawal.consent_id = referral.consent_id
    left join (select distinct referral_id from referrals_correction) correction
        on correction.referral_id = referral.id
    where referral.filed_at >= %(start)s and referral.filed_at < %(end)s and {CONDITIONS}
    group by 1, 2, 3, 4, 5
"""  # noqa: S608  # joins constants of this module; what was asked goes in as parameters

_PARTS = f"""
    select date_trunc(%(step)s, referral.filed_at at time zone %(zone)s)::date as part_from,
        referral.team_id, referral.partner_id, municipality.province, count(*) as filed
    from referrals_referral referral
    join directory_municipality municipality on municipality.nis = referral.residence_id
    where referral.filed_at >= %(start)s and referral.filed_at < %(end)s and {CONDITIONS}
    group by grouping sets ((1), (referral.team_id), (referral.partner_id), (municipality.province))
"""  # noqa: S608

_DEFECTS = ", ".join(f"('{column}', correction.{column})" for column in FOUR_FIELDS)

_CORRECTIONS = f"""
    select defect.field, defect.kind, count(*)
    from referrals_correction correction
    join referrals_referral referral on referral.id = correction.referral_id
    cross join lateral (values {_DEFECTS}) as defect (field, kind)
    where referral.filed_at >= %(start)s and referral.filed_at < %(end)s and defect.kind <> '' and {CONDITIONS}
    group by 1, 2
"""  # noqa: S608

_OBSTACLES = f"""
    select obstacle.code, count(*)
    from referrals_referral referral
    join outbox_transmission transmission on transmission.id = referral.transmission_id
    cross join lateral jsonb_array_elements_text(transmission.obstacles) as obstacle (code)
    where transmission.status = 'blocked'
        and referral.filed_at >= %(start)s and referral.filed_at < %(end)s and {CONDITIONS}
    group by 1
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class TeamSide:
    """All that was counted, not yet fit to be shown (`published`).

    `counts` has a number for each step; the others are parts of the number that was filed.
    """

    counts: dict[str, int]
    median_days: int | None
    by_date: dict[date, int]
    by_team: dict[UUID, int]
    by_partner: dict[UUID, int]
    by_province: dict[str, int]
    corrections: dict[tuple[str, str], int]
    obstacles: dict[str, int]


def count_team_side(scope: Scope, period: Period) -> TeamSide:
    """Count the referrals that were filed in a period, and where they are now; four queries."""
    asked = {**scope.parameters, **_MOMENTS, "start": period.start, "end": period.end, "step": period.step}
    counts, days = _added_up(_rows(_STEPS, asked))
    parts = list(_rows(_PARTS, asked))
    return TeamSide(
        counts=counts,
        median_days=_median(days),
        by_date={row["part_from"]: row["filed"] for row in parts if row["part_from"]},
        by_team={row["team_id"]: row["filed"] for row in parts if row["team_id"]},
        by_partner={row["partner_id"]: row["filed"] for row in parts if row["partner_id"]},
        by_province={row["province"]: row["filed"] for row in parts if row["province"] is not None},
        corrections={(row["field"], row["kind"]): row["count"] for row in _rows(_CORRECTIONS, asked)},
        obstacles={row["code"]: row["count"] for row in _rows(_OBSTACLES, asked)},
    )


def _added_up(rows: Iterator[dict[str, Any]]) -> tuple[dict[str, int], Counter[int]]:
    """How many there are of each kind, and after how many days they were opened, from groups that are all in one."""
    counts: Counter[str] = Counter()
    days: Counter[int] = Counter()
    for row in rows:
        number = row["number"]
        counts.update({row[name]: number for name in ("step", "after_sending", "withdrawn", "corrected") if row[name]})
        counts["filed"] += number
        if row["days"] is not None:
            days[row["days"]] += number
    for name, (first, last) in OPENING_DAYS.items():
        counts[name] = sum(number for day, number in days.items() if first <= day and (last is None or day <= last))
    kinds = ("filed", *STEPS, *AFTER_SENDING, *OPENING_DAYS, *WITHDRAWN, *CORRECTED)
    return {kind: counts[kind] for kind in kinds}, days


def _median(days: Counter[int]) -> int | None:
    """The first number of days after which at least half of them was opened."""
    opened = 0
    for day in sorted(days):
        opened += days[day]
        if 2 * opened >= days.total():
            return day
    return None


def _rows(query: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        names = [column.name for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))
