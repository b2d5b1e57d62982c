"""The file at the receiver of a client who wanted help: when it was closed, and reopened (R82)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ocmw_intake.models.intake import Intake
from statements.written import written_once


class FileClosing(models.Model):
    """The receiver closed the file on a day; the years it is kept run from there. One reopened stays as history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="closings", editable=False)
    closed_on = models.DateField("afgesloten op")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)
    reopened_at = models.DateTimeField("heropend op", null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="heropend door"
    )

    class Meta:
        verbose_name = "afsluiting van een dossier"
        verbose_name_plural = "afsluitingen van dossiers"
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["intake"], condition=Q(reopened_at__isnull=True), name="one_closing_that_holds_per_intake"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="reopened_file_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"afgesloten op {self.closed_on}"


@written_once
def closings_of(intake: uuid.UUID) -> models.QuerySet[FileClosing]:
    """Each time that the file was closed, with who did."""
    return FileClosing.objects.filter(intake=intake).select_related("closed_by", "reopened_by")
