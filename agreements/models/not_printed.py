"""What a paper does not print, and who said so with the paper at hand: an answer, and not a gap (D28)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from law.roles import Role

NOT_ON_PAPER = "staat niet op het papier"


class SaidNotPrinted(models.Model):
    """That somebody who typed a paper over said of one fact: it is not on the paper. Gone once the fact is filled in.

    Of which paper, each kind says itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField("gegeven", max_length=60)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField("gezegd op")

    class Meta:
        abstract = True
        verbose_name = "gegeven dat niet op het papier staat"
        verbose_name_plural = "gegevens die niet op het papier staan"

    def __str__(self) -> str:
        return f"{self.key}: {NOT_ON_PAPER}"

    @property
    def sentence(self) -> str:
        """What is told where the fact would stand."""
        by = f" door {self.said_by}" if self.said_by else ""
        return f"{NOT_ON_PAPER} (nagekeken{by} op {date_format(timezone.localdate(self.said_at))})"


class NotPrintedQuerySet(models.QuerySet["NotPrinted"]):
    def visible_to(self, user: Any) -> "NotPrintedQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()


class NotPrinted(SaidNotPrinted):
    """A fact of an agreement or its protocol; the key is that of its column in a spreadsheet of papers."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="not_printed")

    objects = NotPrintedQuerySet.as_manager()

    class Meta(SaidNotPrinted.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key"], name="a_fact_is_once_not_printed"),
        ]
