"""The mails about the papers. None of them carries client data, so none of them asks the gate."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from agreements.models import Message
from law.obstacles import Obstacle
from outbox.couriers import Letter
from outbox.models import Kind, Transmission


class MessageCourier:
    """Sends what was written to the other party, as it was written."""

    kind = Kind.MESSAGE

    def lock(self, subject_id: UUID, *, wait: bool) -> Message | None:
        """Lock the message."""
        return Message.objects.select_for_update(no_key=True, skip_locked=not wait).filter(pk=subject_id).first()

    def obstacles(self, subject: Message, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """None: writing about the papers is always allowed, also when sharing stands still."""
        return []

    def compose(self, subject: Message, transmission: Transmission) -> Letter:
        """Make the mail from the text that was kept."""
        return Letter(subject=subject.subject, body=subject.body)

    def returned(self, transmission: Transmission, *, at: datetime) -> None:
        """Nothing more than what the outbox shows: this address is no mailbox for client data."""
