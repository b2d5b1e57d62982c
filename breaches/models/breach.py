"""The breaches (art. 33.5 GDPR; R97, R98, D9): what happened, what was affected, who was told, what was done.

Everything is a code, a day or an opaque reference: nothing about a client can be typed here (D8).
"""

import uuid
from datetime import datetime
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models.messages import Message
from agreements.models.papers import Agreement
from audit.codes import Codes
from breaches.models.decisions import REPORTED, Authority, ClientsTold, DecidedBy, NoReportReason, NotToldReason
from breaches.models.links import BreachLink
from directory.models import Organisation
from law.breach_term import ALARMS
from law.roles import Role
from outbox.models import Transmission, left_at


class DiscoveredBy(Codes):
    """Who found the breach."""

    AGENCY = auto(), "Opgroeien"
    PARTNER = auto(), "de partner"
    CLIENT = auto(), "de cliënt"
    OTHER = auto(), "iemand anders"


class Happening(Codes):
    """What happened; a list, so that nothing about a client can be typed."""

    WRONG_MAILBOX = auto(), "verstuurd naar een verkeerde mailbox"
    OPENED_WITHOUT_SECRECY = auto(), "mailbox geopend door iemand zonder beroepsgeheim"
    BROKEN_INTO = auto(), "mailbox of account gekraakt"
    DEVICE_LOST = auto(), "toestel verloren of gestolen"
    PASSWORD_PASSED_ON = auto(), "wachtwoord doorgegeven aan iemand anders"
    ARCHIVE_PASSED_ON = auto(), "archief doorgegeven aan iemand anders"
    UNKNOWN = auto(), "nog niet bekend"


