"""When a receiver who did not open an archive is reminded, and when its team is told to call (D12).

R76 gives no term, and FAQ vraag 10 asks to start at once: the terms are ours.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from law.workdays import IsDayOff, is_workday, workday_after


class Step(IntEnum):
    """Whom is turned to, in order."""

    MAILBOX = 1
    CONTACTS = 2
    TEAM = 3


@dataclass(frozen=True, slots=True)
class ReminderTerms:
    """How many whole working days pass without opening before each step; the day of sending is not one of them."""

    days_to_mailbox: int = 2
    days_to_contacts: int = 4
    days_to_team: int = 6

    def days_to(self, step: Step) -> int:
        """The term of one step."""
        return {
            Step.MAILBOX: self.days_to_mailbox,
            Step.CONTACTS: self.days_to_contacts,
            Step.TEAM: self.days_to_team,
        }[step]


STANDARD_REMINDER_TERMS = ReminderTerms()


def day_of(step: Step, *, sent_on: date, is_day_off: IsDayOff, terms: ReminderTerms = STANDARD_REMINDER_TERMS) -> date:
    """The working day on which a step comes: the one after its term is over, in the morning."""
    return workday_after(sent_on, terms.days_to(step) + 1, is_day_off)


def step_that_came(
    *, sent_on: date, on: date, is_day_off: IsDayOff, terms: ReminderTerms = STANDARD_REMINDER_TERMS
) -> Step | None:
    """The last step that came, so that a clock that stood still takes one step and not three at once.

    None before the first one, and on a day on which nobody works.
    """
    if not is_workday(on, is_day_off):
        return None
    days = {step: day_of(step, sent_on=sent_on, is_day_off=is_day_off, terms=terms) for step in Step}
    return max((step for step, day in days.items() if day <= on), default=None)
