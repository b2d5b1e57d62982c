"""How the receiver was told something: by mail or by phone, which count as much (D5)."""

from dataclasses import dataclass
from datetime import date
from enum import auto
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import Codes
from outbox.models import Transmission

_Notice = TypeVar("_Notice", bound=models.Model)


class SpokeWith(Codes):
    """With whom at the receiver someone of the team spoke: a function, and no name."""

    SOCIAL_WORKER = auto(), "een maatschappelijk werker"
    HEAD = auto(), "het diensthoofd"
    DPO = auto(), "de DPO"


@dataclass(frozen=True)
class Call:
    """A call to the receiver, which counts as much as a mail (D5): the day, and with whom."""

    on: date
    spoke_with: SpokeWith


def with_mail(notices: models.QuerySet[_Notice], *people: str) -> models.QuerySet[_Notice]:
    """With what pages say of them: the mail, without what is sealed in it, and these people."""
    sealed = ("transmission__message", "transmission__password")
    return notices.select_related("transmission", *people).defer(*sealed)


class ReceiverNotice(models.Model):
    """Something the receiver must know: the mail that tells it, or the call in which it was told, or both."""

    transmission = models.OneToOneField(
        Transmission, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="verzending"
    )
    called_on = models.DateField("gebeld op", null=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="gebeld door"
    )
    spoke_with = models.CharField("gesproken met", max_length=20, choices=SpokeWith.choices, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(called_on__isnull=True, called_by__isnull=True, spoke_with="")
                | (Q(called_on__isnull=False, called_by__isnull=False) & ~Q(spoke_with="")),
                name="%(class)s_call_has_day_caller_and_listener",
                violation_error_message="Vul in wie belde, op welke dag en met wie.",
            ),
        ]