def named(partners: list[str], discovered_at: datetime) -> str:
    """How a breach is called among who knows of these partners: nobody reads the name of another partner in it."""
    names = sorted(set(partners))
    who = names[0] if len(names) == 1 else f"{names[0]} en {len(names) - 1} andere" if names else "zonder partner"
    return f"{who}, {date_format(timezone.localtime(discovered_at), 'j F Y, H:i')}"


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, user: Any) -> "BreachQuerySet":
        """Who keeps the papers, and who audits them; a team member sees none (D8)."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()

    def undecided(self) -> "BreachQuerySet":
        """Open ones of which nobody decided yet whether the supervisory authority is told (art. 33 GDPR)."""
        return self.filter(authority="", closed_on=None)

    def reported_by(self, user: Any) -> "BreachQuerySet":
        """What this person reported for the own team or receiver."""
        return self.filter(registered_by=user)

    def with_affected_count(self) -> "BreachQuerySet":
        """Annotate `affected_count`: how many mails are affected, without those that were taken out."""
        rows = AffectedTransmission.objects.filter(breach=OuterRef("pk"), taken_out_at=None).order_by()
        number = rows.values("breach").annotate(number=models.Count("pk")).values("number")
        counted = self.annotate(affected_count=Coalesce(Subquery(number), 0))
        return counted.prefetch_related(Prefetch("agreements", Agreement.objects.select_related("team", "partner")))

    def reported_of(self, reference: str) -> "models.QuerySet[Breach, datetime]":
        """When team members reported a breach of this referral: all that the team may read of it (D9)."""
        return self.filter(reported_reference=reference).order_by("pk").values_list("registered_at", flat=True)


class Breach(models.Model):
    """One breach of the data that were shared (protocol art. 9; R97)."""

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("discovered_at",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    discovered_at = models.DateTimeField("ontdekt op")
    discovered_by = models.CharField("ontdekt door", max_length=10, choices=DiscoveredBy.choices)
    happenings = ArrayField(models.CharField(max_length=30, choices=Happening.choices), verbose_name="wat er gebeurde")
    from_on = models.DateField("vanaf", null=True, blank=True)
    until_on = models.DateField("tot en met", null=True, blank=True)
    agreements = models.ManyToManyField(
        Agreement, blank=True, related_name="breaches", verbose_name="overeenkomsten waarover het gaat"
    )
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name="GBO-partners")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: not a user."
    )
    by_link = models.ForeignKey(
        BreachLink, on_delete=models.PROTECT, null=True, related_name="reports", help_text="Empty too: an operator."
    )
    registered_at = models.DateTimeField("geregistreerd op")
    reported_reference = models.CharField(
        "gemeld bij aanmelding", max_length=9, blank=True, help_text="When a team member reported it from a referral."
    )

    authority = models.CharField("toezichthouder", max_length=10, choices=Authority.choices, blank=True)
    reported_at = models.DateTimeField("gemeld op", null=True, blank=True)
    no_report_reason = models.CharField("reden", max_length=20, choices=NoReportReason.choices, blank=True)
    no_report_decided_by = models.CharField("beslist door", max_length=20, choices=DecidedBy.choices, blank=True)
    clients_told = models.CharField(
        "cliënten inlichten", max_length=10, choices=ClientsTold.choices, default=ClientsTold.UNDECIDED
    )
    not_told_reason = models.CharField("reden", max_length=20, choices=NotToldReason.choices, blank=True)
    clients_decided_on = models.DateField("beslist op", null=True, blank=True)
    clients_told_on = models.DateField("ingelicht op", null=True, blank=True)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = "gegevenslek"
        verbose_name_plural = "gegevenslekken"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(happenings__len__gt=0, happenings__contained_by=Happening.values),
                name="breach_says_what_happened",
                violation_error_message="Kies wat er gebeurde.",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="breach_ends_after_its_start",
                violation_error_message="De laatste dag ligt voor de eerste dag. Pas één van beide aan.",
            ),
            models.CheckConstraint(
                condition=Q(discovered_at__lte=F("registered_at")),
                name="breach_is_discovered_before_it_is_registered",
                violation_error_message="Dit tijdstip ligt in de toekomst.",
            ),
            models.CheckConstraint(
                condition=Q(authority="", reported_at__isnull=True, no_report_reason="", no_report_decided_by="")
                | Q(
                    authority__in=REPORTED,
                    reported_at__isnull=False,
                    reported_at__gte=F("discovered_at"),
                    no_report_reason="",
                    no_report_decided_by="",
                )
                | Q(
                    authority=Authority.NONE,
                    reported_at__isnull=True,
                    no_report_reason__in=NoReportReason.values,
                    no_report_decided_by__in=DecidedBy.values,
                ),
                name="breach_is_reported_or_not_for_a_reason",
                violation_error_message="Vul in wanneer het gemeld is, of waarom en door wie dat niet nodig was.",
            ),
            models.CheckConstraint(
                condition=Q(
                    clients_told=ClientsTold.UNDECIDED,
                    clients_decided_on__isnull=True,
                    clients_told_on__isnull=True,
                    not_told_reason="",
                )
                | Q(
                    clients_told=ClientsTold.NO,
                    clients_decided_on__isnull=False,
                    clients_told_on__isnull=True,
                    not_told_reason__in=NotToldReason.values,
                )
                | Q(clients_told=ClientsTold.YES, clients_decided_on__isnull=False, not_told_reason=""),
                name="clients_are_told_or_not_for_a_reason",
                violation_error_message="Vul in wanneer dit beslist is, en waarom het niet hoeft.",
            ),
            models.CheckConstraint(
                condition=Q(registered_by__isnull=True) | Q(by_link__isnull=True), name="breach_is_registered_by_one"
            ),
            models.UniqueConstraint(
                fields=["reported_reference"],
                condition=~Q(reported_reference=""),
                name="one_breach_report_per_referral",
                violation_error_message="Dit gegevenslek is al gemeld.",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-discovered_at"], name="breach_register")]

    if TYPE_CHECKING:
        registered_by_id: uuid.UUID | None

    def __str__(self) -> str:
        return f"Gegevenslek {self.name}"

    @property
    def name(self) -> str:
        """What people call it by: with whom, and when it was discovered (D31)."""
        partners = [str(one.partner) for one in self.agreements.all()] or [str(one) for one in self.partners.all()]
        return named(partners, self.discovered_at)

    @property
    def reference(self) -> str:
        """The first eight characters of its number, with which the trail finds it; where a name could be another's."""
        return self.pk.hex[:8]

    @property
    def registrar(self) -> str:
        """Who registered it: a user, a breach contact by its link, or an operator."""
        if self.by_link is not None:
            return f"{self.by_link.email} ({self.by_link.partner}), met een link"
        return str(self.registered_by) if self.registered_by is not None else "een operator"

    @property
    def happening_labels(self) -> list[str]:
        """What happened, in words."""
        return [Happening(code).label for code in self.happenings]


class TakenOutReason(Codes):
    """Why a mail that was found is not affected after all."""

    NOT_OPENED = auto(), "zeker niet geopend"
    RETURNED = auto(), "de mail kwam terug"
    OTHER_PERIOD = auto(), "buiten de periode van het lek"
    DELETED_BEFORE = auto(), "gewist voor het lek begon"
    MISTAKE = auto(), "per vergissing toegevoegd"


class AffectedTransmissionQuerySet(models.QuerySet["AffectedTransmission"]):
    def listed(self) -> "AffectedTransmissionQuerySet":
        """With what the pages show of the mail: opaque reference, mailbox and moment, never what was in it (D8)."""
        return (
            self.select_related("transmission")
            .defer("transmission__message", "transmission__password")
            .annotate(left_at=left_at("transmission"))
            .order_by("left_at", "pk")
        )

    def counted(self) -> "AffectedTransmissionQuerySet":
        """Those that are affected: not taken out."""
        return self.filter(taken_out_at=None)


