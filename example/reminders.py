"""A receiver that did not open an archive for two weeks: its team is told to call (D12)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from directory.days_off import is_public_holiday
from example.referrals import Casework, Clients
from law.workdays import is_workday
from outbox.models import Transmission
from referrals.actions import remind_receiver

WAITS = timedelta(days=14)


def add_unopened(casework: Casework) -> None:
    """Send an archive, put its sending two weeks back, and take the step of the last working day."""
    referral = casework.file(Clients.unopened, by=casework.kempen, given=WAITS)
    casework.send(referral)
    at = timezone.now()
    Transmission.objects.filter(pk=referral.transmission_id).update(sent_at=at - WAITS)
    remind_receiver(referral.pk, at=_last_working_morning(at))


def _last_working_morning(at: datetime) -> datetime:
    day = timezone.localdate(at)
    while not is_workday(day, is_public_holiday):
        day -= timedelta(days=1)
    return min(at, timezone.make_aware(datetime.combine(day, time(7, 20))))
