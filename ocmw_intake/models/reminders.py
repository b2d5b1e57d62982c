"""That the receiver has the archive, so that nobody reminds it any more (D12, D25)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ocmw_intake.models.intake import Intake


class ReminderStop(models.Model):
    """One click, on the site or on the page that a reminder links to. Behind the wall: it tells nobody (D4)."""

    intake = models.OneToOneField(
        Intake, on_delete=models.PROTECT, primary_key=True, related_name="reminder_stop", editable=False
    )
    stopped_at = models.DateTimeField("herinneringen gestopt op", default=timezone.now)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="door",
        help_text="Empty when it came from the page without account.",
    )

    class Meta:
        verbose_name = "einde van de herinneringen"
        verbose_name_plural = "eindes van de herinneringen"

    def __str__(self) -> str:
        return f"herinneringen gestopt op {self.stopped_at:%Y-%m-%d}"
