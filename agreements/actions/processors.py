"""Writes on the processors of both parties, and on the overview that they give each other (R99)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.actions.files import keep_file
from agreements.actions.messages import write_message
from agreements.actions.writing import change, record
from agreements.letters import duties as letters
from agreements.models import Agreement, FileKind, MessageKind, Processor, ProcessorOverview
from agreements.rules.duties import ProcessorDetails
from agreements.terms.papers import Party
from audit.events import Event
from law.refusal import refuse


@transaction.atomic
def add_processor(*, agreement: Agreement, processor_details: ProcessorDetails, by: User, at: datetime) -> Processor:
    """Add a processor of one of the parties (R99)."""
    processor = Processor.objects.create(agreement=agreement, changed_at=at, **processor_details)
    details = {"processor": str(processor.pk), "party": processor.party}
    record(Event.PROCESSOR_ADDED, agreement, by=by, at=at, details=details)
    return processor


@transaction.atomic
def change_processor(*, processor: Processor, processor_details: ProcessorDetails, by: User, at: datetime) -> None:
    """Change what is known of a processor (R99)."""
    locked = Processor.objects.select_for_update(no_key=True).get(pk=processor.pk)
    changed = change(locked, processor_details)
    if changed:
        locked.changed_at = at
        locked.save(update_fields=["changed_at"])
        details = {"processor": str(locked.pk), **changed}
        record(Event.PROCESSOR_CHANGED, locked.agreement, by=by, at=at, details=details)


@transaction.atomic
def remove_processor(*, processor: Processor, by: User, at: datetime) -> None:
    """Record that the party no longer works with this processor; it leaves the overview (R99)."""
    locked = Processor.objects.select_for_update(no_key=True).get(pk=processor.pk)
    if locked.removed_at is None:
        locked.removed_at = locked.changed_at = at
        locked.save(update_fields=["removed_at", "changed_at"])
        record(Event.PROCESSOR_REMOVED, locked.agreement, by=by, at=at, details={"processor": str(locked.pk)})


@transaction.atomic
def send_overview(*, agreement: Agreement, by: User, at: datetime) -> ProcessorOverview:
    """Give the partner the overview of our processors in writing (protocol art. 6; R99); the same one once a day."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    today = timezone.localdate(at)
    last = agreement.processor_overviews.filter(by_party=Party.AGENCY).order_by("-recorded_at").first()
    ours = Processor.objects.filter(agreement=agreement, party=Party.AGENCY)
    if last and last.given_on == today and not ours.filter(changed_at__gt=last.recorded_at).exists():
        refuse("U bezorgde dit overzicht vandaag al. Er is sindsdien niets gewijzigd.")
    processors = list(ours.filter(removed_at=None).order_by("name"))
    writing = letters.processor_overview(agreement, processors)
    message = write_message(
        kind=MessageKind.PROCESSORS,
        agreement=agreement,
        to_party=Party.PARTNER,
        recipient=letters.address_of(agreement, Party.PARTNER),
        subject=writing.subject,
        body=writing.body,
        by=by,
        at=at,
    )
    overview = ProcessorOverview.objects.create(
        agreement=agreement, by_party=Party.AGENCY, given_on=today, recorded_at=at, message=message
    )
    record(Event.PROCESSORS_SENT, agreement, by=by, at=at, details={"processors": len(processors)})
    return overview


@transaction.atomic
def receive_overview(
    *, agreement: Agreement, given_on: date, content: bytes | None, by: User, at: datetime
) -> ProcessorOverview:
    """Record that the partner gave its overview, and keep it when it is a file (R99)."""
    file = keep_file(agreement=agreement, kind=FileKind.PROCESSORS, content=content, by=by, at=at) if content else None
    overview = ProcessorOverview.objects.create(
        agreement=agreement, by_party=Party.PARTNER, given_on=given_on, recorded_at=at, file=file
    )
    record(Event.PROCESSORS_RECEIVED, agreement, by=by, at=at, details={"received_on": given_on.isoformat()})
    return overview
