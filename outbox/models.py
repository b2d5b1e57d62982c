"""Everything that leaves the house: one row per mail, and the row is the queue (ADR 0003)."""

import uuid
from datetime import datetime, timedelta
from enum import auto
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit.codes import Codes
from law.roles import Role
from outbox.kinds import (
    ASKS_TO_DELETE,
    CANCELLABLE,
    CARRIES_CLIENT_DATA,
    LOGGED_AT_THE_RECEIVER,
    OF_THE_RECEIVER,
    Kind,
    Trait,
    WallSide,
)
from vault.fields import SealedBytesField, SealedTextField

__all__ = [
    "ASKS_TO_DELETE", "ASK_FOR_A_LOOK", "CANCELLABLE", "CARRIES_CLIENT_DATA", "LOGGED_AT_THE_RECEIVER",
    "OF_THE_RECEIVER", "OPEN", "SHOWN_AFTER_RETURN", "STOPPED", "WAITS_LONG", "Attempt", "Kind", "OutboxState",
    "RelayState", "Report", "ReportQuerySet", "ReturnCause", "SharedFault", "StopReason", "Trait", "Transmission",
    "TransmissionQuerySet", "TransmissionStatus", "UnreadableValue", "Verdict", "WallSide", "left_at",
    "reports_to_look_at",
]  # fmt: skip


class TransmissionStatus(Codes):
    """Where a mail is on its way out; the words are those on screen."""

    QUEUED = auto(), "klaar om te versturen"
    SENDING = auto(), "wordt verstuurd"
    SENT = auto(), "verstuurd"
    FAILED = auto(), "verzenden mislukt"
    BLOCKED = auto(), "tegengehouden"
    CANCELLED = auto(), "geannuleerd"


OPEN = (TransmissionStatus.QUEUED, TransmissionStatus.SENDING)
STOPPED = (TransmissionStatus.BLOCKED, TransmissionStatus.FAILED)
"""A person must do something: fix the cause and try again, or cancel."""

WAITS_LONG = timedelta(minutes=15)
SHOWN_AFTER_RETURN = timedelta(days=30)


class Verdict(Codes):
    """What a report says became of a mail, as it is shown at that mail (D30)."""

    DELIVERED = auto(), "afgeleverd"
    RELAYED = auto(), "doorgegeven aan een andere mailserver"
    DELAYED = auto(), "vertraagd"
    RETURNED = auto(), "teruggekomen"
    ABOUT_ANOTHER = auto(), "niet aangekomen bij een ander adres"
    AUTOMATIC = auto(), "automatisch antwoord"
    COMPLAINT = auto(), "ongewenst genoemd"
    UNCLEAR = auto(), "melding die wij niet begrijpen"


ASK_FOR_A_LOOK = (Verdict.DELAYED, Verdict.ABOUT_ANOTHER, Verdict.COMPLAINT, Verdict.UNCLEAR)
"""Besides a return: what stands on the list of the outbox page until it is a month old, or until the mail arrived."""


