"""That a receiver who did not open an archive was reminded (D12). Not whether a mail left for it (ADR 0034)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from law.unopened import Step
from referrals.models.referral import Referral
from vault.blind_index import blind_index

LINK_PURPOSE = "reminder-link"
"""Of the page on which a receiver without account stops its reminders; what it does there is its own (D25, D4)."""


def reminder_token(reminder_id: uuid.UUID) -> str:
    """The token of the link in this reminder: it follows from a key and is kept nowhere, for a mail is made later."""
    digits_are_letters = str.maketrans("0123456789", "ghijklmnop")  # nothing in a mail looks like a number of a client
    return blind_index("reminder-token", reminder_id.hex).hex().translate(digits_are_letters)


class ReceiverReminderQuerySet(models.QuerySet["ReceiverReminder"]):
    def addressed_to(self, digest: bytes) -> "ReceiverReminderQuerySet":
        """The reminder whose link was opened; none without one."""
        return self.filter(link_digest=digest) if digest else self.none()


class ReceiverReminder(models.Model):
    """One step for one referral, with its mails in the outbox (`subject_id` of a `Transmission`).

    It follows from what the team sees itself. The mails to the receiver are cancelled when it began to work: so the
    team reads here that the day came, and nothing of what the receiver logged (D4).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="reminders", editable=False, verbose_name="aanmelding"
    )
    step = models.PositiveSmallIntegerField("stap", choices=[(step.value, step.name) for step in Step])
    made_at = models.DateTimeField("gemaakt op")
    link_digest = models.BinaryField(unique=True, editable=False)

    objects = ReceiverReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "herinnering aan de ontvanger"
        verbose_name_plural = "herinneringen aan de ontvanger"
        ordering: ClassVar = ["step"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "step"], name="one_reminder_per_step"),
            models.CheckConstraint(condition=Q(step__in=[step.value for step in Step]), name="reminder_step_is_known"),
        ]

    def __str__(self) -> str:
        return f"herinnering {self.step}"
