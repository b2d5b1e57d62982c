"""What a GBO agreement does not print (D28)."""

from typing import Any, ClassVar

from django.db import models

from agreements.models import SaidNotPrinted
from gbo.models.papers import GboAgreement, GboParty
from law.roles import Role


class GboNotPrintedQuerySet(models.QuerySet["GboNotPrinted"]):
    def visible_to(self, user: Any) -> "GboNotPrintedQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()


class GboNotPrinted(SaidNotPrinted):
    """A fact of a GBO agreement, or of one of its core actors; the key is the name of the column."""

    agreement = models.ForeignKey(GboAgreement, on_delete=models.PROTECT, related_name="not_printed")
    party = models.ForeignKey(GboParty, on_delete=models.CASCADE, null=True, related_name="not_printed")

    objects = GboNotPrintedQuerySet.as_manager()

    class Meta(SaidNotPrinted.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "party", "key"], nulls_distinct=False, name="a_gbo_fact_is_once_not_printed"
            ),
        ]