class TransmissionQuerySet(models.QuerySet["Transmission"]):
    def due(self, at: datetime) -> "TransmissionQuerySet":
        """Rows to pick up now: queued and due, or begun by a worker whose lease ran out."""
        return self.filter(
            Q(status=TransmissionStatus.QUEUED, due_at__lte=at)
            | Q(status=TransmissionStatus.SENDING, lease_until__lte=at)
        )

    def claimed(self, until: datetime) -> "TransmissionQuerySet":
        """Rows whose worker counted a try to write them, and left them to nobody else until then."""
        return self.filter(status=TransmissionStatus.QUEUED, due_at__lte=until)

    def that_may_have_left(self) -> "TransmissionQuerySet":
        """Rows whose mail left for certain, or that nobody can say stayed here, whatever became of them later."""
        return self.filter(Q(status__in=(TransmissionStatus.SENT, TransmissionStatus.SENDING)) | Q(is_ambiguous=True))

    def that_may_have_left_between(self, start: datetime | None, end: datetime | None) -> "TransmissionQuerySet":
        """Of those, the ones for which this was, or may have been, from `start` up to but without `end`."""
        bounds = {"gte": start, "lt": end}
        within = {lookup: moment for lookup, moment in bounds.items() if moment is not None}
        if not within:
            return self.that_may_have_left()
        sent = Q(**{f"sent_at__{lookup}": moment for lookup, moment in within.items()})
        tries = Attempt.objects.filter(transmission=OuterRef("pk"))
        tried = Exists(tries.filter(**{f"started_at__{lookup}": moment for lookup, moment in within.items()}))
        is_uncertain = Q(status=TransmissionStatus.SENDING) | Q(is_ambiguous=True)
        return self.that_may_have_left().filter(sent | (is_uncertain & tried))

    def stuck(self, at: datetime, *, most: int | None = None) -> "TransmissionQuerySet":
        """What should have left by now, or came back, newest first: the list of the outbox page, or its beginning.

        Each reason has an index of its own: asked in one condition, they would make the database read every mail.
        """
        since = at - SHOWN_AFTER_RETURN
        odd = Report.objects.asking_for_a_look().filter(noted_at__gte=since).values("transmission")
        reasons = (
            Q(status__in=STOPPED),
            Q(status__in=OPEN) & (Q(created_at__lte=at - WAITS_LONG) | Q(is_ambiguous=True)),
            Q(returned_at__gte=since),
            Q(pk__in=odd),
        )
        newest = "-created_at", "-pk"
        first, *others = (self.filter(reason).order_by(*newest).values("pk")[:most] for reason in reasons)
        return self.filter(pk__in=first.union(*others)).order_by(*newest)[:most]

    def visible_to(self, user: Any) -> "TransmissionQuerySet":
        """Administrators see every mail of this side: kind, reference and state; nothing of what is in it (D8, D19)."""
        return self.filter(log=None) if user.has_role(Role.ADMINISTRATOR) else self.none()

    def without_content(self) -> "TransmissionQuerySet":
        """Leave what is sealed in the database."""
        return self.defer("message", "password")


class Transmission(models.Model):
    """One mail to one mailbox.

    Message-ID, Date and (from the first attempt on) the very bytes are fixed, so that a repeat after an uncertain
    hand-over is the same message. Recipient and papers are those of the moment of filing: a later change of mailbox
    blocks the row, and never redirects it. Triggers see to that, also for raw SQL (ADR 0019).
    """

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("kind", "reference")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    subject_id = models.UUIDField("waarover", help_text="Primary key of the row this mail is about.")
    reference = models.CharField(
        "referentie", max_length=9, blank=True, help_text="What people call it by; opaque, and empty when it has none."
    )
    papers_id = models.UUIDField("versie van de overeenkomst", null=True)
    log = models.UUIDField("logboek", null=True, help_text="Receiver in whose log its events stand; empty: Opgroeien.")
    recipient = models.CharField("mailbox", max_length=254)
    message_id = models.CharField(max_length=120, unique=True)
    dated_at = models.DateTimeField()
    password = SealedTextField("wachtwoord", null=True)
    message = SealedBytesField("bericht", null=True)

    status = models.CharField(
        "toestand", max_length=12, choices=TransmissionStatus.choices, default=TransmissionStatus.QUEUED
    )
    obstacles = models.JSONField("beletsels", default=list, help_text="Codes of law.obstacles.Obstacle.")
    attempt_count = models.PositiveIntegerField("pogingen", default=0)
    broken_tries = models.PositiveSmallIntegerField(
        "mislukte keren", default=0, help_text="Times that a worker began on it and broke down; counted beforehand."
    )
    due_at = models.DateTimeField("volgende poging")
    lease_until = models.DateTimeField(null=True)
    is_ambiguous = models.BooleanField("misschien al verstuurd", default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retried_at = models.DateTimeField("opnieuw begonnen op", null=True, help_text="The three days count from here.")
    sent_at = models.DateTimeField("verstuurd op", null=True)
    delivered_at = models.DateTimeField("afgeleverd op", null=True, help_text="By a report of the mail server.")
    returned_at = models.DateTimeField("teruggekomen op", null=True, help_text="By a report of the mail server.")
    return_code = models.CharField("reden van terugkomst", max_length=12, blank=True, help_text="RFC 3463: 5.1.1 …")

    objects = TransmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "verzending"
        verbose_name_plural = "verzendingen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=TransmissionStatus.values), name="transmission_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status=TransmissionStatus.SENT, sent_at__isnull=False)
                | (~Q(status=TransmissionStatus.SENT) & Q(sent_at__isnull=True)),
                name="sent_means_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=TransmissionStatus.SENDING) | Q(lease_until__isnull=False, message__isnull=False),
                name="sending_has_lease_and_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_THE_RECEIVER) | Q(reference=""), name="mail_of_the_receiver_has_no_reference"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=LOGGED_AT_THE_RECEIVER) | Q(log__isnull=False), name="mail_is_in_the_right_log"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(status__in=[TransmissionStatus.QUEUED, TransmissionStatus.SENDING]),
                name="transmission_open",
            ),
            models.Index(fields=["subject_id"], name="transmission_subject"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="transmission_reference"),
            models.Index(fields=["-created_at", "-id"], condition=Q(status__in=STOPPED), name="transmission_stopped"),
            models.Index(
                fields=["kind"],
                condition=Q(status__in=STOPPED, kind__in=(Kind.CORRECTION, Kind.DELETION_NOTICE)),
                name="transmission_untold",
            ),
            models.Index(
                fields=["papers_id"],
                condition=Q(status__in=STOPPED, kind=Kind.REFERRAL),
                name="transmission_held",
            ),
            models.Index(
                fields=["papers_id"],
                condition=Q(returned_at__isnull=False, password__isnull=False, kind=Kind.REFERRAL),
                name="transmission_came_back",
            ),
            models.Index(fields=["returned_at"], condition=Q(returned_at__isnull=False), name="transmission_returned"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference or str(self.pk)[:8]}"


