"""A file with existing papers on its way into the register: uploaded, checked, looked at, confirmed, imported."""

import uuid
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import Codes
from law.roles import Role
from vault.fields import SealedBytesField


class ImportStatus(Codes):
    """Where a file stands; the worker moves it on from the statuses in `WAITING`."""

    UPLOADED = auto(), "wordt nagekeken"
    CHECKED = auto(), "nagekeken"
    CONFIRMED = auto(), "wordt ingevoerd"
    IMPORTED = auto(), "ingevoerd"
    UNREADABLE = auto(), "niet leesbaar"
    FAILED = auto(), "mislukt"
    DISCARDED = auto(), "verworpen"

    @property
    def tone(self) -> str:
        """The colour that repeats the word (templates/components/tag.html)."""
        return _TONES.get(self, "info")


_TONES = {
    ImportStatus.IMPORTED: "success",
    ImportStatus.UNREADABLE: "error",
    ImportStatus.FAILED: "error",
    ImportStatus.DISCARDED: "neutral",
}
WAITING = (ImportStatus.UPLOADED, ImportStatus.CONFIRMED)


class LineOutcome(Codes):
    """What a line would do."""

    NEW = auto(), "nieuw"
    CHANGED = auto(), "wijzigt"
    SAME = auto(), "geen wijziging"
    WRONG = auto(), "fout"

    @property
    def tone(self) -> str:
        """The colour that repeats the word (templates/components/tag.html)."""
        return {self.NEW: "success", self.CHANGED: "info", self.WRONG: "error"}.get(self, "neutral")


class PaperImportQuerySet(models.QuerySet["PaperImport"]):
    def visible_to(self, user: Any) -> "PaperImportQuerySet":
        """Who keeps the papers."""
        return self.all() if user.has_role(Role.ADMINISTRATOR) else self.none()


class PaperImport(models.Model):
    """One uploaded file. Its bytes are sealed, and erased when it is imported or discarded; it holds no client data.

    `done` of `total` lines is written while the worker is at it, so that the page can show it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = SealedBytesField[bytes | None, bytes | None]("inhoud", null=True)
    status = models.CharField("toestand", max_length=12, choices=ImportStatus.choices, default=ImportStatus.UPLOADED)
    sentence = models.CharField("uitleg", max_length=300, blank=True)
    total = models.PositiveIntegerField("aantal regels", default=0)
    done = models.PositiveIntegerField("nagekeken of ingevoerd", default=0)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("opgeladen op")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    finished_at = models.DateTimeField("afgewerkt op", null=True)

    objects = PaperImportQuerySet.as_manager()

    class Meta:
        verbose_name = "invoer"
        verbose_name_plural = "invoer"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ImportStatus.values), name="import_status_exists"),
            models.CheckConstraint(
                condition=~Q(status__in=WAITING) | Q(content__isnull=False), name="waiting_import_has_its_file"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["uploaded_at"], condition=Q(status__in=WAITING), name="import_waiting")
        ]

    def __str__(self) -> str:
        return f"invoer van {self.uploaded_at:%d/%m/%Y}"

    @property
    def is_waiting(self) -> bool:
        """Whether the worker is to do something, or is at it."""
        return self.status in WAITING


class ImportLine(models.Model):
    """What one line of the file would do: the preview, which a person looks at before anything is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper_import = models.ForeignKey(PaperImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("regel")
    label = models.CharField("overeenkomst", max_length=250, blank=True)
    outcome = models.CharField("uitkomst", max_length=10, choices=LineOutcome.choices)
    findings = models.JSONField("bevindingen", default=list)
    """Dicts with column, sentence and tone."""
    doubts = models.PositiveSmallIntegerField("twijfels", default=0)
    fingerprint = models.CharField("vingerafdruk", max_length=64)
    """Of all that would be written: another one at the moment of importing means that the preview is no longer true."""

    class Meta:
        verbose_name = "regel"
        verbose_name_plural = "regels"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper_import", "number"], name="import_line_once"),
        ]

    if TYPE_CHECKING:
        paper_import_id: uuid.UUID

    def __str__(self) -> str:
        return f"regel {self.number}"
