"""The follow-up of one referral at the receiver, and where it stands (R75–R84)."""

import uuid
from datetime import date, datetime
from enum import auto
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Upper

from audit.codes import Codes
from directory.models import Organisation
from law.retention import Terms, file_kept_until, last_closing_over
from law.roles import Role
from referrals.models import Referral


class IntakeStatus(Codes):
    """Where the follow-up stands, in the order of the work and the words of the glossary; see `addressed.Standing`."""

    TO_CONTACT = auto(), "te contacteren"
    NOT_REACHED = auto(), "niet bereikt"
    REACHED = auto(), "contact gelukt"
    TO_DELETE = auto(), "te verwijderen"
    CLOSED = auto(), "afgesloten"
    DELETED = auto(), "verwijderd"

    @property
    def tone(self) -> str:
        """The colour that repeats the words (components/tag.html)."""
        return _TONES[self]


class Cause(Codes):
    """Why the data must go (R57, R81, R83, D9)."""

    TEAM = auto(), "het team vroeg het"
    WITHDRAWN = auto(), "de cliënt stopte bij u"
    DECLINES = auto(), "de cliënt wenst geen hulp"
    NOT_REACHED = auto(), "de cliënt werd niet bereikt"
    MOVED = auto(), "de cliënt verhuisde"
    REFERRED_ON = auto(), "de cliënt werd doorverwezen"


OF_ITS_OWN = tuple(cause for cause in Cause if cause not in (Cause.TEAM, Cause.NOT_REACHED))
"""Why the receiver deletes without being asked, within `days_to_delete`; who gave up has a term of its own (D23)."""

_TONES = {
    IntakeStatus.TO_CONTACT: "info",
    IntakeStatus.NOT_REACHED: "warning",
    IntakeStatus.REACHED: "success",
    IntakeStatus.TO_DELETE: "error",
    IntakeStatus.CLOSED: "neutral",
    IntakeStatus.DELETED: "neutral",
}

ASKS_FOR_WORK = (IntakeStatus.TO_CONTACT, IntakeStatus.NOT_REACHED, IntakeStatus.REACHED, IntakeStatus.TO_DELETE)
"""In these the social worker still has something to do."""

OVER = (IntakeStatus.CLOSED, IntakeStatus.DELETED)
"""In these nothing is left to do; there are ever more of them."""

FILE_NUMBER_SHAPE = r"^(?=.*[0-9])(?!.*[A-Za-z]{5})(?!.*[a-z]{3})(?!.*[A-Z][a-z])[A-Za-z0-9][A-Za-z0-9./-]{0,19}$"
"""Digits with short codes ("2026/A118", "OCMW-17"); no word, and nothing written as a name ("Noor1", "An-2")."""

FILE_NUMBER = RegexValidator(
    rf"\A{FILE_NUMBER_SHAPE[1:-1]}\Z",
    "Een dossiernummer telt hoogstens 20 letters, cijfers, punten, streepjes en schuine strepen, "
    "met minstens één cijfer en zonder naam. Bijvoorbeeld 2026/0147.",
)
"""The number of the file at the receiver: too short for a sentence, and no name, so nothing of the client (R62–R65)."""


DAYS_WITHOUT_OUTCOME = 14
"""After so many days without another attempt we ask how the contact ended; the last day is a term of the receiver."""


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, user: Any) -> "IntakeQuerySet":
        """A social worker sees the follow-up of the own receivers, and nobody else sees any (D4)."""
        return self.filter(partner__in=user.organisations_as(Role.SOCIAL_WORKER))

    def to_delete(self, *causes: Cause) -> "IntakeQuerySet":
        """What must be deleted for one of these reasons and was not yet, the longest due first (R55, R83)."""
        return self.filter(status=IntakeStatus.TO_DELETE, must_go_because__in=causes).order_by("must_go_since", "pk")

    def undecided(self, last_tried_before: date) -> "IntakeQuerySet":
        """Tried before this day and not since, without an outcome: `last_tried_on`, the longest ago first (D23)."""
        last = Max("attempts__made_on", filter=Q(attempts__struck_at=None))
        found = self.filter(status__in=(IntakeStatus.NOT_REACHED, IntakeStatus.REACHED)).annotate(last_tried_on=last)
        return found.filter(last_tried_on__lt=last_tried_before).order_by("last_tried_on", "pk")

    def with_file_over(self, on: date, terms: Terms) -> "IntakeQuerySet":
        """Whose file the receiver no longer keeps on this day (R82, R84), the oldest first."""
        found = self.filter(status=IntakeStatus.CLOSED, closed_on__lte=last_closing_over(on, terms))
        return found.order_by("closed_on", "pk")

    def untouched_since(self, moment: datetime) -> "IntakeQuerySet":
        """What came in before this moment and nobody tried yet (R76), the oldest first."""
        return self.filter(status=IntakeStatus.TO_CONTACT, received_at__lt=moment).order_by("received_at", "pk")


