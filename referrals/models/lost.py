"""What the journal tells of a referral that a restore took away: where data went, nothing of the client (ADR 0068)."""

import uuid
from typing import ClassVar

from django.db import models

from outbox.models import Transmission


class LostReferral(models.Model):
    """A mail with client data of a referral that was filed since the copy: its mailbox can be asked to delete (D6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mail_id = models.UUIDField("mail", unique=True, help_text="Its transmission, as the journal knows it.")
    reference = models.CharField("referentie", max_length=9)
    recipient = models.CharField("mailbox", max_length=254)
    begun_on = models.DateField("verstuurd op")
    noticed_at = models.DateTimeField("opgemerkt op")
    transmission = models.OneToOneField(
        Transmission, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="verwijderbericht"
    )

    class Meta:
        verbose_name = "verloren aanmelding"
        verbose_name_plural = "verloren aanmeldingen"
        indexes: ClassVar = [models.Index(fields=["reference"], name="lost_referral_reference")]

    def __str__(self) -> str:
        return f"verloren aanmelding {self.reference}"
