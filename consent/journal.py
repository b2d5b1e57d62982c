"""Withdrawals, written outside the database as well: loading an older copy of it must not bring a consent back (R55).

One line for each: the day, and the number of the consent; nothing of the client.
"""

import logging
from datetime import date
from pathlib import Path
from uuid import UUID

from audit import journal

log = logging.getLogger(__name__)


def note_withdrawal(consent_id: UUID, *, on: date) -> None:
    """Note that this consent came to its end on that day."""
    journal.append(f"{on.isoformat()} {consent_id}")


def read_withdrawals(path: Path) -> dict[UUID, date]:
    """Read them; a line that was cut off by a crash is passed over, and logged."""
    withdrawn: dict[UUID, date] = {}
    for place, words in journal.lines(path):
        if not words or words.startswith(journal.SEALED):
            continue
        try:
            day, key = words.split()
            withdrawn.setdefault(UUID(key), date.fromisoformat(day))
        except ValueError:
            log.warning("line %s of the journal cannot be read", place)
    return withdrawn
