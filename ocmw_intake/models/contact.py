"""Attempts to reach the client, and how the contact ended (R75–R78, R83). Coded: text could hold data (R62–R65)."""

import uuid
from datetime import date
from enum import Enum, auto
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.codes import Codes
from ocmw_intake.models.intake import Intake
from statements.written import one_written_once, written_once


class ContactChannel(Codes):
    """How the social worker tried to reach the client."""

    PHONE = auto(), "telefoon"
    HOME_VISIT = auto(), "huisbezoek"
    EMAIL = auto(), "e-mail"
    LETTER = auto(), "brief"


class Ground(Enum):
    """The attempt that must have been logged before an outcome: without it nobody knows how the contact ended.

    Only the client can say yes, no or "to someone else, please" (R77, R78); without any contact nothing is clear (R81).
    """

    REACHED = auto()
    TRIED_IN_VAIN = auto()
    """As often as the receiver itself decided (`ReceiverTerms`)."""
    ANY_ATTEMPT = auto()


class Data(Enum):
    """What an outcome means for the data at the receiver (R81, R83, D9)."""

    STAYS = auto()
    """In the client file of the receiver itself, which has a clock (R82)."""
    MUST_GO = auto()
    """The receiver has no reason left to keep them, and deletes them."""
    STAYS_WITH_FILE = auto()
    """They stay when the receiver has a file of its own, and go when it has none: it says which (D23)."""


class OutcomeKind(Codes):
    """How the contact ended: code, the attempt it rests on, what happens to the data, label (R75, R77, R83, D9).

    The worklist, the ground of an outcome, what must be deleted and the SQL of the figures follow from these rows.
    """

    WANTS_HELP = auto(), Ground.REACHED, Data.STAYS, "wenst hulp"
    DECLINES = auto(), Ground.REACHED, Data.MUST_GO, "wenst geen hulp"
    NOT_REACHED = auto(), Ground.TRIED_IN_VAIN, Data.MUST_GO, "niet bereikt"
    MOVED = auto(), Ground.ANY_ATTEMPT, Data.MUST_GO, "verhuisd"
    REFERRED_ON = auto(), Ground.REACHED, Data.STAYS_WITH_FILE, "doorverwezen"

    ground: Ground
    data: Data

    def __new__(cls, code: str, *row: Any) -> "OutcomeKind":
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.ground, kind.data = row
        return kind

    def keeps_file(self, answer: bool) -> bool:
        """Whether there is an own file after this outcome; `answer` is what the receiver says where it may choose."""
        return self.data == Data.STAYS or (self.data == Data.STAYS_WITH_FILE and answer)


_WITH_FILE = tuple(kind for kind in OutcomeKind if kind.data == Data.STAYS)
DATA_MUST_GO = tuple(kind for kind in OutcomeKind if kind.data == Data.MUST_GO)


class Service(Codes):
    """To what kind of service the client was referred on (R75, R78). Only the kind: which one could say too much."""

    CAW = auto(), "CAW"
    DMW = auto(), "dienst maatschappelijk werk van het ziekenfonds"
    OCMW = auto(), "ander OCMW"
    HUIS_VAN_HET_KIND = "family_centre", "Huis van het Kind"
    DOCTOR = auto(), "huisarts of wijkgezondheidscentrum"
    VDAB = auto(), "VDAB"
    OTHER = auto(), "andere dienst"


class StrikeReason(Codes):
    """Why an attempt does not count."""

    WRONG_DAY = auto(), "verkeerde dag"
    WRONG_REFERRAL = auto(), "verkeerde aanmelding"
    DOUBLE = auto(), "dubbel genoteerd"
    NOT_MADE = auto(), "deze poging was er niet"
    CORRECTED = auto(), "verbeterd"


class AttemptQuerySet(models.QuerySet["ContactAttempt"]):
    def counting(self) -> "AttemptQuerySet":
        """Without those that were struck: these count nowhere, not in a status, a rule or a figure."""
        return self.filter(struck_at=None)


