"""What stopped or suspended sharing, as it was told: who recorded it, its letter, and whether it was taken back (D29).

The days that the gate asks stand on the papers and on the suspensions; this is the account of the act. `KeptStop` and
`KeptStopLetter` are one shape for the agreement and for the GBO agreement, as `SuspensionOfSharing` is.
"""

import uuid
from datetime import date, datetime
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agreements.models.messages import Message
from agreements.models.papers import Agreement
from agreements.models.suspensions import SuspensionReason
from agreements.terms.papers import PARTY_LABELS, Document, Party
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


class KeptStop(models.Model):
    """One act that stopped sharing, or let it go on after a suspension.

    `undo` keeps what taking back needs: what the same act reached, and the days before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField("dag", help_text="Of the notice or of the end; the first, or last, day of a suspension.")
    until_on = models.DateField("tot en met", null=True)
    reason = models.CharField("reden", max_length=30, choices=SuspensionReason.choices, blank=True)
    last_sending_on = models.DateField("laatste dag van doorgeven", null=True, help_text="As told in the letter.")
    suspension_id = models.UUIDField(null=True, help_text="Which suspension; its row is gone when it was taken back.")
    undo = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("genoteerd op")
    taken_back_at = models.DateTimeField("teruggenomen op", null=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_back_at__gte=models.F("recorded_at")), name="%(class)s_taken_back_after"
            ),
        ]

    if TYPE_CHECKING:
        recorded_by_id: uuid.UUID
        kind: str
        letters: Any

        def get_kind_display(self) -> str: ...

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def against_taking_back(self, user: Any, *, at: datetime) -> str:
        """Why this person cannot take it back now, or "": only who made it, only on the same day (D29)."""
        if self.taken_back_at is not None:
            return "Dit is al teruggenomen."
        if not user.has_role(Role.ADMINISTRATOR) or self.recorded_by_id != user.pk:
            return "Alleen wie dit noteerde, kan het terugnemen."
        if _day(self.recorded_at) != _day(at):
            return "Terugnemen kan alleen op de dag zelf. Maak nieuwe afspraken met de andere partij."
        return ""

    def later_of_suspension(self, kinds: list[str]) -> models.QuerySet[Self]:
        """What was recorded about the same suspension after this, and stands: it has to be taken back first."""
        found = type(self)._default_manager.filter(suspension_id=self.suspension_id, kind__in=kinds)
        found = found.filter(taken_back_at=None).exclude(pk=self.pk)
        return found.filter(recorded_at__gt=self.recorded_at) if self.kind in kinds else found


class StopQuerySet(models.QuerySet["Stop"]):
    def visible_to(self, user: Any) -> "StopQuerySet":
        """Who keeps or audits the papers, and who works under them."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user))

    def standing(self) -> "StopQuerySet":
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)


class Stop(KeptStop):
    """One stop of agreement or protocol."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField("soort", max_length=20, choices=StopKind.choices)
    by_party = models.CharField("door", max_length=10, choices=Party.choices, blank=True)

    objects = StopQuerySet.as_manager()

    class Meta(KeptStop.Meta):
        abstract = False
        verbose_name = "stop"
        verbose_name_plural = "stops"
        constraints: ClassVar = [
            *KeptStop.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[StopKind.LEGAL_GROUND], by_party="")
                | (~Q(kind__in=[StopKind.LEGAL_GROUND]) & Q(by_party__in=Party.values)),
                name="stop_says_by_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agreement", "-recorded_at"], name="stops_of_agreement")]

    if TYPE_CHECKING:
        agreement_id: uuid.UUID

    @property
    def ends_a_suspension(self) -> bool:
        """Whether it lets sharing go on, where all others stop it."""
        return self.kind == StopKind.SUSPENSION_ENDED


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


class KeptStopLetter(models.Model):
    """One message that told of a stop, or that it was taken back; the message holds its proof."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, primary_key=True, related_name="%(class)s")
    takes_back = models.BooleanField("zegt dat het niet geldt", default=False)

    class Meta:
        abstract = True
        verbose_name = "brief over een stop"
        verbose_name_plural = "brieven over stops"

    def __str__(self) -> str:
        return str(self.message)

    @property
    def addressee(self) -> str:
        """To whom it was written."""
        raise NotImplementedError

    @property
    def is_to_another_party(self) -> bool:
        """Whether it is a letter that D29 asks for; a mail to the own team goes by itself."""
        raise NotImplementedError


class StopLetter(KeptStopLetter):
    """A message to the partner, or to the own team."""

    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="letters")

    class Meta(KeptStopLetter.Meta):
        abstract = False

    @property
    def addressee(self) -> str:
        return PARTY_LABELS[self.message.to_party]

    @property
    def is_to_another_party(self) -> bool:
        return self.message.to_party == Party.PARTNER
