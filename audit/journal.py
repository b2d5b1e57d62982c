"""The journal: what a copy of the database that is put back must not undo, in a file outside it (ADR 0022, 0068).

Each line begins with a number from a sequence of this database. A sequence never goes back, whatever transaction fails;
only a copy does. So a file with a higher number than the database ever gave tells that this is an older copy, however
it was made. A line is written just before the commit of its act: what failed after all may stand here, what happened is
never missing. What cannot be written is kept in the database, alarms, and is written later.
"""

import base64
import binascii
import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from audit.models import MissedLine
from vault.key_ring import VaultError, seal, unseal

log = logging.getLogger(__name__)

SEALED = "="
ENDED, BEGUN = "right_ended", "mail_begun"
"""Acts of sealed lines: a right that ended, a mail with client data that may leave from here on."""
_CONTEXT = b"withdrawal journal"
_TAIL = 64 * 1024
"""Bytes at the end of the file in which the highest number stands, also when missed lines came later."""


def append(words: str) -> None:
    """Append one line and wait until it is on disk. A full disk never keeps a client from taking back consent."""
    if settings.WITHDRAWAL_JOURNAL is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('audit_journal')")
        line = f"#{cursor.fetchone()[0]} {words}"
    try:
        _write([line])
    except OSError as error:
        MissedLine.objects.create(line=line)
        log.error("the journal cannot be written: %s", type(error).__name__)


def append_sealed(entry: Mapping[str, Any]) -> None:
    """Append what nobody may read who holds the file (D4); it opens under our keys only."""
    if settings.WITHDRAWAL_JOURNAL is not None:
        sealed = seal(json.dumps(entry).encode(), context=_CONTEXT)
        append(f"{SEALED} {base64.b64encode(sealed).decode()}")


@transaction.atomic
def write_missed() -> int:
    """Write the lines that could not be written before; returns how many still wait."""
    missed = list(MissedLine.objects.select_for_update(skip_locked=True).order_by("pk"))
    if not missed or settings.WITHDRAWAL_JOURNAL is None:
        return len(missed)
    try:
        _write(one.line for one in missed)
    except OSError:
        return len(missed)
    MissedLine.objects.filter(pk__in=[one.pk for one in missed]).delete()
    return 0


def is_ahead() -> bool:
    """Whether the journal knows of a later life of this database: then this is an older copy of it."""
    last = _last_number()
    if last == 0:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_journal")
        return bool(last > cursor.fetchone()[0])


def catch_up() -> None:
    """From now on this database is the one whose life the journal tells."""
    with connection.cursor() as cursor:  # by counting on, for which the application's role has the right
        cursor.execute(
            "SELECT count(nextval('audit_journal')) FROM generate_series(1, greatest(0, %s - "
            "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_journal)))",
            [_last_number()],
        )


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a journal as they were noted, each with its place in the file."""
    for place, line in enumerate(path.read_text("ascii", errors="replace").splitlines(), start=1):
        number, _, words = line.partition(" ")
        yield place, words if number.startswith("#") else line


def read_sealed(path: Path) -> list[dict[str, Any]]:
    """Read what was sealed, in the order of the file; what does not open is passed over, and logged."""
    entries: list[dict[str, Any]] = []
    for place, words in lines(path):
        if not words.startswith(SEALED):
            continue
        try:
            sealed = base64.b64decode(words.removeprefix(SEALED).strip(), validate=True)
            entries.append(json.loads(unseal(sealed, context=_CONTEXT)))
        except (ValueError, binascii.Error, VaultError):
            log.warning("line %s of the journal cannot be read", place)
    return entries


def _write(written: Iterable[str]) -> None:
    file = os.open(str(settings.WITHDRAWAL_JOURNAL), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(file).st_size
        is_cut = size > 0 and os.pread(file, 1, size - 1) != b"\n"  # by a crash or a full disk
        content = "".join(f"{line}\n" for line in written).encode("ascii")
        content = b"\n" + content if is_cut else content
        if os.write(file, content) != len(content):
            raise OSError("the disk is full")
        os.fsync(file)
    finally:
        os.close(file)


def _last_number() -> int:
    if settings.WITHDRAWAL_JOURNAL is None:
        return 0
    try:
        with Path(settings.WITHDRAWAL_JOURNAL).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            numbers = [line[1:].split(b" ", 1)[0] for line in file.read().splitlines() if line.startswith(b"#")]
    except OSError:  # the alarm says that it cannot be reached; mail goes on
        return 0
    return max((int(number) for number in numbers if number.isdigit()), default=0)
