"""What a client takes home (D15), and how the client withdraws alone with it (D35)."""

import uuid
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from consent.models import Language
from referrals.models.deletion import PendingWithdrawal
from referrals.models.referral import Referral
from statements.written import one_written_once, written_once


class SlipQuerySet(models.QuerySet["Slip"]):
    def current(self) -> "SlipQuerySet":
        """The one of each referral that works: a new print ended those before it."""
        return self.filter(ended_at=None)

    def over(self, on: date) -> "SlipQuerySet":
        """Those that nobody needs any more on this day."""
        return self.filter(ends_on__lt=on)


class Slip(models.Model):
    """One print of the slip. Of its code only a fingerprint is kept, as long as the proof of consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="slips", verbose_name="aanmelding")
    digest = models.BinaryField(unique=True, editable=False)
    language = models.CharField("taal", max_length=10, choices=Language.choices)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField("afgedrukt op")
    ended_at = models.DateTimeField("vervangen op", null=True)
    ends_on = models.DateField("bewaard tot en met")

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = "blad voor de cliënt"
        verbose_name_plural = "bladen voor de cliënt"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ended_at__isnull=True), name="one_slip_of_a_referral_works"
            ),
        ]

    def __str__(self) -> str:
        return f"blad van {self.printed_at:%Y-%m-%d}"


class Wish(models.Model):
    """A reference and a code that somebody typed on the public page, as one fingerprint; right or wrong alike.

    The page only writes this row, and looks nothing up: so it cannot show anything, nor take longer for one pair than
    for another. A worker judges it at once (`actions.own_withdrawal`), and it is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(editable=False)
    told_at = models.DateTimeField("gezegd op")

    class Meta:
        verbose_name = "wens om te stoppen"
        verbose_name_plural = "wensen om te stoppen"
        indexes: ClassVar = [models.Index(fields=["digest"], name="wish_by_digest")]

    def __str__(self) -> str:
        return f"wens {self.pk}"


class OwnWithdrawalQuerySet(models.QuerySet["OwnWithdrawal"]):
    def unseen(self) -> "OwnWithdrawalQuerySet":
        """What nobody of the team has read yet."""
        return self.filter(seen_at=None)


class OwnWithdrawal(models.Model):
    """A client withdrew alone, at this moment (D35); and who of the team read that."""

    referral = models.OneToOneField(
        Referral,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="own_withdrawal",
        verbose_name="aanmelding",
    )
    told_at = models.DateTimeField("gezegd op")
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField("gelezen op", null=True)

    objects = OwnWithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = "eigen intrekking"
        verbose_name_plural = "eigen intrekkingen"
        indexes: ClassVar = [
            models.Index(fields=["referral"], condition=Q(seen_at__isnull=True), name="own_withdrawal_unseen")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="own_withdrawal_is_seen_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"eigen intrekking van {self.told_at:%Y-%m-%d}"


def has_wished(referral: Referral) -> bool:
    """Whether somebody said stop for this referral, and nobody got to it yet. Asked under the referral's lock."""
    return bool(_wished(referral.pk))


@written_once
def _wished(key: UUID) -> QuerySet[Referral]:
    pending = PendingWithdrawal.objects.filter(referral=OuterRef("pk"))
    slip = Slip.objects.current().filter(referral=OuterRef(OuterRef("pk")))
    wishes = Wish.objects.filter(digest__in=slip.values("digest"))
    return Referral.objects.filter(Exists(pending) | Exists(wishes), pk=key).only("pk")


@one_written_once
def slip_of(referral: UUID) -> QuerySet[Slip]:
    """The slip with which this client can still say stop."""
    return Slip.objects.filter(referral=referral).current().order_by("pk")[:1]
