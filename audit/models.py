"""The trail: one row per act, each chained to the one before it by its hash (D11).

The database does the chaining and refuses every change (`migrations/0002_triggers.py`), so that no path around Django
leaves a gap. Rows are made by `audit.record.record_event` only, and checked by `audit.chain.verify`.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit import words
from audit.events import BEHIND_THE_WALL, KINDS_BEHIND_THE_WALL, Event
from law.roles import Role


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: Any) -> Self:
        """For an auditor all but what stands behind the wall (D4); nothing for anyone else (D8)."""
        if not user.has_role(Role.AUDITOR):
            return self.none()
        is_open = Q(details__kind__isnull=True) | ~Q(details__kind__in=KINDS_BEHIND_THE_WALL)
        return self.exclude(event__in=BEHIND_THE_WALL).filter(is_open)

    def filtered(
        self, *, event: str, object_id: str, from_on: date | None, until_on: date | None, voor: int | None
    ) -> Self:
        """Newest first, those that meet every condition given: event, start of the object's number, days, id below."""
        found = self.select_related("actor").order_by("-pk")
        if event:
            found = found.filter(event=event)
        if object_id:
            found = found.filter(object_id__startswith=object_id)
        if from_on:
            found = found.filter(at__gte=_midnight(from_on))
        if until_on:
            found = found.filter(at__lt=_midnight(until_on + timedelta(days=1)))
        return found.filter(pk__lt=voor) if voor else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditEvent(models.Model):
    """Who did what, when, on which object. Never any client data: `details` holds short codes only.

    `id`, `previous_hash` and `hash` are filled in by the database: ids count up from 1 without gaps.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("tijdstip")
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
    previous_hash = models.BinaryField(db_default=b"")
    hash = models.BinaryField(db_default=b"")

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "regel van het logboek"
        verbose_name_plural = "logboek"
        indexes: ClassVar = [
            models.Index(fields=["event", "-id"], name="audit_by_event"),
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(fields=["object_id"], name="audit_by_object", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.event} {self.object_type} {self.object_id}"

    @property
    def event_label(self) -> str:
        """The words for what happened; the bare code when an app that used it is gone."""
        return Event(self.event).label if self.event in Event else self.event

    @property
    def object_label(self) -> str:
        """The kind of object in words; the bare code when its app is gone."""
        try:
            return str(apps.get_model(self.object_type)._meta.verbose_name)
        except LookupError:
            return self.object_type

    @property
    def detail_lines(self) -> list[str]:
        """The details, one line each."""
        return [f"{words.KEYS.get(key, key)}: {words.say(value)}" for key, value in self.details.items()]


class TrailEnd(models.Model):
    """Number and hash of the last event, kept beside the trail by the database: a tail that was cut off shows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    event_id = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_end")]

    def __str__(self) -> str:
        return f"…{self.event_id}"
