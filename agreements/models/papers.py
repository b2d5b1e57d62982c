"""The two papers, the agreement and its protocol, with all that the gate asks about them (R26).

`Agreement` and `Protocol` satisfy `law.facts.AgreementFacts` and `ProtocolFacts` by attribute name. What hangs on them
is read with `.all()`, so that `Agreement.objects.with_papers()` answers every question of the gate from memory.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.utils import timezone

from agreements.models.contacts import KIND_LABELS, ContactKind
from agreements.models.doubts import Doubt
from agreements.models.mailbox import Mailbox, current_of
from agreements.models.not_printed import NotPrinted
from agreements.models.paper import Paper
from agreements.models.signatures import Signature
from agreements.models.suspensions import SuspensionOfSharing
from agreements.terms.papers import PARTY_LABELS, Amendment, Document, Party
from directory.models import Organisation
from law.roles import Role

ONE_PERIOD = Func(F("in_force_from"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Administrators and auditors see all; others those of their own teams or receivers."""
        if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
            return self.all()
        return self.filter(
            Q(team__in=user.organisations_as(Role.TEAM_MEMBER))
            | Q(partner__in=user.organisations_as(Role.SOCIAL_WORKER))
        )

    def with_papers(self) -> "AgreementQuerySet":
        """Load all that the gate asks, in a number of queries that does not depend on the number of agreements."""
        return self.select_related("team", "partner", "protocol").prefetch_related(
            "partner__territory_set",
            "signatures",
            "contacts",
            "suspensions",
            "doubt_set",
            "evaluations",
            "protocol__dpo_advices",
            "protocol__mailboxes",
        )

    def with_what_is_not_printed(self) -> "AgreementQuerySet":
        """Load what pages tell of papers beside that, and the gate never asks (D28)."""
        return self.prefetch_related("not_printed__said_by")

    def unreplaced(self) -> "AgreementQuerySet":
        """Leave out versions after which a newer one is to be in force (R44): its days are those that count."""
        newer = Agreement.objects.filter(
            team=OuterRef("team"),
            partner=OuterRef("partner"),
            version__gt=OuterRef("version"),
            in_force_from__isnull=False,
        )
        return self.exclude(Exists(newer))

    def without_line(self, on: date) -> "AgreementQuerySet":
        """Those whose line in the register was judged for another day, or not yet."""
        return self.exclude(line__judged_on=on)

    def begun_first(self, *, team: UUID, partner: UUID, on: date) -> "AgreementQuerySet":
        """The versions between these two: first the latest that has begun on that day, else the newest (R44)."""
        has_begun = Case(When(in_force_from__lte=on, then=Value(1)), default=Value(0))
        return self.filter(team=team, partner=partner).order_by(has_begun.desc(), "-version")


