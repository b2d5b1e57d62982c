"""The mailbox check: a harmless archive is mailed, and the receiver types the code found inside (R68–R70, ADR 0013)."""

import uuid
from datetime import datetime, timedelta
from enum import auto
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.mailed_links import MailedLink
from agreements.models.mailbox import Mailbox
from audit.codes import Codes
from outbox.models import Transmission
from vault.fields import SealedTextField

VALID_FOR = timedelta(days=14)
"""How long the receiver can answer."""

MOST_WRONG_CODES = 5
"""After so many wrong codes a new check is needed."""


class CheckState(Codes):
    """Where a check stands; the words are those on the page of the mailbox."""

    WAITING = auto(), "wacht op antwoord"
    ANSWERED = auto(), "beantwoord"
    EXHAUSTED = auto(), "te veel foute codes"
    EXPIRED = auto(), "verlopen"
    REPLACED = auto(), "vervangen"


CHECK_LINK = MailedLink("agreements:answer_check", purpose="mailbox-check")


class MailboxCheckQuerySet(models.QuerySet["MailboxCheck"]):
    def addressed_to(self, fingerprint: bytes) -> "MailboxCheckQuerySet":
        """The check whose link this is, whoever holds it; none for a token that does not exist."""
        return self.filter(token_digest=fingerprint).select_related("mailbox", "transmission")


class MailboxCheck(models.Model):
    """One mail with a harmless archive to one mailbox, and what became of it.

    Token and code are sealed, for they go into the mail when it is made; the link is found by a keyed fingerprint.
    The password of the archive stands with the transmission, as that of a referral does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="checks", verbose_name="mailbox")
    token_digest = models.BinaryField(unique=True, editable=False)
    token = SealedTextField[str, str]("sleutel van de link")
    code = SealedTextField[str, str]("code")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    requested_at = models.DateTimeField("gevraagd op")
    expires_at = models.DateTimeField("geldig tot")
    wrong_codes = models.PositiveSmallIntegerField("foute codes", default=0)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    replaced_at = models.DateTimeField("vervangen op", null=True, blank=True)
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    objects = MailboxCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "controle van de mailbox"
        verbose_name_plural = "controles van de mailbox"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mailbox"],
                condition=Q(answered_at__isnull=True, replaced_at__isnull=True),
                name="one_open_check_per_mailbox",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(replaced_at__isnull=True),
                name="an_answered_check_is_not_replaced",
            ),
            models.CheckConstraint(condition=Q(wrong_codes__lte=MOST_WRONG_CODES), name="wrong_codes_are_limited"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("requested_at")), name="check_expires_after_its_start"),
        ]

    if TYPE_CHECKING:
        mailbox_id: uuid.UUID
        transmission_id: uuid.UUID

    def __str__(self) -> str:
        return f"controle van {self.requested_at:%Y-%m-%d}"

    def state(self, at: datetime) -> CheckState:
        """Where the check stands at this moment."""
        if self.answered_at is not None:
            return CheckState.ANSWERED
        if self.replaced_at is not None:
            return CheckState.REPLACED
        if self.expires_at <= at:
            return CheckState.EXPIRED
        return CheckState.EXHAUSTED if self.wrong_codes >= MOST_WRONG_CODES else CheckState.WAITING
