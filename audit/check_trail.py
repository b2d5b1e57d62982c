#!/usr/bin/env python3
"""Checks exports, heads and proofs of the trail without our product: standard library only (D20).

A DPO runs it on files that were received: `python3 check_trail.py export FILE`, `… event PROOF --head HEAD`,
`… heads PROOF --old HEAD --new HEAD`, `… opened --seal SEAL --salt SALT --head HEAD`.

Hashing and proofs are those of RFC 9162, section 2.1, with SHA-256; a leaf is the exact text of one line of the export,
in UTF-8. A head is given as in the daily mail: SIZE:ROOT, the root in hexadecimal.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

EMPTY_ROOT = sha256(b"").digest()
LONGEST_LINE = 1_000_000
"""Bytes of one line of an export: an event has some hundreds."""


class TrailError(Exception):
    """What was given does not fit together, in a sentence."""


def leaf_hash(text: bytes) -> bytes:
    """Return the hash of one event, given its exact text (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + text).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node with two children (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> tuple[int, bytes]:
    """Return number of leaves and root, in one walk that keeps one hash per level."""
    peaks: list[bytes] = []
    size = 0
    for leaf in leaves:
        size += 1
        peaks.append(leaf)
        carry = size
        while carry % 2 == 0:
            right, left = peaks.pop(), peaks.pop()
            peaks.append(node_hash(left, right))
            carry //= 2
    if not peaks:
        return 0, EMPTY_ROOT
    root = peaks.pop()
    while peaks:
        root = node_hash(peaks.pop(), root)
    return size, root


def root_by_path(leaf: bytes, number: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that a proof of inclusion leads to (RFC 9162, 2.1.3.2); the first event has number 1."""
    if not 1 <= number <= size:
        raise TrailError(f"Event {number} cannot stand in a trail of {size}.")
    index, last, root = number - 1, size - 1, leaf
    for step in path:
        if last == 0:
            raise TrailError("The proof is longer than the trail allows.")
        if index % 2 or index == last:
            root = node_hash(step, root)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            root = node_hash(root, step)
        index, last = index // 2, last // 2
    if last:
        raise TrailError("The proof is shorter than the trail asks.")
    return root


def has_grown(old: tuple[int, bytes], new: tuple[int, bytes], path: list[bytes]) -> bool:
    """Tell whether the newer head holds all that the older one held, unchanged (RFC 9162, 2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size > new_size:
        return False
    if old_size == new_size:
        return old_root == new_root and not path
    if old_size == 0:
        return old_root == EMPTY_ROOT and not path
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not steps:
        return False
    index, last = old_size - 1, new_size - 1
    while index % 2:
        index, last = index // 2, last // 2
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index % 2 or index == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            after = node_hash(after, step)
        index, last = index // 2, last // 2
    return last == 0 and before == old_root and after == new_root


def read_head(text: str) -> tuple[int, bytes]:
    """Read SIZE:ROOT."""
    size, _, root = text.strip().partition(":")
    try:
        head = int(size), bytes.fromhex(root)
    except ValueError:
        raise TrailError(f"{text!r} is not a head. Write SIZE:ROOT, as in the daily mail.") from None
    if head[0] < 0 or len(head[1]) != 32:
        raise TrailError(f"{text!r} is not a head: a root has 64 hexadecimal digits.")
    return head


def read_json(text: bytes | str) -> dict[str, Any]:
    """Read one object in which every name stands once: who reads the file must see what is checked here."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(read := dict(pairs)) < len(pairs):
            raise TrailError("A name stands twice in this file: what you read there is not what is checked.")
        return read

    try:
        told = json.loads(text, object_pairs_hook=once)
    except RecursionError:
        raise TrailError("This file is nested too deep.") from None
    if not isinstance(told, dict):
        raise TypeError
    return told


def number_in(told: dict[str, Any], name: str) -> int:
    """Return a whole number that is written as one; 1.9 and true are none."""
    number = told[name]
    if type(number) is not int:
        raise TypeError
    return number


def seal_of(head: str, salt: bytes) -> bytes:
    """Return what may be given away of a head without telling it: only who has the salt can open it."""
    return sha256(b"\x02" + salt + head.encode()).digest()


def check_export(file: BinaryIO, heads: list[tuple[int, bytes]]) -> str:
    """Check that an export is whole, and that each head that is given stands in it.

    The first line tells log, size and root. Then one line an event: its text, or only the hash of one that was cleared
    lawfully after its term, as {"hash": …}. Those are the oldest: no hash may follow an event that is still there.
    """
    read = iter(lambda: file.readline(LONGEST_LINE), b"")
    try:
        told = read_json(next(read))
        claimed = number_in(told, "size"), bytes.fromhex(told["root"])
    except (StopIteration, ValueError, KeyError, TypeError):
        raise TrailError("The first line of an export tells the size and the root of the trail.") from None
    cleared = 0

    def leaves() -> Iterator[bytes]:
        nonlocal cleared
        for number, line in enumerate(read, start=1):
            text = line.rstrip(b"\r\n")
            if len(line) == LONGEST_LINE:
                raise TrailError(f"Line {number} is longer than any event.")
            if not text.startswith(b'{"hash":'):
                yield leaf_hash(text)
                continue
            cleared += 1
            if cleared < number:
                raise TrailError(
                    f"Event {number} is missing, and older ones are not: it was not cleared after its term."
                )
            yield hash_in(text, number)

    everything = list(leaves())
    found = root_of(everything)
    if found != claimed:
        raise TrailError(f"The export holds {found[0]} events with another root than it claims ({claimed[0]} events).")
    for size, root in heads:
        if size > found[0]:
            raise TrailError(f"A head of {size} events is known, and the export holds {found[0]}: its end is missing.")
        if root_of(everything[:size])[1] != root:
            raise TrailError(f"The first {size} events are not those of the head that is known.")
    return (
        f"whole: {found[0]} events, {cleared} of them cleared after their term; {len(heads)} known heads stand in it"
        + (f"\nthe head of ten years ago must count at least {cleared} events; compare it" if cleared else "")
    )


def hash_in(text: bytes, number: int) -> bytes:
    """Return the hash that is left of an event."""
    try:
        return bytes.fromhex(read_json(text)["hash"])
    except (ValueError, KeyError, TypeError):
        raise TrailError(f"Line {number} holds neither an event nor a hash.") from None


def check_event(proof: dict[str, Any], head: tuple[int, bytes] | None) -> str:
    """Check that an event stands in the trail of a head, the one given or else that of the proof itself; tell it."""
    try:
        told = number_in(proof, "size"), bytes.fromhex(proof["root"])
        leaf = leaf_hash(proof["text"].encode())
        number, path = number_in(proof, "number"), steps_of(proof)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TrailError("This is not a proof of an event.") from None
    size, root = told
    if head and head != told:
        raise TrailError(f"The proof is of another head than the one that is known ({size} and {head[0]} events).")
    if root_by_path(leaf, number, size, path) != root:
        raise TrailError("The event does not stand in the trail of this head as it is told here.")
    where = f"event {number} stands in the trail of {size} events" + ("" if head else " (of the head it names itself)")
    return f"{where}: {proof['text']!a}"


def steps_of(proof: dict[str, Any]) -> list[bytes]:
    """Return the hashes along a path."""
    if not isinstance(proof["path"], list):
        raise TypeError
    return [bytes.fromhex(step) for step in proof["path"]]


def check_heads(proof: dict[str, Any], old: tuple[int, bytes], new: tuple[int, bytes]) -> str:
    """Check that nothing was changed or removed between two heads."""
    try:
        path = steps_of(proof)
    except (ValueError, KeyError, TypeError):
        raise TrailError("This is not a proof of two heads.") from None
    if not has_grown(old, new, path):
        raise TrailError("The newer head does not hold what the older one held.")
    return f"the trail of {new[0]} events begins with the {old[0]} of the older head, unchanged"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks exports, heads and proofs of the trail.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    export = kinds.add_parser("export", help="is an export whole, and do the known heads stand in it?")
    export.add_argument("--head", action="append", default=[], type=read_head, metavar="SIZE:ROOT")
    event = kinds.add_parser("event", help="does an event stand in the trail of a head?")
    event.add_argument("--head", type=read_head, metavar="SIZE:ROOT")
    heads = kinds.add_parser("heads", help="was nothing changed between two heads?")
    heads.add_argument("--old", type=read_head, required=True, metavar="SIZE:ROOT")
    heads.add_argument("--new", type=read_head, required=True, metavar="SIZE:ROOT")
    opened = kinds.add_parser("opened", help="is this the head that was given under a seal on a day?")
    opened.add_argument("--seal", type=bytes.fromhex, required=True, metavar="HEX")
    opened.add_argument("--salt", type=bytes.fromhex, required=True, metavar="HEX")
    opened.add_argument("--head", required=True, metavar="SIZE:ROOT")
    for kind in (export, event, heads):
        kind.add_argument("file", type=Path)
    try:
        given = parser.parse_args(arguments)
        if given.kind == "export":
            with given.file.open("rb") as lines:
                print(check_export(lines, given.head))
        elif given.kind == "event":
            print(check_event(read_json(given.file.read_text("utf-8-sig")), given.head))
        elif given.kind == "opened":
            if seal_of(given.head, given.salt) != given.seal:
                raise TrailError("This is not the head that was given under that seal.")
            print("this is the head that was given under that seal")
        else:
            print(check_heads(read_json(given.file.read_text("utf-8-sig")), given.old, given.new))
    except TypeError:
        print("NOT RIGHT: This file is not a proof.", file=sys.stderr)
        return 1
    except (TrailError, OSError, ValueError) as error:
        print(f"NOT RIGHT: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
