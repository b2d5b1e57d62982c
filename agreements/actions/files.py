"""Keeping and reading the files of the papers."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements.models import Agreement, FileKind, GboAgreement, PaperFile
from audit.events import Event
from audit.record import Code, record_event


@transaction.atomic
def keep_file(*, agreement: Agreement, kind: FileKind, content: bytes, by: User, at: datetime) -> PaperFile:
    """Keep a PDF that `directory.form_fields.PdfField` let through; sealed from here on."""
    file = PaperFile.objects.create(
        agreement=agreement, kind=kind, content=content, size=len(content), uploaded_by=by, uploaded_at=at
    )
    details: dict[str, Code] = {"kind": kind.value, "size": len(content)}
    record_event(Event.FILE_KEPT, by=by, at=at, about=file, details=details, organisation=agreement.partner)
    return file


@transaction.atomic
def keep_gbo_file(*, agreement: GboAgreement, kind: FileKind, content: bytes, by: User, at: datetime) -> PaperFile:
    """Keep a PDF of a GBO agreement, as `keep_file` does for the other papers."""
    file = PaperFile.objects.create(
        gbo_agreement=agreement, kind=kind, content=content, size=len(content), uploaded_by=by, uploaded_at=at
    )
    details: dict[str, Code] = {"kind": kind.value, "size": len(content)}
    organisation = agreement.caw.organisation
    record_event(Event.FILE_KEPT, by=by, at=at, about=file, details=details, organisation=organisation)
    return file
