"""How long a receiver keeps what it got (R82–R84)."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from directory.models import Organisation
from law.retention import STANDARD_TERMS, Terms
from law.roles import Role


class ReceiverTermsQuerySet(models.QuerySet["ReceiverTerms"]):
    def visible_to(self, user: Any) -> "ReceiverTermsQuerySet":
        """The terms of the own receivers."""
        return self.filter(partner__in=user.organisations_as(Role.SOCIAL_WORKER))


class ReceiverTerms(models.Model):
    """How long one receiver keeps what it got: it decides that itself (FAQ 10, R84). Without a row: the standard."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+", editable=False)
    days_to_delete = models.PositiveSmallIntegerField("dagen om te wissen", default=STANDARD_TERMS.days_to_delete)
    years_after_closing = models.PositiveSmallIntegerField(
        "jaren na het afsluiten van het dossier", default=STANDARD_TERMS.years_after_closing
    )

    objects = ReceiverTermsQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaartermijnen"
        verbose_name_plural = "bewaartermijnen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days_to_delete__lte=90, years_after_closing__range=(1, 30)),
                name="receiver_terms_are_reasonable",
                violation_error_message="Kies hoogstens 90 dagen, en 1 tot 30 jaar.",
            )
        ]

    def __str__(self) -> str:
        return f"bewaartermijnen van {self.partner}"


def terms_of(partner_id: uuid.UUID) -> Terms:
    """The terms of a receiver: its own, or the standard."""
    own = ReceiverTerms.objects.filter(partner=partner_id).first()
    if own is None:
        return STANDARD_TERMS
    return Terms(days_to_delete=own.days_to_delete, years_after_closing=own.years_after_closing)
