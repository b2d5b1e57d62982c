"""The row behind a link for who has no account, and where it stands (ADR 0085).

A mail holds the link, and its holder reaches one page. A row is for one address and one thing to do there. It expires;
renewing is a new row, after which the earlier link has ended. How such a page is guarded is in `accounts.guest_pages`,
how links begin and end in `accounts.actions.guests`.
"""

import uuid
from datetime import datetime
from enum import auto
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models

from accounts.mailed_links import MailedLink
from audit.codes import Codes
from outbox.models import Transmission
from vault.fields import SealedTextField


class GuestLinkState(Codes):
    """Where a link stands; the words are those for who sent it."""

    OPEN = auto(), "wacht op antwoord"
    EXPIRED = auto(), "verlopen"
    ENDED = auto(), "ingetrokken"
    DONE = auto(), "klaar"


_L = TypeVar("_L", bound="GuestLink")


class GuestLinkQuerySet(models.QuerySet[_L]):
    """What the manager of each kind is made of; holders of links are found by `accounts.guest_pages` only."""

    def open(self) -> Self:
        """Neither done nor ended; its time may be over."""
        return self.filter(done_at=None, ended_at=None)


class GuestLink(models.Model):
    """One link for one address. The link is found by a keyed fingerprint of its token.

    The token itself is kept, sealed, for the mail that holds it, and until the link is done or ended.
    """

    LINK: ClassVar[MailedLink]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", max_length=254)
    token_digest = models.BinaryField(unique=True, editable=False)
    token = SealedTextField("sleutel van de link", null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: an operator."
    )
    sent_at = models.DateTimeField("verstuurd op")
    expires_at = models.DateTimeField("geldig tot")
    wrong_codes = models.PositiveSmallIntegerField("foute codes", default=0)
    done_at = models.DateTimeField("afgerond op", null=True)
    ended_at = models.DateTimeField("beëindigd op", null=True)
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        transmission_id: uuid.UUID

    def state(self, at: datetime) -> GuestLinkState:
        """Where the link stands at this moment."""
        if self.done_at is not None:
            return GuestLinkState.DONE
        if self.ended_at is not None:
            return GuestLinkState.ENDED
        return GuestLinkState.EXPIRED if self.expires_at <= at else GuestLinkState.OPEN
