"""Who puts all figures beside each other that they can ask cannot fill in one that is hidden (D4, ADR 0036).

Worlds of several agreements, teams and years are made at random. A reader asks everything: every filter, every period,
page, file and dossier. An attacker then looks for another world that would have given the same answers: persons who
move to another category, at most one of each agreement. A hidden number that is another one there is not known.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations, product
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import Agreement
from figures import closed_years, receiver_side, report, team_years
from figures.closed_years import EVERYONE
from figures.compared import section_before, trends_of
from figures.dossier import side_of
from figures.headline import headline_of
from figures.period import Period, quarter, year
from figures.published import HIDDEN, closed_tables
from figures.report import Section, report_of, section_of_receiver, section_of_team
from figures.scope import Pair, Scope
from figures.spreadsheet import lines_of
from figures.suppression import LEAST, Flow, hide

ON = date(2026, 3, 2)
YEARS = (2024, 2025)
PERIODS = (*map(year, (*YEARS, 2026)), quarter(2025, 1), Period(date(2025, 1, 1), date(2025, 12, 30)))
ONE, TWO = UUID(int=1), UUID(int=2)
WEST, EAST, SOUTH = UUID(int=11), UUID(int=12), UUID(int=13)
PAIRS: tuple[Pair, ...] = ((ONE, WEST), (ONE, EAST), (TWO, WEST), (TWO, SOUTH))
NOBODY = frozenset[UUID]()
READERS = {
    "administrator or auditor": Scope(True, NOBODY, NOBODY),
    "team member": Scope(False, frozenset([ONE]), NOBODY),
    "member of two teams": Scope(False, frozenset([ONE, TWO]), NOBODY),
    "social worker": Scope(False, NOBODY, frozenset([WEST])),
    "social worker of two receivers": Scope(False, NOBODY, frozenset([WEST, EAST])),
    "member of a team and of a receiver": Scope(False, frozenset([ONE]), frozenset([WEST])),
    "auditor who works in a team": Scope(True, frozenset([ONE]), NOBODY),
    "auditor who works at a receiver": Scope(True, NOBODY, frozenset([WEST])),
}
SIDES = {report.TEAM: team_years.TABLES, report.RECEIVER: receiver_side.TABLES}

Row = dict[str, Any]
World = Mapping[tuple[str, int], Mapping[Pair, Row]]
"""What can be counted of each agreement, on each side and in each year."""
Seen = dict[tuple[str, int, str], dict[tuple[frozenset[Pair], str], str]]
"""Of each table of each year, the words beside each category for all agreements that were asked together."""


def a_world(seed: int) -> World:
    """Of each agreement none to many persons, of whom each table is another split."""
    chance = Random(seed)
    world: dict[tuple[str, int], dict[Pair, Row]] = {(side, number): {} for side in SIDES for number in YEARS}
    for number, pair in product(YEARS, PAIRS):
        total = chance.choice([0, 4, 12, 25, 40])
        for side, tables in SIDES.items():
            row = world[side, number][pair] = {"total": total, "median_days": chance.randint(0, 20)}
            for categories in tables.values():
                weights = [chance.choice([0, 1, 1, 4, 9]) for _name in categories]
                drawn = chance.choices(list(categories), weights if any(weights) else None, k=total)
                row |= {name: drawn.count(name) for name in categories}
    return world


def with_sums(rows: Mapping[Pair, Row]) -> dict[Any, Row]:
    """The groups that the query counts: agreements, teams, everyone."""
    found: dict[Any, Row] = {}
    for pair, row in rows.items():
        for unit in (pair, pair[0], EVERYONE):
            sums = found.setdefault(unit, dict.fromkeys(row, 0))
            found[unit] = {name: value + row[name] for name, value in sums.items()}
    return found


@contextmanager
def counted(world: World) -> Iterator[None]:
    """Only what the database counts comes from the world; all that decides what is told is the product's own."""
    with ExitStack() as stack:
        for module, side in ((team_years, report.TEAM), (receiver_side, report.RECEIVER)):
            rows = {number: with_sums(world[side, number]) for number in YEARS}
            stack.enter_context(
                patch.object(module, "count_units", lambda _query, number, rows=rows: rows.get(number, {}))
            )
        stack.enter_context(patch.object(report, "section_of_own_team", lambda *_asked: Section(report.TEAM, [])))
        stack.enter_context(patch.object(report, "section_of_bottlenecks", lambda *_asked: Section("Knelpunten", [])))
        yield


