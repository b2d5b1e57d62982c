"""Reminding of the days that come: once for each agreement, deadline and moment, however often one asks."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.actions.messages import write_message
from agreements.letters import duties as letters
from agreements.models import Agreement, MessageKind, Reminder
from agreements.rules.deadlines import ENDS, Deadline, reminders_of
from agreements.terms.papers import Party
from audit.events import Event
from audit.record import Code, record_event
from law.reminding import Moment
from law.roles import Role

log = logging.getLogger(__name__)

CHUNK = 200


@dataclass(frozen=True, slots=True)
class DueReminder:
    """What someone is to be reminded of."""

    agreement: Agreement
    deadline: Deadline
    moment: Moment


def reminders_due(*, on: date) -> list[DueReminder]:
    """All reminders that should have left by now and did not; nothing for versions that a newer one replaces."""
    done = set(
        Reminder.objects.values_list("agreement_id", "deadline", "due_on", "moment")
    )  # small: five for an agreement in a year
    agreements = Agreement.objects.unreplaced().with_papers().order_by("created_at", "pk")
    return [
        DueReminder(agreement, deadline, moment)
        for agreement in agreements.iterator(chunk_size=CHUNK)
        for deadline, moment in reminders_of(agreement, on=on)
        if (agreement.pk, deadline.kind, deadline.on, moment) not in done
    ]


@dataclass(slots=True)
class ReminderRun:
    """What one run did, in numbers."""

    reminded: int = 0
    mails: int = 0
    failed: int = 0


def remind_all(*, at: datetime) -> ReminderRun:
    """Remind of all that is due, each in a transaction of its own: one that fails does not hold back the others."""
    run = ReminderRun()
    for due in reminders_due(on=timezone.localdate(at)):
        try:
            written = remind(due, at=at)
        except Exception as error:
            run.failed += 1
            log.error("reminder for agreement %s: %s", due.agreement.pk, type(error).__name__)
            continue
        if written:
            log.info("reminder for agreement %s: %s, %s", due.agreement.pk, due.deadline.kind.value, due.moment.value)
            run.reminded, run.mails = run.reminded + 1, run.mails + written
    return run


@transaction.atomic
def remind(due: DueReminder, *, at: datetime) -> int:
    """Write one reminder to the administrators, and of an end to the contact persons of both sides (R37, R45).

    Returns how many mails it wrote: none when another run was first, or when the papers changed since it was found.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=due.agreement.pk)
    agreement = Agreement.objects.unreplaced().with_papers().filter(pk=due.agreement.pk).first()
    if agreement is None or (due.deadline, due.moment) not in reminders_of(agreement, on=timezone.localdate(at)):
        return 0
    _, is_new = Reminder.objects.get_or_create(
        agreement=agreement,
        deadline=due.deadline.kind,
        due_on=due.deadline.on,
        moment=due.moment,
        defaults={"reminded_at": at},
    )
    if not is_new:
        return 0
    receivers = _receivers(agreement, due.deadline)
    for address, (party, is_contact) in receivers.items():
        writing = letters.reminder(agreement, due.deadline, due.moment, for_contacts=is_contact)
        write_message(
            kind=MessageKind.REMINDER,
            agreement=agreement,
            to_party=party,
            recipient=address,
            subject=writing.subject,
            body=writing.body,
            by=None,
            at=at,
        )
    details: dict[str, Code] = {
        "deadline": due.deadline.kind.value,
        "due_on": due.deadline.on.isoformat(),
        "moment": due.moment.value,
        "mails": len(receivers),
    }
    record_event(Event.REMINDER_SENT, by=None, at=at, about=agreement, details=details, organisation=agreement.partner)
    return len(receivers)


def _receivers(agreement: Agreement, deadline: Deadline) -> dict[str, tuple[Party, bool]]:
    """Address, side, and whether it is a contact person; who is both reads it as an administrator, once."""
    administrators = (
        User.objects.filter(is_active=True, membership__role=Role.ADMINISTRATOR).distinct().order_by("email")
    )
    found = {user.email: (Party.AGENCY, False) for user in administrators}
    if deadline.kind in ENDS:
        for party in Party:
            for address in agreement.mail_addresses_of(party):
                found.setdefault(address, (party, True))
    return found
