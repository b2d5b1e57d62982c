"""Who tried to come in, and what was wrong with it."""

import uuid
from enum import auto
from typing import ClassVar

from django.db import models

from accounts.models.people import User
from audit.codes import Codes


class FailedSignIn(models.Model):
    """One wrong password or code, kept for a day as fingerprints; what is counted from it is in `accounts.guessing`."""

    id = models.BigAutoField(primary_key=True)
    account = models.BinaryField(editable=False, help_text="Of the address that was typed, whether it has an account.")
    source = models.BinaryField(editable=False, help_text="Of the device or the network address.")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    is_known = models.BooleanField("toestel waar deze persoon eerder inlogde")
    had_password = models.BooleanField("het wachtwoord was juist", default=False)
    at = models.DateTimeField("op")

    class Meta:
        verbose_name = "mislukte poging om in te loggen"
        verbose_name_plural = "mislukte pogingen om in te loggen"
        indexes: ClassVar = [
            models.Index(fields=["account", "at"], name="failed_sign_in_account"),
            models.Index(fields=["source", "at"], name="failed_sign_in_source"),
            models.Index(fields=["at"], name="failed_sign_in_recent"),
        ]

    def __str__(self) -> str:
        return f"poging {self.pk}"


class AlarmKind(Codes):
    """What is wrong with how people come in."""

    GUESSING = auto(), "er worden wachtwoorden geraden"
    DENIED = auto(), "iemand vraagt vaak wat niet van hem of haar is"
    UNREADABLE = auto(), "een app of passkey is beschadigd"


class AccessAlarm(models.Model):
    """Something that was counted within one period, and became an alarm when it was too much; told once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=10, choices=AlarmKind.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    log = models.UUIDField("logboek", null=True, help_text="Of which receiver; empty: of the agency's side (D19).")
    first_at = models.DateTimeField("begonnen op")
    last_at = models.DateTimeField("laatst op")
    raised_at = models.DateTimeField("gemeld op", null=True)
    number = models.PositiveIntegerField("aantal", default=0)
    accounts = models.PositiveIntegerField("accounts", default=0)

    class Meta:
        verbose_name = "alarm over toegang"
        verbose_name_plural = "alarmen over toegang"
        indexes: ClassVar = [models.Index(fields=["-last_at"], name="access_alarm_recent")]

    def __str__(self) -> str:
        return self.get_kind_display()
