"""Who signs one of the papers (R11, R13, R16)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from agreements.terms.papers import Document, Party


class Signature(models.Model):
    """One signatory under one of the papers: who, in which function, where and when (R11, R13, R16)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="signatures")
    document = models.CharField("document", max_length=10, choices=Document.choices)
    party = models.CharField("partij", max_length=10, choices=Party.choices)
    position = models.PositiveSmallIntegerField("plaats onder het document")
    name = models.CharField("naam", max_length=120)
    function = models.CharField("functie", max_length=120, blank=True)
    place = models.CharField("plaats", max_length=100, blank=True)
    signed_on = models.DateField("ondertekend op", null=True, blank=True)

    class Meta:
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "document", "party", "position"],
                name="one_signature_per_position",
                violation_error_message="Op deze plaats staat al een ondertekenaar.",
            ),
            models.CheckConstraint(
                condition=Q(position__in=(1, 2)),
                name="one_or_two_signatories_per_side",
                violation_error_message="Elke partij heeft één of twee ondertekenaars.",
            ),
            models.CheckConstraint(
                condition=Q(document__in=Document.values, party__in=Party.values), name="signature_says_what_and_whose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()}: {self.name}"

    @property
    def who(self) -> str:
        """Name and function; some papers print no function (D28)."""
        return ", ".join(filter(None, (self.name, self.function)))
