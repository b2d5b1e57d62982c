"""What the parties owe each other beside the sharing itself: publication, security, and word of what changes."""

import uuid
from enum import auto
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from agreements.models.files import PaperFile
from agreements.models.messages import Message
from agreements.models.papers import Agreement
from agreements.terms.papers import Party
from audit.codes import Codes


class Publication(models.Model):
    """Where and since when one party shows the protocol on its website (R42)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="publications")
    party = models.CharField("partij", max_length=10, choices=Party.choices)
    url = models.URLField("webadres", max_length=300)
    published_on = models.DateField("bekendgemaakt op")

    class Meta:
        verbose_name = "bekendmaking van het protocol"
        verbose_name_plural = "bekendmakingen van het protocol"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "party"],
                name="one_publication_per_party",
                violation_error_message="De bekendmaking door deze partij is al genoteerd.",
            ),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="publication_says_by_whom"),
        ]

    def __str__(self) -> str:
        return self.url


class SecurityMeasures(models.Model):
    """Since when the partner confirms each measure of protocol art. 6 (R71–R73); empty: not confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="security_measures")
    policy_confirmed_on = models.DateField("veiligheidsbeleid met veiligheidsplan", null=True, blank=True)
    dpo_confirmed_on = models.DateField("functionaris voor gegevensbescherming (DPO)", null=True, blank=True)
    register_confirmed_on = models.DateField("opgenomen in het verwerkingsregister", null=True, blank=True)

    class Meta:
        verbose_name = "beveiligingsmaatregelen"
        verbose_name_plural = "beveiligingsmaatregelen"

    def __str__(self) -> str:
        return f"beveiligingsmaatregelen {self.agreement}"


MEASURES = {
    "policy_confirmed_on": "Veiligheidsbeleid met veiligheidsplan",
    "dpo_confirmed_on": "Functionaris voor gegevensbescherming (DPO)",
    "register_confirmed_on": "Opgenomen in het verwerkingsregister",
}
"""The measures of protocol art. 6 by the name of their column, in the order of the article."""


class ProofRequest(models.Model):
    """Opgroeien asks for proof of the measures; the partner owes it on simple request (protocol art. 6; R71–R73)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="proof_requests")
    asked_on = models.DateField("gevraagd op")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+", verbose_name="bericht")
    received_on = models.DateField("bewijs ontvangen op", null=True, blank=True)
    file = models.OneToOneField(PaperFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "vraag om bewijs"
        verbose_name_plural = "vragen om bewijs"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(received_on__isnull=True),
                name="one_open_proof_request",
                violation_error_message="Er is al een vraag om bewijs die op antwoord wacht.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, file__isnull=True)
                | Q(received_on__isnull=False, received_on__gte=F("asked_on"), file__isnull=False),
                name="proof_comes_after_the_request_with_a_file",
                violation_error_message="Vul de dag in waarop u het bewijs kreeg, en kies het bestand.",
            ),
        ]

    def __str__(self) -> str:
        return f"bewijs gevraagd op {self.asked_on}"


class ChangeKind(Codes):
    """What changed at the partner (protocol art. 9); a list, so that nothing about a client can be typed."""

    PURPOSE = auto(), "wetgeving: het doel van het doorgeven"
    PROPORTIONALITY = auto(), "wetgeving: welke gegevens nodig zijn"
    FREQUENCY = auto(), "wetgeving: hoe vaak er doorgegeven wordt"
    DURATION = auto(), "wetgeving: hoelang het doorgeven duurt"
    OTHER_LAW = auto(), "wetgeving: iets anders"
    PROCESSORS = auto(), "verwerkers"


class ChangeAnswer(Codes):
    """What Opgroeien did with a reported change."""

    NOTHING = auto(), "niets: de papieren blijven kloppen"
    CONSULTED = auto(), "de partijen overlegden"
    PAPERS_CHANGED = auto(), "de papieren zijn aangepast"
    OVERVIEW_CHANGED = auto(), "het overzicht van verwerkers is aangepast"
    SUSPENDED = auto(), "het doorgeven is opgeschort"


class ReportedChange(models.Model):
    """A change of law or of processors that the partner reported (protocol art. 9; R99), and what was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reported_changes")
    kind = models.CharField("wat wijzigde", max_length=20, choices=ChangeKind.choices)
    reported_on = models.DateField("gemeld op")
    answer = models.CharField("wat er gedaan is", max_length=20, choices=ChangeAnswer.choices, blank=True)
    answered_on = models.DateField("gedaan op", null=True, blank=True)

    class Meta:
        verbose_name = "gemelde wijziging"
        verbose_name_plural = "gemelde wijzigingen"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="reported_change_says_what"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer__in=ChangeAnswer.values, answered_on__isnull=False, answered_on__gte=F("reported_on")),
                name="reported_change_is_answered_afterwards",
                violation_error_message="Vul in wat er gedaan is en op welke dag, na de melding.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, gemeld op {self.reported_on}"
