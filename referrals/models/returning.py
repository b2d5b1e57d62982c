"""What finds a client who comes back, also after our copy of the data was erased (D16)."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from referrals.models.referral import Referral
from referrals.terms.returning import Detail


class ClientFingerprintQuerySet(models.QuerySet["ClientFingerprint"]):
    def over(self, on: date) -> "ClientFingerprintQuerySet":
        """Those whose term is over on this day."""
        return self.filter(ends_on__lt=on)


class ClientFingerprint(models.Model):
    """The name of one client with one detail, as two keyed fingerprints that are of no use for anything else.

    They are bound to their referral: two rows of the same client have nothing in common, so the table does not even
    tell who came back. Never shown, and compared in `actions.returning` only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="fingerprints", editable=False, verbose_name="aanmelding"
    )
    detail = models.CharField("gegeven", max_length=10, choices=Detail.choices)
    by_words = models.BinaryField(editable=False)
    by_letters = models.BinaryField(editable=False)
    ends_on = models.DateField("bewaard tot en met")

    objects = ClientFingerprintQuerySet.as_manager()

    class Meta:
        verbose_name = "kenmerk om een cliënt terug te vinden"
        verbose_name_plural = "kenmerken om een cliënt terug te vinden"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "detail"], name="one_fingerprint_per_detail"),
        ]

    def __str__(self) -> str:
        return f"kenmerk tot {self.ends_on}"
