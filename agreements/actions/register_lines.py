"""The lines of the register: judged again with every act on the papers, and for all agreements when a day begins."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from agreements.models import Agreement, RegisterLine
from agreements.rules.register import judged

BATCH = 100
_postponed: ContextVar[set[UUID] | None] = ContextVar("agreements to be judged at the end of the block", default=None)
_COPIED = [field.name for field in RegisterLine._meta.fields if not field.primary_key]


def judge(agreements: Sequence[UUID], *, on: date) -> None:
    """Write the lines of these agreements anew, inside the transaction of what was done to their papers.

    One at a time, so that whoever comes second reads what the first one did. An act comes here after its
    audit event: that lock is always taken before this one.
    """
    if (postponed := _postponed.get()) is not None:
        postponed.update(agreements)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('agreements_registerline', 0))")
    for start in range(0, len(agreements), BATCH):
        some = Agreement.objects.filter(pk__in=agreements[start : start + BATCH])
        RegisterLine.objects.bulk_create(
            judged(some.with_papers(), on=on),
            update_conflicts=True,
            unique_fields=["agreement"],
            update_fields=_COPIED,
        )


@contextmanager
def judging_once(*, on: date) -> Iterator[None]:
    """The bulk form: of many acts in one transaction, judge each agreement once, when the block ends well."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("judging_once needs a transaction around all of the acts.")
    postponed: set[UUID] = set()
    token = _postponed.set(postponed)
    try:
        yield
    finally:
        _postponed.reset(token)
    judge(sorted(postponed), on=on)


def judge_all(*, on: date) -> int:
    """Judge each agreement that has no line for that day, in short transactions; return how many there were."""
    stale = list(Agreement.objects.without_line(on).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(stale), BATCH):
        with transaction.atomic():
            judge(stale[start : start + BATCH], on=on)
    return len(stale)
