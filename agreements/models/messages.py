"""What is written to the other party about the papers: a mail through the outbox, or a letter that is printed."""

import uuid
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.terms.papers import Party
from audit.codes import Codes
from law.roles import Role
from outbox.models import Transmission
from vault.fields import SealedTextField


class MessageKind(Codes):
    """Why it is written."""

    CONTACT_CHANGE = auto(), "wijziging van een contactpersoon"
    EVALUATION = auto(), "uitnodiging voor de evaluatie"
    PROOF_REQUEST = auto(), "vraag om bewijs van de beveiliging"
    PROCESSORS = auto(), "overzicht van verwerkers"
    BREACH = auto(), "melding van een gegevenslek"
    REMINDER = auto(), "herinnering"
    CORRECTION = auto(), "gegevens nakijken"
    RETURNED_MAIL = auto(), "mail die terugkwam"
    STOP = auto(), "stoppen of opschorten"
    TROUBLE = auto(), "mail van een aanmelding die niet aankwam"
    PLACE_OPENED = auto(), "aanmelden kan nu"


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()


class Message(models.Model):
    """One message to one address. It never holds client data.

    Without a `transmission` there was no e-mail address: it is printed, posted, and noted with `posted_on`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=20, choices=MessageKind.choices)
    agreement = models.ForeignKey(
        "agreements.Agreement",
        on_delete=models.PROTECT,
        null=True,
        related_name="messages",
        verbose_name="overeenkomst",
    )
    to_party = models.CharField("aan", max_length=10, choices=Party.choices)
    recipient = models.CharField("e-mailadres", max_length=254, blank=True)
    subject = models.CharField("onderwerp", max_length=120)
    body = SealedTextField[str, str]("tekst")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("geschreven op")
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField("kwam terug op", null=True, blank=True)
    posted_on = models.DateField("per post verstuurd op", null=True, blank=True)
    proof = models.CharField("bewijs van de verzending", max_length=100, blank=True)
    scan = models.OneToOneField(
        "agreements.PaperFile",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="scan van het bewijs",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recipient="", transmission__isnull=True)
                | (~Q(recipient="") & Q(transmission__isnull=False)),
                name="message_goes_by_mail_when_it_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True) | Q(transmission__isnull=True), name="only_a_letter_is_posted"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(transmission__isnull=False), name="only_a_mail_comes_back"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agreement", "-written_at"], name="message_annexes")]

    if TYPE_CHECKING:
        agreement_id: uuid.UUID | None
        transmission_id: uuid.UUID | None

    def __str__(self) -> str:
        return self.subject

    @property
    def text(self) -> str:
        """The body without the empty lines around it, which would be paragraphs on paper."""
        return self.body.strip()

    @property
    def is_on_paper(self) -> bool:
        """Whether it goes by the post: it has no address."""
        return not self.recipient

    @property
    def goes_registered(self) -> bool:
        """Whether the number of the post office is its proof (R37)."""
        return self.is_on_paper and self.kind == MessageKind.STOP

    @property
    def is_signed(self) -> bool:
        """Whether somebody signs it by hand; its text ends with who does."""
        return self.is_on_paper and self.kind in (MessageKind.STOP, MessageKind.BREACH)
