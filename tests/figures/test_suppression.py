"""Nobody learns a small number, whatever is shown beside it (D4): properties, and the examples one thinks of first."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from figures.closed_years import EVERYONE, hidden_numbers
from figures.suppression import LEAST, Flow, hide, is_one_sided

SMALL_NUMBERS = st.integers(min_value=0, max_value=8)


def rows_of(length: int) -> st.SearchStrategy[list[list[int]]]:
    """One or two rows of so many numbers."""
    return st.lists(st.lists(SMALL_NUMBERS, min_size=length, max_size=length), min_size=1, max_size=2)


def a_list(*values: int) -> dict[object, Flow]:
    """Parts of a total, which is a number of the table as well."""
    parts = {number: Flow("all", "end", value) for number, value in enumerate(values)}
    return {**parts, "total": Flow("end", "all", sum(values))}


def a_table(rows: list[list[int]]) -> dict[object, Flow]:
    """Numbers in rows and columns, each with its total, and the total of all."""
    flows: dict[object, Flow] = {}
    for row, values in enumerate(rows):
        flows["row", row] = Flow("all", ("row", row), sum(values))
        for column, value in enumerate(values):
            flows[row, column] = Flow(("row", row), ("column", column), value)
    for column, values in enumerate(zip(*rows, strict=True)):
        flows["column", column] = Flow(("column", column), "end", sum(values))
    flows["total"] = Flow("end", "all", sum(map(sum, rows)))
    return flows


def small(flows: dict[object, Flow]) -> set[object]:
    return {key for key, flow in flows.items() if 0 < flow.value < LEAST}


def possible_values(flows: dict[object, Flow], hidden: frozenset[object]) -> dict[object, set[int]]:
    """All that an attacker can hold for true: every way to fill in what is hidden so that all groups add up."""
    keys = sorted(hidden, key=str)
    found: dict[object, set[int]] = {key: set() for key in keys}
    nodes = {flow.tail for flow in flows.values()} | {flow.head for flow in flows.values()}
    last = {node: number for number, key in enumerate(keys) for node in (flows[key].tail, flows[key].head)}
    # A group is known to be wrong as soon as its last number is filled in.
    complete = [{node for node in nodes if last.get(node) == number} for number in range(len(keys))]
    guesses: list[int] = []

    def fill_in(balance: dict[object, int]) -> None:
        number = len(guesses)
        if number == len(keys):
            assert not any(balance.values()), "the groups of this table do not add up"
            for key, guess in zip(keys, guesses, strict=True):
                found[key].add(guess)
            return
        flow = flows[keys[number]]
        for guess in range(max(0, flow.value - 2), flow.value + 3):
            then = dict(balance)
            then[flow.tail] -= guess - flow.value
            then[flow.head] += guess - flow.value
            if not any(then[node] for node in complete[number]):
                guesses.append(guess)
                fill_in(then)
                guesses.pop()

    balance = dict.fromkeys(nodes, 0)
    for flow in flows.values():
        balance[flow.tail] -= flow.value
        balance[flow.head] += flow.value
    fill_in(balance)
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(SMALL_NUMBERS, min_size=2, max_size=5))
def test_nobody_can_work_out_a_hidden_part_of_a_total(values):
    flows = a_list(*values)
    hidden = hide(flows, small(flows))
    assert small(flows) <= hidden
    assert all(len(values) > 1 for values in possible_values(flows, hidden).values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SMALL_NUMBERS, min_size=2, max_size=2), min_size=2, max_size=2))
def test_nobody_can_work_out_a_hidden_number_of_a_table_with_totals(rows):
    flows = a_table(rows)
    hidden = hide(flows, small(flows))
    assert small(flows) <= hidden
    assert all(len(values) > 1 for values in possible_values(flows, hidden).values())


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 3).flatmap(rows_of))
def test_neither_when_the_reader_knows_how_many_there_are_in_each_row(rows):
    """As a team does: it sent them."""
    flows = a_table(rows)
    known = {"total", *(("row", row) for row in range(len(rows)))}
    below = {key for key, flow in flows.items() if flow.value < LEAST} - known
    hidden = hide(flows, below, known=known)
    assert not hidden & known
    pinned = {key for key, values in possible_values(flows, hidden).items() if len(values) == 1}
    # Only in a row of nobody, of whom there is nothing to know.
    assert all(flows["row", key[0]].value == 0 if key[0] != "column" else sum(map(sum, rows)) == 0 for key in pinned)


def test_one_small_number_takes_the_smallest_other_with_it():
    flows = a_list(3, 20, 6)
    assert hide(flows, {0}) == {0, 2}


def test_two_small_numbers_keep_each_other_hidden():
    flows = a_list(3, 20, 4, 6)
    assert hide(flows, {0, 2}) == {0, 2}


def test_two_numbers_of_which_it_is_known_that_they_are_nobody_are_not_safe_together():
    flows = a_list(0, 0, 12, 7)
    assert 3 in hide(flows, {0, 1})


def test_what_is_not_small_stays_visible():
    assert hide(a_list(5, 6, 0, 12), set()) == frozenset()


def test_a_small_total_hides_all_that_it_is_made_of():
    flows = a_list(3, 0)
    assert hide(flows, small(flows)) == {0, "total"}


def test_a_number_of_one_group_hides_the_sum_of_which_it_is_all():
    """One partner of a team: the total of the team says the same."""
    flows = a_table([[3, 9]])
    assert {(0, 0), ("column", 0), (0, 1), ("column", 1)} <= hide(flows, {(0, 0)}, known={"total", ("row", 0)})


def test_nearly_everyone_in_one_category_tells_of_each_of_them():
    assert is_one_sided([12, 0, 0])
    assert is_one_sided([12, 3, 1])
    assert is_one_sided([])
    assert not is_one_sided([12, 5])


# Closed years: agreements, teams and everyone together, for a reader who knows how many were sent of each agreement

PAIRS = (("team", "one"), ("team", "two"), ("other", "three"))
CATEGORIES = ("yes", "no", "perhaps")
Counts = dict[tuple[str, str], dict[str, int]]


@st.composite
def counts_of_a_year(draw: st.DrawFn) -> Counts:
    values = st.sampled_from([0, 0, 1, 2, 4, 5, 6, 9, 14])
    return {pair: {name: draw(values) for name in CATEGORIES} for pair in PAIRS}


def all_numbers(counts: Counts) -> dict[tuple[object, str], int]:
    """Every number of every page: of the agreements, of the teams, of everyone."""
    numbers: dict[tuple[object, str], int] = {}
    for pair, row in counts.items():
        for name, value in row.items():
            numbers[pair, name] = value
            for unit in (pair[0], EVERYONE):
                numbers[unit, name] = numbers.get((unit, name), 0) + value
    return numbers


def other_rows(row: dict[str, int]) -> list[dict[str, int]]:
    """Rows near this one of as many persons."""
    near = [range(max(0, value - 2), value + 3) for value in row.values()]
    found = [dict(zip(row, values, strict=True)) for values in product(*near)]
    return [one for one in found if sum(one.values()) == sum(row.values())]


@settings(max_examples=120, deadline=None)
@given(counts_of_a_year())
def test_who_reads_all_pages_of_all_agreements_and_teams_cannot_fill_in_one_number(counts):
    hidden = hidden_numbers(counts)
    shown = {key: value for key, value in all_numbers(counts).items() if key not in hidden}
    found: dict[object, set[int]] = {key: set() for key in hidden}
    possible = [
        [one for one in other_rows(row) if all(shown.get((pair, name), one[name]) == one[name] for name in row)]
        for pair, row in counts.items()
    ]  # the numbers of an agreement by itself
    for rows in product(*possible):
        guess = all_numbers(dict(zip(counts, rows, strict=True)))
        if all(guess[key] == value for key, value in shown.items()):
            for key in hidden:
                found[key].add(guess[key])
    assert [key for key, values in found.items() if len(values) == 1] == []


@settings(max_examples=200, deadline=None)
@given(counts_of_a_year())
def test_what_is_shown_of_a_closed_year_is_never_small_and_leaves_no_small_rest(counts):
    hidden = hidden_numbers(counts)
    numbers = all_numbers(counts)
    for (unit, name), value in numbers.items():
        pairs = [pair for pair in PAIRS if unit in (pair, pair[0], EVERYONE) and sum(counts[pair].values())]
        if (unit, name) in hidden or not pairs:
            continue
        persons = sum(sum(counts[pair].values()) for pair in pairs)
        assert value >= LEAST
        assert persons - value >= LEAST
        unseen = [pair for pair in pairs if (pair, name) in hidden]
        if unit == EVERYONE:
            unseen = [pair for pair in unseen if (pair[0], name) in hidden]
        assert not unseen or sum(counts[pair][name] for pair in unseen) >= LEAST
