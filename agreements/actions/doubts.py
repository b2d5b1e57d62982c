"""Writes on what is printed so that nobody is sure: raised, then confirmed or corrected by someone with the paper."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from agreements.actions.register_lines import judge
from agreements.actions.writing import record
from agreements.models import Agreement, Doubt, DoubtOutcome
from agreements.models.paper import Paper
from agreements.rules import stopping
from agreements.terms.doubts import OF_ADVICE, OF_SIGNATURE, DoubtField, Marks, Printed, Spot
from agreements.terms.papers import Document
from audit.events import Event
from audit.record import Code, record_event
from law.refusal import Refusal, refuse


@transaction.atomic
def raise_doubt(
    *, agreement: Agreement, spot: Spot, field: DoubtField, printed: Printed, by: User | None, at: datetime
) -> Doubt:
    """Record that a fact is printed so that nobody is sure; from here on the gate holds the paper back.

    The field gets what is likely as its value, so that the page and the gate speak of this doubt alone.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if Doubt.objects.open().filter(agreement=agreement, field=field, **_columns(spot)).exists():
        raise Refusal("Over dit gegeven is al een twijfel gemeld. Kijk die eerst na.")
    row = row_of(agreement, spot, field)
    if printed.likely is not None and field != DoubtField.ENTERPRISE_NUMBER:
        _write(row, field, printed.likely)
    return _raise(agreement, spot, field, printed, by=by, at=at)


@transaction.atomic
def settle_doubt(*, doubt: Doubt, value: date | int | str | None, by: User, at: datetime) -> Doubt:
    """Confirm or correct what the paper says: `value` goes to the field, and the paper is no longer held back for it.

    An enterprise number is not written here: it belongs to the organisation, and is only confirmed.
    """
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=doubt.agreement_id)
    doubt = Doubt.objects.select_for_update(no_key=True).get(pk=doubt.pk)
    if not doubt.is_open:
        raise Refusal("Deze twijfel is intussen al nagekeken.")
    field = DoubtField(doubt.field)
    if field != DoubtField.ENTERPRISE_NUMBER:
        _write(row_of(agreement, doubt.spot, field), field, value)
    _settle(doubt, _outcome(doubt, value), value, by=by, at=at)
    return doubt


def apply_marks(agreement: Agreement, spot: Spot, marks: Marks, *, by: User | None, at: datetime) -> None:
    """Raise and settle what one form did, inside the transaction of the act that saves that form."""
    if not marks.kept and not marks.settled:
        return
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    found = {one.field: one for one in Doubt.objects.open().filter(agreement=agreement, **_columns(spot))}
    for name in sorted(marks.settled & found.keys()):
        field = DoubtField(name)
        value = getattr(row_of(agreement, spot, field), name)
        _settle(found[name], _outcome(found[name], value), value, by=by, at=at)
    for name, printed in marks.kept.items():
        if name in found and found[name].printed != printed.text:
            _settle(found[name], DoubtOutcome.DROPPED, None, by=by, at=at)
        if name not in found or found[name].printed != printed.text:
            _raise(agreement, spot, DoubtField(name), printed, by=by, at=at)


def drop_doubts(agreement: Agreement, spot: Spot, *, by: User, at: datetime) -> None:
    """End the doubts about a signature that is taken away, inside the transaction of that act."""
    for doubt in Doubt.objects.open().filter(agreement=agreement, **_columns(spot)).select_for_update(no_key=True):
        _settle(doubt, DoubtOutcome.DROPPED, None, by=by, at=at)


def row_of(agreement: Agreement, spot: Spot, field: DoubtField) -> models.Model:
    """The row whose column the doubt is about, locked."""
    found: models.Model | None
    if field in OF_SIGNATURE:
        signatures = agreement.signatures.select_for_update(no_key=True)
        found = signatures.filter(**_columns(spot)).first()
    elif field in OF_ADVICE:
        protocol = agreement.protocol_facts
        advices = protocol.dpo_advices.select_for_update(no_key=True) if protocol else None
        found = advices.filter(party=spot.party).first() if advices is not None else None
    elif field == DoubtField.ENTERPRISE_NUMBER:
        found = agreement.partner
    elif spot.document == Document.PROTOCOL:
        found = type(agreement.protocol).objects.select_for_update(no_key=True).get(agreement=agreement)
    else:
        found = agreement
    if found is None:
        raise Refusal("Dit deel van de overeenkomst is nog niet ingevuld. Vul het eerst in.")
    return found


def _write(row: models.Model, field: DoubtField, value: Any) -> None:
    if field == DoubtField.NOTICE_MONTHS and isinstance(row, Paper):
        refuse(stopping.against_new_term(row, notice_months=value))
    setattr(row, field.value, value)
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise Refusal(error.messages[0]) from None
    row.save(update_fields=[field.value])


def _raise(
    agreement: Agreement, spot: Spot, field: DoubtField, printed: Printed, *, by: User | None, at: datetime
) -> Doubt:
    doubt = note_doubt(agreement, spot, field, printed, by=by, at=at)
    write_doubt_event(doubt, by=by, at=at)
    judge([agreement.pk], at=at)
    return doubt


def note_doubt(
    agreement: Agreement, spot: Spot, field: DoubtField, printed: Printed, *, by: User | None, at: datetime
) -> Doubt:
    """Write the row of a doubt, in a transaction that writes its audit event later (`write_doubt_event`)."""
    return Doubt.objects.create(
        agreement=agreement,
        field=field,
        printed=printed.text,
        reason=printed.reason,
        proposed=as_text(printed.likely),
        raised_by=by,
        raised_at=at,
        **_columns(spot),
    )


def write_doubt_event(doubt: Doubt, *, by: User | None, at: datetime) -> None:
    """Tell the trail of a doubt that was noted; the act that noted it judges the register's line."""
    details: dict[str, Code] = {**_told(doubt), "kind": doubt.reason}
    record_event(
        Event.DOUBT_RAISED,
        by=by,
        at=at,
        about=doubt.agreement,
        details=details,
        organisation=doubt.agreement.partner,
    )


def _settle(doubt: Doubt, outcome: DoubtOutcome, value: Any, *, by: User | None, at: datetime) -> None:
    doubt.settled_by, doubt.settled_at, doubt.outcome = by, at, outcome
    doubt.save(update_fields=["settled_by", "settled_at", "outcome"])
    details: dict[str, Code] = {**_told(doubt), "outcome": outcome.value}
    if isinstance(value, date | int):
        details["value"] = as_text(value)
    record(Event.DOUBT_SETTLED, doubt.agreement, by=by, at=at, details=details)


def _told(doubt: Doubt) -> dict[str, Code]:
    told: dict[str, Code] = {"doubt": str(doubt.pk), "field": doubt.field, "document": doubt.document}
    return (
        told
        | ({"party": doubt.party} if doubt.party else {})
        | ({"position": doubt.position} if doubt.position else {})
    )


def _outcome(doubt: Doubt, value: Any) -> DoubtOutcome:
    is_confirmed = doubt.field == DoubtField.ENTERPRISE_NUMBER or as_text(value) == doubt.proposed
    return DoubtOutcome.CONFIRMED if is_confirmed else DoubtOutcome.CORRECTED


def _columns(spot: Spot) -> dict[str, Any]:
    return {"document": spot.document, "party": spot.party, "position": spot.position}


def as_text(value: date | int | str | None) -> str:
    """A value as it is kept in `Doubt.proposed`."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
