"""Recording the processor contract with a receiver, and its end (D21)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from agreements.actions import files
from agreements.models import FileKind, ProcessorContract, ProcessorContractFile
from agreements.terms.papers import PARTNER_KINDS
from agreements.terms.processor_contracts import ProcessorContractTerms
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.refusal import Refusal


@transaction.atomic
def record(
    *, receiver: Organisation, terms: ProcessorContractTerms, content: bytes, by: User, at: datetime
) -> ProcessorContract:
    """Record a contract that both signed, with its file. Raises Refusal for who receives nothing."""
    if receiver.kind not in PARTNER_KINDS:
        raise Refusal("Kies een OCMW of een CAW.")
    contract = ProcessorContract.objects.create(receiver=receiver, **terms, recorded_at=at)
    file = ProcessorContractFile(
        contract=contract,
        kind=FileKind.PROCESSOR_CONTRACT,
        content=content,
        size=len(content),
        uploaded_by=by,
        uploaded_at=at,
    )
    details = {"signed_on": contract.signed_on.isoformat(), "ends_on": _day(contract.ends_on)}
    record_event(
        Event.PROCESSOR_CONTRACT_RECORDED, by=by, at=at, about=contract, details=details, organisation=receiver
    )
    files.keep(file, by=by, at=at)
    return contract


@transaction.atomic
def set_end(contract: ProcessorContract, *, ends_on: date | None, by: User, at: datetime) -> None:
    """Record the last day of a contract, or that it runs on after all. Raises Refusal."""
    locked = ProcessorContract.objects.select_for_update(no_key=True).get(pk=contract.pk)
    if locked.ends_on == ends_on:
        return
    if ends_on is not None and ends_on < locked.signed_on:
        raise Refusal("Het einde ligt voor de ondertekening. Kijk de datum na.", field="ends_on")
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    details = {"ends_on": _day(ends_on)}
    record_event(
        Event.PROCESSOR_CONTRACT_ENDED, by=by, at=at, about=locked, details=details, organisation=locked.receiver
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
