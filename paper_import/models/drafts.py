"""One paper that is being typed over: its file, what was read on it, and what somebody typed so far (ADR 0083)."""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import Codes
from gbo.models import KINDS
from law.facts import OrganisationKind
from law.roles import Role
from vault.fields import SealedBytesField, SealedTextField

EMPTY: Set[str] = frozenset()
_NAME_OF_ACTOR = re.compile(r"gbo\.(caw|ocmw|dmw)\.(\d+)\.name")


class Papers(Codes):
    """Which papers one file holds: it decides which parts the page asks, in the order of the document."""

    AGREEMENT = auto(), "samenwerkingsovereenkomst"
    PROTOCOL = auto(), "protocol"
    BOTH = auto(), "overeenkomst met haar protocol"
    GBO = auto(), "GBO-overeenkomst"


class DraftStatus(Codes):
    """Where a paper stands on its way into the register."""

    WAITING = auto(), "wordt gelezen"
    OPEN = auto(), "na te kijken"
    UNREADABLE = auto(), "niet leesbaar"
    REGISTERED = auto(), "geregistreerd"
    DISCARDED = auto(), "weggegooid"

    @property
    def tone(self) -> str:
        """The colour that repeats the word (templates/components/tag.html)."""
        return {self.REGISTERED: "success", self.UNREADABLE: "error", self.OPEN: "warning"}.get(self, "info")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for one field: the text as somebody would type it, whether it is sure, and where it stands."""

    text: str
    sure: bool
    page: int
    quote: str


class PaperDraftQuerySet(models.QuerySet["PaperDraft"]):
    def visible_to(self, user: Any) -> "PaperDraftQuerySet":
        """Who keeps the papers: whoever has time goes on with what another began."""
        return self.all() if user.has_role(Role.ADMINISTRATOR) else self.none()

    def in_hand(self) -> "PaperDraftQuerySet":
        """Those that somebody still has to do something with."""
        return self.exclude(status__in=(DraftStatus.REGISTERED, DraftStatus.DISCARDED))


class PaperDraft(models.Model):
    """A paper on its way into the register. File and answers are sealed, and erased when it is registered or discarded.

    It holds no client data: it names who signs, and mailboxes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = SealedBytesField[bytes | None, bytes | None]("inhoud", null=True)
    fingerprint = models.CharField("vingerafdruk", max_length=64, blank=True)
    """Of the file: the same one twice is told."""
    sealed_name = SealedTextField[str | None, str | None]("bestandsnaam", null=True)
    position = models.PositiveSmallIntegerField("plaats in de map", default=0)
    papers = models.CharField("papieren", max_length=10, choices=Papers.choices, default=Papers.PROTOCOL)
    pages = models.PositiveSmallIntegerField("bladzijden om te tonen", default=0)
    status = models.CharField("toestand", max_length=10, choices=DraftStatus.choices, default=DraftStatus.WAITING)
    sentence = models.CharField("uitleg", max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    sealed_read = SealedTextField[str | None, str | None]("gelezen", null=True)
    sealed_texts = SealedTextField[str | None, str | None]("tekst per blad", null=True)
    sealed_answers = SealedTextField[str | None, str | None]("antwoorden", null=True)
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, null=True, related_name="+")
    gbo_agreement = models.ForeignKey("gbo.GboAgreement", on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("toegevoegd op")
    saved_at = models.DateTimeField("bewaard op", null=True)
    finished_at = models.DateTimeField("afgewerkt op", null=True)

    objects = PaperDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "papier om over te typen"
        verbose_name_plural = "papieren om over te typen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=DraftStatus.values, papers__in=Papers.values),
                name="paper_draft_says_where_it_is",
            ),
            models.CheckConstraint(
                condition=~Q(status=DraftStatus.WAITING) | Q(content__isnull=False), name="waiting_draft_has_its_file"
            ),
            models.CheckConstraint(
                condition=~Q(status=DraftStatus.REGISTERED)
                | Q(agreement__isnull=False, gbo_agreement__isnull=True)
                | Q(agreement__isnull=True, gbo_agreement__isnull=False),
                name="registered_draft_has_its_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(DraftStatus.REGISTERED, DraftStatus.DISCARDED))
                | Q(
                    content__isnull=True,
                    sealed_answers__isnull=True,
                    sealed_read__isnull=True,
                    sealed_texts__isnull=True,
                    sealed_name__isnull=True,
                ),
                name="finished_draft_is_empty",
            ),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~Q(fingerprint="") & ~Q(status=DraftStatus.DISCARDED),
                name="one_draft_of_a_file",
                violation_error_message="Dit bestand is al toegevoegd.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["uploaded_at"], condition=Q(status=DraftStatus.WAITING), name="paper_draft_waiting")
        ]

    if TYPE_CHECKING:
        agreement_id: uuid.UUID | None
        gbo_agreement_id: uuid.UUID | None
        uploaded_by_id: int

    def __str__(self) -> str:
        return f"{self.get_papers_display()} van {self.uploaded_at:%d/%m/%Y}"

    @property
    def name(self) -> str:
        """The name under which it was uploaded; empty without a file, and when it is finished."""
        return self.sealed_name or ""

    @property
    def read(self) -> dict[str, Read]:
        """What was read, per key of a field."""
        told = json.loads(self.sealed_read) if self.sealed_read else {}
        return {key: Read(**one) for key, one in told.items()}

    @read.setter
    def read(self, value: Mapping[str, Read]) -> None:
        self.sealed_read = json.dumps({key: asdict(one) for key, one in value.items()})

    @property
    def texts(self) -> list[str]:
        """The pages of a file that is no PDF, as text without layout and without the password of the e-signature."""
        return json.loads(self.sealed_texts) if self.sealed_texts else []

    @texts.setter
    def texts(self, value: Sequence[str]) -> None:
        self.sealed_texts = json.dumps(list(value)) if value else None

    @property
    def cells(self) -> dict[str, str]:
        """What stands in the fields now, as it was typed."""
        return dict(self._answers.get("cells", {}))

    @property
    def looked_at(self) -> set[str]:
        """Parts of which somebody said: this is what the paper says."""
        return set(self._answers.get("looked_at", []))

    @property
    def not_printed(self) -> set[str]:
        """Fields of which somebody said that they do not stand on the paper (D28)."""
        return set(self._answers.get("not_printed", []))

    def answer(self, *, cells: Mapping[str, str], looked_at: Set[str] = EMPTY, not_printed: Set[str] = EMPTY) -> None:
        """Hold what was typed; the caller saves. What is typed is printed."""
        answers = {
            "cells": dict(cells),
            "looked_at": sorted(looked_at),
            "not_printed": sorted(not_printed - cells.keys()),
        }
        self.sealed_answers = json.dumps(answers)

    @property
    def _answers(self) -> dict[str, Any]:
        return json.loads(self.sealed_answers) if self.sealed_answers else {}

    @property
    def is_to_do(self) -> bool:
        """Whether somebody can type it over: also one that no machine could read."""
        return self.status in (DraftStatus.OPEN, DraftStatus.UNREADABLE)

    @property
    def tone(self) -> str:
        """The colour that repeats where it stands."""
        return DraftStatus(self.status).tone

    @property
    def parties(self) -> str:
        """Between whom it is, as far as that is known."""
        cells = self.cells
        if self.papers == Papers.GBO:
            named = [(found, text) for key, text in cells.items() if (found := _NAME_OF_ACTOR.fullmatch(key))]
            in_order = sorted(named, key=lambda one: (KINDS.index(OrganisationKind(one[0][1])), int(one[0][2])))
            return " – ".join(text for _, text in in_order)
        return " – ".join(cells[key] for key in ("team.name", "partner.name") if cells.get(key))


def fingerprint_of(content: bytes) -> str:
    """The same for the same bytes."""
    return hashlib.sha256(content).hexdigest()