class Agreement(Paper):
    """The cooperation agreement of one local team with one OCMW or CAW (R26); satisfies `law.facts.AgreementFacts`."""

    document = Document.AGREEMENT

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("team__name", "partner__name")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="lokaal team")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="partner")
    version = models.PositiveIntegerField("versie", default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vervangt"
    )
    amendment = models.CharField("wijziging", max_length=20, choices=Amendment.choices, blank=True)
    agreed_from = models.DateField(
        "afgesproken vanaf", null=True, blank=True, help_text="From when the parties want this version (R44)."
    )
    evaluation_months = models.PositiveSmallIntegerField("evaluatie om de (maanden)", null=True, blank=True)
    drawn_up_at_place = models.CharField("opgemaakt te", max_length=100, blank=True)
    council_decision_on = models.DateField("datum van het raadsbesluit", null=True, blank=True)
    council_decision_url = models.URLField("webadres van het raadsbesluit", max_length=300, blank=True)
    legal_ground_gone_on = models.DateField("geen rechtsgrond meer vanaf", null=True, blank=True)
    created_at = models.DateTimeField("geregistreerd op", default=timezone.now, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta(Paper.Meta):
        abstract = False
        verbose_name = "samenwerkingsovereenkomst"
        verbose_name_plural = "samenwerkingsovereenkomsten"
        constraints: ClassVar = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                fields=["team", "partner", "version"],
                name="one_agreement_per_version",
                violation_error_message="Er is al een overeenkomst tussen dit lokaal team en deze partner.",
            ),
            ExclusionConstraint(
                name="versions_do_not_overlap",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("partner", RangeOperators.EQUAL),
                    (ONE_PERIOD, RangeOperators.OVERLAPS),
                ],
                condition=Q(in_force_from__isnull=False),
                violation_error_message="In deze periode geldt al een andere versie van deze overeenkomst.",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True, amendment="", agreed_from__isnull=True)
                | Q(version__gt=1, replaces__isnull=False, amendment__in=Amendment.values, agreed_from__isnull=False),
                name="a_later_version_says_what_it_replaces",
                violation_error_message="Kies wat er wijzigt, en vul in vanaf wanneer.",
            ),
            models.CheckConstraint(
                condition=~Q(team=F("partner")),
                name="agreement_has_two_parties",
                violation_error_message="Het lokaal team en de partner zijn dezelfde organisatie.",
            ),
            models.CheckConstraint(
                condition=Q(evaluation_months__range=(1, 12)),
                name="evaluation_at_least_yearly",
                violation_error_message="Plan de evaluatie minstens elk jaar: vul 1 tot 12 maanden in.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} – {self.partner}"

    def party_name(self, party: str) -> str:
        """How a side is called on the page of its agreement."""
        return str(self.partner) if party == Party.PARTNER else Party.AGENCY.label

    def mail_addresses_of(self, party: str) -> list[str]:
        """The e-mail addresses of the contact persons of one side, each once (R20)."""
        contacts = sorted(self.contacts.all(), key=lambda one: one.name_or_function.casefold())
        ours = (one.email for one in contacts if one.party == party and one.kind == ContactKind.CONTACT and one.email)
        return list(dict.fromkeys(ours))

    def said_not_printed(self, key: str) -> NotPrinted | None:
        return next((one for one in self.not_printed.all() if one.key == key), None)

    @property
    def all_signatures(self) -> Iterable[Signature]:
        return self.signatures.all()

    @property
    def all_doubts(self) -> Iterable[Doubt]:
        return self.doubt_set.all()

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        yield "plaats van opmaak", self.drawn_up_at_place
        yield from super().texts
        for contact in self.contacts.all():
            who = f"{KIND_LABELS[contact.kind]} van {PARTY_LABELS[contact.party]}"
            yield f"naam of functie van {who}", contact.name_or_function
            yield f"organisatie van {who}", contact.organisation_name

    @property
    def suspension_facts(self) -> "Iterable[Suspension]":
        return self.suspensions.all()

    @property
    def protocol_facts(self) -> "Protocol | None":
        """The annex, or None when there is none yet."""
        return getattr(self, "protocol", None)


class Protocol(Paper):
    """The annex for electronic sharing (R26–R32); satisfies `law.facts.ProtocolFacts`."""

    document = Document.PROTOCOL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, verbose_name="samenwerkingsovereenkomst")
    ended_for_breach_on = models.DateField("stopgezet wegens inbreuk op", null=True, blank=True)

    class Meta(Paper.Meta):
        abstract = False
        verbose_name = "protocol"
        verbose_name_plural = "protocollen"

    def __str__(self) -> str:
        return f"Protocol {self.agreement}"

    def said_not_printed(self, key: str) -> NotPrinted | None:
        return self.agreement.said_not_printed(key)

    @property
    def all_signatures(self) -> Iterable[Signature]:
        return self.agreement.signatures.all()

    @property
    def all_doubts(self) -> Iterable[Doubt]:
        return self.agreement.doubt_set.all()

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        yield from super().texts
        for advice in self.dpo_advices.all():
            yield f"naam van de DPO van {PARTY_LABELS[advice.party]}", advice.dpo_name

    @property
    def advised_by_agency_dpo_on(self) -> date | None:
        advice = self.advice_of(Party.AGENCY)
        return advice.advised_on if advice else None

    @property
    def advised_by_partner_dpo_on(self) -> date | None:
        advice = self.advice_of(Party.PARTNER)
        return advice.advised_on if advice else None

    def advice_of(self, party: str) -> "DpoAdvice | None":
        """The advice of the DPO of one side; None when nothing is recorded yet."""
        return next((advice for advice in self.dpo_advices.all() if advice.party == party), None)

    @property
    def mailbox_facts(self) -> Mailbox | None:
        """The mailbox of today; those it replaced are history."""
        return current_of(self.mailboxes.all())


class DpoAdvice(models.Model):
    """The advice of one DPO on the draft protocol; dated on the day the DPO confirmed it (R29, R30)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="dpo_advices")
    party = models.CharField("partij", max_length=10, choices=Party.choices)
    dpo_name = models.CharField("naam van de DPO", max_length=120, blank=True)
    dpo_email = models.CharField("e-mailadres van de DPO", max_length=254, blank=True)
    asked_on = models.DateField("advies gevraagd op", null=True, blank=True)
    advised_on = models.DateField("advies gegeven op", null=True, blank=True)

    class Meta:
        verbose_name = "advies van de DPO"
        verbose_name_plural = "adviezen van de DPO’s"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["protocol", "party"],
                name="one_advice_per_party",
                violation_error_message="Het advies van deze DPO is al geregistreerd.",
            ),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="advice_says_whose"),
            models.CheckConstraint(
                condition=Q(asked_on__lte=F("advised_on")),
                name="advice_is_asked_before_it_is_given",
                violation_error_message="Het advies is gegeven voor het gevraagd was. Pas één van beide data aan.",
            ),
        ]

    def __str__(self) -> str:
        return f"advies van de DPO van {self.get_party_display()}"

    @property
    def name_shown(self) -> str:
        """Some papers name no DPO (D28)."""
        return self.dpo_name or "naam niet ingevuld"


class Suspension(SuspensionOfSharing):
    """One of the two parties suspends sharing under this agreement (R101)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="suspensions")
    by_party = models.CharField("opgeschort door", max_length=10, choices=Party.choices)

    class Meta(SuspensionOfSharing.Meta):
        abstract = False
