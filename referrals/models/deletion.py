"""Asking the receiver to delete, and what it declares (R55–R57, D6, D9)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from consent.models import Reason, ToldBy, ToldTo
from referrals.models.receiver_notice import ReceiverNotice, SpokeWith, with_mail
from referrals.models.referral import Referral
from statements.written import written_once


class PendingWithdrawal(models.Model):
    """What a team member asked while a hand-over held the referral: stored first, carried out when the lock is free.

    From the moment it is stored nothing begins to leave any more (`transmissions`). Gone once it is carried out.
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name="aanmelding"
    )
    on = models.DateField("gezegd op")
    reason = models.CharField("reden", max_length=20, choices=Reason.choices)
    told_by = models.CharField("wie het zei", max_length=20, choices=ToldBy.choices)
    told_to = models.CharField("aan wie", max_length=20, choices=ToldTo.choices)
    called_on = models.DateField("gebeld op", null=True)
    spoke_with = models.CharField("gesproken met", max_length=20, blank=True, choices=SpokeWith.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("gevraagd op")

    class Meta:
        verbose_name = "intrekking die wacht"
        verbose_name_plural = "intrekkingen die wachten"

    def __str__(self) -> str:
        return f"intrekking van {self.on}"


class DeletionNotice(ReceiverNotice):
    """One mailbox to which data went, or may have gone, is asked to delete them; or the receiver was phoned (D5).

    It outlives consent, papers and the four fields (D6), so it holds nothing of the client.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="deletion_notices", verbose_name="aanmelding"
    )
    reason = models.CharField("waarom", max_length=20, choices=Reason.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="gevraagd door",
        help_text="Nobody of ours: the client withdrew alone (D35).",
    )
    asked_at = models.DateTimeField("gevraagd op")

    class Meta(ReceiverNotice.Meta):
        verbose_name = "verwijderbericht"
        verbose_name_plural = "verwijderberichten"
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            *ReceiverNotice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(transmission__isnull=False) | Q(called_on__isnull=False),
                name="deletion_is_asked_by_mail_or_by_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"verwijderbericht over {self.referral}"


def deletion_notices_of(referral: Referral) -> list[DeletionNotice]:
    """The requests to delete of one referral, the oldest first; a page that shows them often loads them once."""
    return referral.loaded_notices if referral.loaded_notices is not None else _of(referral.pk)


@written_once
def _of(referral: uuid.UUID) -> "models.QuerySet[DeletionNotice]":
    return with_mail(DeletionNotice.objects.filter(referral=referral), "called_by")


class DeletionDeclaration(models.Model):
    """The receiver declares that it deleted what the team asked to delete (R57). The team learns the day only."""

    referral = models.OneToOneField(
        Referral,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="deletion_declaration",
        verbose_name="aanmelding",
    )
    declared_on = models.DateField("gewist op")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField("verklaard op")

    class Meta:
        verbose_name = "verklaring van verwijdering"
        verbose_name_plural = "verklaringen van verwijdering"

    def __str__(self) -> str:
        return f"gewist op {self.declared_on}"
