"""When the periodic work last ran, and the alarms about the house itself."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class PeriodicWork(models.Model):
    """One row for each line of `CELERY_BEAT_SCHEDULE`: when it last ran, whoever started it."""

    name = models.CharField("werk", primary_key=True, max_length=20)
    known_since = models.DateTimeField("gekend sinds")
    started_at = models.DateTimeField("begonnen op", null=True)
    succeeded_at = models.DateTimeField("gelukt op", null=True)
    failed_at = models.DateTimeField("mislukt op", null=True)
    error = models.CharField("soort fout", max_length=80, blank=True, help_text="The class of it, never its words.")

    class Meta:
        verbose_name = "periodiek werk"
        verbose_name_plural = "periodiek werk"

    def __str__(self) -> str:
        return self.name


class KeyCheck(models.Model):
    """Tells at a start whether the keys are those of this database: a constant, sealed or fingerprinted under each."""

    name = models.CharField("sleutel", primary_key=True, max_length=12, help_text="seal-<number>, or index.")
    value = models.BinaryField("waarde")

    class Meta:
        verbose_name = "toets van een sleutel"
        verbose_name_plural = "toetsen van de sleutels"

    def __str__(self) -> str:
        return self.name


class HouseAlarm(models.Model):
    """Something about the house that a person must look at, from when it was found until it was over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    finding = models.CharField("wat", max_length=20, help_text="The name of an upkeep.findings.HouseFinding.")
    began_at = models.DateTimeField("begonnen op")
    ended_at = models.DateTimeField("voorbij op", null=True)

    class Meta:
        verbose_name = "alarm over de werking"
        verbose_name_plural = "alarmen over de werking"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(ended_at__isnull=True), name="one_open_alarm_for_each_finding"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["-began_at"], name="house_alarm_recent")]

    def __str__(self) -> str:
        return self.finding
