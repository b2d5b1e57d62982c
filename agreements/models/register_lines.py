"""What the register tells of one agreement, kept ready for one day: a copy of what the papers say, never a source."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from agreements.models.papers import Agreement
from agreements.models.reminders import DeadlineKind


class RegisterLine(models.Model):
    """The line of one agreement, as it was judged for `judged_on` (ADR 0027).

    Only `actions.register_lines` writes it: with every act on the papers, and for all agreements when a day begins.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, primary_key=True, related_name="line")
    judged_on = models.DateField("beoordeeld voor", db_index=True)
    status = models.CharField("toestand", max_length=20)
    may_send = models.BooleanField("mag versturen")
    obstacles = models.JSONField("beletsels", default=list, help_text="Codes of law.obstacles.Obstacle.")
    doubts = models.PositiveSmallIntegerField("open twijfels")
    deadline_on = models.DateField("dag van de volgende termijn", null=True, blank=True)
    deadline_kind = models.CharField("volgende termijn", max_length=20, blank=True, choices=DeadlineKind.choices)
    ends_on = models.DateField("eerste einde dat nog komt", null=True, blank=True)

    class Meta:
        verbose_name = "lijn van het register"
        verbose_name_plural = "lijnen van het register"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True, deadline_kind="")
                | (Q(deadline_on__isnull=False) & ~Q(deadline_kind="")),
                name="deadline_has_day_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.status}"
