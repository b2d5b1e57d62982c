"""Keeping and reading the files of the papers."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements.models import Agreement, FileKind, KeptFile, PaperFile
from audit.events import Event
from audit.record import Code, record_event
from law.refusal import Refusal


@transaction.atomic
def keep_file(*, agreement: Agreement, kind: FileKind, content: bytes, by: User, at: datetime) -> PaperFile:
    """Keep a PDF that `directory.form_fields.PdfField` let through; sealed from here on."""
    file = PaperFile(agreement=agreement, kind=kind, content=content, size=len(content), uploaded_by=by, uploaded_at=at)
    keep(file, by=by, at=at)
    return file


@transaction.atomic
def keep(file: KeptFile, *, by: User, at: datetime) -> None:
    """Keep a new file of any room, and write the event."""
    file.save(force_insert=True)
    details: dict[str, Code] = {"kind": file.kind, "size": file.size}
    record_event(Event.FILE_KEPT, by=by, at=at, about=file, details=details, organisation=file.organisation)


@transaction.atomic
def read_file(*, file: KeptFile, by: User, at: datetime) -> bytes:
    """Return the content and write the reading to the trail; raises Refusal when it was withdrawn."""
    content: bytes | None = type(file)._default_manager.get(pk=file.pk).content
    if content is None:
        raise Refusal("Dit bestand is weggehaald.")
    _write_event(Event.FILE_READ, file, by=by, at=at)
    return content


@transaction.atomic
def withdraw_file(*, file: KeptFile, by: User, at: datetime) -> None:
    """Erase a file that was kept by mistake; the row tells that it was there. A second time changes nothing."""
    locked = type(file)._default_manager.select_for_update(no_key=True).get(pk=file.pk)
    if locked.withdrawn_at is not None:
        return
    locked.content, locked.withdrawn_by, locked.withdrawn_at = None, by, at
    locked.save(update_fields=["content", "withdrawn_by", "withdrawn_at"])
    _write_event(Event.FILE_WITHDRAWN, locked, by=by, at=at)


def _write_event(event: Event, file: KeptFile, *, by: User, at: datetime) -> None:
    record_event(event, by=by, at=at, about=file, details={"kind": file.kind}, organisation=file.organisation)
