"""The days on which what tests need begins: all of it lies in one past."""

from datetime import UTC, date, datetime

START = date(2024, 1, 1)
FILED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
