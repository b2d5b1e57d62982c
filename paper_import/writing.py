"""Writing what a file says: the preview of each line, and after confirmation the papers, whole or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import User
from agreements.actions.doubts import note_doubt, write_doubt_event
from agreements.actions.register_lines import judge
from agreements.actions.writing import change
from agreements.models import Agreement, Contact, Doubt, DpoAdvice, Mailbox, Protocol, Signature
from audit.events import Event
from audit.record import Code, record_event
from directory.models import Organisation
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
    """Write every line, or nothing: raises Refusal. `tell` hears how many lines are done.

    The events are written at the end, so that nobody else waits for it longer than it takes to write those lines.
    """
    written: list[tuple[Agreement, list[str], bool]] = []
    doubts: list[Doubt] = []
    partners = []
    for count, planned in enumerate(plans, start=1):
        if planned.outcome in (LineOutcome.NEW, LineOutcome.CHANGED):
            try:
                with transaction.atomic():  # so that what was broken can still be looked up
                    if planned.partner is not None and planned.partner._state.adding:
                        planned.partner.save(force_insert=True)
                        partners.append(planned.partner)
                    written.append(_write_line(planned, at))
            except IntegrityError as error:
                sentence = f"Regel {planned.number}: {_words_of(error)} Er is niets ingevoerd."
                raise Refusal(sentence) from None
            agreement = written[-1][0]
            doubts += [note_doubt(agreement, *doubt, by=by, at=at) for doubt in planned.doubts]
        tell(count)
    for partner in partners:
        record_event(Event.ORGANISATION_REGISTERED, by=by, at=at, about=partner)
    for agreement, fields, is_new in written:
        details: dict[str, Code | list[str]] = {"made": is_new, "fields": fields}
        if paper_import is not None:
            details["import"] = str(paper_import.pk)
        record_event(
            Event.PAPERS_IMPORTED, by=by, at=at, about=agreement, details=details, organisation=agreement.partner
        )
    for doubt in doubts:
        write_doubt_event(doubt, by=by, at=at)
    judge([agreement.pk for agreement, _fields, _is_new in written], on=timezone.localdate(at))
    if paper_import is not None:
        PaperImport.objects.filter(pk=paper_import.pk).update(
            status=ImportStatus.IMPORTED, content=None, finished_at=at, done=len(plans), sentence=""
        )


def _write_line(planned: Planned, at: datetime) -> tuple[Agreement, list[str], bool]:
    """Write one line; return its agreement, which columns changed, and whether it is new."""
    is_new = planned.agreement is None
    fields: list[str] = []
    if planned.agreement is None:
        agreement = Agreement(team=planned.team, partner=planned.partner, created_at=at, **planned.terms)
        agreement.save(force_insert=True)
        protocol = Protocol(agreement=agreement, **planned.protocol_terms)
        protocol.save(force_insert=True)
    else:
        agreement = planned.agreement
        fields += _change(agreement, planned.terms)
        protocol = agreement.protocol
        fields += _change(protocol, planned.protocol_terms)
    signatures, advices = [], []
    for spot, values in planned.signatures.items():
        where = {"document": spot.document, "party": spot.party, "position": spot.position}
        signature = None if is_new else agreement.signatures.filter(**where).first()
        fields += _change(signature, values)
        signatures += [] if signature else [Signature(agreement=agreement, **where, **values)]
    for spot, values in planned.advices.items():
        advice = None if is_new else protocol.dpo_advices.filter(party=spot.party).first()
        fields += _change(advice, values)
        advices += [] if advice else [DpoAdvice(protocol=protocol, party=spot.party, **values)]
    Signature.objects.bulk_create(signatures)
    DpoAdvice.objects.bulk_create(advices)
    Contact.objects.bulk_create(Contact(agreement=agreement, **details) for details in planned.contacts)
    if planned.mailbox:
        Mailbox.objects.create(protocol=protocol, registered_at=at, **planned.mailbox)
    return agreement, sorted(set(fields)), is_new


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
