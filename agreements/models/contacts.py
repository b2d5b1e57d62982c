"""Whom each party turns to (R18–R24)."""

import uuid
from enum import auto
from typing import ClassVar

from django.db import models
from django.db.models import Q

from agreements.terms.papers import Party
from audit.codes import Codes


class ContactKind(Codes):
    """What the other party turns to this contact for (R18–R24)."""

    REPRESENTATIVE = auto(), "vertegenwoordiger"
    CONTACT = auto(), "contactpersoon"
    BREACH = auto(), "contact bij gegevenslek"


KIND_LABELS = dict(ContactKind.choices)


class Contact(models.Model):
    """A contact of one party, by name or by function (R20); a breach contact may be at another organisation (R24)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="contacts")
    party = models.CharField("partij", max_length=10, choices=Party.choices)
    kind = models.CharField("soort contact", max_length=20, choices=ContactKind.choices)
    name_or_function = models.CharField("naam of functie", max_length=120)
    organisation_name = models.CharField("andere organisatie", max_length=120, blank=True)
    phone = models.CharField("telefoonnummer", max_length=20, blank=True)
    email = models.CharField("e-mailadres", max_length=254, blank=True)

    class Meta:
        verbose_name = "contact"
        verbose_name_plural = "contacten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(party__in=Party.values, kind__in=ContactKind.values), name="contact_says_whose_and_what_for"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(ContactKind.CONTACT, ContactKind.BREACH), phone="", email=""),
                name="contact_can_be_reached",
                violation_error_message="Vul een telefoonnummer of een e-mailadres in.",
            ),
        ]

    def __str__(self) -> str:
        return self.name_or_function
