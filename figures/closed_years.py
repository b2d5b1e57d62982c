"""What can be told of a closed calendar year to who cannot read each case, whichever side it comes from (D4, R80).

Of the referrals that were sent in it, as things stood a month after it ended, and of three kinds of groups that lie
inside each other: an agreement, a team, everyone. A side says how it counts and what splits its referrals; which
numbers stay hidden is decided here, once for the whole country, so that no two pages together tell what neither tells
alone (ADR 0036).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from figures.period import judged_from, midnight, year
from figures.scope import Pair
from figures.suppression import LEAST, Flow, hide, is_one_sided

EVERYONE: Final = "everyone"
Unit = Pair | UUID | str
"""An agreement, a team, or EVERYONE."""

Tables = Mapping[str, Mapping[str, str]]
"""Of each table its categories, and of each category the condition in SQL. Each table splits the same referrals."""

Rows = Mapping[Unit, Mapping[str, Any]]
"""What was counted of each unit: `total`, `median_days`, and every category by its name."""


@dataclass(frozen=True, slots=True)
class ClosedSide:
    """What may be told of one agreement, one team or everyone; a number that stays hidden is None."""

    total: int
    tables: dict[str, dict[str, int | None]]
    median_days: int | None

    @property
    def tells_nothing(self) -> bool:
        return all(value is None for table in self.tables.values() for value in table.values())


NOTHING: Final = ClosedSide(total=0, tables={}, median_days=None)
"""Nothing was sent."""


def told(rows: Rows, unit: Unit, tables: Tables, *, timed: str) -> ClosedSide:
    """What may be told of one unit. The others are needed too: what may be told of one depends on them.

    The median of the table of days is told where all of that table is: then it says nothing of another number.
    """
    row = rows.get(unit)
    if row is None or not row["total"]:
        return NOTHING
    pairs = {one: row for one, row in rows.items() if isinstance(one, tuple)}
    shown: dict[str, dict[str, int | None]] = {}
    for table, categories in tables.items():
        hidden = hidden_numbers({pair: {name: own[name] for name in categories} for pair, own in pairs.items()})
        shown[table] = {name: None if (unit, name) in hidden else row[name] for name in categories}
    tells_days = None not in shown[timed].values()
    return ClosedSide(row["total"], shown, row["median_days"] if tells_days else None)


def categories_in(tables: Tables) -> str:
    """The columns of a query that count each category."""
    named = [(name, condition) for table in tables.values() for name, condition in table.items()]
    return ", ".join(f"count(*) filter (where {condition}) as {name}" for name, condition in named)


def count_units(query: str, number: int) -> dict[Unit, dict[str, Any]]:
    """What one query counts of a calendar year, by agreement, team and everyone (its grouping sets)."""
    period = year(number)
    asked: dict[str, Any] = {
        "zone": "Europe/Brussels",
        "start": period.start,
        "end": period.end,
        "judged": midnight(judged_from(number)),
    }
    rows: dict[Unit, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        names = [column.name for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            team, partner = row["team_id"], row["partner_id"]
            rows[(team, partner) if partner else team or EVERYONE] = row
    return rows


def hidden_numbers(counts: Mapping[Pair, Mapping[str, int]]) -> frozenset[tuple[Unit, str]]:
    """Which numbers of one table stay hidden, for every agreement, every team and everyone together.

    The reader knows how many referrals there are of each agreement: the team sent them. Zero is hidden as well, for
    "nobody wants help" tells something of each of them; so is a group (nearly) all of which is in one category.
    """
    return _hidden(tuple((pair, tuple(row.items())) for pair, row in counts.items() if any(row.values())))


# For three hundred partners this takes half a second a table, and closed years are looked at again and again: those
# that stand side by side have seven tables each.
@lru_cache(maxsize=28)
def _hidden(given: tuple[tuple[Pair, tuple[tuple[str, int], ...]], ...]) -> frozenset[tuple[Unit, str]]:
    counts = {pair: dict(row) for pair, row in given}
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
