"""What a run must have held, counted from the rows, from the relay's ledger, and from what the people were told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from outbox.models import CARRIES_CLIENT_DATA, Attempt, Kind, Transmission, TransmissionStatus
from referrals.models import DeletionNotice
from tests.faults.load import Case
from tests.faults.sink import Taken

DEMANDED_NONE = (
    "lost",
    "after_withdrawal",
    "after_wish",
    "notice_missing",
    "wrong_recipient",
    "dup_unexplained",
    "sent_without_250",
)


@dataclass
class Verdict:
    """The counts, as they are printed; `dup` is allowed, when the row knew that the mail might have arrived."""

    n: int = 0
    withdrawn: int = 0
    alone: int = 0
    corrected: int = 0
    lost: int = 0
    after_withdrawal: int = 0
    after_wish: int = 0
    notice_missing: int = 0
    wrong_recipient: int = 0
    dup: int = 0
    dup_unexplained: int = 0
    sent_without_250: int = 0
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return not self.broken()

    def broken(self) -> list[str]:
        """The names of the promises that did not hold."""
        return [name for name in DEMANDED_NONE if getattr(self, name)]


def judge(cases: Iterable[Case], ledger: list[Taken]) -> Verdict:
    """Compare what happened with what was promised; call it when nothing is under way any more."""
    cases = list(cases)
    taken: dict[UUID, list[Taken]] = defaultdict(list)
    for one in ledger:
        taken[one.transmission].append(one)
    rows: dict[UUID, list[Transmission]] = defaultdict(list)
    of_notice = dict(DeletionNotice.objects.values_list("pk", "referral_id"))
    for row in Transmission.objects.defer("message", "password"):
        rows[of_notice.get(row.subject_id, row.subject_id)].append(row)
    verdict = Verdict(n=len(cases))
    for case in cases:
        _judge_case(verdict, case, rows[case.referral], taken)
    known = {row.pk for own in rows.values() for row in own}
    verdict.wrong_recipient += sum(key not in known for key in taken)
    return verdict


def _judge_case(verdict: Verdict, case: Case, rows: list[Transmission], taken: dict[UUID, list[Taken]]) -> None:
    data = [row for row in rows if row.kind in CARRIES_CLIENT_DATA]
    verdict.withdrawn += case.withdrawn_at is not None
    verdict.alone += case.wished_at is not None
    verdict.corrected += any(row.kind == Kind.CORRECTION for row in rows)
    for row in rows:
        arrived = taken[row.pk]
        expected = {case.mailbox} if row.kind == Kind.REFERRAL else {row.recipient}
        verdict.wrong_recipient += sum(set(one.recipients) != expected for one in arrived)
        verdict.sent_without_250 += row.status == TransmissionStatus.SENT and not arrived
        _judge_repeats(verdict, row, arrived)
    for row in data:
        arrived = taken[row.pk]
        if case.withdrawn_at is not None:
            verdict.after_withdrawal += sum(one.at > case.withdrawn_at for one in arrived)
        if case.shut_at is not None:  # the scene closed the way while a worker stood in between
            verdict.wrong_recipient += sum(one.at > case.shut_at for one in arrived)
        if case.wished_at is not None:  # what was under way may still arrive; nothing begins
            verdict.after_wish += Attempt.objects.filter(transmission=row.pk, started_at__gt=case.wished_at).count()
        verdict.lost += _is_lost(case, row, arrived)
    may_have_left = any(taken[row.pk] or row.status == TransmissionStatus.SENT or row.is_ambiguous for row in data)
    if case.withdrawn_at is not None and may_have_left:
        # one that the relay refused for good is shown to the team, which phones instead (D5)
        came = [
            taken[row.pk] or row.status == TransmissionStatus.FAILED for row in rows if row.kind == Kind.DELETION_NOTICE
        ]
        verdict.notice_missing += not any(came)


def _judge_repeats(verdict: Verdict, row: Transmission, arrived: list[Taken]) -> None:
    if len(arrived) < 2:
        return
    verdict.dup += len(arrived) - 1
    prints: set[Any] = {(one.message_id, one.date, one.digest) for one in arrived}
    if not row.is_ambiguous or len(prints) > 1:
        verdict.dup_unexplained += len(arrived) - 1


def _is_lost(case: Case, row: Transmission, arrived: list[Taken]) -> bool:
    """A mail that should be there is not, and no page says why."""
    if case.withdrawn_at is not None or arrived:
        return False
    if row.status == TransmissionStatus.FAILED:
        return False
    return not (row.status == TransmissionStatus.BLOCKED and row.obstacles and case.may_be_blocked)
