"""Keeping and reading the files of the papers."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements.actions.refusals import Refused
from agreements.models import Agreement, FileKind, GboAgreement, PaperFile
from audit.events import Event
from audit.record import Code, record_event
from directory.models import Organisation


class FileGone(Refused):
    """The file was withdrawn: its content is erased."""


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


@transaction.atomic
def read_file(*, file: PaperFile, by: User, at: datetime) -> bytes:
    """Return the content and write the reading to the trail; raises FileGone when it was withdrawn."""
    content = PaperFile.objects.get(pk=file.pk).content
    if content is None:
        raise FileGone("Dit bestand is weggehaald.")
    _tell(Event.FILE_READ, file, by=by, at=at)
    return content


@transaction.atomic
def withdraw_file(*, file: PaperFile, by: User, at: datetime) -> None:
    """Erase a file that was kept by mistake; the row tells that it was there. A second time changes nothing."""
    locked = PaperFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    if locked.withdrawn_at is not None:
        return
    locked.content, locked.withdrawn_by, locked.withdrawn_at = None, by, at
    locked.save(update_fields=["content", "withdrawn_by", "withdrawn_at"])
    _tell(Event.FILE_WITHDRAWN, locked, by=by, at=at)


def _tell(event: Event, file: PaperFile, *, by: User, at: datetime) -> None:
    record_event(event, by=by, at=at, about=file, details={"kind": file.kind}, organisation=_of(file))


def _of(file: PaperFile) -> Organisation:
    """On whose behalf the trail tells it: the partner, or the CAW of a GBO agreement."""
    if file.agreement is not None:
        return file.agreement.partner
    assert file.gbo_agreement is not None  # a constraint: exactly one of the two
    return file.gbo_agreement.caw.organisation
