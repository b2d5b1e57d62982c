"""A file with existing papers: uploaded, confirmed or discarded; and the trail of what was taken out.

The worker does the long parts (`paper_import.worker`); the row of the file is the queue (ADR 0003).
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal
from outbox.nudging import nudge
from paper_import.models import ImportStatus, LineOutcome, PaperImport
from paper_import.tasks import run_paper_imports


@transaction.atomic
def upload_papers(*, content: bytes, by: User | None, at: datetime) -> PaperImport:
    """Keep a file, sealed, until it is imported or discarded; the worker checks it."""
    made = PaperImport.objects.create(content=content, uploaded_by=by, uploaded_at=at)
    record_event(Event.PAPERS_UPLOADED, by=by, at=at, about=made, details={"size": len(content)})
    transaction.on_commit(_wake_worker, robust=True)
    return made


@transaction.atomic
def confirm_import(*, paper_import: PaperImport, by: User, at: datetime) -> None:
    """Let the worker write what the preview showed."""
    row = PaperImport.objects.select_for_update(no_key=True).get(pk=paper_import.pk)
    outcomes = set(row.lines.values_list("outcome", flat=True))
    if row.status != ImportStatus.CHECKED:
        raise Refusal("Dit bestand wacht niet op een bevestiging.")
    if LineOutcome.WRONG in outcomes:
        raise Refusal("Er staan nog fouten in. Verbeter het bestand en laad het opnieuw op.")
    if not outcomes & {LineOutcome.NEW, LineOutcome.CHANGED}:
        raise Refusal("Dit bestand wijzigt niets. Er valt niets in te voeren.")
    row.status, row.confirmed_by, row.confirmed_at, row.done, row.sentence = ImportStatus.CONFIRMED, by, at, 0, ""
    row.save(update_fields=["status", "confirmed_by", "confirmed_at", "done", "sentence"])
    record_event(Event.PAPERS_CONFIRMED, by=by, at=at, about=row, details={"lines": row.total})
    transaction.on_commit(_wake_worker, robust=True)


@transaction.atomic
def discard_import(*, paper_import: PaperImport, by: User, at: datetime) -> None:
    """Throw away a file that was not imported, with its bytes and its preview."""
    row = PaperImport.objects.select_for_update(no_key=True).get(pk=paper_import.pk)
    if row.status in (ImportStatus.CONFIRMED, ImportStatus.IMPORTED, ImportStatus.DISCARDED):
        raise Refusal("Dit bestand is al ingevoerd, of wordt nu ingevoerd.")
    row.lines.all().delete()
    row.status, row.content, row.finished_at = ImportStatus.DISCARDED, None, at
    row.save(update_fields=["status", "content", "finished_at"])
    record_event(Event.PAPERS_DISCARDED, by=by, at=at, about=row)


@transaction.atomic
def note_export(*, kind: str, lines: int, by: User, at: datetime) -> None:
    """Record that someone took a list of agreements out, and how long it was."""
    record_event(Event.REGISTER_EXPORTED, by=by, at=at, about=by, details={"kind": kind, "lines": lines})


def _wake_worker() -> None:
    """When the broker does not take it, the clock finds the file within a minute."""
    nudge(run_paper_imports)
