"""Which numbers of a table stay hidden, so that nobody learns a number of one to four persons, nor by subtraction (D4).

Numbers that add up are drawn as flows between groups: what comes into a group goes out of it. Whoever reads the table
knows that, and every number shown. A hidden number is safe when it could as well have been another one: when it lies on
a closed path of hidden numbers, along which one person more here is one person less there. Where there is no such path,
the cheapest one is made, by hiding the numbers on it. Pure; the standard library only. See ADR 0036.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, Generic, TypeVar

LEAST: Final = 5
"""A number of fewer persons is not shown (D4)."""

Key = TypeVar("Key", bound=Hashable)
Node = Hashable


@dataclass(frozen=True, slots=True)
class Flow:
    """So many persons of the group `tail` are in the group `head`."""

    tail: Node
    head: Node
    value: int


@dataclass(frozen=True, slots=True)
class _Arc(Generic[Key]):
    """One person more (along a flow) or less (against it)."""

    to: Node
    key: Key


_Arcs = Mapping[Node, list[_Arc[Key]]]


def is_one_sided(values: Collection[int]) -> bool:
    """Whether (nearly) everyone is in one category: who knows the group, would know it of each of them."""
    return sum(values) - max(values, default=0) < LEAST


def hide(flows: Mapping[Key, Flow], primary: Iterable[Key], *, known: Collection[Key] = ()) -> frozenset[Key]:
    """Return the numbers to hide: the `primary` ones, and the others without which one of these could be worked out.

    `known` are numbers that the reader has anyway: they are never hidden. Of each group, what comes in equals what goes
    out. A number that follows from known ones alone cannot be protected, and is hidden all the same.
    """
    first = sorted(set(primary), key=lambda one: (flows[one].value, str(one)))
    # Numbers instead of names: paths are sought through millions of look-ups, and a name of UUIDs is slow to look up.
    names = list(flows)
    number = {name: place for place, name in enumerate(names)}
    numbered = _numbered(flows.values())
    left_out = {number[key] for key in known}
    arcs = _arcs_of({key: flow for key, flow in numbered.items() if key not in left_out})
    hidden = {number[key] for key in first}
    safe: set[int] = set()
    for key in map(number.__getitem__, first):
        if key in safe:
            continue
        path = _free_path(numbered[key], key, arcs, hidden) or _cheapest_path(numbered, key, arcs, hidden)
        hidden |= path
        safe |= path
    return frozenset(names[key] for key in hidden)


def _numbered(flows: Iterable[Flow]) -> dict[int, Flow]:
    groups: dict[Node, int] = {}
    return {
        place: Flow(groups.setdefault(flow.tail, len(groups)), groups.setdefault(flow.head, len(groups)), flow.value)
        for place, flow in enumerate(flows)
    }


def _arcs_of(flows: Mapping[Key, Flow]) -> _Arcs[Key]:
    arcs: defaultdict[Node, list[_Arc[Key]]] = defaultdict(list)
    for key, flow in flows.items():
        arcs[flow.tail].append(_Arc(flow.head, key))
        if flow.value:
            arcs[flow.head].append(_Arc(flow.tail, key))
    return arcs


def _ends(flow: Flow) -> Iterator[tuple[Node, Node]]:
    """From where to where a path must lead so that this number can grow, or shrink."""
    yield flow.head, flow.tail
    if flow.value:
        yield flow.tail, flow.head


def _free_path(flow: Flow, key: Key, arcs: _Arcs[Key], hidden: set[Key]) -> set[Key]:
    """The keys of a closed path of hidden numbers through this one; empty when there is none."""
    for start, end in _ends(flow):
        came: dict[Node, tuple[Node, Key]] = {}
        queue = deque([start])
        while queue and end not in came:
            node = queue.popleft()
            for arc in arcs.get(node, ()):
                if arc.key != key and arc.key in hidden and arc.to != start and arc.to not in came:
                    came[arc.to] = (node, arc.key)
                    queue.append(arc.to)
        if end in came:
            return {key, *_walk_back(came, start, end)}
    return set()


def _cheapest_path(flows: Mapping[Key, Flow], key: Key, arcs: _Arcs[Key], hidden: set[Key]) -> set[Key]:
    """The same, where numbers that are shown may be hidden: as few persons as possible, then as few numbers."""
    best: tuple[tuple[int, int], set[Key]] | None = None
    for start, end in _ends(flows[key]):
        costs: dict[Node, tuple[int, int]] = {start: (0, 0)}
        came: dict[Node, tuple[Node, Key]] = {}
        done: set[Node] = set()
        heap: list[tuple[tuple[int, int], int, Node]] = [((0, 0), 0, start)]
        order = 0
        while heap:
            cost, _order, node = heappop(heap)
            if node in done:
                continue
            done.add(node)
            if node == end:
                break
            for arc in arcs.get(node, ()):
                if arc.key == key or arc.to in done:
                    continue
                price = (0, 0) if arc.key in hidden else (flows[arc.key].value, 1)
                total = (cost[0] + price[0], cost[1] + price[1])
                if arc.to not in costs or total < costs[arc.to]:
                    costs[arc.to] = total
                    came[arc.to] = (node, arc.key)
                    order += 1
                    heappush(heap, (total, order, arc.to))
        if end in came and (best is None or costs[end] < best[0]):
            best = (costs[end], {key, *_walk_back(came, start, end)})
    return best[1] if best else {key}


def _walk_back(came: Mapping[Node, tuple[Node, Key]], start: Node, end: Node) -> Iterator[Key]:
    node = end
    while node != start:
        node, key = came[node]
        yield key