class ContactAttempt(models.Model):
    """One try to reach the client, on a Brussels calendar day (R76). A mistake is struck, and stays to be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="attempts", editable=False)
    made_on = models.DateField("dag")
    channel = models.CharField("hoe", max_length=10, choices=ContactChannel.choices)
    reached = models.BooleanField("bereikt")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)

    struck_at = models.DateTimeField("doorgehaald op", null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="doorgehaald door"
    )
    struck_because = models.CharField("doorgehaald omdat", max_length=14, choices=StrikeReason.choices, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "contactpoging"
        verbose_name_plural = "contactpogingen"
        ordering: ClassVar = ["made_on", "recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(channel__in=ContactChannel.values), name="attempt_channel_is_known"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | Q(struck_at__isnull=False, struck_by__isnull=False, struck_because__in=StrikeReason.values),
                name="struck_attempt_has_who_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} op {self.made_on}"


class Outcome(models.Model):
    """How the contact ended. A mistake is corrected by a new outcome, or taken back; the old row stays.

    `replaced_at` ends its time, whether another came in its place or `taken_back_by` says who took it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="outcomes", editable=False)
    kind = models.CharField("resultaat van het contact", max_length=12, choices=OutcomeKind.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)
    replaced_at = models.DateTimeField("geldt niet meer sinds", null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="ingetrokken door"
    )
    referred_to = models.CharField("doorverwezen naar", max_length=14, choices=Service.choices, blank=True)
    keeps_file = models.BooleanField(
        "eigen dossier", default=False, help_text="Without a file of its own the receiver deletes the data (D23)."
    )
    stopped_on = models.DateField(
        "niet meer geprobeerd sinds", null=True, help_text="Of who was not reached: from here the term runs (D23)."
    )

    class Meta:
        verbose_name = "resultaat van het contact"
        verbose_name_plural = "resultaten van het contact"
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=OutcomeKind.values), name="outcome_kind_is_known"),
            models.CheckConstraint(
                condition=Q(referred_to="") | Q(kind=OutcomeKind.REFERRED_ON, referred_to__in=Service.values),
                name="only_who_is_referred_on_goes_to_a_service",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by=None) | Q(replaced_at__isnull=False), name="what_is_taken_back_holds_no_more"
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=_WITH_FILE, keeps_file=True) | ~Q(kind__in=_WITH_FILE))
                & (Q(kind__in=DATA_MUST_GO, keeps_file=False) | ~Q(kind__in=DATA_MUST_GO)),
                name="outcome_says_whether_there_is_a_file",
            ),
            models.CheckConstraint(
                condition=Q(kind=OutcomeKind.NOT_REACHED, stopped_on__isnull=False)
                | (~Q(kind=OutcomeKind.NOT_REACHED) & Q(stopped_on=None)),
                name="who_gave_up_says_since_when",
            ),
            models.UniqueConstraint(
                fields=["intake"], condition=Q(replaced_at__isnull=True), name="one_current_outcome_per_intake"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@written_once
def attempts_of(intake: uuid.UUID) -> models.QuerySet[ContactAttempt]:
    """Every attempt to reach the client, with who made it."""
    return ContactAttempt.objects.filter(intake=intake).select_related("made_by", "struck_by")


@one_written_once
def last_tried_on(intake: uuid.UUID) -> models.QuerySet[ContactAttempt, date]:
    """The day of the last attempt that counts."""
    tried = ContactAttempt.objects.filter(intake=intake).counting().order_by("-made_on")
    return tried.values_list("made_on", flat=True)[:1]


@written_once
def outcomes_of(intake: uuid.UUID) -> models.QuerySet[Outcome]:
    """How the contact ended, and how it had before that was taken back."""
    return Outcome.objects.filter(intake=intake).select_related("recorded_by", "taken_back_by")
