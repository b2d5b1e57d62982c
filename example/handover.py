"""Bringing a mail of the example to the local mailbox now, without waiting for the worker."""

import time
from typing import Final

from outbox.delivery import deliver
from outbox.models import Transmission, TransmissionStatus

DELIVERY: Final = 30  # seconds a mail to the local mailbox may take


class NotDeliveredError(Exception):
    """A mail of the example does not leave; the local mailbox does not run."""


def deliver_until(transmission: Transmission, status: TransmissionStatus) -> None:
    """Try until the mail has this status; raises NotDeliveredError."""
    give_up_at = time.monotonic() + DELIVERY
    while transmission.status != status:
        if time.monotonic() > give_up_at:
            raise NotDeliveredError("The example mail does not leave. Does the local mailbox run?")
        deliver(transmission.pk)
        transmission.refresh_from_db()
        if transmission.status != status:
            time.sleep(0.05)