def everything_seen(reader: Scope) -> Seen:
    """All that this reader is told, on pages, in files and in dossiers; nothing is told in two ways."""
    seen: Seen = {(side, number, table): {} for side in SIDES for number in YEARS for table in SIDES[side]}
    titles = {table.title: table.key for side in SIDES for table in every_table(side)}
    visible = [pair for pair in PAIRS if reader.may_see(*pair)]

    def note(side: str, of_year: int, table: str, label: str, words: str, asked: frozenset[Pair]) -> None:
        if not label.startswith("totaal ") and "helft" not in label.lower() and label != "mediaan in dagen":
            before = seen[side, of_year, table].setdefault((asked, label), words)
            assert before == words

    teams, partners = {pair[0] for pair in visible}, {pair[1] for pair in visible}
    for team, partner, province in product((None, *teams), (None, *partners), (None, "Provincie Antwerpen")):
        scope = replace(reader, team=team, partner=partner, province=province)
        asked = frozenset(pair for pair in visible if team in (None, pair[0]) and partner in (None, pair[1]))
        for period in PERIODS if asked else ():
            told = report_of(scope, period, pairs=visible, bottlenecks=None, on=ON)  # type: ignore[arg-type]
            shown = [table for section in told.sections for table in section.tables]
            assert not shown or (period.year in YEARS and province is None)
            for section in told.sections:
                for table in section.tables:
                    for line in table.lines:
                        note(section.title, period.from_on.year, table.key, line.label, line.words, asked)
            for section in told.sections:
                before = section_before(told, section)
                for trend in trends_of(before, section) if before else ():
                    for row in trend.rows:
                        for of_year, words in ((period.from_on.year - 1, row.before), (period.from_on.year, row.now)):
                            note(section.title, of_year, titles[trend.title], row.label, words, asked)
            for figure in headline_of(told).figures:
                two_years = {period.from_on.year - 1: figure.before, period.from_on.year: figure.number}
                for of_year, words in two_years.items() if figure.words == "wensen hulp" else ():
                    if words:
                        note(report.RECEIVER, of_year, "outcomes", "wenst hulp", words, asked)
            for cells in lines_of(told, scope=""):
                if "number" in cells:
                    side, key, label = str(cells["side"]), titles[str(cells["table"])], str(cells["part"])
                    note(side, period.from_on.year, key, label, str(cells["number"]), asked)
                    if "before" in cells and cells["before"] != "":
                        note(side, period.from_on.year - 1, key, label, str(cells["before"]), asked)
    for pair in visible:
        for section in (section_of_team, section_of_receiver):
            side = side_of(section, Agreement(team_id=pair[0], partner_id=pair[1]), on=ON)
            for trend in side.trends:
                for row in trend.rows:
                    for of_year, words in zip(YEARS, (row.before, row.now), strict=True):
                        note(side.title, of_year, titles[trend.title], row.label, words, frozenset([pair]))
    return seen


def every_table(side: str) -> list[Any]:
    """The tables of a side, with a label of each category in the order of the categories."""
    empty = {key: dict.fromkeys(categories) for key, categories in SIDES[side].items()}
    return closed_tables(closed_years.ClosedSide(0, empty, None), "")  # type: ignore[arg-type]


def known(world: World, reader: Scope, *, reads_cases: bool = False) -> list[tuple[Any, ...]]:
    """The hidden numbers that this reader can fill in, from figures alone or also from the cases that one may read."""
    found: list[tuple[Any, ...]] = []
    for (side, number, key), answers in everything_seen(reader).items():
        [table] = [one for one in every_table(side) if one.key == key]
        names = {line.label: name for line, name in zip(table.lines, SIDES[side][key], strict=True)}
        own = {pair for pair in PAIRS if side == report.TEAM and pair[0] in reader.own_teams}
        own |= {pair for pair in PAIRS if reads_cases and pair[1] in reader.own_partners}
        numbers = {(asked, names[label]): words for (asked, label), words in answers.items() if not asked <= own}
        shown = {one for one, words in numbers.items() if words != HIDDEN}
        rows = world[side, number]
        for asked, name in shown:
            assert numbers[asked, name] == str(sum(rows[pair][name] for pair in asked))
        moves = {
            pair: []
            if pair in own
            else [
                (left, came)
                for left, came in permutations(names.values(), 2)
                if rows[pair][left] and not {(frozenset([pair]), left), (frozenset([pair]), came)} & shown
            ]
            for pair in PAIRS
        }
        found += [(side, number, *one) for one in unmoved(set(numbers) - shown, shown, moves)]
    return found


def unmoved(hidden: set[Any], shown: set[Any], moves: Mapping[Pair, list[tuple[str, str]]]) -> set[Any]:
    """The hidden numbers that are the same in every world that would have given the same answers."""
    left_over = set(hidden)
    for size in range(1, len(moves) + 1):
        for pairs in combinations(moves, size):
            for chosen in product(*(moves[pair] for pair in pairs)):
                if not left_over:
                    return left_over
                changed = changes(dict(zip(pairs, chosen, strict=True)), hidden | shown)
                if not changed & shown:
                    left_over -= changed
    return left_over


def changes(moved: Mapping[Pair, tuple[str, str]], numbers: set[Any]) -> set[Any]:
    """The numbers that are others once in each of these agreements one person moves."""
    found = set()
    for asked in {asked for asked, _name in numbers}:
        balance: dict[str, int] = {}
        for pair, (left, came) in moved.items():
            if pair in asked:
                balance[left] = balance.get(left, 0) - 1
                balance[came] = balance.get(came, 0) + 1
        found |= {(asked, name) for name, change in balance.items() if change and (asked, name) in numbers}
    return found


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(sorted(READERS)))
def test_who_asks_everything_cannot_fill_in_one_hidden_number(seed, reader):
    world = a_world(seed)
    with counted(world):
        assert known(world, READERS[reader]) == []
        assert known(world, READERS[reader], reads_cases=True) == []


def decided_for_each_unit(counts: Mapping[Pair, Mapping[str, int]]) -> frozenset[Any]:
    """What a page by itself would hide: small numbers, and others so that its own total gives nothing away."""
    found: set[Any] = set()
    for unit, row in with_sums({pair: dict(row) for pair, row in counts.items()}).items():
        flows = {"total": Flow("end", "all", sum(row.values()))}
        flows |= {name: Flow("all", "end", value) for name, value in row.items()}
        small = {name for name, value in row.items() if value < LEAST}
        found |= {(unit, name) for name in hide(flows, small, known={"total"})}
    return frozenset(found)


def test_hiding_for_each_page_by_itself_would_be_caught():
    def caught(seed: int) -> bool:
        world = a_world(seed)
        with counted(world), patch.object(closed_years, "hidden_numbers", decided_for_each_unit):
            return bool(known(world, READERS["administrator or auditor"]))

    assert any(caught(seed) for seed in range(5))
