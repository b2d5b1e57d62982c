"""Who processes the data for a party (art. 28 GDPR), and the overview that the parties give each other (R99)."""

import uuid
from enum import auto
from typing import ClassVar

from django.db import models
from django.db.models import Q

from agreements.models.files import PaperFile
from agreements.models.messages import Message
from agreements.models.papers import Agreement
from agreements.terms.papers import Party
from audit.codes import Codes
from directory.notation import show_enterprise_number


class ProcessorPurpose(Codes):
    """What a processor does for the party; a list, so that nothing about a client can be typed."""

    MAIL = auto(), "e-mail en mailbox"
    HOSTING = auto(), "hosting en opslag"
    CASE_FILES = auto(), "software voor cliëntdossiers"
    SUPPORT = auto(), "ICT-ondersteuning"
    BACKUP = auto(), "back-up"
    SECURITY = auto(), "beveiliging en toezicht"
    OTHER = auto(), "iets anders"


class Processor(models.Model):
    """One processor of one party; `removed_at` when that party no longer works with it (R99)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="processors")
    party = models.CharField("verwerker van", max_length=10, choices=Party.choices)
    name = models.CharField("naam", max_length=120)
    enterprise_number = models.CharField("ondernemingsnummer (KBO)", max_length=10, blank=True)
    purpose = models.CharField("waarvoor", max_length=20, choices=ProcessorPurpose.choices)
    contract_signed_on = models.DateField("verwerkersovereenkomst ondertekend op", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op")
    removed_at = models.DateTimeField("weggehaald op", null=True, blank=True)

    class Meta:
        verbose_name = "verwerker"
        verbose_name_plural = "verwerkers"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(party__in=Party.values, purpose__in=ProcessorPurpose.values),
                name="processor_says_whose_and_what_for",
            ),
            models.CheckConstraint(
                condition=Q(enterprise_number="") | Q(enterprise_number__regex=r"^[01][0-9]{9}$"),
                name="processor_number_is_ten_digits",
                violation_error_message="Een ondernemingsnummer telt tien cijfers, bijvoorbeeld 0886.886.638.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def enterprise_number_display(self) -> str:
        """The number as people write it; empty when it is not known."""
        return show_enterprise_number(self.enterprise_number)


class ProcessorOverview(models.Model):
    """One party gave the other its overview: Opgroeien by a message, the partner on a day, perhaps as a file (R99)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="processor_overviews")
    by_party = models.CharField("van", max_length=10, choices=Party.choices)
    given_on = models.DateField("bezorgd op")
    recorded_at = models.DateTimeField("genoteerd op")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.OneToOneField(PaperFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "overzicht van verwerkers"
        verbose_name_plural = "overzichten van verwerkers"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by_party=Party.AGENCY, message__isnull=False, file__isnull=True)
                | Q(by_party=Party.PARTNER, message__isnull=True),
                name="our_overview_is_a_message_and_theirs_is_received",
            ),
        ]

    def __str__(self) -> str:
        return f"overzicht van {self.get_by_party_display()}, {self.given_on}"
