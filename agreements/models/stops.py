"""What stopped or suspended sharing, as it was told: who recorded it, its letter, and whether it was taken back (D29).

The days that the gate asks stand on the papers and on `Suspension`; this is the account of the act.
"""

import uuid
from datetime import date, datetime
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agreements.models.messages import Message
from agreements.models.papers import Agreement
from agreements.models.suspensions import SuspensionReason
from agreements.terms.papers import Document, Party
from audit.codes import Codes
from law.roles import Role


class StopKind(Codes):
    """What was recorded."""

    NOTICE_OF_AGREEMENT = auto(), "opzegging van de samenwerkingsovereenkomst"
    NOTICE_OF_PROTOCOL = auto(), "opzegging van het protocol"
    END_FOR_BREACH = auto(), "stopzetting van het protocol"
    LEGAL_GROUND = auto(), "einde van de rechtsgrond"
    SUSPENSION = auto(), "opschorting van het doorgeven"
    SUSPENSION_ENDED = auto(), "einde van de opschorting"


NOTICES = {
    Document.AGREEMENT: StopKind.NOTICE_OF_AGREEMENT,
    Document.PROTOCOL: StopKind.NOTICE_OF_PROTOCOL,
}


class StopQuerySet(models.QuerySet["Stop"]):
    def visible_to(self, user: Any) -> "StopQuerySet":
        """Who keeps or audits the papers, and who works under them."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def standing(self) -> "StopQuerySet":
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)


class Stop(models.Model):
    """One act that stopped sharing, or let it go on after a suspension.

    `undo` keeps what taking back needs: the versions and suspensions that the same act reached, and the day before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField("soort", max_length=20, choices=StopKind.choices)
    by_party = models.CharField("door", max_length=10, choices=Party.choices, blank=True)
    on = models.DateField("dag", help_text="Of the notice or of the end; the first, or last, day of a suspension.")
    until_on = models.DateField("tot en met", null=True)
    reason = models.CharField("reden", max_length=30, choices=SuspensionReason.choices, blank=True)
    last_sending_on = models.DateField("laatste dag van doorgeven", null=True, help_text="As told in the letter.")
    suspension_id = models.UUIDField(null=True, help_text="Which suspension; its row is gone when it was taken back.")
    undo = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("genoteerd op")
    taken_back_at = models.DateTimeField("teruggenomen op", null=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = "stop"
        verbose_name_plural = "stops"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[StopKind.LEGAL_GROUND], by_party="")
                | (~Q(kind__in=[StopKind.LEGAL_GROUND]) & Q(by_party__in=Party.values)),
                name="stop_says_by_whom",
            ),
            models.CheckConstraint(condition=Q(taken_back_at__gte=models.F("recorded_at")), name="taken_back_after"),
        ]
        indexes: ClassVar = [models.Index(fields=["agreement", "-recorded_at"], name="stops_of_agreement")]

    if TYPE_CHECKING:
        agreement_id: uuid.UUID
        recorded_by_id: uuid.UUID

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def ends_a_suspension(self) -> bool:
        """Whether it lets sharing go on, where all others stop it."""
        return self.kind == StopKind.SUSPENSION_ENDED

    def against_taking_back(self, user: Any, *, at: datetime) -> str:
        """Why this person cannot take it back now, or "": only who made it, only on the same day (D29)."""
        if self.taken_back_at is not None:
            return "Dit is al teruggenomen."
        if not user.has_role(Role.ADMINISTRATOR) or self.recorded_by_id != user.pk:
            return "Alleen wie dit noteerde, kan het terugnemen."
        if _day(self.recorded_at) != _day(at):
            return "Terugnemen kan alleen op de dag zelf. Maak nieuwe afspraken met de andere partij."
        return ""


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


class StopLetter(models.Model):
    """One message that told of a stop, or that it was taken back; the message holds its proof."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, primary_key=True, related_name="stop_letter")
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="letters")
    takes_back = models.BooleanField("zegt dat het niet geldt", default=False)

    class Meta:
        verbose_name = "brief over een stop"
        verbose_name_plural = "brieven over stops"

    def __str__(self) -> str:
        return str(self.message)
