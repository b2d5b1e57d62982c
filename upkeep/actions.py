"""Raising an alarm when a finding turns bad, and ending it when that is over."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind
from upkeep.findings import HouseFinding, look
from upkeep.models import HouseAlarm

QUIET_FOR = timedelta(hours=1)
"""What comes back so soon after it was over is the same alarm: nobody is mailed again."""


def review(*, at: datetime) -> list[HouseAlarm]:
    """Compare what is found with the alarms that are open; returns the new ones. One mail for all of them."""
    findings = look(at=at)
    new = [alarm for finding in findings if not finding.is_well and (alarm := _begin(finding, at=at))]
    for finding in findings:
        if finding.is_well:
            _end(finding, at=at)
    if new:
        _mail(new[0], at=at)
    return new


@transaction.atomic
def _begin(finding: HouseFinding, *, at: datetime) -> HouseAlarm | None:
    """Open an alarm; None when it is open, or was an hour ago."""
    alarms = HouseAlarm.objects.filter(finding=finding.name)
    if alarms.filter(ended_at=None).exists():
        return None
    if alarms.filter(ended_at__gt=at - QUIET_FOR).update(ended_at=None):
        return None
    alarm = HouseAlarm(finding=finding.name, began_at=at)
    if not HouseAlarm.objects.bulk_create([alarm], ignore_conflicts=True):
        return None
    record_event(Event.ALARM_RAISED, by=None, at=at, about=alarm, details={"finding": finding.name})
    return alarm


@transaction.atomic
def _end(finding: HouseFinding, *, at: datetime) -> None:
    for alarm in HouseAlarm.objects.select_for_update(no_key=True).filter(finding=finding.name, ended_at=None):
        alarm.ended_at = at
        alarm.save(update_fields=["ended_at"])
        record_event(Event.ALARM_ENDED, by=None, at=at, about=alarm, details={"finding": finding.name})


@transaction.atomic
def _mail(alarm: HouseAlarm, *, at: datetime) -> None:
    """Queue the mail to each administrator, and to the operator when the settings name one."""
    administrators = User.objects.filter(is_active=True, membership__role=Role.ADMINISTRATOR).distinct()
    readers = {email.lower() for email in administrators.values_list("email", flat=True)}
    for reader in sorted(readers | ({settings.OPERATOR_EMAIL.lower()} - {""})):
        queue_transmission(kind=Kind.HOUSE_ALARM, subject_id=alarm.pk, recipient=reader, papers_id=None, at=at)
