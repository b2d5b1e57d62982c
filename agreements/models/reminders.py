"""Which reminders have left, so that none leaves twice."""

import uuid
from enum import auto
from typing import ClassVar

from django.db import models

from agreements.models.papers import Agreement
from audit.codes import Codes
from law.reminding import Moment


class DeadlineKind(Codes):
    """What comes, or is late, about the papers of one agreement."""

    AGREEMENT_ENDS = auto(), "einde van de overeenkomst"
    AGREEMENT_NOTICE = auto(), "laatste dag van de opgezegde overeenkomst"
    PROTOCOL_ENDS = auto(), "einde van het protocol"
    PROTOCOL_NOTICE = auto(), "laatste dag van het opgezegde protocol"
    SUSPENSION_ENDS = auto(), "einde van de opschorting"
    EVALUATION = auto(), "evaluatie"
    ADVICE_OF_AGENCY = "advice_agency", "advies van de DPO van Opgroeien"
    ADVICE_OF_PARTNER = "advice_partner", "advies van de DPO van de partner"
    SIGN_AGREEMENT = auto(), "handtekeningen onder de overeenkomst"
    SIGN_PROTOCOL = auto(), "handtekeningen onder het protocol"


class Reminder(models.Model):
    """One reminder of one deadline; when its day moves, it is another deadline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reminders")
    deadline = models.CharField("waaraan", max_length=20, choices=DeadlineKind.choices)
    due_on = models.DateField("dag")
    moment = models.CharField("wanneer", max_length=20, choices=[(one.value, one.value) for one in Moment])
    reminded_at = models.DateTimeField("herinnerd op")

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "deadline", "due_on", "moment"], name="one_reminder_per_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_deadline_display()} {self.due_on}: {self.moment}"
