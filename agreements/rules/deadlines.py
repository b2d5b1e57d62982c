"""The days that come for the papers of one agreement, read from memory (`Agreement.objects.with_papers()`)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from agreements.models import Agreement, DeadlineKind
from agreements.models.paper import Paper
from agreements.terms.papers import Party
from law import evaluation
from law.days import has_come
from law.reminding import BEFORE_AN_END, BEFORE_AN_EVALUATION, Moment, moment_that_came

ENDS = frozenset(
    {
        DeadlineKind.AGREEMENT_ENDS,
        DeadlineKind.AGREEMENT_NOTICE,
        DeadlineKind.PROTOCOL_ENDS,
        DeadlineKind.PROTOCOL_NOTICE,
    }
)
"""With these a paper is over: both parties are reminded, and afterwards there is nothing left to do in time."""

_BY_ITSELF = ENDS | {DeadlineKind.SUSPENSION_ENDS}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day about the papers: the last day on which a paper holds, or the last for something to be done."""

    on: date
    kind: DeadlineKind
    key: str = field(default="", compare=False)
    """Which one of its kind, where papers can have several: it stays when the day moves."""

    @property
    def words(self) -> str:
        """What it is the day of, as in a list."""
        return self.kind.label

    def is_late(self, on: date) -> bool:
        """Whether something should have been done before `on`; an end just passes."""
        return self.on < on and self.kind not in _BY_ITSELF


def deadlines_of(agreement: Agreement, *, on: date) -> list[Deadline]:
    """All that comes from `on` on, and what should have been done before; soonest first, nothing once it is over."""
    if _is_over(agreement, on):
        return []
    found = [*_ends(agreement), *_suspensions(agreement), *_evaluation(agreement), *_to_sign(agreement)]
    return sorted((one for one in found if one.on >= on or one.is_late(on)), key=lambda one: (one.on, one.kind))


def next_deadline(agreement: Agreement, *, on: date) -> Deadline | None:
    """The first of all deadlines, what is late before what comes; None when nothing is to come."""
    return next(iter(deadlines_of(agreement, on=on)), None)


def reminders_of(agreement: Agreement, *, on: date) -> list[tuple[Deadline, Moment]]:
    """Of what to remind by now, each with the one moment that counts: the ends of papers (R37), the evaluation (R45).

    The day after an end it is over, and that is what the last reminder says.
    """
    found = [(one, BEFORE_AN_END) for one in _ends(agreement)]
    if not _is_over(agreement, on):
        found += [(one, BEFORE_AN_EVALUATION) for one in _evaluation(agreement)]
    due = [(one, moment_that_came(one.on, moments, on=on)) for one, moments in found]
    return [(one, moment) for one, moment in due if moment is not None]


def _is_over(agreement: Agreement, on: date) -> bool:
    """Ended by its term or a notice (R33, R37), or without legal ground (R36)."""
    last = agreement.last_day
    return (last is not None and last < on) or has_come(agreement.legal_ground_gone_on, on)


def _ends(agreement: Agreement) -> Iterator[Deadline]:
    """The last day of each paper that was signed, unless something ended it earlier (R35, R36, R100)."""
    agreement_end = _end(agreement, DeadlineKind.AGREEMENT_ENDS, DeadlineKind.AGREEMENT_NOTICE)
    gone = agreement.legal_ground_gone_on
    earliest = gone - timedelta(days=1) if gone else date.max
    if agreement_end and agreement_end.on <= earliest:
        earliest = agreement_end.on
        yield agreement_end
    protocol = agreement.protocol_facts
    if protocol is not None and protocol.ended_for_breach_on is None:
        protocol_end = _end(protocol, DeadlineKind.PROTOCOL_ENDS, DeadlineKind.PROTOCOL_NOTICE)
        if protocol_end and protocol_end.on < earliest:  # with the agreement everything ends (R35)
            yield protocol_end


def _end(paper: Paper, term: DeadlineKind, notice: DeadlineKind) -> Deadline | None:
    if paper.signed_on is None or paper.last_day is None:
        return None
    return Deadline(paper.last_day, notice if paper.last_day == paper.notice_ends_on else term)


def _suspensions(agreement: Agreement) -> Iterator[Deadline]:
    """The last day of each suspension that has one (R101)."""
    for suspension in agreement.suspensions.all():
        if suspension.until_on is not None:
            yield Deadline(suspension.until_on, DeadlineKind.SUSPENSION_ENDS, key=str(suspension.pk))


def evaluation_due_on(agreement: Agreement) -> date | None:
    """The last day for the next evaluation (R45); None for papers that are not signed or end before it."""
    if agreement.in_force_from is None or agreement.signed_on is None:
        return None
    held = [one.held_on for one in agreement.evaluations.all() if one.held_on is not None]
    due_on = evaluation.due_on(
        in_force_from=agreement.in_force_from,
        last_held_on=max(held, default=None),
        months=agreement.evaluation_months,
    )
    return due_on if agreement.last_day is None or due_on <= agreement.last_day else None


def _evaluation(agreement: Agreement) -> Iterator[Deadline]:
    due_on = evaluation_due_on(agreement)
    if due_on is not None:
        yield Deadline(due_on, DeadlineKind.EVALUATION)


def _to_sign(agreement: Agreement) -> Iterator[Deadline]:
    """Advices and signatures that are still missing, by the day on which the paper is to be in force (R29–R34)."""
    if agreement.in_force_from is not None and agreement.signed_on is None:
        yield Deadline(agreement.in_force_from, DeadlineKind.SIGN_AGREEMENT)
    protocol = agreement.protocol_facts
    if protocol is None or protocol.ended_for_breach_on is not None:
        return
    start = protocol.in_force_from or agreement.in_force_from
    if start is None:
        return
    for party, kind in (
        (Party.AGENCY, DeadlineKind.ADVICE_OF_AGENCY),
        (Party.PARTNER, DeadlineKind.ADVICE_OF_PARTNER),
    ):
        advice = protocol.advice_of(party)
        if advice is None or advice.advised_on is None:
            yield Deadline(start, kind)
    if protocol.signed_on is None:
        yield Deadline(start, DeadlineKind.SIGN_PROTOCOL)