class AffectedTransmission(models.Model):
    """A mail with client data that left, or may have left, and that the breach is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="affected")
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("toegevoegd op")
    taken_out_at = models.DateTimeField("uitgehaald op", null=True, blank=True)
    taken_out_reason = models.CharField("reden", max_length=20, choices=TakenOutReason.choices, blank=True)

    objects = AffectedTransmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "getroffen verzending"
        verbose_name_plural = "getroffen verzendingen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "transmission"], name="transmission_affected_once_per_breach"),
            models.CheckConstraint(
                condition=Q(taken_out_at__isnull=True, taken_out_reason="")
                | Q(taken_out_at__isnull=False, taken_out_reason__in=TakenOutReason.values),
                name="taken_out_for_a_reason",
                violation_error_message="Kies waarom deze verzending niet getroffen is.",
            ),
        ]

    def __str__(self) -> str:
        return self.transmission.reference or str(self.transmission_id)


class BreachSearch(models.Model):
    """The conditions with which affected mails were sought; kept, so that the search can be done again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="searches")
    mailbox = models.CharField("mailbox", max_length=254, blank=True)
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="partner"
    )
    from_on = models.DateField("verstuurd vanaf", null=True, blank=True)
    until_on = models.DateField("verstuurd tot en met", null=True, blank=True)
    run_at = models.DateTimeField("gezocht op")
    found = models.PositiveIntegerField("gevonden")

    class Meta:
        verbose_name = "zoekopdracht"
        verbose_name_plural = "zoekopdrachten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(mailbox="", partner__isnull=True, from_on__isnull=True, until_on__isnull=True),
                name="breach_search_has_a_condition",
                violation_error_message="Vul een mailbox, een partner of een periode in.",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="breach_search_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return f"zoekopdracht {self.pk}"


class BreachNotice(models.Model):
    """One message to one contact or DPO about a breach (R24, R97); a later round adds what was not known before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="notices")
    round = models.PositiveSmallIntegerField("ronde")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField("aan", max_length=400)

    class Meta:
        verbose_name = "melding van een gegevenslek"
        verbose_name_plural = "meldingen van gegevenslekken"

    def __str__(self) -> str:
        return self.addressee


class BreachAlarm(models.Model):
    """That the hours that are left were told, once for each alarm of `law.breach_term` (D31)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="alarms")
    hours = models.PositiveSmallIntegerField("uren voor het einde")
    told_at = models.DateTimeField("verwittigd op")

    class Meta:
        verbose_name = "verwittiging over een gegevenslek"
        verbose_name_plural = "verwittigingen over gegevenslekken"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "hours"], name="each_alarm_once"),
            models.CheckConstraint(condition=Q(hours__in=ALARMS), name="alarm_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.hours} uur voor het einde"


class ConsultationChannel(Codes):
    """How the parties consulted."""

    PHONE = auto(), "telefoon"
    VIDEO = auto(), "videogesprek"
    MEETING = auto(), "vergadering"
    MAIL = auto(), "e-mail"


class Attendee(Codes):
    """Who took part, by function: the register needs no names."""

    DPO = auto(), "DPO"
    BREACH_CONTACT = auto(), "contact bij gegevenslek"
    MANAGEMENT = auto(), "leidinggevende"
    ICT = auto(), "ICT of informatieveiligheid"
    STAFF = auto(), "medewerker van de dienst"


class Consultation(models.Model):
    """The parties consulted each other about the breach (R98)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="consultations")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", verbose_name="overeenkomst")
    held_at = models.DateTimeField("overlegd op")
    channel = models.CharField("hoe", max_length=10, choices=ConsultationChannel.choices)
    agency_attendees = ArrayField(models.CharField(max_length=20, choices=Attendee.choices))
    partner_attendees = ArrayField(models.CharField(max_length=20, choices=Attendee.choices))

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleg"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "agreement", "held_at"], name="consultation_once"),
            models.CheckConstraint(
                condition=Q(
                    agency_attendees__len__gt=0,
                    agency_attendees__contained_by=Attendee.values,
                    partner_attendees__len__gt=0,
                    partner_attendees__contained_by=Attendee.values,
                ),
                name="consultation_has_both_sides",
                violation_error_message="Aan een overleg neemt van elke partij minstens iemand deel.",
            ),
        ]

    def __str__(self) -> str:
        return f"overleg {self.pk}"


class MeasureKind(Codes):
    """What is done to limit or repair what the breach did (R98)."""

    DELETION_ASKED = auto(), "gevraagd om de gegevens te wissen"
    MAILBOX_CLOSED = auto(), "de mailbox afsluiten"
    MAILBOX_CHANGED = auto(), "een andere mailbox gebruiken"
    ACCESS_CHANGED = auto(), "toegang en wachtwoorden wijzigen"
    DEVICE_WIPED = auto(), "het toestel van op afstand wissen"
    SHARING_SUSPENDED = auto(), "het doorgeven opschorten"
    STAFF_INSTRUCTED = auto(), "medewerkers opnieuw uitleg geven"
    SECURITY_CHANGED = auto(), "de beveiliging aanpassen"
    POLICE = auto(), "aangifte bij de politie"


class Measure(models.Model):
    """One measure, planned for a day or done on it (R98)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField("maatregel", max_length=20, choices=MeasureKind.choices)
    on = models.DateField("dag")
    is_done = models.BooleanField("gedaan", default=False)

    class Meta:
        verbose_name = "maatregel"
        verbose_name_plural = "maatregelen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "kind"], name="measure_once_per_breach"),
            models.CheckConstraint(condition=Q(kind__in=MeasureKind.values), name="measure_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
