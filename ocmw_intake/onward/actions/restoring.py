"""After a copy was put back: to whom data went since, and which consents for a partner ended (R56, D6, ADR 0058)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from ocmw_intake.actions.restoring import day, moment, person
from ocmw_intake.actions.writing import lock_intake
from ocmw_intake.journal import Act
from ocmw_intake.models import Intake
from ocmw_intake.onward.actions.ending import end_consent
from ocmw_intake.onward.models import EndedBy, OnwardBreach, OnwardConsent, OnwardSharing
from outbox.models import Kind, Transmission, TransmissionStatus

Entry = Mapping[str, Any]


def replay(entries: Sequence[Entry], *, by: User, at: datetime) -> None:
    """Write the lines that the ledger lost, and end again what ended: who may have got data is asked to delete."""
    acts = {Act.ONWARD_CONSENT: _consent, Act.ONWARD_SHARED: _sharing, Act.ONWARD_ENDED: _end}
    for entry in entries:
        if entry["act"] == Act.ONWARD_BREACH:
            _breach(entry, by, at)
            continue
        act = acts.get(Act(entry["act"]))
        intake = Intake.objects.filter(referral=entry["referral"]).select_related("referral", "partner").first()
        if (
            act is not None
            and intake is not None
            and act(lock_intake(intake.referral, even_when_over=True), entry, by, at)
        ):
            record_event(Event.RESTORED_AT_RECEIVER, by=by, at=at, about=intake, organisation=intake.partner)


def _breach(entry: Entry, by: User, at: datetime) -> None:
    """That a partner was told: without its mails, of which nobody knows whether they left."""
    parties = Organisation.objects.in_bulk([entry["receiver"], entry["partner"]])
    receiver, partner = parties.get(UUID(entry["receiver"])), parties.get(UUID(entry["partner"]))
    if receiver is None or partner is None or OnwardBreach.objects.filter(pk=entry["breach"]).exists():
        return
    told = OnwardBreach.objects.create(
        id=entry["breach"],
        receiver=receiver,
        partner=partner,
        happening=entry["happening"],
        discovered_at=datetime.fromisoformat(entry["discovered_at"]),
        told_by=person(entry, by),
        told_at=moment(entry),
    )
    period = (datetime.fromisoformat(entry["first"]), datetime.fromisoformat(entry["last"]))
    touched = OnwardSharing.objects.filter(intake__partner=receiver, partner=partner, shared_at__range=period)
    told.sharings.set(touched)
    record_event(Event.RESTORED_AT_RECEIVER, by=by, at=at, about=told, organisation=receiver)


def _consent(intake: Intake, entry: Entry, by: User, at: datetime) -> bool:
    standing = intake.onward_consents.filter(partner=entry["partner"], ended_at=None)
    if OnwardConsent.objects.filter(pk=entry["consent"]).exists() or standing.exists():
        return False
    told = dict.fromkeys(
        ("told_purpose", "told_data", "told_partner", "told_next_steps", "told_expectations", "is_free"), True
    )
    OnwardConsent.objects.create(
        id=entry["consent"],
        intake=intake,
        partner_id=entry["partner"],
        asked_by=person(entry, by),
        given_on=day(entry) or moment(entry).date(),
        recorded_at=moment(entry),
        **told,
    )
    return True


def _sharing(intake: Intake, entry: Entry, by: User, at: datetime) -> bool:
    """Its mail may have left: it counts as such, without bytes, so that it is asked back when the consent ends."""
    consent = OnwardConsent.objects.filter(pk=entry["consent"], ended_at=None).first()
    if consent is None or OnwardSharing.objects.filter(pk=entry["sharing"]).exists():
        return False
    mail = Transmission.objects.create(
        kind=Kind.ONWARD,
        subject_id=entry["sharing"],
        recipient=entry["recipient"],
        papers_id=entry["agreement"],
        log=consent.intake.partner_id,
        message_id=entry["message_id"],
        dated_at=moment(entry),
        due_at=moment(entry),
        created_at=moment(entry),
        status=TransmissionStatus.FAILED,
        is_ambiguous=True,
    )
    OnwardSharing.objects.create(
        id=entry["sharing"],
        reference=entry["reference"],
        intake=intake,
        partner_id=consent.partner_id,
        agreement_id=entry["agreement"],
        consent=consent,
        transmission=mail,
        shared_by=person(entry, by),
        shared_at=moment(entry),
    )
    return True


def _end(intake: Intake, entry: Entry, by: User, at: datetime) -> bool:
    consent = OnwardConsent.objects.select_related("intake").filter(pk=entry["consent"], ended_at=None).first()
    if consent is None:
        return False
    because = EndedBy(entry["because"])
    who = person(entry, by) if because == EndedBy.CLIENT else None
    end_consent(consent, on=day(entry) or at.date(), because=because, by=who, at=at)
    return True
