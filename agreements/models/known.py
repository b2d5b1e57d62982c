"""What was known of the papers of one agreement, and since when (D26)."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from agreements.models.papers import Agreement
from law.known import KnownAgreement, from_values


class KnownPapersQuerySet(models.QuerySet["KnownPapers"]):
    def latest_of_each(self) -> "KnownPapersQuerySet":
        """The last that was known of each agreement."""
        return self.order_by("agreement", "-known_at", "-pk").distinct("agreement")

    def by(self, at: datetime) -> "KnownPapersQuerySet":
        """What was known by a moment."""
        return self.filter(known_at__lte=at)


class KnownPapers(models.Model):
    """All that the gate asks of one agreement, as it was known from `known_at` until the next row (ADR 0053).

    `actions.register_lines` writes one with every act that changes an answer; a row never changes (a trigger).
    """

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", verbose_name="overeenkomst")
    known_at = models.DateTimeField("bekend sinds")
    facts = models.JSONField("gegevens")

    objects = KnownPapersQuerySet.as_manager()

    class Meta:
        verbose_name = "bekende gegevens"
        verbose_name_plural = "bekende gegevens"
        indexes: ClassVar = [models.Index(fields=["agreement", "-known_at"], name="known_papers_latest")]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.known_at}"

    @property
    def known(self) -> KnownAgreement:
        """The facts, as the gate asks them."""
        return from_values(self.facts)
