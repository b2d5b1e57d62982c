"""The next day on which something must be done about an agreement, or on which it stops (R33, R37, R45, R101)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement
from law.days import covers
from law.notice_period import add_months


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, and what happens then in a few words."""

    on: date
    words: str


def next_deadline(agreement: Agreement, *, on: date) -> Deadline | None:
    """The first deadline on or after that day; None when nothing is planned."""
    coming = [deadline for deadline in _deadlines(agreement, on) if deadline.on >= on]
    return min(coming, key=lambda deadline: deadline.on, default=None)


def _deadlines(agreement: Agreement, on: date) -> Iterator[Deadline]:
    protocol = agreement.protocol_facts
    for paper, words in ((agreement, "overeenkomst"), (protocol, "protocol")):
        if paper is not None and paper.ends_on is not None:
            yield Deadline(paper.ends_on, f"einde van de {words}" if paper is agreement else f"einde van het {words}")
        if paper is not None and paper.notice_ends_on is not None:
            yield Deadline(paper.notice_ends_on, f"laatste dag na opzegging ({words})")
    for suspension in agreement.suspension_facts:
        if covers(suspension, on) and suspension.until_on is not None:
            yield Deadline(suspension.until_on, "einde van de opschorting")
    evaluation_on = _evaluation_on(agreement, on)
    if evaluation_on is not None and (agreement.last_day is None or evaluation_on <= agreement.last_day):
        yield Deadline(evaluation_on, "evaluatie")


def _evaluation_on(agreement: Agreement, on: date) -> date | None:
    """Every chosen number of months since it came into force (R45)."""
    start, months = agreement.in_force_from, agreement.evaluation_months
    if start is None or months is None:
        return None
    passed = max(0, (on.year - start.year) * 12 + on.month - start.month)
    rounds = max(1, passed // months)
    while add_months(start, rounds * months) < on:
        rounds += 1
    return add_months(start, rounds * months)
