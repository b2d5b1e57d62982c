"""Passing the four fields on to a partner of the *geïntegreerd breed onthaal*: consent, ledger, request to delete.

Behind the wall (D4): the mails carry no reference (`outbox.models.OF_THE_RECEIVER`), and are about rows of these tables
and not about the referral, so no list on the team's side finds them. No free text, nothing of the client (R62–R65).
"""

import uuid
from datetime import date
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from agreements.models import Mailbox
from audit.codes import Codes
from breaches.models import Happening
from directory.models import Organisation
from gbo.models import GboAgreement
from law.roles import Role
from ocmw_intake.models.intake import Intake
from outbox.models import STOPPED, Kind, Transmission, reports_to_look_at
from referrals.terms.reference import new_reference
from statements.written import written_once
from vault.fields import SealedTextField


class EndedBy(Codes):
    """Why a consent to pass on no longer holds."""

    CLIENT = auto(), "de cliënt trok deze toestemming in"
    REFERRAL = auto(), "de aanmelding werd ingetrokken, of de cliënt wenst geen hulp"


class OnwardConsent(models.Model):
    """The client's consent for one partner, asked by a social worker (R78, R90). Only its end is written afterwards.

    Satisfies `law.onward.OnwardConsentFacts`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="onward_consents", editable=False)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="partner")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    given_on = models.DateField("gegeven op")
    told_purpose = models.BooleanField("doel verteld")
    told_data = models.BooleanField("verteld welke gegevens")
    told_partner = models.BooleanField("verteld aan wie")
    told_next_steps = models.BooleanField("verteld wat er daarna gebeurt")
    told_expectations = models.BooleanField("verteld wat de cliënt mag verwachten")
    is_free = models.BooleanField("vrij en uitdrukkelijk")
    recorded_at = models.DateTimeField("geregistreerd op", default=timezone.now)
    ended_on = models.DateField("ingetrokken op", null=True)
    ended_at = models.DateTimeField("einde geregistreerd op", null=True)
    ended_because = models.CharField("waarom", max_length=10, choices=EndedBy.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="einde geregistreerd door",
        help_text="Empty when it followed from the end of the referral.",
    )

    class Meta:
        verbose_name = "toestemming om door te geven"
        verbose_name_plural = "toestemmingen om door te geven"
        ordering: ClassVar = ["recorded_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    told_purpose=True,
                    told_data=True,
                    told_partner=True,
                    told_next_steps=True,
                    told_expectations=True,
                    is_free=True,
                ),
                name="onward_consent_is_whole",
                violation_error_message="Vertel de cliënt eerst alles. Daarna kan de cliënt toestemming geven.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_at__isnull=True, ended_because="", ended_by__isnull=True)
                | (Q(ended_on__isnull=False, ended_at__isnull=False) & ~Q(ended_because="")),
                name="onward_consent_end_says_when_and_why",
            ),
            models.UniqueConstraint(
                fields=["intake", "partner"],
                condition=Q(ended_at__isnull=True),
                name="one_standing_onward_consent_per_partner",
            ),
        ]

    if TYPE_CHECKING:
        partner_id: uuid.UUID
        intake_id: uuid.UUID

    def __str__(self) -> str:
        return f"toestemming voor {self.partner}"

    @property
    def withdrawn_on(self) -> date | None:
        return self.ended_on


class OnwardSharingQuerySet(models.QuerySet["OnwardSharing"]):
    def visible_to(self, user: Any) -> "OnwardSharingQuerySet":
        """What the own receivers passed on, and nobody else sees any (D4)."""
        return self.filter(intake__partner__in=user.organisations_as(Role.SOCIAL_WORKER))

    def held_back(self) -> "OnwardSharingQuerySet":
        """What did not leave, under a consent that stands, while there is something to send."""
        found = self.filter(transmission__kind=Kind.ONWARD, transmission__status__in=STOPPED)
        return found.filter(consent__ended_at=None, transmission__message__isnull=False)

    def with_lines(self) -> "OnwardSharingQuerySet":
        """With all that a list shows; what is sealed stays in the database."""
        found = self.select_related("intake__referral", "partner", "consent", "transmission", "shared_by")
        found = found.annotate(has_password=Q(transmission__password__isnull=False))
        return found.prefetch_related(reports_to_look_at("transmission__")).only(
            "reference",
            "shared_at",
            "intake__referral__reference",
            "partner__name",
            "partner__phone",
            "consent__ended_at",
            "consent__given_on",
            "transmission__status",
            "transmission__sent_at",
            "transmission__is_ambiguous",
            "transmission__obstacles",
            "transmission__returned_at",
            "shared_by__name",
        )


class OnwardSharing(models.Model):
    """One line of the ledger: these four fields went, or were to go, to this partner (R90–R93).

    `reference` is a new one, for receiver and partner on the phone: that of the referral would tell the team's side.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField("referentie", max_length=9, unique=True, default=new_reference, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="onward_sharings", editable=False)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="partner")
    agreement = models.ForeignKey(
        GboAgreement, on_delete=models.PROTECT, related_name="+", verbose_name="GBO-overeenkomst"
    )
    consent = models.ForeignKey(
        OnwardConsent, on_delete=models.PROTECT, related_name="sharings", verbose_name="toestemming"
    )
    transmission = models.OneToOneField(
        Transmission, on_delete=models.PROTECT, related_name="+", verbose_name="verzending"
    )
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="doorgegeven door"
    )
    shared_at = models.DateTimeField("doorgegeven op", default=timezone.now)

    objects = OnwardSharingQuerySet.as_manager()

    class Meta:
        verbose_name = "doorgegeven aan partner"
        verbose_name_plural = "doorgegeven aan partners"
        ordering: ClassVar = ["-shared_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["intake", "-shared_at"], name="onward_of_intake")]

    if TYPE_CHECKING:
        transmission_id: uuid.UUID

    def __str__(self) -> str:
        return self.reference

    @property
    def archive_name(self) -> str:
        return f"{self.reference}.zip"


class OnwardDeletionQuerySet(models.QuerySet["OnwardDeletion"]):
    def visible_to(self, user: Any) -> "OnwardDeletionQuerySet":
        """What the own receivers asked, and nobody else sees any (D4)."""
        return self.filter(consent__intake__partner__in=user.organisations_as(Role.SOCIAL_WORKER))


class OnwardDeletion(models.Model):
    """One mailbox of a partner to which data went, or may have gone, is asked to delete them (R56, D6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField("referentie", max_length=9, unique=True, default=new_reference, editable=False)
    consent = models.ForeignKey(
        OnwardConsent, on_delete=models.PROTECT, related_name="deletions", verbose_name="toestemming"
    )
    transmission = models.OneToOneField(
        Transmission, on_delete=models.PROTECT, related_name="+", verbose_name="verzending"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)

    objects = OnwardDeletionQuerySet.as_manager()

    class Meta:
        verbose_name = "verwijderbericht aan een partner"
        verbose_name_plural = "verwijderberichten aan partners"
        ordering: ClassVar = ["asked_at", "pk"]

    if TYPE_CHECKING:
        transmission_id: uuid.UUID

    def __str__(self) -> str:
        return self.reference

    @property
    def archive_name(self) -> str:
        return f"{self.reference}.zip"


class ReturningMailboxQuerySet(models.QuerySet["ReturningMailbox"]):
    def standing(self, receiver_id: uuid.UUID, mailbox: Mailbox) -> "ReturningMailboxQuerySet":
        """What this receiver's own mail told about this mailbox, as it is registered now."""
        return self.filter(
            receiver=receiver_id,
            address__iexact=mailbox.address,
            mail_left_at__gte=mailbox.registered_at,
            works_since=None,
        )


class ReturningMailbox(models.Model):
    """The mailbox of a partner gave mail of this receiver back as not there: it gets no more from here (R68, D30).

    Kept here and not at the mailbox itself: only passing on writes to a partner, so that a mailbox that went off would
    tell administrators that something was passed on (D19). An address registered later, or again, is not touched by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="ontvanger")
    address = models.CharField("mailbox", max_length=254)
    mail_left_at = models.DateTimeField("vertrek van de mail die terugkwam")
    works_since = models.DateTimeField("werkt weer sinds", null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="genoteerd door"
    )

    objects = ReturningMailboxQuerySet.as_manager()

    class Meta:
        verbose_name = "mailbox van een partner die mail teruggeeft"
        verbose_name_plural = "mailboxen van partners die mail teruggeven"
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("address"), "receiver", condition=Q(works_since=None), name="a_mailbox_returns_once"
            ),
            models.CheckConstraint(
                condition=Q(works_since__isnull=True, told_by__isnull=True)
                | Q(works_since__isnull=False, told_by__isnull=False),
                name="somebody_told_that_it_works",
            ),
        ]

    def __str__(self) -> str:
        return f"mailbox {str(self.pk)[:8]}"


class OnwardBreachQuerySet(models.QuerySet["OnwardBreach"]):
    def visible_to(self, user: Any) -> "OnwardBreachQuerySet":
        """What the own receivers told, and nobody else sees any (D4, D19)."""
        return self.filter(receiver__in=user.organisations_as(Role.SOCIAL_WORKER))


class OnwardBreach(models.Model):
    """A receiver tells a partner of a breach of what it passed on (D31): which mails, follows from the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="ontvanger")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="partner")
    happening = models.CharField("wat er gebeurde", max_length=30, choices=Happening.choices)
    discovered_at = models.DateTimeField("ontdekt op")
    sharings = models.ManyToManyField(OnwardSharing, related_name="+", verbose_name="wat doorgegeven was")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="gemeld door"
    )
    told_at = models.DateTimeField("gemeld op")

    objects = OnwardBreachQuerySet.as_manager()

    class Meta:
        verbose_name = "gegevenslek bij wat doorgegeven werd"
        verbose_name_plural = "gegevenslekken bij wat doorgegeven werd"

    def __str__(self) -> str:
        return f"gegevenslek {str(self.pk)[:8]}"


class OnwardBreachLetter(models.Model):
    """One mail about it: to the partner, its DPO, or the own DPO and breach contacts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(OnwardBreach, on_delete=models.PROTECT, related_name="letters")
    recipient = models.CharField("e-mailadres", max_length=254)
    subject = models.CharField("onderwerp", max_length=120)
    body = SealedTextField[str, str]("tekst")
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "brief over een gegevenslek aan een partner"
        verbose_name_plural = "brieven over een gegevenslek aan een partner"

    def __str__(self) -> str:
        return self.subject


@written_once
def onward_consents_of(intake: uuid.UUID) -> models.QuerySet[OnwardConsent]:
    """Each consent to pass on what one referral was about, with the partner."""
    return OnwardConsent.objects.filter(intake=intake).select_related("partner", "asked_by")
