"""One shape for every suspension of sharing, under the agreement and under the GBO agreement (R101)."""

import uuid
from datetime import date, timedelta
from enum import auto
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format

from audit.codes import Codes


class SuspensionReason(Codes):
    """Why sharing is suspended; a list, so that nothing about a client can be typed (R101)."""

    NOT_COMPLIED = auto(), "de afspraken worden niet nageleefd"
    SECURITY = auto(), "de beveiliging is niet in orde"
    BREACH = auto(), "er is een gegevenslek"
    CONSULTATION = auto(), "de partijen overleggen"


class SuspensionOfSharing(models.Model):
    """Sharing is suspended until the last day `until_on`, or until further notice (R101); the latest comes first.

    Satisfies `law.facts.SuspensionFacts`. Who suspends, and under which agreement, each kind says itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    from_on = models.DateField("opgeschort vanaf")
    until_on = models.DateField("opgeschort tot en met", null=True, blank=True)
    reason = models.CharField("reden", max_length=30, choices=SuspensionReason.choices)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-from_on"]
        verbose_name = "opschorting"
        verbose_name_plural = "opschortingen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(class)s_ends_after_its_start",
                violation_error_message="De laatste dag ligt voor de eerste dag. Pas één van beide aan.",
            ),
        ]

    def __str__(self) -> str:
        return f"opgeschort {self.period}"

    @property
    def period(self) -> str:
        """From when until when, both days included, in words."""
        start = date_format(self.from_on)
        return f"van {start} tot en met {date_format(self.until_on)}" if self.until_on else f"vanaf {start}"

    @property
    def for_the_trail(self) -> dict[str, Any]:
        """Which suspension, and its days, as the trail keeps them."""
        until = self.until_on.isoformat() if self.until_on else None
        return {"suspension": str(self.pk), "from_on": self.from_on.isoformat(), "until_on": until}

    def overlaps(self, from_on: date, until_on: date | None) -> bool:
        """Whether it has a day in common with that period, first and last days included."""
        return (self.until_on is None or from_on <= self.until_on) and (until_on is None or self.from_on <= until_on)

    def is_over(self, on: date) -> bool:
        """Whether its last day lies before that day: then nothing about it can change any more."""
        return self.until_on is not None and self.until_on < on

    def against_last_day(self, last_day: date) -> str:
        """Why it cannot end on that day, or "": not before its first day, and only earlier than it would."""
        if last_day < self.from_on:
            return f"De opschorting begint op {date_format(self.from_on)}. Kies die dag of een latere dag."
        if self.until_on is not None and last_day >= self.until_on:
            before = date_format(self.until_on - timedelta(days=1))
            return f"De opschorting stopt al op {date_format(self.until_on)}. Kies ten laatste {before}."
        return ""
