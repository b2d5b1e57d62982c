"""Data that are not right: who reported what, and what the team did about it (R86–R88)."""

import uuid
from enum import auto
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import Codes
from referrals.models.receiver_notice import ReceiverNotice, with_mail
from referrals.models.referral import Referral
from statements.written import one_written_once, written_once


class Defect(Codes):
    """What can be wrong with data (protocol art. 7, R86)."""

    WRONG = auto(), "fout"
    INACCURATE = auto(), "onnauwkeurig"
    INCOMPLETE = auto(), "onvolledig"
    MISSING = auto(), "ontbrekend"
    OUTDATED = auto(), "verouderd"
    SUPERFLUOUS = auto(), "overtollig"


class ReportedBy(Codes):
    """How the team came to know."""

    SITE = auto(), "de ontvanger meldde het op de site"
    PHONE = auto(), "de ontvanger belde"
    CLIENT = auto(), "de cliënt zei het"
    OURSELVES = auto(), "wij merkten het zelf"


class Answer(Codes):
    """What the team did."""

    CORRECTED = auto(), "verbeterd"
    RESENT = auto(), "opnieuw doorgegeven"
    RIGHT = auto(), "de gegevens kloppen"


FOUR_FIELDS = {
    "name_defect": "Naam en voornaam",
    "address_defect": "Adres",
    "phone_defect": "Telefoonnummer",
    "email_defect": "E-mailadres",
}
"""The column of each of the four things that may be shared (R60), with its words."""


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> "CorrectionQuerySet":
        """What still asks for an answer: a client who took back consent needs none."""
        return self.filter(answer="", referral__consent__withdrawal=None)


class Correction(ReceiverNotice):
    """One report and its answer. No free text, and no history of old values: only which field, and what is wrong.

    Also that the receiver cannot open the archive: data that cannot be read are missing, whatever they are (ADR 0037).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="corrections", verbose_name="aanmelding"
    )
    name_defect = models.CharField("naam en voornaam", max_length=12, choices=Defect.choices, blank=True)
    address_defect = models.CharField("adres", max_length=12, choices=Defect.choices, blank=True)
    phone_defect = models.CharField("telefoonnummer", max_length=12, choices=Defect.choices, blank=True)
    email_defect = models.CharField("e-mailadres", max_length=12, choices=Defect.choices, blank=True)
    is_unreadable = models.BooleanField("het archief gaat niet open", default=False)
    how = models.CharField("hoe", max_length=10, choices=ReportedBy.choices)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="genoteerd door"
    )
    reported_at = models.DateTimeField("gemeld op")
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="beantwoord door"
    )
    answered_at = models.DateTimeField("beantwoord op", null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta(ReceiverNotice.Meta):
        verbose_name = "correctie"
        verbose_name_plural = "correcties"
        ordering: ClassVar = ["reported_at", "pk"]
        constraints: ClassVar = [
            *ReceiverNotice.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(**dict.fromkeys(FOUR_FIELDS, "")) | Q(is_unreadable=True),
                name="correction_names_at_least_one_field",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True, transmission__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="correction_answer_has_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(answer=""), name="one_open_correction_per_referral"
            ),
        ]

    def __str__(self) -> str:
        return f"correctie van {self.referral}"

    @property
    def defects(self) -> list[tuple[str, str]]:
        """Field and defect, both in words, of each field that is not right; and of the archive that stays shut."""
        named: list[tuple[str, Any]] = [(words, getattr(self, column)) for column, words in FOUR_FIELDS.items()]
        archive = [("Het archief", "gaat niet open")] if self.is_unreadable else []
        return [*archive, *((words, str(Defect(code).label)) for words, code in named if code)]

    @property
    def wrong_columns(self) -> "dict[str, Defect]":
        """What is not right with each of the four fields that is not."""
        return {column: Defect(code) for column in FOUR_FIELDS if (code := getattr(self, column))}

    @property
    def asks_the_same_again(self) -> bool:
        """Whether nothing is wrong with the data: the receiver only cannot open the archive (ADR 0037)."""
        return self.is_unreadable and not any(getattr(self, column) for column in FOUR_FIELDS)

    @property
    def defect_words(self) -> str:
        """The same in one line: "Adres (verouderd), Telefoonnummer (fout)"."""
        return ", ".join(f"{field} ({defect})" for field, defect in self.defects)


def corrections_of(referral: Referral) -> list[Correction]:
    """The reports about one referral, the oldest first; a page that shows them often loads them once."""
    return referral.loaded_reports if referral.loaded_reports is not None else _of(referral.pk)


@written_once
def _of(referral: uuid.UUID) -> "models.QuerySet[Correction]":
    return with_mail(Correction.objects.filter(referral=referral), "reported_by", "answered_by", "called_by")


@one_written_once
def last_corrected(referral: uuid.UUID) -> "models.QuerySet[Correction]":
    """The last report after which other data were sent."""
    return Correction.objects.filter(referral=referral, answer=Answer.CORRECTED).order_by("-answered_at")[:1]
