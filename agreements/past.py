"""Whether something was allowed on a day: by what is known now, and by what was known then (D26, ADR 0053)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from agreements.models import Agreement, KnownPapers
from agreements.route import papers_between
from directory.models import Municipality, Organisation
from directory.past import receiver_as_known
from law import gate
from law.facts import AgreementFacts, PartnerFacts, Region
from law.gate import Decision
from law.known import KnownAgreement, freeze
from law.past import judged_by

Ask = Callable[[PartnerFacts | None, AgreementFacts | None, datetime | None], Decision]
"""A question to the gate about a receiver and papers, by what was known at a moment (None: now)."""


@dataclass(frozen=True)
class GateAnswer:
    """What the gate says, by what was known at one moment; `house` is what this house knew at the moment judged."""

    decision: Decision
    receiver: Organisation | None
    agreement: Agreement | None
    facts: KnownAgreement | None
    house: KnownAgreement | None
    known_at: datetime | None
    """None: by what is known now."""


@dataclass(frozen=True)
class PastAnswer:
    """The answer about one moment. `then` is by what was known at that moment, when that is another answer."""

    moment: datetime
    now: GateAnswer
    then: GateAnswer | None
    is_past: bool
    registered_at: datetime | None
    """Since when anything is known here of the papers that were judged; asked of what is past only."""

    @property
    def on(self) -> date:
        return self.now.decision.on

    @property
    def was_registered(self) -> bool:
        """Whether this house knew the papers at that moment: before, it asked nothing."""
        return self.registered_at is not None and self.registered_at <= self.moment


def end_of(day: date) -> datetime:
    """The last moment of a day in Brussels, also of the days of 23 and 25 hours."""
    return timezone.make_aware(datetime.combine(day, time.max))


def answer_for_route(
    *, team: Organisation, residence: Municipality, on: date, known_on: date | None = None, at: datetime
) -> PastAnswer:
    """Whether this team might send to this place on that day; `known_on`: by what was known at the end of that day."""

    def ask(partner: PartnerFacts | None, agreement: AgreementFacts | None, _known_at: datetime | None) -> Decision:
        region = Region(residence.region)
        return gate.check_route(residence=residence.pk, region=region, partner=partner, agreement=agreement, on=on)

    known_at = end_of(known_on) if known_on is not None and end_of(known_on) < at else None
    return _answer(ask, _Route(team, residence, on), moment=end_of(on), known_at=known_at, at=at)


def answer_for_agreement(agreement: Agreement, *, on: date, at: datetime) -> PastAnswer:
    """Whether anything might be sent under this version of the papers on that day, whoever the sender and the client.

    `agreement` was loaded `with_papers()`.
    """

    def ask(_partner: PartnerFacts | None, papers: AgreementFacts | None, _known_at: datetime | None) -> Decision:
        return gate.check_agreement(agreement=papers, on=on)

    return _answer(ask, _OneAgreement(agreement), moment=end_of(on), known_at=None, at=at)


def answer_for_moment(
    ask: Ask, *, agreement: Agreement, residence: Municipality, moment: datetime, at: datetime
) -> PastAnswer:
    """Whether data might go at that very moment under these papers (`with_papers()`): `ask` holds client and sender."""
    return _answer(ask, _OneAgreement(agreement, residence), moment=moment, known_at=None, at=at)


class _Route:
    """The receiver of a place on a day, and the version of the papers that counts on it, as known at a moment."""

    def __init__(self, team: Organisation, residence: Municipality, on: date) -> None:
        self.team, self.residence, self.on = team, residence, on

    def receiver(self, moment: datetime, known_at: datetime | None) -> tuple[Organisation | None, PartnerFacts | None]:
        found = receiver_as_known(self.residence, self.on, active_at=moment, known_at=known_at)
        return found or (None, None)

    def papers(self, receiver: Organisation | None, known_at: datetime | None) -> "_Papers | None":
        if receiver is None:
            return None
        if known_at is None:
            found = papers_between(team=self.team, partner=receiver, on=self.on)
            return _Papers(found, freeze(found)) if found else None
        pair = Agreement.objects.filter(team=self.team, partner=receiver)
        rows = KnownPapers.objects.filter(agreement__in=pair).by(known_at).latest_of_each()
        return _that_counts([_Papers(row.agreement, row.known) for row in rows.select_related("agreement")], self.on)


class _OneAgreement:
    """One version of the papers, whatever the place; with a place, the territory of its receiver as it was known."""

    def __init__(self, agreement: Agreement, residence: Municipality | None = None) -> None:
        self.agreement, self.residence = agreement, residence

    def receiver(self, moment: datetime, known_at: datetime | None) -> tuple[Organisation | None, PartnerFacts | None]:
        partner = self.agreement.partner
        if self.residence is None or known_at is None:
            return partner, partner
        on = timezone.localdate(moment)
        found = receiver_as_known(self.residence, on, active_at=moment, known_at=known_at)
        return (partner, found[1]) if found and found[0] == partner else (None, None)

    def papers(self, _receiver: Organisation | None, known_at: datetime | None) -> "_Papers | None":
        if known_at is None:
            return _Papers(self.agreement, freeze(self.agreement))
        row = KnownPapers.objects.filter(agreement=self.agreement).by(known_at).latest_of_each().first()
        return _Papers(self.agreement, row.known) if row else None


@dataclass(frozen=True)
class _Papers:
    agreement: Agreement
    facts: KnownAgreement


def _that_counts(versions: Sequence[_Papers], on: date) -> _Papers | None:
    """Of the versions that were known: the latest that has begun, else the newest (R44), as `begun_first` says."""

    def worth(one: _Papers) -> tuple[bool, int]:
        start = one.facts.in_force_from
        return start is not None and start <= on, one.agreement.version

    return max(versions, key=worth, default=None)


def _answer(
    ask: Ask, question: _Route | _OneAgreement, *, moment: datetime, known_at: datetime | None, at: datetime
) -> PastAnswer:
    is_past = moment < at
    now = _judge(ask, question, moment=moment, known_at=known_at, is_past=is_past)
    registered_at = _registered_at(now.agreement.pk) if is_past and now.agreement else None
    then = None
    if is_past and (known_at is None or moment < known_at):
        then = _judge(ask, question, moment=moment, known_at=moment, is_past=True)
        was_registered = registered_at is not None and registered_at <= moment
        if not was_registered or then.decision.obstacles == now.decision.obstacles:
            then = None  # nothing was known yet, or the same
    return PastAnswer(moment, now, then, is_past, registered_at)


def _judge(
    ask: Ask, question: _Route | _OneAgreement, *, moment: datetime, known_at: datetime | None, is_past: bool
) -> GateAnswer:
    """Papers as known at `known_at`; this house as it was at the moment, when that is past by then."""
    receiver, partner = question.receiver(moment, known_at)
    papers = question.papers(receiver, known_at)
    decision = ask(partner, papers.facts if papers else None, known_at)
    house = papers
    if is_past and (known_at is None or moment < known_at):
        house = question.papers(receiver, moment)
        decision = judged_by(decision, ask(partner, house.facts, moment) if house else None)
    return GateAnswer(
        decision,
        receiver,
        papers.agreement if papers else None,
        papers.facts if papers else None,
        house.facts if house else None,
        known_at,
    )


def _registered_at(agreement_id: UUID) -> datetime | None:
    first = KnownPapers.objects.filter(agreement=agreement_id).order_by("known_at", "pk").first()
    return first.known_at if first else None
