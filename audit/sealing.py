"""Sealing the logs, checking them, and proving what stands in them (D20; the tree itself is in `audit.merkle`)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hmac import compare_digest
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction

from audit.check_trail import EMPTY_ROOT, leaf_hash
from audit.merkle import Tree, reader
from audit.models import Head, Leaf, SealedLog, Unsealed

BATCH = 2000
"""Events that one call numbers: a fraction of a second, after which the sealer's lock is free again."""
LATE = timedelta(minutes=10)
"""An event that waited longer was written by an act that took that long, or nothing was sealed meanwhile."""

HEADS_OF_TEN_YEARS = 3500
"""One a day, but for half a year of days on which the house stood still."""

LOCK_NOT_AVAILABLE = "55P03"
Values = dict[str, UUID | int | str | None]
OFF = timedelta(hours=1)
"""An act says its own moment, seconds before it is written; more says another clock, an example, or a forged hour."""


def seal() -> int:
    """Give every event that is committed its number; returns how many were sealed. Two sealers wait for each other."""
    sealed = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT audit_seal(%s)", [BATCH])
            count = int(cursor.fetchone()[0])
            sealed += count
            if count < BATCH:
                return sealed


def seal_for_reading() -> bool:
    """Seal before a page, a check or a proof; returns False when another sealer holds the lock for too long."""
    if Unsealed.objects.order_by("pk").first() is None:  # by its index: the table is full of rows that were taken away
        return True
    try:
        with transaction.atomic():
            seal()
    except OperationalError as error:
        if not is_a_lock_that_took_too_long(error):
            raise
        return False
    return True


def is_a_lock_that_took_too_long(error: OperationalError) -> bool:
    """Tell whether a statement was given up because somebody else held its lock (the lock time-out of this session)."""
    return getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE


@dataclass(frozen=True)
class Fault:
    """What is wrong in a log: the first number that does not hold, and why in a sentence."""

    log: UUID
    number: int
    sentence: str


@dataclass
class Verification:
    """What a check of one log found; `remarks` ask for a look and prove nothing."""

    log: UUID
    checked: int = 0
    size: int = 0
    fault: Fault | None = None
    remarks: list[str] = field(default_factory=list)


def verify(log: UUID, *, since: int = 0, known: list[Head] | None = None) -> Verification:
    """Recompute every hash of a log after number `since`, every node above them, and the heads that are known.

    Finds a changed, removed, inserted or reordered event, and a tail that was cut off when a head of it is known. What
    stands before `since` is held against the hashes that were kept: give the size of a head that was checked before.
    """
    sealed = SealedLog.objects.filter(log=log).first()
    result = Verification(log, size=sealed.size if sealed else 0)
    result.fault = (
        _first_wrong_leaf(log, since, sealed, result)
        or _first_wrong_node(log, since, result.size)
        or _first_wrong_head(log, since, known or [], result.size)
        or _cleared_before_its_term(sealed)
    )
    result.remarks += _oddities(log, since)
    return result


WRONG_LEAF = """
SELECT min(wrong.number) FROM (
    SELECT leaf.number, leaf.number <> lag(leaf.number, 1, %(since)s) OVER (ORDER BY leaf.number) + 1 AS has_gap,
        entry.id IS NULL AND leaf.number > %(cleared)s AS is_gone,
        entry.id IS NOT NULL AND (entry.log <> leaf.log OR audit_leaf_hash(entry) <> leaf.hash) AS is_changed
    FROM audit_leaf AS leaf LEFT JOIN audit_auditevent AS entry ON entry.id = leaf.event_id
    WHERE leaf.log = %(log)s AND leaf.number > %(since)s
) AS wrong WHERE has_gap OR is_gone OR is_changed
"""
COUNTED = "SELECT count(*), max(number) FROM audit_leaf WHERE log = %(log)s AND number > %(since)s"


