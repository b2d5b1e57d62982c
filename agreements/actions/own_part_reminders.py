"""Reminding a partner of its own part: on working days, with a new link, and not for ever (D12, D33)."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.actions import own_part
from agreements.models import OwnPart, OwnPartLink
from audit.events import Event
from audit.record import record_event
from directory.days_off import is_public_holiday
from law.workdays import is_workday, workday_after

log = logging.getLogger(__name__)

REMIND_AFTER = 5
"""Working days on which nobody did anything."""

MOST_REMINDERS = 2
"""Then an administrator calls."""


def remind_partners(*, at: datetime) -> tuple[int, int]:
    """Remind of every part that waits long enough; returns how many, and how many failed. Nobody on a day off."""
    reminded = failed = 0
    if not is_workday(timezone.localdate(at), is_public_holiday):
        return 0, 0
    waiting = OwnPart.objects.current().filter(done_at=None, reminders__lt=MOST_REMINDERS)
    for key in waiting.values_list("pk", flat=True):
        try:
            reminded += remind(key, at=at)
        except Exception as error:  # one that fails does not hold back the others
            failed += 1
            log.error("reminder for own part %s: %s", key, type(error).__name__)
    return reminded, failed


@transaction.atomic
def remind(key: UUID, *, at: datetime) -> bool:
    """Send each contact a new link, since the token of the earlier one is kept nowhere; its link ends with that."""
    part = own_part.lock_part(OwnPart.objects.select_related("agreement__partner").get(pk=key))
    links = list(OwnPartLink.objects.filter(part=part, done_at=None, ended_at=None))
    moments = [link.sent_at for link in links] + [
        one for one in part.pieces.values_list("answered_at", flat=True) if one
    ]
    if not links or not part.is_open or part.reminders >= MOST_REMINDERS:
        return False
    since = timezone.localdate(max(moments))
    if workday_after(since, REMIND_AFTER, is_public_holiday) > timezone.localdate(at):
        return False
    for link in links:
        own_part.send(part, link.email, by=None, at=at)
    part.reminders += 1
    part.save(update_fields=["reminders"])
    details = {"reminders": part.reminders}
    partner = part.agreement.partner
    record_event(Event.OWN_PART_REMINDED, by=None, at=at, about=part, details=details, organisation=partner)
    return True
