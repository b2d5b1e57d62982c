"""What a receiver decides itself: how long it keeps what it got, and how often it tries (R82–R84)."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from directory.models import Organisation
from law.retention import STANDARD_TERMS, Terms
from law.roles import Role
from statements.written import one_written_once

STANDARD_ATTEMPTS = 3
"""The papers name no number (FAQ 10)."""


class ReceiverTermsQuerySet(models.QuerySet["ReceiverTerms"]):
    def visible_to(self, user: Any) -> "ReceiverTermsQuerySet":
        """The terms of the own receivers."""
        return self.filter(partner__in=user.organisations_as(Role.SOCIAL_WORKER))


class ReceiverTerms(models.Model):
    """How long one receiver keeps what it got, and how often it tries in vain before it stops.

    It decides that itself (FAQ 10, R84). Without a row: the standard.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+", editable=False)
    days_to_delete = models.PositiveSmallIntegerField("dagen om te wissen", default=STANDARD_TERMS.days_to_delete)
    days_after_giving_up = models.PositiveSmallIntegerField(
        "dagen na „niet bereikt”", default=STANDARD_TERMS.days_after_giving_up
    )
    years_after_closing = models.PositiveSmallIntegerField(
        "jaren na het afsluiten van het dossier", default=STANDARD_TERMS.years_after_closing
    )
    attempts_before_giving_up = models.PositiveSmallIntegerField(
        "pogingen voor „niet bereikt”", default=STANDARD_ATTEMPTS
    )

    objects = ReceiverTermsQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaartermijnen"
        verbose_name_plural = "bewaartermijnen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    days_to_delete__lte=90,
                    days_after_giving_up__lte=90,
                    years_after_closing__range=(1, 30),
                    attempts_before_giving_up__range=(1, 10),
                ),
                name="receiver_terms_are_reasonable",
                violation_error_message="Kies hoogstens 90 dagen, 1 tot 30 jaar en 1 tot 10 pogingen.",
            )
        ]

    def __str__(self) -> str:
        return f"bewaartermijnen van {self.partner}"


def terms_of(partner_id: uuid.UUID) -> Terms:
    """The terms of a receiver: its own, or the standard."""
    own = _own(partner_id)
    if own is None:
        return STANDARD_TERMS
    return Terms(
        days_to_delete=own.days_to_delete,
        days_after_giving_up=own.days_after_giving_up,
        years_after_closing=own.years_after_closing,
    )


def attempts_before_giving_up(partner_id: uuid.UUID) -> int:
    """How often a receiver tries in vain before it may stop: its own number, or the standard."""
    own = _own_number(partner_id)
    return STANDARD_ATTEMPTS if own is None else own


@one_written_once
def _own(partner: uuid.UUID) -> models.QuerySet[ReceiverTerms]:
    return ReceiverTerms.objects.filter(partner=partner)


@one_written_once
def _own_number(partner: uuid.UUID) -> models.QuerySet[ReceiverTerms, int]:
    return ReceiverTerms.objects.filter(partner=partner).values_list("attempts_before_giving_up", flat=True)