def _first_wrong_leaf(log: UUID, since: int, sealed: SealedLog | None, result: Verification) -> Fault | None:
    values: Values = {"log": log, "since": since, "cleared": sealed.cleared_through if sealed else 0}
    with connection.cursor() as cursor:
        cursor.execute(WRONG_LEAF, values)
        [wrong] = cursor.fetchone()
        cursor.execute(COUNTED, values)
        result.checked, last = cursor.fetchone()
    if wrong is not None:
        return Fault(log, wrong, "deze regel werd gewijzigd, gewist, verplaatst of tussengevoegd")
    if (last or since) != result.size and (last or since) < result.size:
        return Fault(log, (last or since) + 1, "vanaf deze regel is het einde van het logboek weg")
    if (last or 0) > result.size:
        return Fault(log, result.size + 1, "deze regel werd toegevoegd zonder dat ze verzegeld is")
    return None


def _first_wrong_node(log: UUID, since: int, size: int) -> Fault | None:
    """Every kept node above a leaf after `since` is what its leaves give, and none is missing or too many."""
    with connection.cursor() as cursor:
        for level in (8, 16, 24):
            cursor.execute(
                """
                SELECT min(place.index) FROM generate_series(%(first)s::bigint, %(end)s::bigint - 1) AS place(index)
                LEFT JOIN audit_node AS node
                    ON node.log = %(log)s AND node.level = %(level)s AND node.index = place.index
                WHERE node.hash IS NULL OR node.hash <> audit_fold(CASE WHEN %(level)s = 8 THEN ARRAY(
                    SELECT hash FROM audit_leaf WHERE log = %(log)s AND number > place.index * 256
                    AND number <= place.index * 256 + 256 ORDER BY number
                ) ELSE ARRAY(
                    SELECT below.hash FROM audit_node AS below WHERE below.log = %(log)s AND below.level = %(level)s - 8
                    AND below.index >= place.index * 256 AND below.index < place.index * 256 + 256 ORDER BY below.index
                ) END)
                """,
                {"log": log, "level": level, "first": since >> level, "end": size >> level},
            )
            [wrong] = cursor.fetchone()
            if wrong is not None:
                number = (wrong << level) + 1
                return Fault(log, number, "de hash over de regels vanaf hier klopt niet met die regels")
    return None


def _first_wrong_head(log: UUID, since: int, known: list[Head], size: int) -> Fault | None:
    """Many days have the head of the day before: each size is worked out once."""
    read = reader(log)
    roots: dict[int, bytes] = {}
    noted = Head.objects.filter(log=log, size__gte=since).order_by("size", "day")
    for head in chain(noted.iterator(), (head for head in known if head.log == log)):
        if head.size > size:
            return Fault(log, size + 1, f"op {head.day:%d/%m/%Y} telde het logboek {head.size} regels, nu {size}")
        if head.size not in roots:
            roots = {head.size: Tree(log, head.size, read).root()}
        if not compare_digest(roots[head.size], bytes(head.root)):
            return Fault(log, 1, f"de eerste {head.size} regels zijn niet die van {head.day:%d/%m/%Y}")
    return None


def _cleared_before_its_term(sealed: SealedLog | None) -> Fault | None:
    """What the database calls cleared is held against the heads: its owner can write there what is not so."""
    if sealed is None or sealed.cleared_through <= (through := out_of_term(sealed.log)):
        return None
    return Fault(sealed.log, through + 1, "deze regel werd gewist voor zijn tien jaar om waren")


def _oddities(log: UUID, since: int) -> list[str]:
    """A clock that was set back, and events that came long after they were written."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE went_back), min(number) FILTER (WHERE went_back),
                count(*) FILTER (WHERE came_late), min(number) FILTER (WHERE came_late),
                count(*) FILTER (WHERE says_another), min(number) FILTER (WHERE says_another)
            FROM (
                SELECT leaf.number, leaf.sealed_at < entry.written_at AS went_back,
                    leaf.sealed_at > entry.written_at + %(late)s::interval AS came_late,
                    entry.at NOT BETWEEN entry.written_at - %(off)s::interval
                        AND entry.written_at + %(off)s::interval AS says_another
                FROM audit_leaf AS leaf JOIN audit_auditevent AS entry ON entry.id = leaf.event_id
                WHERE leaf.log = %(log)s AND leaf.number > %(since)s
            ) AS looked_at
            """,
            {"log": log, "since": since, "late": f"{LATE.seconds} s", "off": f"{OFF.seconds} s"},
        )
        back, first_back, late, first_late, off, first_off = cursor.fetchone()
    remarks = []
    if back:
        remarks.append(f"De klok van de databank ging achteruit rond regel {first_back} ({back} regels).")
    if late:
        remarks.append(f"{late} regels kregen hun nummer pas lang na het schrijven; de eerste is regel {first_late}.")
    if off:
        remarks.append(f"Regel {first_off} zegt een ander tijdstip dan waarop ze geschreven werd ({off} zulke regels).")
    return remarks


