"""That who follows a referral up was told that a mail of it did not arrive (ADR 0091)."""

from typing import ClassVar

from django.db import models

from referrals.models.referral import Referral


class TroubleTold(models.Model):
    """One reason of one referral, told once; the row goes when the reason does, so that the next time is told again."""

    id = models.BigAutoField(primary_key=True)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="+", verbose_name="aanmelding")
    what = models.CharField("reden", max_length=20, help_text="Of referrals.rules.worklist.ToDo.")

    class Meta:
        verbose_name = "gemelde hapering"
        verbose_name_plural = "gemelde haperingen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "what"], name="a_trouble_is_told_once"),
        ]

    def __str__(self) -> str:
        return self.what
