"""What the guide test does on the machine that it made: file, wait for the worker, withdraw, wait for the request."""

import time
from datetime import timedelta

from django.utils import timezone

from outbox.models import Transmission, TransmissionStatus
from referrals.actions import withdraw
from tests.builders.referrals import a_referral


def wait_until_sent(key: object) -> None:
    """Until the worker handed this mail to the relay."""
    for _second in range(150):
        if Transmission.objects.get(pk=key).status == TransmissionStatus.SENT:
            return
        time.sleep(1)
    raise SystemExit(f"not sent: {Transmission.objects.get(pk=key).status}")


referral = a_referral(filed_at=timezone.now() - timedelta(seconds=5))
wait_until_sent(referral.transmission_id)
print("filed and sent")
at = timezone.now()
[notice] = withdraw(referral, on=timezone.localdate(at), by=referral.filed_by, at=at)
wait_until_sent(notice.transmission_id)
print("withdrawn, and the request to delete was sent")
