"""What ends the reason to keep the data at the receiver: the client stops, the data are deleted (R57, R81, R83)."""

from enum import auto
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.codes import Codes
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


class Ending(Codes):
    """How a withdrawal ends at the receiver, whoever heard of it first (D22)."""

    NOTHING_BEGUN = auto(), "er was nog niets begonnen"
    EVERYTHING_DELETED = auto(), "alles is gewist"
    FILE_STAYS = auto(), "het eigen dossier blijft"


class WithdrawalEnding(models.Model):
    """What the receiver says of a withdrawal: what came from the team is deleted, and whether its own file stays.

    A file that stays keeps its number and its clock (R82). Told to nobody: a team that asked to delete learns the day,
    and the same day in all three (D22, D4).
    """

    intake = models.OneToOneField(
        Intake, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal_ending", editable=False
    )
    kind = models.CharField("einde", max_length=20, choices=Ending.choices)
    deleted_on = models.DateField("gegevens van het team gewist op")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    said_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    class Meta:
        verbose_name = "einde van een intrekking"
        verbose_name_plural = "eindes van intrekkingen"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(kind__in=Ending.values), name="ending_is_known")]

    def __str__(self) -> str:
        return self.get_kind_display()


def keeps_own_file(intake: Intake) -> bool:
    """Whether the receiver has a file of its own: what it said of a withdrawal, else what its outcome says."""
    ending = getattr(intake, "withdrawal_ending", None)
    if ending is not None:
        return bool(ending.kind == Ending.FILE_STAYS)
    return intake.outcomes.filter(replaced_at=None, keeps_file=True).exists()


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