def left_at(path: str = "") -> Coalesce:
    """When a mail left, or was last tried when nobody knows whether it did; `path` leads to the transmission."""
    prefix = f"{path}__" if path else ""
    tries = Attempt.objects.filter(transmission=OuterRef(path or "pk")).order_by("-number")
    return Coalesce(f"{prefix}sent_at", Subquery(tries.values("started_at")[:1]), f"{prefix}created_at")


class Attempt(models.Model):
    """One try to hand over a mail; written and committed before the first word to the relay."""

    id = models.BigAutoField(primary_key=True)
    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE)
    number = models.PositiveIntegerField("nummer")
    started_at = models.DateTimeField("begonnen")
    ended_at = models.DateTimeField("geëindigd", null=True)
    outcome = models.CharField(
        "uitkomst", max_length=20, blank=True, help_text="outbox.handover.Outcome; empty: unknown."
    )
    stage = models.CharField("stap", max_length=20, blank=True)
    code = models.PositiveSmallIntegerField("SMTP-code", null=True)
    status_code = models.CharField("uitgebreide code", max_length=12, blank=True)
    tls_fault = models.CharField("fout van de versleuteling", max_length=20, blank=True, help_text="handover.TlsFault")

    class Meta:
        verbose_name = "poging"
        verbose_name_plural = "pogingen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transmission", "number"], name="attempts_are_numbered")
        ]

    def __str__(self) -> str:
        return f"poging {self.number}"


class ReportQuerySet(models.QuerySet["Report"]):
    def asking_for_a_look(self) -> "ReportQuerySet":
        """What somebody should read besides a return; a delay no longer, once the mail arrived."""
        over = Q(verdict=Verdict.DELAYED) & (
            Q(transmission__delivered_at__isnull=False) | Q(transmission__returned_at__isnull=False)
        )
        return self.filter(verdict__in=ASK_FOR_A_LOOK).exclude(over)


class Report(models.Model):
    """What came back about a mail: the moment, what it says, and its code; nothing else of it is kept (ADR 0042).

    The same told twice is one row.
    """

    id = models.BigAutoField(primary_key=True)
    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="reports")
    noted_at = models.DateTimeField("gemeld op")
    verdict = models.CharField("melding", max_length=15, choices=Verdict.choices)
    code = models.CharField("reden", max_length=12, blank=True, help_text="RFC 3463: 5.1.1 …")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "terugmelding"
        verbose_name_plural = "terugmeldingen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transmission", "verdict", "code"], name="reports_say_a_thing_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="verdict_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["verdict", "noted_at"], name="report_recent")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.code}".strip()


def reports_to_look_at(path: str = "") -> "Prefetch[Any, Any, Any]":
    """For `prefetch_related`: of each mail only the reports that somebody should read; `path` leads to the mail."""
    return Prefetch(f"{path}reports", Report.objects.asking_for_a_look())