def strangers() -> int:
    """Return how many events have no place in a log and wait for none: somebody put them there past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM audit_auditevent AS entry
            WHERE NOT EXISTS (SELECT FROM audit_leaf AS leaf WHERE leaf.event_id = entry.id)
            AND NOT EXISTS (SELECT FROM audit_unsealed AS waiting WHERE waiting.event_id = entry.id)
            """
        )
        return int(cursor.fetchone()[0])


def texts(log: UUID, *, size: int) -> Iterator[bytes]:
    """Return the lines of an export that `check_trail.py` can check: first what it claims, then one line an event."""
    head = {"log": str(log), "size": size, "root": Tree(log, size).root().hex() if size else EMPTY_ROOT.hex()}
    yield json.dumps(head).encode()
    with transaction.atomic(), connection.cursor() as opener:
        opener.execute(
            """
            DECLARE lines NO SCROLL CURSOR FOR
            SELECT audit_event_text(entry), encode(leaf.hash, 'hex'), entry.id IS NULL
            FROM audit_leaf AS leaf LEFT JOIN audit_auditevent AS entry ON entry.id = leaf.event_id
            WHERE leaf.log = %s AND leaf.number <= %s ORDER BY leaf.number
            """,
            [log, size],
        )
        while True:
            opener.execute("FETCH 2000 FROM lines")
            rows = opener.fetchall()
            if not rows:
                break
            for text, leaf, is_cleared in rows:
                yield f'{{"hash": "{leaf}"}}'.encode() if is_cleared else text.encode()


def prove_event(log: UUID, number: int, *, size: int | None = None) -> dict[str, Any] | None:
    """Return a proof that an event stands in its log: its text, its number, the path, and the head it leads to.

    None when the log holds no such number, or the event was cleared after its term.
    """
    sealed = SealedLog.objects.filter(log=log).first()
    leaf = Leaf.objects.filter(log=log, number=number).first()
    if sealed is None or leaf is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_event_text(entry) FROM audit_auditevent AS entry WHERE id = %s", [leaf.event_id])
        row = cursor.fetchone()
    size = size or sealed.size
    if row is None or not number <= size <= sealed.size:
        return None
    tree = Tree(log, size)
    return {
        "log": str(log),
        "number": number,
        "size": size,
        "root": tree.root().hex(),
        "text": row[0],
        "path": [step.hex() for step in tree.path_of(number)],
        "holds": compare_digest(leaf_hash(row[0].encode()), bytes(leaf.hash)),
    }


def prove_heads(log: UUID, old_size: int, new_size: int) -> dict[str, Any] | None:
    """Return a proof that nothing was changed between two sizes of a log; None when it never held so much."""
    sealed = SealedLog.objects.filter(log=log).first()
    if sealed is None or not 0 <= old_size <= new_size <= sealed.size:
        return None
    old, new = Tree(log, old_size), Tree(log, new_size)
    return {
        "log": str(log),
        "old": f"{old_size}:{old.root().hex()}",
        "new": f"{new_size}:{new.root().hex()}",
        "path": [step.hex() for step in new.growth_from(old_size)],
    }


def note_heads(day: date, logs: list[UUID]) -> None:
    """Keep size and root of these logs, and of every log that holds something, as the heads of this day; once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_note_heads(%s, %s)", [day, logs])


def out_of_term(log: UUID) -> int:
    """Return the last number that may have been let go of: ten years are counted in heads, one a day, not by a clock.

    A clock that jumps ten years ahead brings one head.
    """
    sizes = Head.objects.filter(log=log).order_by("-day").values_list("size", flat=True)
    return next(iter(sizes[HEADS_OF_TEN_YEARS : HEADS_OF_TEN_YEARS + 1]), 0)


def clear(log: UUID, *, through: int) -> int:
    """Let go of the events up to this number, which the database allows ten years after they were written (D11)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_clear(%s, %s)", [log, through])
        return int(cursor.fetchone()[0])
