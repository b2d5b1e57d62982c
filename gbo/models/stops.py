"""What stopped passing on under a GBO agreement, as it was told, and the letters about it (D29).

The days that the gate asks stand on the notice and on the suspensions; this is the account of the act.
"""

import uuid
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from agreements.models import Agreement, KeptStop, KeptStopLetter
from audit.codes import Codes
from gbo.models.papers import GboAgreement, GboFile, GboParty
from law.roles import Role


class GboStopKind(Codes):
    """What was recorded."""

    NOTICE = auto(), "opzegging van de GBO-overeenkomst"
    SUSPENSION = auto(), "opschorting van het doorgeven aan GBO-partners"
    SUSPENSION_ENDED = auto(), "einde van de opschorting bij het GBO"
    STOPPED = auto(), "stopzetting van het doorgeven aan GBO-partners"


class GboStopQuerySet(models.QuerySet["GboStop"]):
    def visible_to(self, user: Any) -> "GboStopQuerySet":
        """Who keeps or audits the papers, the receivers that are core actors, and the teams that work with them."""
        if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
            return self.all()
        partners = Agreement.objects.visible_to(user).values("partner")
        return self.filter(agreement__in=GboAgreement.objects.filter(parties__organisation__in=partners))


class GboStop(KeptStop):
    """One act of a core actor that stopped passing on, or let it go on after a suspension (R39, R101, D29)."""

    agreement = models.ForeignKey(GboAgreement, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField("soort", max_length=20, choices=GboStopKind.choices)
    by_party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="+")
    against_party = models.ForeignKey(GboParty, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GboStopQuerySet.as_manager()

    class Meta(KeptStop.Meta):
        abstract = False
        verbose_name = "stop"
        verbose_name_plural = "stops"
        constraints: ClassVar = [
            *KeptStop.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=GboStopKind.NOTICE, suspension_id__isnull=True, against_party__isnull=True)
                | (~Q(kind=GboStopKind.NOTICE) & Q(suspension_id__isnull=False, against_party__isnull=False)),
                name="gbo_stop_says_of_which_suspension",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agreement", "-recorded_at"], name="stops_of_gbo_agreement")]

    if TYPE_CHECKING:
        agreement_id: uuid.UUID


class GboStopLetter(KeptStopLetter):
    """A message of Opgroeien to one core actor about a stop; of one that was posted the scan stands here."""

    stop = models.ForeignKey(GboStop, on_delete=models.PROTECT, related_name="letters")
    party = models.ForeignKey(GboParty, on_delete=models.PROTECT, related_name="+")
    scan = models.OneToOneField(
        GboFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="scan van het bewijs"
    )

    class Meta(KeptStopLetter.Meta):
        abstract = False

    @property
    def addressee(self) -> str:
        return str(self.party)

    @property
    def is_to_another_party(self) -> bool:
        return True
