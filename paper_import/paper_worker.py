"""Reading the papers that wait, each by itself; run by a worker, and again by the clock when that one died.

One worker reads, a turn at a time, so that a folder of three hundred papers holds up no mail. While it reads no
transaction is open: a scan takes minutes, and the database ends a transaction that does nothing for so long.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction

from directory.form_fields import INFECTED
from paper_import.core_actors import CoreActors
from paper_import.gbo_reading import gbo_cells_read, is_asked
from paper_import.models import DraftStatus, PaperDraft, Papers
from paper_import.parties import Parties
from paper_import.reading import NO_FIELDS, cells_read, papers_of
from paper_reading.paper import PaperUnreadable, pages_to_show, read_file
from vault.antivirus import ScannerAwayError, is_infected
from vault.bounded import Busy

log = logging.getLogger(__name__)
MOST_TRIES = 3
_READING = 0x706170657273  # number of the advisory lock of whoever reads
FAILED = "Door een fout in het programma kon de computer dit niet lezen. Typ het zelf over."


def read_waiting(*, at: datetime, turn: float = float("inf")) -> int:
    """Read the papers that wait, as they came, and begin none after `turn` seconds; return how many were read.

    None when another worker is reading already.
    """
    with _alone() as is_alone:
        return _read_in_turn(until=time.monotonic() + turn) if is_alone else 0


def _read_in_turn(*, until: float) -> int:
    waiting = PaperDraft.objects.filter(status=DraftStatus.WAITING).order_by("uploaded_at", "position")
    count = 0
    for pk in waiting.values_list("pk", flat=True):
        if time.monotonic() > until:
            break
        try:
            count += read_draft(pk)
        except (Busy, ScannerAwayError):
            log.warning("papers wait: too many files are read at once, or the scanner is away")
            break  # the clock comes back within a minute
        except Exception as error:  # one paper that cannot be read must not hold back the others
            log.error("paper %s: %s", pk, type(error).__name__)
            _note_failure(pk)
    return count


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else reads, until the end or the death of this worker."""
    with closing(connections.create_connection("default")) as beside, beside.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_READING])
        (is_alone,) = cursor.fetchone() or (False,)
        try:
            yield bool(is_alone)
        finally:  # the server notices only a while later that a connection was closed
            cursor.execute("SELECT pg_advisory_unlock_all()")


def read_draft(pk: UUID) -> bool:
    """Read one paper; False when it does not wait any more, or was thrown away meanwhile."""
    draft = PaperDraft.objects.filter(pk=pk, status=DraftStatus.WAITING).first()
    if draft is None:
        return False
    content = draft.content or b""
    draft.status = DraftStatus.OPEN
    if is_infected(content):
        draft.status, draft.sentence, draft.content = DraftStatus.UNREADABLE, INFECTED, None
    else:
        _read(draft, content)
    with transaction.atomic():
        waiting = PaperDraft.objects.select_for_update(no_key=True).filter(pk=pk, status=DraftStatus.WAITING)
        if waiting.values_list("pk").first() is None:
            return False
        draft.save()
    return True


def _read(draft: PaperDraft, content: bytes) -> None:
    try:
        found = read_file(content)
    except PaperUnreadable as error:
        draft.status, draft.sentence = DraftStatus.UNREADABLE, str(error)[:300]
        draft.pages = pages_to_show(content)
        return
    papers = papers_of(found.kinds)
    draft.pages, draft.papers, draft.texts = found.pages, papers, found.texts
    if papers == Papers.GBO:
        read = gbo_cells_read(found.proposals, CoreActors.load())
    else:
        read = cells_read(found.proposals, papers, Parties.load())
    draft.read = read
    asked = (key for key in read if key not in NO_FIELDS and is_asked(key))
    draft.answer(cells={key: read[key].text for key in asked if read[key].text})


@transaction.atomic
def _note_failure(pk: UUID) -> None:
    """Try again a few times; then it is typed over without the machine."""
    draft = PaperDraft.objects.select_for_update(no_key=True).get(pk=pk)
    draft.tries += 1
    if draft.tries >= MOST_TRIES and draft.status == DraftStatus.WAITING:
        draft.status, draft.sentence = DraftStatus.UNREADABLE, FAILED
    draft.save(update_fields=["tries", "status", "sentence"])
