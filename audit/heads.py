"""What leaves the house of each log each day: its head, or a seal of it for who may not know its size (D19, D20).

A line of the file outside the database holds a day, a log and the seal of its head. Who changes the past of a log, or
puts back an older copy of the database, cannot make it fit those lines again.
"""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from audit import sealing
from audit.check_trail import seal_of
from audit.models import AGENCY, Head

BLOCK = 64 * 1024
"""Bytes of the end of the file that are read first: the heads of a day, of some hundreds of receivers."""

Line = tuple[date, UUID, str]
"""Day, log and seal."""


def take_heads(day: date, *, receivers: Iterable[UUID]) -> list[Head]:
    """Seal, note the head of every log for this day (once), and add those that are new to the file; return them all.

    Every receiver has a head each day, also one of an empty log: the file tells of nobody whether it did something.
    Raises OSError when the file cannot be written: nothing is lost, the next call writes what is missing.
    """
    sealing.seal()
    sealing.note_heads(day, [AGENCY, *receivers])
    heads = list(Head.objects.filter(day=day).order_by("log"))
    if settings.TRAIL_HEADS_FILE:
        _add_to_file(heads)
    return heads


def seal_of_head(head: Head) -> str:
    """Return the seal of a head, in hexadecimal."""
    return seal_of(str(head), bytes(head.salt)).hex()


def _add_to_file(heads: list[Head]) -> None:
    with open(settings.TRAIL_HEADS_FILE, "a+b", opener=_for_us_alone) as file:  # Path has no opener
        known, is_cut_off = _end_of(file, before=min(head.day for head in heads))
        lines = [(head.day, head.log, seal_of_head(head)) for head in heads]
        new = [line for line in lines if line not in known]
        text = "".join(json.dumps({"day": f"{day}", "log": str(log), "seal": seal}) + "\n" for day, log, seal in new)
        file.write(b"\n" * is_cut_off + text.encode())  # a half line of a crash takes no whole one along
        file.flush()
        os.fsync(file.fileno())


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _end_of(file: IO[bytes], *, before: date) -> tuple[set[Line], bool]:
    """Read the file from its end until a line of an earlier day: after ten years it has a million of them.

    Returns the lines that were read, and whether the last one was cut off.
    """
    size, block = file.seek(0, os.SEEK_END), BLOCK
    while True:
        start = max(0, size - block)
        file.seek(start)
        text = file.read()
        lines = set(_told(text.splitlines()))  # the first may be half a line, and is passed over then
        if start == 0 or any(day < before for day, _, _ in lines):
            return lines, text[-1:] not in (b"", b"\n")
        block *= 4


def read_file() -> Iterator[Line]:
    """Yield day, log and seal of every line; a line that a crash cut off is passed over."""
    if settings.TRAIL_HEADS_FILE and Path(settings.TRAIL_HEADS_FILE).exists():
        with Path(settings.TRAIL_HEADS_FILE).open("rb") as file:
            yield from _told(file)


def _told(lines: Iterable[bytes]) -> Iterator[Line]:
    for line in lines:
        try:
            told = json.loads(line)
            yield date.fromisoformat(told["day"]), UUID(told["log"]), str(told["seal"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def unknown_lines() -> list[Line]:
    """Return the lines of the file that this database does not know: it is an older copy, or heads were changed."""
    kept = {(head.day, head.log, seal_of_head(head)) for head in Head.objects.all()}
    return [line for line in read_file() if line not in kept]
