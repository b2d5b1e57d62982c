"""A mailbox that can receive client data, of a protocol or of a GBO partner, and whether it is verified (D27)."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agreements.terms import mailbox_address


class Mailbox(models.Model):
    """A mailbox for client data (R69, R70, D27). Another address is another row, and its verification starts anew.

    That of a GBO partner has no protocol: the room above says whose it is (`gbo.models.GboMailbox`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    protocol = models.ForeignKey("agreements.Protocol", on_delete=models.PROTECT, null=True, related_name="mailboxes")
    address = models.CharField("e-mailadres", max_length=254)
    registered_at = models.DateTimeField("geregistreerd op")
    replaced_at = models.DateTimeField("vervangen op", null=True, blank=True)
    secrecy_attested_on = models.DateField("bevestiging gegeven op", null=True, blank=True)
    secrecy_attested_by = models.CharField("bevestiging gegeven door", max_length=120, blank=True)
    first_verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_verified_at = models.DateTimeField("eerste controle op", null=True)
    second_verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    second_verified_at = models.DateTimeField("tweede controle op", null=True)
    answered_at = models.DateTimeField("controle beantwoord op", null=True, blank=True)
    bounced_on = models.DateField("mail kwam terug op", null=True, blank=True)

    class Meta:
        verbose_name = "mailbox voor gegevensdeling"
        verbose_name_plural = "mailboxen voor gegevensdeling"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["protocol"], condition=Q(replaced_at__isnull=True), name="one_current_mailbox_per_protocol"
            ),
            models.CheckConstraint(
                condition=Q(address__regex=mailbox_address.SHAPE),
                name="mailbox_is_one_ascii_address",
                violation_error_message=mailbox_address.SENTENCE,
            ),
            models.CheckConstraint(
                condition=~Q(first_verified_by=F("second_verified_by")),
                name="two_people_verify_a_mailbox",
                violation_error_message="Een tweede beheerder doet de tweede controle.",
            ),
            models.CheckConstraint(
                condition=Q(
                    first_verified_by__isnull=True, first_verified_at__isnull=True, second_verified_by__isnull=True
                )
                | Q(first_verified_by__isnull=False, first_verified_at__isnull=False),
                name="first_check_comes_first",
            ),
            models.CheckConstraint(
                condition=Q(second_verified_by__isnull=True, second_verified_at__isnull=True)
                | Q(second_verified_by__isnull=False, second_verified_at__gte=F("first_verified_at")),
                name="second_check_comes_second",
            ),
            models.CheckConstraint(
                condition=Q(secrecy_attested_on__isnull=True, secrecy_attested_by="")
                | (Q(secrecy_attested_on__isnull=False) & ~Q(secrecy_attested_by="")),
                name="attestation_says_when_and_by_whom",
                violation_error_message="Vul bij de bevestiging zowel de datum als de naam in.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("registered_at")),
                name="mailbox_is_answered_after_it_is_registered",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(secrecy_attested_on__isnull=False),
                name="who_answers_for_a_mailbox_attests_secrecy",
                violation_error_message="Wie de controle beantwoordt, bevestigt ook het beroepsgeheim.",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def verified_on(self) -> date | None:
        """The day on which the last of two things was done; None until then.

        Two administrators compared the address with the signed protocol, and the receiver answered a mailbox check: so
        the address is the right one, and an encrypted archive really arrives there (R68, R70, ADR 0013).
        """
        done = (self.second_verified_at, self.answered_at)
        moments = [moment for moment in done if moment is not None]
        return timezone.localdate(max(moments)) if len(moments) == len(done) else None

    @property
    def attested_on(self) -> date | None:
        """The day on which the receiver itself attested secrecy, when it answered a check (R69)."""
        return self.secrecy_attested_on

    @property
    def looks_general(self) -> bool:
        """Whether the address looks like one that a whole organisation reads, as `info@` (R69)."""
        return mailbox_address.looks_general(self.address)


def current_of(mailboxes: Iterable[Mailbox]) -> Mailbox | None:
    """Of all mailboxes of one receiver, that of today; those it replaced are history."""
    return next((mailbox for mailbox in mailboxes if mailbox.replaced_at is None), None)


def changed_since(mailboxes: Iterable[Mailbox], *, address: str, queued_at: datetime) -> bool:
    """Whether a mail that was queued for an address meets another mailbox by now (D27).

    Also when it was another one in between: from A to B and back to A, nobody knows who reads A now.
    """
    known = list(mailboxes)
    current = current_of(known)
    replaced = any(one.address != address and one.registered_at > queued_at for one in known)
    return replaced or (current is not None and current.address != address)