class Intake(models.Model):
    """The follow-up of one referral, from the moment it arrived.

    `status`, `must_go_since` and `must_go_because` follow from other rows: only `actions.standing` writes them
    (ADR 0031). `closed_on` repeats the `FileClosing` that holds.
    """

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("referral__reference",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="aanmelding"
    )
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="ontvanger"
    )
    received_at = models.DateTimeField("ontvangen op", editable=False)
    status = models.CharField("toestand", max_length=12, choices=IntakeStatus.choices, editable=False)
    must_go_since = models.DateTimeField("te verwijderen sinds", null=True, editable=False)
    must_go_because = models.CharField(
        "te verwijderen omdat", max_length=12, choices=Cause.choices, blank=True, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="behandelaar"
    )
    file_number = models.CharField("eigen dossiernummer", max_length=20, blank=True, validators=[FILE_NUMBER])
    closed_on = models.DateField("dossier afgesloten op", null=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=IntakeStatus.values), name="intake_status_is_known"),
            models.CheckConstraint(
                condition=Q(must_go_because="", must_go_since=None)
                | Q(must_go_because__in=Cause.values, must_go_since__isnull=False),
                name="intake_says_why_data_must_go",
            ),
            models.CheckConstraint(
                condition=Q(file_number="") | Q(file_number__regex=FILE_NUMBER_SHAPE),
                name="intake_file_number_has_its_shape",
                violation_error_message=FILE_NUMBER.message,
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner", "status", "received_at", "id"], name="intake_worklist"),
            models.Index(
                fields=["partner", "assigned_to", "received_at", "id"],
                condition=Q(status__in=ASKS_FOR_WORK),
                name="intake_mine",
            ),
            models.Index("partner", Upper("file_number"), condition=~Q(file_number=""), name="intake_file_number"),
            models.Index(
                fields=["partner", "received_at", "id"],
                include=["status", "assigned_to"],  # so that the counts need no row
                condition=Q(status__in=ASKS_FOR_WORK),
                name="intake_open",
            ),
            models.Index(
                fields=["partner", "must_go_since", "id"],
                condition=Q(status=IntakeStatus.TO_DELETE),
                name="intake_to_delete",
            ),
            models.Index(fields=["partner", "received_at", "id"], condition=Q(status__in=OVER), name="intake_over"),
            models.Index(
                fields=["partner", "closed_on", "id"], condition=Q(closed_on__isnull=False), name="intake_closed_files"
            ),
        ]

    def __str__(self) -> str:
        return f"opvolging {self.referral}"

    def kept_until(self, terms: Terms) -> date | None:
        """The last day on which the receiver keeps the file; None as long as it is open (R82, R84)."""
        return file_kept_until(self.closed_on, terms) if self.closed_on else None

    def state(self, on: date, terms: Terms) -> str:
        """The one word for where it stands: of who has an own file it is the file that is open, closed or due."""
        if self.status != IntakeStatus.CLOSED:
            return IntakeStatus(self.status).label
        if self.is_file_over(on, terms):
            return "dossier te wissen"
        return "dossier afgesloten" if self.closed_on else "dossier open"

    def is_file_over(self, on: date, terms: Terms) -> bool:
        """Whether the years after closing are over on this day, so that the file must go."""
        until = self.kept_until(terms)
        return self.status == IntakeStatus.CLOSED and until is not None and until < on
