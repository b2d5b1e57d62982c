"""One click stops the reminders, and tells nothing else (D25)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from ocmw_intake.models import Intake, ReminderStop


@transaction.atomic
def stop_reminders(referral_id: UUID, *, by: User | None, at: datetime) -> None:
    """Remind this receiver no more of this referral; a second click changes nothing.

    `by` is None when it came from the page that a mail links to. The steps that the team sees go on as they would:
    that one is missing would tell it that somebody clicked (D4, ADR 0034).
    """
    intake = Intake.objects.select_for_update(no_key=True).filter(referral=referral_id).select_related(None).first()
    if intake is None or hasattr(intake, "reminder_stop"):
        return
    ReminderStop.objects.create(intake=intake, stopped_by=by, stopped_at=at)
    record_event(Event.REMINDERS_STOPPED, by=by, at=at, about=intake, organisation=intake.partner)
