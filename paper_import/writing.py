"""Writing what a file says: the preview of each line, and after confirmation the papers, whole or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements.actions import bulk
from audit.record import Code
from law.refusal import Refusal
from paper_import.models import ImportLine, ImportStatus, LineOutcome, PaperImport
from paper_import.planned import Planned


@transaction.atomic
def keep_preview(*, paper_import: PaperImport, plans: Sequence[Planned], sentence: str = "") -> None:
    """Keep what each line would do, for a person to look at; writes nothing of it, so the trail has no event."""
    paper_import.lines.all().delete()
    ImportLine.objects.bulk_create(
        ImportLine(
            paper_import=paper_import,
            number=planned.number,
            label=planned.label,
            outcome=planned.outcome,
            findings=planned.findings,
            doubts=len(planned.doubts),
            fingerprint=planned.fingerprint,
        )
        for planned in plans
    )
    PaperImport.objects.filter(pk=paper_import.pk).update(
        status=ImportStatus.CHECKED, sentence=sentence, total=len(plans), done=len(plans), tries=0
    )


@transaction.atomic
def write_papers(
    *,
    paper_import: PaperImport | None,
    plans: Sequence[Planned],
    by: User | None,
    at: datetime,
    tell: Callable[[int], None],
) -> None:
    """Write every line, or nothing: raises Refusal. `tell` hears how many lines are done."""
    changing = [planned for planned in plans if planned.outcome in (LineOutcome.NEW, LineOutcome.CHANGED)]
    source: dict[str, Code] = {} if paper_import is None else {"import": str(paper_import.pk)}
    try:
        bulk.file_papers(filings=changing, by=by, at=at, source=source, tell=tell)
    except bulk.FilingRefused as refused:
        sentence = f"Regel {changing[refused.place].number}: {refused} Er is niets ingevoerd."
        raise Refusal(sentence) from None
    tell(len(plans))
    if paper_import is not None:
        PaperImport.objects.filter(pk=paper_import.pk).update(
            status=ImportStatus.IMPORTED, content=None, finished_at=at, done=len(plans), sentence=""
        )
