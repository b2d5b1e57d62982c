"""What leaves the house of each log each day: its head, or a seal of it for who may not know its size (D19, D20).

A line of the file outside the database holds a day, a log and the seal of its head. Who changes the past of a log, or
puts back an older copy of the database, cannot make it fit those lines again.
"""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from audit import sealing
from audit.check_trail import seal_of
from audit.models import AGENCY, Head


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
    known = set(read_file())
    lines = [(head.day, head.log, seal_of_head(head)) for head in heads]
    new = [line for line in lines if line not in known]
    text = "".join(json.dumps({"day": f"{day}", "log": str(log), "seal": seal}) + "\n" for day, log, seal in new)
    file = os.open(settings.TRAIL_HEADS_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)


def read_file() -> list[tuple[date, UUID, str]]:
    """Return day, log and seal of every line; a line that a crash cut off is passed over."""
    if not settings.TRAIL_HEADS_FILE or not Path(settings.TRAIL_HEADS_FILE).exists():
        return []
    lines = []
    with Path(settings.TRAIL_HEADS_FILE).open(encoding="utf-8") as file:
        for line in file:
            try:
                told = json.loads(line)
                lines.append((date.fromisoformat(told["day"]), UUID(told["log"]), str(told["seal"])))
            except (ValueError, KeyError, TypeError):
                continue
    return lines


def unknown_lines() -> list[tuple[date, UUID, str]]:
    """Return the lines of the file that this database does not know: it is an older copy, or heads were changed."""
    kept = {(head.day, head.log, seal_of_head(head)) for head in Head.objects.all()}
    return [line for line in read_file() if line not in kept]
