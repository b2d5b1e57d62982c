"""Many papers at once, as a spreadsheet brings them: the same rules as the pages, whole or not at all.

A `Filing` is what is to be written of one agreement. `refusals` are the sentences with which the page would refuse it;
`file_papers` asks them again on the locked rows. What differs from the pages is the trail: one event for each agreement
instead of one for each of its parts, all at the end, so that nobody waits for it longer than those lines take.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from agreements.actions.doubts import note_doubt, write_doubt_event
from agreements.actions.mailbox import place_mailbox
from agreements.actions.papers import refuse_parties
from agreements.actions.register_lines import judge
from agreements.actions.writing import change
from agreements.models import Agreement, Contact, Doubt, DpoAdvice, Mailbox, NotPrinted, Protocol, Signature
from agreements.rules import stopping, versions
from agreements.terms.doubts import DoubtField, Printed, Spot
from agreements.terms.papers import AgreementTerms, Document
from audit.events import Event
from audit.record import Code, EventWriter, record_event
from directory.actions import place_organisation
from directory.models import Organisation
from law.refusal import Refusal, refuse
from outbox.actions import hurry_queued


@dataclass(slots=True)
class Filing:
    """What is to be written of one agreement: only what changes; `agreement` is None when it is new.

    `partner` may be an organisation that is not saved yet. `contacts` are those of new papers: a later change is
    notified to the other party (R23), so it is made on its own page.
    """

    team: Organisation | None = None
    partner: Organisation | None = None
    agreement: Agreement | None = None
    terms: dict[str, Any] = field(default_factory=dict)
    protocol_terms: dict[str, Any] = field(default_factory=dict)
    signatures: dict[Spot, dict[str, Any]] = field(default_factory=dict)
    advices: dict[Spot, dict[str, Any]] = field(default_factory=dict)
    mailbox: dict[str, Any] = field(default_factory=dict)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    doubts: list[tuple[Spot, DoubtField, Printed]] = field(default_factory=list)
    not_printed: frozenset[str] = frozenset()
    """Keys of what somebody with the paper at hand did not find on it (D28)."""


class FilingRefused(Refusal):
    """One of the filings cannot be written, so none is; `place` counts them from 0."""

    def __init__(self, place: int, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


@dataclass(frozen=True, slots=True)
class _Filed:
    agreement: Agreement
    fields: list[str]
    is_new: bool


def refusals(filing: Filing) -> Iterator[tuple[Document, str, str]]:
    """Why the pages would refuse this: document, field, and the sentence (R37, R44)."""
    agreement = filing.agreement
    if agreement is None:
        return
    for name in ("in_force_from", "ends_on"):
        if name in filing.terms:
            terms: AgreementTerms = {name: filing.terms[name]}  # type: ignore[misc]  # it is one of its keys
            if sentence := versions.against_new_period(agreement, terms):
                yield Document.AGREEMENT, name, sentence
    for paper, changed in ((agreement, filing.terms), (agreement.protocol_facts, filing.protocol_terms)):
        if paper is None or "notice_months" not in changed:
            continue
        if sentence := stopping.against_new_term(paper, notice_months=changed["notice_months"]):
            yield paper.document, "notice_months", sentence


def lock_papers(*, partners: Iterable[UUID], agreements: Iterable[UUID]) -> None:
    """Let nobody change these papers until the end of the transaction; always in the same order."""
    keys = list(agreements)
    for rows in (
        Organisation.objects.filter(pk__in=list(partners)),
        Agreement.objects.filter(pk__in=keys),
        Protocol.objects.filter(agreement__in=keys),
    ):
        queryset: Any = rows
        list(queryset.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))


@transaction.atomic
def file_papers(
    *,
    filings: Sequence[Filing],
    by: User | None,
    at: datetime,
    source: dict[str, Code],
    tell: Callable[[int], None] = lambda done: None,
) -> None:
    """Write every filing, or nothing. The caller holds the locks (`lock_papers`). Raises FilingRefused.

    `source` stands in the trail beside what was written; `tell` hears how many filings are done.
    """
    filed: list[_Filed] = []
    doubts: list[Doubt] = []
    events: list[EventWriter] = []
    for place, filing in enumerate(filings):
        try:
            with transaction.atomic():  # so that what was broken can still be looked up
                events += _place_partner(filing, by=by, at=at)
                filed.append(_write(filing, at=at))
        except IntegrityError as error:
            raise FilingRefused(place, _words_of(error)) from None
        except Refusal as refused:
            raise FilingRefused(place, str(refused)) from None
        except ValidationError as error:
            raise FilingRefused(place, error.messages[0]) from None
        doubts += [note_doubt(filed[-1].agreement, *doubt, by=by, at=at) for doubt in filing.doubts]
        _note_not_printed(filed[-1].agreement, filing.not_printed, by=by, at=at)
        tell(place + 1)
    for write_event in events:
        write_event()
    for one, filing in zip(filed, filings, strict=True):
        details: dict[str, Code | list[str]] = {"made": one.is_new, "fields": one.fields, **source}
        if filing.not_printed:
            details["not_printed"] = sorted({key.rpartition(".")[2] for key in filing.not_printed})
        record_event(
            Event.PAPERS_IMPORTED,
            by=by,
            at=at,
            about=one.agreement,
            details=details,
            organisation=one.agreement.partner,
        )
    for doubt in doubts:
        write_doubt_event(doubt, by=by, at=at)
    judge([one.agreement.pk for one in filed], at=at)
    for one in filed:
        if not one.is_new:
            hurry_queued(papers_id=one.agreement.pk, at=at)


def _place_partner(filing: Filing, *, by: User | None, at: datetime) -> list[EventWriter]:
    """A partner that an earlier filing placed is not new any more."""
    if filing.partner is None or not filing.partner._state.adding:
        return []
    return [place_organisation(organisation=filing.partner, by=by, at=at)]


def _write(filing: Filing, *, at: datetime) -> _Filed:
    agreement, protocol, fields = filing.agreement, None, list[str]()
    is_new = agreement is None
    if agreement is None:
        if filing.team is None or filing.partner is None:
            raise ValueError("A new agreement has two parties.")
        refuse_parties(team=filing.team, partner=filing.partner)
        agreement = Agreement(team=filing.team, partner=filing.partner, created_at=at, **filing.terms)
        agreement.save(force_insert=True)
        protocol = Protocol(agreement=agreement, **filing.protocol_terms)
        protocol.save(force_insert=True)
    else:
        for _document, _field, sentence in refusals(filing):
            refuse(sentence)
        protocol = agreement.protocol
        fields += _change(agreement, filing.terms) + _change(protocol, filing.protocol_terms)
    signatures, advices = [], []
    for spot, values in filing.signatures.items():
        where = {"document": spot.document, "party": spot.party, "position": spot.position}
        signature = None if is_new else agreement.signatures.filter(**where).first()
        fields += _change(signature, values)
        signatures += [] if signature else [Signature(agreement=agreement, **where, **values)]
    for spot, values in filing.advices.items():
        advice = None if is_new else protocol.dpo_advices.filter(party=spot.party).first()
        fields += _change(advice, values)
        advices += [] if advice else [DpoAdvice(protocol=protocol, party=spot.party, **values)]
    Signature.objects.bulk_create(signatures)
    DpoAdvice.objects.bulk_create(advices)
    Contact.objects.bulk_create(Contact(agreement=agreement, **details) for details in filing.contacts)
    if filing.mailbox:
        place_mailbox(protocol=protocol, at=at, **filing.mailbox)
    return _Filed(agreement, sorted(set(fields)), is_new)


def _note_not_printed(agreement: Agreement, keys: Iterable[str], *, by: User | None, at: datetime) -> None:
    """What the register has already does not stay so: judging the line takes it out again."""
    NotPrinted.objects.bulk_create(
        [NotPrinted(agreement=agreement, key=key, said_by=by, said_at=at) for key in sorted(keys)],
        update_conflicts=True,
        unique_fields=["agreement", "key"],
        update_fields=["said_by", "said_at"],
    )


def _change(row: models.Model | None, values: dict[str, object]) -> list[str]:
    return list(change(row, values).get("fields", [])) if row is not None and values else []


def _words_of(error: IntegrityError) -> str:
    """The sentence of the rule that the database found broken."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in (Agreement, Protocol, Signature, DpoAdvice, Contact, Mailbox, Organisation):
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return str(constraint.violation_error_message)
    return "Deze regel spreekt zichzelf of de lijst tegen. Kijk de datums en de partijen na."
