"""When the next evaluation of an agreement is due (samenwerkingsovereenkomst art. 7, FAQ vraag 8; R45)."""

from datetime import date
from typing import Final

from law.notice_period import add_months

YEARLY: Final = 12
"""At least once a year (FAQ vraag 8), also when the agreement names no interval (R45)."""


def due_on(*, in_force_from: date, last_held_on: date | None, months: int | None) -> date:
    """Last day for the next evaluation: so many months after the last one, or after the agreement began (R45)."""
    return add_months(max(in_force_from, last_held_on or in_force_from), months or YEARLY)
