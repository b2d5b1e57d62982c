"""The Merkle tree of one log, read from the database: root, and the proofs of RFC 9162 (2.1.3.1 and 2.1.4.1).

The sealer keeps the hash of each leaf and of each full subtree of 256, 65,536 … leaves. So a proof in a log of a
million events reads a few hundred leaves and as many nodes, and not all of it.
"""

from collections.abc import Callable
from functools import lru_cache
from uuid import UUID

from audit.check_trail import EMPTY_ROOT, node_hash
from audit.models import Leaf, Node

STEP = 8
"""Between two levels that are kept: a kept node covers 256 of the level below."""

ReadHashes = Callable[[int, int], list[bytes]]
"""The 256 (or, at the end, fewer) kept hashes of a level below one node: level and index of that node's group."""


def reader(log: UUID) -> ReadHashes:
    """Return what reads the groups of a log, and remembers the last thousand: for the trees of many sizes."""

    @lru_cache(maxsize=1000)
    def read(level: int, index: int) -> list[bytes]:
        first = index << STEP
        if level == 0:
            leaves = Leaf.objects.filter(log=log, number__gt=first, number__lte=first + 256).order_by("number")
            return [bytes(leaf) for leaf in leaves.values_list("hash", flat=True)]
        nodes = Node.objects.filter(log=log, level=level, index__gte=first, index__lt=first + 256)
        return [bytes(node) for node in nodes.order_by("index").values_list("hash", flat=True)]

    return read


class Tree:
    """The tree over the first `size` events of a log; what its reader reads is remembered."""

    def __init__(self, log: UUID, size: int, read: ReadHashes | None = None) -> None:
        self.log = log
        self.size = size
        self._read = read or reader(log)

    def root(self) -> bytes:
        """Return the root over all leaves."""
        return self._hash(0, self.size) if self.size else EMPTY_ROOT

    def path_of(self, number: int) -> list[bytes]:
        """Return the proof that the event with this number, from 1, stands in the tree."""
        return self._path(number - 1, 0, self.size)

    def growth_from(self, old_size: int) -> list[bytes]:
        """Return the proof that the tree over the first `old_size` leaves is where this one begins."""
        if not 0 < old_size < self.size:
            return []
        return self._growth(old_size, 0, self.size, is_whole=True)

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _largest_power_below(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._hash(middle, end)]
        return [*self._path(index, middle, end), self._hash(start, middle)]

    def _growth(self, old_end: int, start: int, end: int, *, is_whole: bool) -> list[bytes]:
        if old_end == end:
            return [] if is_whole else [self._hash(start, end)]
        middle = start + _largest_power_below(end - start)
        if old_end <= middle:
            return [*self._growth(old_end, start, middle, is_whole=is_whole), self._hash(middle, end)]
        return [*self._growth(old_end, middle, end, is_whole=False), self._hash(start, middle)]

    def _hash(self, start: int, end: int) -> bytes:
        """Return the hash over leaves `start` up to but not including `end`."""
        count = end - start
        level = count.bit_length() - 1
        if count == 1 << level and start % count == 0:
            return self._subtree(level, start >> level)
        middle = start + _largest_power_below(count)
        return node_hash(self._hash(start, middle), self._hash(middle, end))

    def _subtree(self, level: int, index: int) -> bytes:
        """Return the hash of a full subtree of 2 ** level leaves."""
        kept, rest = level - level % STEP, level % STEP
        first = index << rest
        hashes = self._read(kept, first >> STEP)[first % 256 : first % 256 + (1 << rest)]
        while len(hashes) > 1:
            hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
        return hashes[0]


def _largest_power_below(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)
