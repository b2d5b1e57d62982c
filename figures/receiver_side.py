"""What can be told of what the receiver logged: outcomes, first attempts, withdrawals there (R80), and no case (D4).

Of one closed calendar year, as things stood a month after it ended, and of three kinds of groups that lie inside each
other: an agreement, a team, everyone. Which numbers stay hidden is decided once for the whole country, so that no two
pages together tell what neither tells alone (ADR 0036). Two queries, however many referrals.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from figures.period import judged_from, midnight, year
from figures.scope import Pair
from figures.suppression import LEAST, Flow, hide, is_one_sided
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

EVERYONE: Final = "everyone"
Unit = Pair | UUID | str
"""An agreement, a team, or EVERYONE."""

_CATEGORIES = ", ".join(
    f"count(*) filter (where {condition}) as {name}" for table in TABLES.values() for name, condition in table.items()
)
_COUNTS = f"""
    with follow_up as (
        select
            referral.team_id, intake.partner_id,
            coalesce(outcome.kind, '{NO_OUTCOME}') as outcome,
            withdrawal.intake_id is not null as is_withdrawn,
            exists(
                select from onward_onwardsharing sharing
                join outbox_transmission mail on mail.id = sharing.transmission_id
                where sharing.intake_id = intake.id and mail.sent_at < %(judged)s
            ) as is_passed_on,
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
        where intake.received_at >= %(start)s and intake.received_at < %(end)s
    )
    select team_id, partner_id, count(*) as arrived, count(days) as tried,
        percentile_disc(0.5) within group (order by days) as median_days,
        {_CATEGORIES}
    from follow_up
    group by grouping sets ((team_id, partner_id), (team_id), ())
"""  # noqa: S608  # made of the constants above

Column = tuple[str, str]
"""A table and one of its categories."""


@dataclass(frozen=True, slots=True)
class ReceiverSide:
    """What may be told of one agreement, one team or everyone; a number that stays hidden is None."""

    arrived: int | None
    tables: dict[str, dict[str, int | None]]
    median_days: int | None

    @property
    def tells_nothing(self) -> bool:
        return all(value is None for table in self.tables.values() for value in table.values())


NOTHING = ReceiverSide(arrived=0, tables={}, median_days=None)
"""Nothing arrived."""


def tell_receiver_side(number: int, unit: Unit) -> ReceiverSide:
    """What may be told of what receivers logged about the referrals that arrived in a calendar year, for one unit.

    The whole country is counted, also for one agreement: what may be told of one depends on what is told of others.
    """
    rows = _count(number)
    row = rows.get(unit)
    if row is None or not row["arrived"]:
        return NOTHING
    pairs = {one: row for one, row in rows.items() if isinstance(one, tuple)}
    tables = {}
    for table, categories in TABLES.items():
        hidden = hidden_numbers({pair: {name: own[name] for name in categories} for pair, own in pairs.items()})
        tables[table] = {name: None if (unit, name) in hidden else row[name] for name in categories}
    tells_attempts = any(value is not None for value in tables["attempts"].values())
    return ReceiverSide(
        arrived=row["arrived"] if row["arrived"] >= LEAST else None,
        tables=tables,
        median_days=row["median_days"] if tells_attempts and row["tried"] >= 2 * LEAST else None,
    )


def hidden_numbers(counts: Mapping[Pair, Mapping[str, int]]) -> frozenset[tuple[Unit, str]]:
    """Which numbers of one table stay hidden, for every agreement, every team and everyone together.

    The reader knows how many arrived of each agreement: the team sent them. Zero is hidden as well, for "nobody wants
    help" tells something of each of them; so is a group (nearly) all of which is in one category.
    """
    counts = {pair: row for pair, row in counts.items() if any(row.values())}
    if not counts:
        return frozenset()
    pairs_of: defaultdict[UUID, list[Pair]] = defaultdict(list)
    for pair in counts:
        pairs_of[pair[0]].append(pair)
    primary: set[tuple[Unit, str]] = {(pair, name) for pair, row in counts.items() for name in _small_in(row)}
    unseen = set(primary)  # the numbers that are hidden, and not told as a part of the sum of a team either
    for team, pairs in pairs_of.items():
        names = _small_in_sum(counts, pairs, unseen)
        primary |= {(team, name) for name in names}
        unseen -= {(pair, name) for pair in pairs for name in counts[pair] if name not in names}
    primary |= {(EVERYONE, name) for name in _small_in_sum(counts, list(counts), unseen)}
    flows, known = _flows(counts)
    return hide(flows, primary, known=known)


def _small_in(row: Mapping[str, int]) -> set[str]:
    """The categories of a group that are small in themselves; all of them when the group tells of each person."""
    if is_one_sided(row.values()):
        return set(row)
    return {name for name, value in row.items() if value < LEAST}


def _small_in_sum(
    counts: Mapping[Pair, Mapping[str, int]], pairs: list[Pair], unseen: Collection[tuple[Unit, str]]
) -> set[str]:
    """The categories of a sum that are small, or leave a small rest once all that is shown of it is taken off."""
    names = list(counts[pairs[0]])
    found = _small_in({name: sum(counts[pair][name] for pair in pairs) for name in names})
    for name in names:
        rest = [pair for pair in pairs if (pair, name) in unseen]
        inside = sum(counts[pair][name] for pair in rest)
        outside = sum(sum(counts[pair].values()) for pair in rest) - inside
        if rest and min(inside, outside) < LEAST:
            found.add(name)
    return found


def _flows(counts: Mapping[Pair, Mapping[str, int]]) -> tuple[dict[Any, Flow], set[Any]]:
    """Each agreement's persons flow to categories of its team, from there to those of everyone, and back."""
    flows: dict[Any, Flow] = {}
    known: set[Any] = set()
    sums: Counter[tuple[UUID, str]] = Counter()
    everyone: Counter[str] = Counter()
    for pair, row in counts.items():
        flows["arrived", pair] = Flow("all", pair, sum(row.values()))
        known.add(("arrived", pair))
        for name, value in row.items():
            flows[pair, name] = Flow(pair, (pair[0], name), value)
            sums[pair[0], name] += value
            everyone[name] += value
    for (team, name), value in sums.items():
        flows[team, name] = Flow((team, name), name, value)
    for name, value in everyone.items():
        flows[EVERYONE, name] = Flow(name, "all", value)
    return flows, known


def _count(number: int) -> dict[Unit, dict[str, Any]]:
    period = year(number)
    asked: dict[str, Any] = {
        "zone": "Europe/Brussels",
        "start": period.start,
        "end": period.end,
        "judged": midnight(judged_from(number)),
    }
    rows: dict[Unit, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, asked)
        names = [column.name for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            team, partner = row["team_id"], row["partner_id"]
            rows[(team, partner) if partner else team or EVERYONE] = row
    return rows
