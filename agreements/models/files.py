"""The signed papers and what belongs with them, as files: sealed, and read only from our own pages."""

import uuid
from enum import auto
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from audit.codes import Codes
from directory.models import Organisation
from law.roles import Role
from vault.fields import SealedBytesField


class FileKind(Codes):
    """What the file is. Our own name for a file comes from this, never from the name it was uploaded under."""

    AGREEMENT = auto(), "ondertekende samenwerkingsovereenkomst"
    PROTOCOL = auto(), "ondertekend protocol"
    ADVICE_OF_AGENCY = "advice_agency", "advies van de DPO van Opgroeien"
    ADVICE_OF_PARTNER = "advice_partner", "advies van de DPO van de partner"
    COUNCIL_DECISION = "council", "raadsbesluit"
    NOTICE = auto(), "opzeggingsbrief"
    POSTING_PROOF = auto(), "bewijs van een aangetekende zending"
    PROOF = auto(), "bewijs van de beveiliging"
    PROCESSORS = auto(), "overzicht van verwerkers"
    PROCESSOR_CONTRACT = auto(), "ondertekende verwerkersovereenkomst"
    MINUTES = auto(), "verslag van de evaluatie"
    GBO_AGREEMENT = "gbo", "ondertekende GBO-overeenkomst"
    GBO_ADVICE = auto(), "advies van de DPO van het CAW"


class KeptFileQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Who keeps the papers, and who audits them."""
        return self.all() if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()


class KeptFile(models.Model):
    """One PDF that belongs to papers; checked before it came here (`directory.form_fields.PdfField`).

    One that was a mistake is withdrawn: its content is erased, and the row says who did so and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=20, choices=FileKind.choices)
    content = SealedBytesField[bytes | None, bytes | None]("inhoud", null=True)
    size = models.PositiveIntegerField("grootte in bytes")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("opgeladen op")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField("weggehaald op", null=True)

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="%(class)s_is_not_empty"),
            models.CheckConstraint(
                condition=Q(content__isnull=False, withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(content__isnull=True, withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="%(class)s_is_there_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def organisation(self) -> Organisation:
        """On whose behalf the trail says what happens to the file."""
        raise NotImplementedError

    @property
    def filename(self) -> str:
        """Our own name for it, as it is downloaded; nothing of the name it was uploaded under."""
        return f"{slugify(self.get_kind_display())}-{self.pk.hex[:8]}.pdf"


class PaperFile(KeptFile):
    """A file of an agreement and its protocol."""

    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="files", verbose_name="overeenkomst"
    )

    class Meta(KeptFile.Meta):
        abstract = False

    if TYPE_CHECKING:
        agreement_id: uuid.UUID

    @property
    def organisation(self) -> Organisation:
        return self.agreement.partner
