"""The trail: two kinds of logs, one row per act, sealed in order into a Merkle tree (D11, D19, D20; ADR 0048).

Who acts inserts an event and waits for nobody. The sealer (`audit_seal`, in `migrations/0002_triggers.py`) gives each
log its gapless numbers and keeps the hashes; nobody else writes those tables. Rows are made by
`audit.record.record_event` only, sealed by `audit.sealing.seal` and checked by `audit.sealing.verify`.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from audit import words
from audit.events import Event
from law.roles import Role

AGENCY = UUID(int=0)
"""The log of Opgroeien's side; that of a receiver's side is named by the id of the receiver (D19)."""


def logs_of(user: Any) -> list[UUID]:
    """Return the logs that someone may read: a DPO of the agency its own, one of a receiver that one (D8, D19)."""
    own = [AGENCY] if user.has_role(Role.AUDITOR) else []
    return own + [organisation.pk for organisation in user.organisations_as(Role.RECEIVER_AUDITOR)]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@cache
def _names_of_fields(kind: str) -> dict[str, str]:
    """What the fields of a kind of thing are called, and those of things beside it: papers tell of their parties."""
    try:
        model = apps.get_model(kind)
    except LookupError:
        return {}
    models_of_app = [*apps.get_app_config(model._meta.app_label).get_models(), model]
    return {one.name: str(one.verbose_name) for each in models_of_app for one in each._meta.concrete_fields}


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: Any) -> Self:
        """The events of the logs that this person may read."""
        return self.filter(log__in=logs_of(user))


class AuditEvent(models.Model):
    """Who did what, when, on which object. Never any client data: `details` holds short codes only.

    `id` counts over all logs: it is shown to nobody, and is in no hash. `written_at` and `salt` are the database's own.
    """

    id = models.BigAutoField(primary_key=True)
    log = models.UUIDField("logboek", default=AGENCY)
    at = models.DateTimeField("tijdstip")
    written_at = models.DateTimeField("geschreven op", db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wie",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    event = models.CharField("wat", max_length=40)  # no choices: a new event must not ask for a migration
    object_type = models.CharField("soort", max_length=80)
    object_id = models.CharField("nummer", max_length=40)
    organisation_id = models.UUIDField("namens organisatie", null=True)
    details = models.JSONField("bijzonderheden", default=dict)
    salt = models.UUIDField(db_default=RandomUUID(), help_text="Nobody finds out by trying what a hash is the hash of.")

    objects = AuditEventQuerySet.as_manager()

    object_name: str
    """What the thing is called; set by `audit.names.name_things`."""
    asked_as: str
    """What one types to read all lines about the thing: its reference, where it bears one; set there too."""
    more_lines: tuple[str, ...] = ()
    """What other rows say beside the details; set by `audit.names.name_teams` and `add_details`."""
    page: str
    page_words: str
    """Where the reader can open the thing, or nothing, and the words of the link; set by `audit.names.link_things`."""

    class Meta:
        verbose_name = "regel van het logboek"
        verbose_name_plural = "logboek"
        indexes: ClassVar = [
            models.Index(fields=["log", "event", "-id"], name="audit_by_event"),
            models.Index(fields=["log", "at"], name="audit_by_time"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["object_id"], name="audit_by_object", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.object_type} {self.object_id}"

    @property
    def event_label(self) -> str:
        """The words for what happened; the bare code when an app that used it is gone."""
        try:  # asking first would go through all events, for each line
            return Event(self.event).label
        except ValueError:
            return self.event

    @property
    def object_label(self) -> str:
        """The kind of object in words; the bare code when its app is gone."""
        try:
            return str(apps.get_model(self.object_type)._meta.verbose_name)
        except LookupError:
            return self.object_type

    @property
    def object_kind(self) -> str:
        """The kind of object, where what happened does not say it already: "aanmelding ingediend: K7QM-4TRX"."""
        return "" if self.object_label in self.event_label else self.object_label

    @property
    def detail_lines(self) -> list[str]:
        """The details, one line each."""
        return [*words.lines(self.details, fields=_names_of_fields(self.object_type)), *self.more_lines]

    @property
    def details_beside_name(self) -> str:
        """The details without what the name of the thing says already, for the page: "aanmelding K7QM-4TRX"."""
        named = f" {self.object_name} "
        return "; ".join(line for line in self.detail_lines if f" {line.partition(': ')[2]} " not in named)


class Unsealed(models.Model):
    """An event that waits for its number; a trigger puts it here, the sealer takes it away."""

    event_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return "regel die op haar nummer wacht"


class SealedLog(models.Model):
    """How far one log is sealed, and up to which number its events were cleared after their term (D11)."""

    log = models.UUIDField(primary_key=True)
    size = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    cleared_through = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"logboek van {self.size} regels"


class LeafQuerySet(models.QuerySet["Leaf"]):
    def visible_to(self, user: Any) -> Self:
        """The places in the logs that this person may read."""
        return self.filter(log__in=logs_of(user))

    def shown(self) -> Self:
        """With event and person, newest first; what was cleared after its term is left out."""
        told = ("at", "event", "object_type", "object_id", "details", "organisation_id", "actor__name")
        leaves = self.filter(event__id__isnull=False).select_related("event__actor").order_by("-number")
        return leaves.only("log", "number", *(f"event__{name}" for name in told))

    def between(self, from_on: date | None, until_on: date | None) -> Self:
        """Of these days, the first and the last included."""
        leaves = self
        if from_on:
            leaves = leaves.filter(event__at__gte=_midnight(from_on))
        if until_on:
            leaves = leaves.filter(event__at__lt=_midnight(until_on + timedelta(days=1)))
        return leaves


class Leaf(models.Model):
    """The place of an event in its log and its hash; stays when the event is cleared after its term."""

    pk = models.CompositePrimaryKey("log", "number")
    log = models.UUIDField()
    number = models.BigIntegerField()
    event = models.OneToOneField(AuditEvent, on_delete=models.DO_NOTHING, db_constraint=False, related_name="leaf")
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    objects = LeafQuerySet.as_manager()

    def __str__(self) -> str:
        return f"regel {self.number}"


class Node(models.Model):
    """The hash over a full subtree of 2 ** level leaves; only levels 8, 16 and 24 are kept (`audit.merkle`)."""

    pk = models.CompositePrimaryKey("log", "level", "index")
    log = models.UUIDField()
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"knoop {self.level}/{self.index}"


class Head(models.Model):
    """What one log held at the end of a day: size and root. It leaves the house under a seal, see `audit.heads`."""

    pk = models.CompositePrimaryKey("log", "day")
    log = models.UUIDField()
    day = models.DateField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.size}:{bytes(self.root).hex()}"


class MissedLine(models.Model):
    """A line that could not be written in the journal (`audit.journal`): an alarm until it is."""

    id = models.BigAutoField(primary_key=True)
    line = models.TextField("regel")

    class Meta:
        verbose_name = "regel die nog in het journaal moet"
        verbose_name_plural = "regels die nog in het journaal moeten"

    def __str__(self) -> str:
        return f"regel {self.pk}"
