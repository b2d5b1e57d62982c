"""The daily mail with the heads of the logs, which leaves for the DPOs of both sides (D20)."""

import uuid
from typing import ClassVar

from django.db import models

from outbox.models import Transmission


class HeadMail(models.Model):
    """One mail to one DPO about one day: the head of the own log, and the seals of those of the other side (D19)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    log = models.UUIDField("logboek")
    day = models.DateField("dag")
    recipient = models.CharField("e-mailadres", max_length=254)
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "stand van een logboek"
        verbose_name_plural = "standen van de logboeken"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "day", "recipient"], name="one_head_mail_per_day"),
        ]

    def __str__(self) -> str:
        return f"stand van {self.day}"
