"""Checking and importing the files that wait; run by a worker, and again by the clock when that worker died.

While one transaction holds all the writing, progress goes to the page over a connection of its own.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from uuid import UUID

from django.db import connection, connections, transaction
from django.utils import timezone

from agreements.actions import bulk
from law.refusal import Refusal
from paper_import.lines import lines_of
from paper_import.models import WAITING, ImportStatus, PaperImport
from paper_import.plan import Planner
from paper_import.planned import Planned
from paper_import.writing import keep_preview, write_papers
from sheets.reading import Line
from sheets.refusal import Unreadable
from vault.bounded import Busy

log = logging.getLogger(__name__)
MOST_TRIES = 3
EVERY = 5  # lines between two reports of progress

Tell = Callable[[int, int], None]


def run_waiting(*, at: datetime) -> int:
    """Deal with every file that waits, the oldest first; return how many."""
    count = 0
    for pk in PaperImport.objects.filter(status__in=WAITING).order_by("uploaded_at").values_list("pk", flat=True):
        try:
            count += run(pk, at=at)
        except Busy:
            log.warning("import %s waits: too many files are read at once", pk)  # the clock comes back within a minute
        except Exception as error:  # one file that cannot be handled must not hold back the others
            log.error("import %s: %s", pk, type(error).__name__)
            _note_failure(pk, at=at)
    return count


def run(pk: UUID, *, at: datetime) -> bool:
    """Check or import one file, in one transaction; False when it does not wait, or another worker is at it."""
    with closing(connections.create_connection("default")) as beside, transaction.atomic():
        is_mine = _claim(pk)
        row = PaperImport.objects.filter(pk=pk, status__in=WAITING).first()
        if row is None or not is_mine:
            return False

        def tell(done: int, total: int) -> None:
            if done % EVERY == 0 or done == total:
                with beside.cursor() as cursor:
                    cursor.execute(
                        "UPDATE paper_import_paperimport SET done = %s, total = %s WHERE id = %s", [done, total, pk]
                    )

        try:
            lines = lines_of(row.content or b"")
        except Unreadable as unreadable:
            PaperImport.objects.filter(pk=pk).update(
                status=ImportStatus.UNREADABLE, sentence=str(unreadable), content=None, finished_at=at
            )
            return True
        if row.status == ImportStatus.UPLOADED:
            keep_preview(paper_import=row, plans=plan_all(lines, at=at, tell=tell))
        else:
            _import(row, lines, at=at, tell=tell)
        return True


def plan_all(lines: Sequence[Line], *, at: datetime, tell: Tell = lambda done, total: None) -> list[Planned]:
    """What every line would do in the register as it is now."""
    planner = Planner.of(lines, today=timezone.localdate(at))
    plans = []
    for count, line in enumerate(lines, start=1):
        plans.append(planner.plan(line))
        tell(count, len(lines))
    return plans


def lock_parties(lines: Sequence[Line]) -> None:
    """Let nobody change the papers that these lines can be about, until the end of the transaction."""
    planner = Planner.of(lines, today=timezone.localdate())
    keys = [one.pk for versions in planner.agreements.values() for one in versions]
    pairs = [planner.parties.known(line) for line in lines]
    bulk.lock_papers(partners={partner.pk for _team, partner in pairs if partner is not None}, agreements=keys)


def _import(row: PaperImport, lines: Sequence[Line], *, at: datetime, tell: Tell) -> None:
    """Write what was looked at; when the register changed meanwhile, show the preview again and write nothing."""
    lock_parties(lines)
    plans = plan_all(lines, at=at)
    seen = dict(row.lines.values_list("number", "fingerprint"))
    if {planned.number: planned.fingerprint for planned in plans} != seen:
        sentence = "De overeenkomsten zijn intussen gewijzigd. Kijk het voorbeeld opnieuw na en bevestig."
        keep_preview(paper_import=row, plans=plans, sentence=sentence)
        return
    try:
        write_papers(
            paper_import=row, plans=plans, by=row.confirmed_by, at=at, tell=lambda done: tell(done, len(plans))
        )
    except Refusal as refused:
        keep_preview(paper_import=row, plans=plans, sentence=str(refused)[:300])


def _claim(pk: UUID) -> bool:
    """Whether this worker has the file to itself, until the end of the transaction or the death of the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [pk.int % 2**63])
        (is_mine,) = cursor.fetchone() or (False,)
    return bool(is_mine)


def _note_failure(pk: UUID, *, at: datetime) -> None:
    """Try again a few times: a deadlock passes. An error of the program does not."""
    with transaction.atomic():
        row = PaperImport.objects.select_for_update(no_key=True).get(pk=pk)
        row.tries += 1
        if row.tries >= MOST_TRIES and row.is_waiting:
            row.status, row.content, row.finished_at = ImportStatus.FAILED, None, at
            row.sentence = "Door een fout in het programma lukt dit niet. Er is niets ingevoerd."
        row.save(update_fields=["tries", "status", "content", "finished_at", "sentence"])
