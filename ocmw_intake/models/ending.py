"""What ends the reason to keep the data at the receiver: the client stops, the data are deleted (R57, R81, R83)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ocmw_intake.models.intake import Intake


class ClientWithdrawal(models.Model):
    """The client told the receiver that they changed their mind (R57): it deletes, and owes nobody a message.

    Stands behind the wall (D4): the team that filed never learns of it, not even from what stops because of it.
    """

    intake = models.OneToOneField(
        Intake, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal", editable=False
    )
    withdrawn_on = models.DateField("ingetrokken op")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    class Meta:
        verbose_name = "intrekking bij de ontvanger"
        verbose_name_plural = "intrekkingen bij de ontvanger"

    def __str__(self) -> str:
        return f"ingetrokken op {self.withdrawn_on}"


class Deletion(models.Model):
    """The receiver declares that it deleted the data, for a reason of its own: declined, not reached, moved, or R57.

    When the team asked for it, the declaration stands on the team's side (`referrals.models.DeletionDeclaration`).
    """

    intake = models.OneToOneField(
        Intake, on_delete=models.PROTECT, primary_key=True, related_name="deletion", editable=False
    )
    declared_on = models.DateField("gewist op")
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    declared_at = models.DateTimeField("verklaard op", default=timezone.now)

    class Meta:
        verbose_name = "verwijdering bij de ontvanger"
        verbose_name_plural = "verwijderingen bij de ontvanger"

    def __str__(self) -> str:
        return f"gewist op {self.declared_on}"
