"""Writes on what the parties owe each other: publication (R42), security measures (R71–R73), word of changes (R99)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from agreements.actions.files import keep_file
from agreements.actions.messages import write_message
from agreements.actions.writing import change, record
from agreements.letters import duties as letters
from agreements.models import (
    Agreement,
    ChangeAnswer,
    ChangeKind,
    FileKind,
    MessageKind,
    ProofRequest,
    Publication,
    ReportedChange,
    SecurityMeasures,
)
from agreements.rules import duties
from agreements.terms.papers import Party
from audit.events import Event
from law.refusal import refuse


@transaction.atomic
def record_publication(
    *, agreement: Agreement, party: Party, url: str, published_on: date, by: User, at: datetime
) -> Publication:
    """Record where one party shows the protocol on its website, and since when (R42)."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    publication, _ = Publication.objects.update_or_create(
        agreement=agreement, party=party, defaults={"url": url, "published_on": published_on}
    )
    details = {"party": party.value, "published_on": published_on.isoformat()}
    record(Event.PUBLICATION_RECORDED, agreement, by=by, at=at, details=details)
    return publication


@transaction.atomic
def confirm_measures(
    *,
    agreement: Agreement,
    policy_confirmed_on: date | None,
    dpo_confirmed_on: date | None,
    register_confirmed_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Record since when the partner confirms each of its security measures (R71–R73)."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    measures, _ = SecurityMeasures.objects.get_or_create(agreement=agreement)
    confirmed = {
        "policy_confirmed_on": policy_confirmed_on,
        "dpo_confirmed_on": dpo_confirmed_on,
        "register_confirmed_on": register_confirmed_on,
    }
    changed = change(measures, confirmed)
    if changed:
        record(Event.MEASURES_CONFIRMED, agreement, by=by, at=at, details=changed)


@transaction.atomic
def ask_proof(*, agreement: Agreement, by: User, at: datetime) -> ProofRequest:
    """Ask the partner in writing to prove its measures (protocol art. 6; R71–R73); one question at a time."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    waiting = ProofRequest.objects.filter(agreement=agreement, received_on=None).first()
    if waiting is not None:
        refuse(f"U vroeg al bewijs op {date_format(waiting.asked_on)}. Noteer eerst of u het kreeg.")
    writing = letters.proof_request(agreement)
    message = write_message(
        kind=MessageKind.PROOF_REQUEST,
        agreement=agreement,
        to_party=Party.PARTNER,
        recipient=letters.address_of(agreement, Party.PARTNER),
        subject=writing.subject,
        body=writing.body,
        by=by,
        at=at,
    )
    request = ProofRequest.objects.create(agreement=agreement, asked_on=timezone.localdate(at), message=message)
    record(Event.PROOF_ASKED, agreement, by=by, at=at, details={"asked_on": request.asked_on.isoformat()})
    return request


@transaction.atomic
def receive_proof(*, request: ProofRequest, received_on: date, content: bytes, by: User, at: datetime) -> None:
    """Record that the partner proved its measures, and keep what it sent (R71–R73)."""
    request = ProofRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    refuse(duties.against_proof(request, received_on=received_on))
    request.file = keep_file(agreement=request.agreement, kind=FileKind.PROOF, content=content, by=by, at=at)
    request.received_on = received_on
    request.save(update_fields=["file", "received_on"])
    details = {"asked_on": request.asked_on.isoformat(), "received_on": received_on.isoformat()}
    record(Event.PROOF_RECEIVED, request.agreement, by=by, at=at, details=details)


@transaction.atomic
def record_reported_change(
    *, agreement: Agreement, kind: ChangeKind, reported_on: date, by: User, at: datetime
) -> ReportedChange:
    """Record that the partner reported a change of law or of its processors (protocol art. 9; R99)."""
    reported = ReportedChange.objects.create(agreement=agreement, kind=kind, reported_on=reported_on)
    details = {"change": str(reported.pk), "kind": kind.value, "reported_on": reported_on.isoformat()}
    record(Event.CHANGE_REPORTED, agreement, by=by, at=at, details=details)
    return reported


@transaction.atomic
def answer_reported_change(
    *, reported: ReportedChange, answer: ChangeAnswer, answered_on: date, by: User, at: datetime
) -> None:
    """Record what was done with a reported change, and when (R99)."""
    reported = ReportedChange.objects.select_for_update(no_key=True).get(pk=reported.pk)
    refuse(duties.against_answer(reported, answered_on=answered_on))
    reported.answer, reported.answered_on = answer, answered_on
    reported.save(update_fields=["answer", "answered_on"])
    details = {"change": str(reported.pk), "answer": answer.value, "answered_on": answered_on.isoformat()}
    record(Event.CHANGE_ANSWERED, reported.agreement, by=by, at=at, details=details)
