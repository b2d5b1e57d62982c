"""Withdrawals, written outside the database as well: loading an older copy of it must not bring a consent back (R55).

One line for each: the day, and the number of the consent; nothing of the client. It is written just before the commit:
a withdrawal that failed after all may stand here, one that was recorded is never missing.
"""

import logging
import os
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

log = logging.getLogger(__name__)


def note_withdrawal(consent_id: UUID, *, on: date) -> None:
    """Append one line and wait until it is on disk. A full disk never keeps a client from taking back consent."""
    if settings.WITHDRAWAL_JOURNAL is None:
        return
    try:
        file = os.open(settings.WITHDRAWAL_JOURNAL, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{on.isoformat()} {consent_id}\n".encode("ascii"))
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        log.error("the journal of withdrawals cannot be written: %s", type(error).__name__)


def read_withdrawals(path: Path) -> dict[UUID, date]:
    """Read the journal; a line that was cut off by a crash is passed over, and logged."""
    withdrawn: dict[UUID, date] = {}
    for number, line in enumerate(path.read_text("ascii", errors="replace").splitlines(), start=1):
        try:
            day, key = line.split()
            withdrawn.setdefault(UUID(key), date.fromisoformat(day))
        except ValueError:
            log.warning("line %s of the journal of withdrawals cannot be read", number)
    return withdrawn
