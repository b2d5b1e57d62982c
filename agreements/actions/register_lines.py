"""What follows from every act on the papers: the line of the register is judged again, and what is known is kept.

A fact that is filled in now is no longer one that the paper does not print (D28).

When a day begins all lines are judged; nothing new is known then.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from agreements.models import Agreement, KnownPapers, NotPrinted, RegisterLine
from agreements.rules.not_printed import is_filled_in
from agreements.rules.register import judged
from law.known import as_values, freeze

BATCH = 100
_postponed: ContextVar[set[UUID] | None] = ContextVar("agreements to be judged at the end of the block", default=None)
_COPIED = [field.name for field in RegisterLine._meta.fields if not field.primary_key]


def judge(agreements: Sequence[UUID], *, at: datetime) -> None:
    """Write the lines of these agreements anew, and what is known of them, in the transaction of what was done to them.

    One at a time, so that whoever comes second reads what the first one did. An act comes here after its
    audit event: that lock is always taken before this one.
    """
    if (postponed := _postponed.get()) is not None:
        postponed.update(agreements)
        return
    for some in _judge(agreements, on=timezone.localdate(at)):
        _keep_known(some, at=at)
        _drop_filled_in(some)


def _judge(agreements: Sequence[UUID], *, on: date) -> Iterator[Sequence[Agreement]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('agreements_registerline', 0))")
    for start in range(0, len(agreements), BATCH):
        some = list(Agreement.objects.filter(pk__in=agreements[start : start + BATCH]).with_papers())
        RegisterLine.objects.bulk_create(
            judged(some, on=on),
            update_conflicts=True,
            unique_fields=["agreement"],
            update_fields=_COPIED,
        )
        yield some


def _keep_known(agreements: Iterable[Agreement], *, at: datetime) -> None:
    """Keep what the gate asks of each, where it is another answer than before; never before what is kept (ADR 0053)."""
    before = {one.agreement_id: one for one in KnownPapers.objects.filter(agreement__in=agreements).latest_of_each()}
    new = []
    for agreement in agreements:
        facts, last = as_values(freeze(agreement)), before.get(agreement.pk)
        if last is None or last.facts != facts:
            new.append(KnownPapers(agreement=agreement, known_at=max(at, last.known_at) if last else at, facts=facts))
    KnownPapers.objects.bulk_create(new)


def _drop_filled_in(agreements: Iterable[Agreement]) -> None:
    by_key = {one.pk: one for one in agreements}
    said = NotPrinted.objects.filter(agreement__in=by_key).only("agreement_id", "key")
    gone = [one.pk for one in said if is_filled_in(by_key[one.agreement_id], one.key)]
    if gone:
        NotPrinted.objects.filter(pk__in=gone).delete()


@contextmanager
def judging_once(*, at: datetime) -> Iterator[None]:
    """The bulk form: of many acts in one transaction, judge each agreement once, when the block ends well."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("judging_once needs a transaction around all of the acts.")
    postponed: set[UUID] = set()
    token = _postponed.set(postponed)
    try:
        yield
    finally:
        _postponed.reset(token)
    judge(sorted(postponed), at=at)


def judge_all(*, on: date) -> int:
    """Judge each agreement that has no line for that day, in short transactions; return how many there were."""
    stale = list(Agreement.objects.without_line(on).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(stale), BATCH):
        with transaction.atomic():
            for _some in _judge(stale[start : start + BATCH], on=on):
                pass
    return len(stale)
