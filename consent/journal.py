"""Withdrawals, written outside the database as well: loading an older copy of it must not bring a consent back (R55).

One line for each: the day, and the number of the consent; nothing of the client. It is written just before the commit:
a withdrawal that failed after all may stand here, one that was recorded is never missing. What a receiver noted stands
here too, sealed: whoever reads the file learns nothing from it (D4).
"""

import base64
import binascii
import json
import logging
import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from vault.key_ring import VaultError, seal, unseal

log = logging.getLogger(__name__)

_SEALED = "="
_CONTEXT = b"withdrawal journal"


def note_withdrawal(consent_id: UUID, *, on: date) -> None:
    """Append one line and wait until it is on disk. A full disk never keeps a client from taking back consent."""
    _append(f"{on.isoformat()} {consent_id}")


def note_sealed(entry: Mapping[str, Any]) -> None:
    """Append what a receiver noted, sealed; it opens under our keys only."""
    sealed = seal(json.dumps(entry).encode(), context=_CONTEXT)
    _append(f"{_SEALED} {base64.b64encode(sealed).decode()}")


def _append(line: str) -> None:
    if settings.WITHDRAWAL_JOURNAL is None:
        return
    try:
        file = os.open(settings.WITHDRAWAL_JOURNAL, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{line}\n".encode("ascii"))
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        log.error("the journal of withdrawals cannot be written: %s", type(error).__name__)


def read_withdrawals(path: Path) -> dict[UUID, date]:
    """Read the journal; a line that was cut off by a crash is passed over, and logged."""
    withdrawn: dict[UUID, date] = {}
    for number, line in _lines(path):
        if line.startswith(_SEALED):
            continue
        try:
            day, key = line.split()
            withdrawn.setdefault(UUID(key), date.fromisoformat(day))
        except ValueError:
            log.warning("line %s of the journal of withdrawals cannot be read", number)
    return withdrawn


def read_sealed(path: Path) -> list[dict[str, Any]]:
    """Read what receivers noted, in the order in which they did; what does not open is passed over, and logged."""
    entries: list[dict[str, Any]] = []
    for number, line in _lines(path):
        if not line.startswith(_SEALED):
            continue
        try:
            sealed = base64.b64decode(line.removeprefix(_SEALED).strip(), validate=True)
            entries.append(json.loads(unseal(sealed, context=_CONTEXT)))
        except (ValueError, binascii.Error, VaultError):
            log.warning("line %s of the journal of withdrawals cannot be read", number)
    return entries


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    return enumerate(path.read_text("ascii", errors="replace").splitlines(), start=1)
