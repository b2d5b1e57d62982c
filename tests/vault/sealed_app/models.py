"""Tables that exist during the tests of the sealed fields only."""

import uuid
from typing import ClassVar

from django.db import models

from vault.fields import SealedBytesField, SealedTextField


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=80, default="subject")
    secret = SealedTextField()
    note = SealedTextField(null=True)
    scan = SealedBytesField(null=True)

    class Meta:
        app_label = "sealed_app"

    def __str__(self) -> str:
        return self.subject


class Postcard(models.Model):
    """Has the same columns as a letter, in another table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, null=True)
    secret = SealedTextField()

    class Meta:
        app_label = "sealed_app"

    def __str__(self) -> str:
        return "postcard"


class ReadLetter(Letter):
    class Meta:
        app_label = "sealed_app"
        proxy = True
        ordering: ClassVar = ["id"]