class ReturnCause(models.TextChoices):
    """Why mails come back, told apart as far as one fault of ours makes all come back (the subject of RFC 3463)."""

    ADDRESS = "1", "het adres van de mailbox"
    MAILBOX = "2", "de mailbox"
    SYSTEM = "3", "de mailserver van de ontvanger"
    ROUTE = "4", "de weg naar de mailserver van de ontvanger"
    PROTOCOL = "5", "de taal tussen de mailservers"
    CONTENT = "6", "de inhoud of de bijlage"
    TRUST = "7", "het vertrouwen in onze mailserver of afzender"
    UNKNOWN = "0", "een reden die niemand noemt"


class SharedFault(models.Model):
    """Mails to several receivers came back for one cause within an hour: that is a fault of ours (D30).

    It goes on as long as the next one comes within an hour; the administrators are told once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cause = models.CharField("oorzaak", max_length=1, choices=ReturnCause.choices)
    code = models.CharField("reden", max_length=12, blank=True, help_text="Of the mail that made it several.")
    first_at = models.DateTimeField("eerste mail terug op")
    last_at = models.DateTimeField("laatste mail terug op")
    receivers = models.PositiveIntegerField("ontvangers")

    class Meta:
        verbose_name = "fout aan onze kant"
        verbose_name_plural = "fouten aan onze kant"
        indexes: ClassVar = [models.Index(fields=["-last_at"], name="shared_fault_recent")]

    def __str__(self) -> str:
        return self.get_cause_display()


class StopReason(Codes):
    """Why the whole outbox is frozen."""

    OPERATOR = auto(), "een operator zette de verzending stil"
    RESTORED = auto(), "de databank werd teruggezet uit een kopie"


class OutboxState(models.Model):
    """One row: whether the outbox as a whole is frozen (`outbox.standstill`).

    No hand-over locks it: a machine that is lost in one holds up no freeze (ADR 0079).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    home = models.CharField(max_length=120, help_text="Which database this was; another one holds a restored copy.")
    frozen_at = models.DateTimeField("stilgezet op", null=True)
    frozen_because = models.CharField("waarom", max_length=10, choices=StopReason.choices, blank=True)
    reading_until = models.DateTimeField(
        "terugmeldingen gelezen tot", null=True, help_text="Someone reads the return mailbox; one at a time."
    )
    left_to_a_person = models.PositiveIntegerField(
        "mails voor een operator", default=0, help_text="Flagged in the return mailbox at the last reading."
    )

    class Meta:
        verbose_name = "toestand van de verzending"
        verbose_name_plural = "toestand van de verzending"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_outbox"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_because="")
                | (Q(frozen_at__isnull=False) & ~Q(frozen_because="")),
                name="frozen_says_why",
            ),
        ]

    def __str__(self) -> str:
        return "toestand van de verzending"


class RelayState(models.Model):
    """One row: what keeps all mail from the relay. Hand-overs note it (`outbox.standstill`)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    login_refused_at = models.DateTimeField("aanmelden geweigerd sinds", null=True)
    next_login_at = models.DateTimeField("volgende poging om aan te melden", null=True)
    tls_fault = models.CharField("fout van de versleuteling", max_length=20, blank=True)
    tls_failed_at = models.DateTimeField("geen veilige verbinding sinds", null=True)

    class Meta:
        verbose_name = "toestand van de mailserver"
        verbose_name_plural = "toestand van de mailserver"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_relay"),
            models.CheckConstraint(
                condition=Q(login_refused_at__isnull=True, next_login_at__isnull=True)
                | Q(login_refused_at__isnull=False, next_login_at__isnull=False),
                name="a_refused_login_is_tried_again",
            ),
            models.CheckConstraint(
                condition=Q(tls_failed_at__isnull=True, tls_fault="")
                | (Q(tls_failed_at__isnull=False) & ~Q(tls_fault="")),
                name="a_line_that_is_not_safe_says_why",
            ),
        ]

    def __str__(self) -> str:
        return "toestand van de mailserver"


class UnreadableValue(models.Model):
    """One sealed value of any room that did not open when somebody needed it: an alarm until it opens again."""

    id = models.BigAutoField(primary_key=True)
    table = models.CharField("tabel", max_length=80)
    row = models.UUIDField("rij")
    column = models.CharField("kolom", max_length=60)
    noticed_at = models.DateTimeField("opgemerkt op")
    opened_again_at = models.DateTimeField("gaat weer open sinds", null=True)

    class Meta:
        verbose_name = "waarde die niet opengaat"
        verbose_name_plural = "waarden die niet opengaan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "row", "column"], name="unreadable_value_is_noted_once")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"
