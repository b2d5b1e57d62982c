"""What comes for all papers that someone may read, together."""

from datetime import date
from typing import Any

from agreements.models import Agreement
from agreements.rules.deadlines import Deadline, deadlines_of


def coming(user: Any, *, on: date, until: date) -> list[tuple[Agreement, Deadline]]:
    """What is late on this day and what comes until then, soonest first."""
    rows = [
        (agreement, deadline)
        for agreement in Agreement.objects.visible_to(user).unreplaced().with_papers()
        for deadline in deadlines_of(agreement, on=on)
        if deadline.on <= until
    ]
    return sorted(rows, key=lambda row: (row[1].on, str(row[0]), str(row[0].pk), row[1].kind, row[1].key))
