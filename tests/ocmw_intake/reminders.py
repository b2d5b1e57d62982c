"""The clock of the reminders, and what it made of a referral that was sent on Monday 23 November 2026 (D12)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command

from agreements.models import Contact, ContactKind
from agreements.terms.papers import Party
from law.unopened import Step
from outbox import delivery
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals.models import ReceiverReminder, Referral

MAILBOX = "sociaal@ocmw.example"
HEAD = "hoofd@ocmw.example"
STEPS = {date(2026, 11, 26): Step.MAILBOX, date(2026, 11, 30): Step.CONTACTS, date(2026, 12, 2): Step.TEAM}
FIRST, SECOND, LAST = STEPS
SITE = "https://aanmelden.test"


@pytest.fixture
def contact_person(referral: Referral) -> Contact:
    return Contact.objects.create(
        agreement=referral.agreement,
        party=Party.PARTNER,
        kind=ContactKind.CONTACT,
        name_or_function="hoofd sociale dienst",
        email=HEAD,
    )


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, 20, tzinfo=UTC)


def run_on(day: date) -> None:
    with time_machine.travel(morning(day), tick=False):
        call_command("remind_receivers")


def deliver_on(day: date) -> None:
    with time_machine.travel(morning(day), tick=True):
        for pk in Transmission.objects.filter(status=TransmissionStatus.QUEUED).values_list("pk", flat=True):
            delivery.deliver(pk)


def mails() -> list[tuple[str, str]]:
    """To whom, and what became of it; in the order in which they were written."""
    found = Transmission.objects.filter(kind=Kind.REMINDER).order_by("created_at", "recipient")
    return list(found.values_list("recipient", "status"))


def steps_taken() -> list[int]:
    return list(ReceiverReminder.objects.values_list("step", flat=True))
