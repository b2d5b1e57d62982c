"""Writes on the register of breaches (R24, R97, R98, D9). Each locks the breach; a closed one is reopened first."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from agreements.actions.messages import write_message
from agreements.models import Agreement, MessageKind
from agreements.terms.papers import Party
from audit.events import Event
from audit.record import record_event
from breaches import letters as breach_notice
from breaches import rules as breaches
from breaches.models import (
    AffectedTransmission,
    Attendee,
    Authority,
    Breach,
    BreachAlarm,
    BreachLink,
    BreachNotice,
    BreachSearch,
    ClientsTold,
    Consultation,
    ConsultationChannel,
    DecidedBy,
    DiscoveredBy,
    Happening,
    Measure,
    MeasureKind,
    NoReportReason,
    NotToldReason,
    TakenOutReason,
)
from breaches.rules import BreachDetails
from directory.models import Organisation
from law.breach_term import ALARMS, alarm_of
from law.refusal import Overtaken, Refusal, refuse
from law.roles import Role
from outbox.models import TransmissionQuerySet

AT_ONCE = 500  # rows written in one statement


@transaction.atomic
def register_breach(
    *,
    key: UUID,
    details: BreachDetails,
    agreement: Agreement | None,
    by: User | None,
    link: BreachLink | None = None,
    at: datetime,
) -> Breach:
    """Register a breach. `key` comes from the page that asked: a second press on its button makes no second breach.

    `by` is None for a breach contact, whose `link` it then is, and for an operator.
    """
    refuse(breaches.against_discovery(Breach(), discovered_at=details["discovered_at"], at=at))
    breach, is_new = Breach.objects.get_or_create(
        pk=key, defaults={**details, "registered_by": by, "by_link": link, "registered_at": at}
    )
    if is_new:
        if agreement is not None:
            breach.agreements.add(agreement)
        _record(Event.BREACH_REGISTERED, breach, by=by, at=at, details=_told(breach))
        _tell(breach, is_new=True, at=at)
    return breach


@transaction.atomic
def report_from_referral(
    *, reference: str, agreement: Agreement, happening: Happening, discovered_at: datetime, by: User, at: datetime
) -> Breach:
    """Register the breach that a team member reports of one referral, with all that left of it affected (D9).

    Whoever reports it twice finds the first report. Raises Refusal when nothing can have left.
    """
    refuse(breaches.against_discovery(Breach(), discovered_at=discovered_at, at=at))
    mails = breaches.what_left(reference=reference)
    if not mails.exists():
        raise Refusal("Van deze aanmelding is niets vertrokken. Er is geen gegevenslek.")
    details = {
        "discovered_at": discovered_at,
        "discovered_by": DiscoveredBy.AGENCY,
        "happenings": [happening],
        "registered_by": by,
        "registered_at": at,
    }
    breach, is_new = Breach.objects.get_or_create(reported_reference=reference, defaults=details)
    if is_new:
        breach.agreements.add(agreement)
        _add(breach, mails, at=at)
        _record(Event.BREACH_REGISTERED, breach, by=by, at=at, details={**_told(breach), "reference": reference})
        _tell(breach, is_new=True, at=at)
    return breach


def warn_all(*, at: datetime) -> int:
    """Remind of every breach about which nobody decided, 48, 24 and 6 hours before the 72nd, and when it is over (D31).

    What was missed is told once, by the alarm of now. Each in a transaction of its own. Returns how many were told.
    """
    told = 0
    for key in Breach.objects.undecided().order_by("discovered_at").values_list("pk", flat=True):
        told += _warn(key, at=at)
    return told


@transaction.atomic
def _warn(key: UUID, *, at: datetime) -> bool:
    breach = Breach.objects.undecided().select_for_update(no_key=True).filter(pk=key).first()
    hours = alarm_of(breach.discovered_at, at) if breach else None
    if breach is None or hours is None or breach.alarms.filter(hours__lte=hours).exists():
        return False
    _tell(breach, is_new=False, at=at)
    return True


def _tell(breach: Breach, *, is_new: bool, at: datetime) -> None:
    """Write to the administrators and DPOs of Opgroeien how long there is left; the alarm of this moment is told."""
    hours = alarm_of(breach.discovered_at, at)
    if hours is not None:
        BreachAlarm.objects.create(breach=breach, hours=hours, told_at=at)
    subject, body = breach_notice.alarm(breach, words=breaches.clock(breach, at=at).words, is_new=is_new)
    deciders = User.objects.filter(is_active=True, membership__role__in=[Role.ADMINISTRATOR, Role.AUDITOR])
    for address in deciders.order_by("email").values_list("email", flat=True).distinct():
        write_message(
            kind=MessageKind.BREACH,
            agreement=None,
            to_party=Party.AGENCY,
            recipient=address,
            subject=subject,
            body=body,
            by=None,
            at=at,
        )


@transaction.atomic
def change_breach(*, breach: Breach, details: BreachDetails, by: User, at: datetime) -> None:
    """Change what is known of a breach; the trail holds which parts."""
    breach = _lock(breach)
    refuse(breaches.against_discovery(breach, discovered_at=details["discovered_at"], at=at))
    changed = [name for name, value in details.items() if getattr(breach, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(breach, name, details[name])  # type: ignore[literal-required]  # a key of these details
    breach.save(update_fields=changed)
    if "discovered_at" in changed:  # a later discovery: the hours of these alarms come again
        now_told = alarm_of(breach.discovered_at, at)
        breach.alarms.exclude(hours__gte=now_told if now_told is not None else max(ALARMS) + 1).delete()
    _record(Event.BREACH_CHANGED, breach, by=by, at=at, details={"fields": changed, **_told(breach)})


@transaction.atomic
def add_agreement(*, breach: Breach, agreement: Agreement, by: User, at: datetime) -> None:
    """Say that the breach is about this agreement too."""
    breach = _lock(breach)
    if not breach.agreements.filter(pk=agreement.pk).exists():
        breach.agreements.add(agreement)
        _record(Event.BREACH_CHANGED, breach, by=by, at=at, details={"agreement": str(agreement.pk), "added": True})


@transaction.atomic
def remove_agreement(*, breach: Breach, agreement: Agreement, by: User, at: datetime) -> None:
    """Say that the breach is not about this agreement."""
    breach = _lock(breach)
    if breach.agreements.filter(pk=agreement.pk).exists():
        breach.agreements.remove(agreement)
        _record(Event.BREACH_CHANGED, breach, by=by, at=at, details={"agreement": str(agreement.pk), "added": False})


@transaction.atomic
def add_partner(*, breach: Breach, partner: Organisation, by: User, at: datetime) -> None:
    """Say that it happened at this GBO partner: it and the other core actors are told (D31).

    This register knows nothing of what was passed on there; each receiver looks that up itself (D19).
    """
    breach = _lock(breach)
    if not breach.partners.filter(pk=partner.pk).exists():
        breach.partners.add(partner)
        _record(Event.BREACH_CHANGED, breach, by=by, at=at, details={"partner": str(partner.pk), "added": True})


@transaction.atomic
def remove_partner(*, breach: Breach, partner: Organisation, by: User, at: datetime) -> None:
    """Say that it did not happen at this GBO partner."""
    breach = _lock(breach)
    if breach.partners.filter(pk=partner.pk).exists():
        breach.partners.remove(partner)
        _record(Event.BREACH_CHANGED, breach, by=by, at=at, details={"partner": str(partner.pk), "added": False})


@transaction.atomic
def search_affected(
    *,
    breach: Breach,
    mailbox: str,
    partner: Organisation | None,
    from_on: date | None,
    until_on: date | None,
    by: User,
    at: datetime,
) -> int:
    """Add all mails that left, or may have left, under these conditions; return how many are new.

    The conditions are kept. The same ones again find what left since; what was taken out stays out. The agreements
    under which the mails went, are added to the breach.
    """
    breach = _lock(breach)
    conditions: dict[str, Any] = {"mailbox": mailbox, "partner": partner, "from_on": from_on, "until_on": until_on}
    mails = breaches.what_left(**conditions)
    found = mails.count()
    added = _add(breach, mails, at=at)
    papers = mails.order_by().values_list("papers_id", flat=True).distinct()
    breach.agreements.add(*Agreement.objects.filter(pk__in=list(papers)))
    search, _is_new = BreachSearch.objects.update_or_create(
        breach=breach, **conditions, defaults={"run_at": at, "found": found}
    )
    details = {"search": str(search.pk), "found": found, "added": added}
    _record(Event.BREACH_SEARCHED, breach, by=by, at=at, details=details)
    return added


@transaction.atomic
def take_out(*, affected: AffectedTransmission, reason: TakenOutReason, by: User, at: datetime) -> None:
    """Say why a mail is not affected after all; it stays in the register."""
    breach = _lock(affected.breach)
    affected = AffectedTransmission.objects.select_related("transmission").get(pk=affected.pk)
    if affected.taken_out_at is None:
        affected.taken_out_at, affected.taken_out_reason = at, reason
        affected.save(update_fields=["taken_out_at", "taken_out_reason"])
        details = {"reference": affected.transmission.reference, "reason": reason.value}
        _record(Event.BREACH_TAKEN_OUT, breach, by=by, at=at, details=details)


@transaction.atomic
def put_back(*, affected: AffectedTransmission, by: User, at: datetime) -> None:
    """Count a mail that was taken out as affected again."""
    breach = _lock(affected.breach)
    affected = AffectedTransmission.objects.select_related("transmission").get(pk=affected.pk)
    if affected.taken_out_at is not None:
        affected.taken_out_at, affected.taken_out_reason = None, ""
        affected.save(update_fields=["taken_out_at", "taken_out_reason"])
        details = {"reference": affected.transmission.reference}
        _record(Event.BREACH_PUT_BACK, breach, by=by, at=at, details=details)


@transaction.atomic
def send_notice(*, breach: Breach, fingerprint: str, by: User, at: datetime) -> list[BreachNotice]:
    """Send the notice as it was shown to the contacts and DPOs of both sides (R24, R97).

    `fingerprint` is that of the draft on the page: a second press, or a change in between, raises Overtaken.
    """
    breach = _lock(breach)
    draft = breach_notice.draft(breach)
    if draft.fingerprint != fingerprint:
        sentence = "Deze melding is al verstuurd, of de tekst is intussen gewijzigd. Kijk de melding opnieuw na."
        raise Overtaken(sentence)
    if not draft.letters:
        raise Refusal("Er is niemand om aan te schrijven. Voeg eerst contacten toe.")
    notices = [_send(breach, draft.round, letter, by=by, at=at) for letter in draft.letters]
    details = {"round": draft.round, "recipients": len(notices)}
    _record(Event.BREACH_NOTIFIED, breach, by=by, at=at, details=details)
    return notices


def _send(breach: Breach, number: int, letter: breach_notice.NoticeLetter, *, by: User, at: datetime) -> BreachNotice:
    concerned = letter.recipient.agreements
    message = write_message(
        kind=MessageKind.BREACH,
        agreement=concerned[0] if len(concerned) == 1 else None,
        to_party=letter.recipient.party,
        recipient=letter.recipient.email,
        subject=letter.subject,
        body=letter.body,
        by=by,
        at=at,
    )
    return BreachNotice.objects.create(breach=breach, round=number, message=message, addressee=letter.recipient.name)


@transaction.atomic
def decide_report(
    *,
    breach: Breach,
    authority: Authority,
    reported_at: datetime | None = None,
    no_report_reason: NoReportReason | None = None,
    no_report_decided_by: DecidedBy | None = None,
    by: User,
    at: datetime,
) -> None:
    """Record the report to the supervisory authority, or why none is needed and who decided that (art. 33 GDPR)."""
    breach = _lock(breach)
    if reported_at is not None:
        refuse(breaches.against_moment(breach, moment=reported_at, at=at))
    breach.authority, breach.reported_at = authority, reported_at
    breach.no_report_reason, breach.no_report_decided_by = no_report_reason or "", no_report_decided_by or ""
    breach.save(update_fields=["authority", "reported_at", "no_report_reason", "no_report_decided_by"])
    details = {
        "authority": authority.value,
        "reported_at": reported_at.isoformat() if reported_at else None,
        "reason": no_report_reason.value if no_report_reason else None,
        "decided_by": no_report_decided_by.value if no_report_decided_by else None,
    }
    _record(Event.BREACH_REPORT_DECIDED, breach, by=by, at=at, details=details)


@transaction.atomic
def decide_clients(
    *,
    breach: Breach,
    told: ClientsTold,
    not_told_reason: NotToldReason | None = None,
    decided_on: date | None,
    told_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Record whether the clients must be told, why not, and since when they are (art. 34 GDPR)."""
    breach = _lock(breach)
    for day in (decided_on, told_on):
        if day is not None:
            refuse(breaches.against_day(breach, on=day, at=at))
    breach.clients_told, breach.clients_decided_on, breach.clients_told_on = told, decided_on, told_on
    breach.not_told_reason = not_told_reason or ""
    breach.save(update_fields=["clients_told", "clients_decided_on", "clients_told_on", "not_told_reason"])
    details = {
        "clients": told.value,
        "reason": not_told_reason.value if not_told_reason else None,
        "told_on": told_on.isoformat() if told_on else None,
    }
    _record(Event.BREACH_CLIENTS_DECIDED, breach, by=by, at=at, details=details)


@transaction.atomic
def record_consultation(
    *,
    breach: Breach,
    agreement: Agreement,
    held_at: datetime,
    channel: ConsultationChannel,
    agency_attendees: Collection[Attendee],
    partner_attendees: Collection[Attendee],
    by: User,
    at: datetime,
) -> None:
    """Record that both parties consulted each other (R98); the same moment again changes nothing."""
    breach = _lock(breach)
    refuse(breaches.against_moment(breach, moment=held_at, at=at))
    answers = {
        "channel": channel,
        "agency_attendees": list(agency_attendees),
        "partner_attendees": list(partner_attendees),
    }
    found = {"breach": breach, "agreement": agreement, "held_at": held_at}
    _consultation, is_new = Consultation.objects.get_or_create(**found, defaults=answers)
    if is_new:
        details = {"held_at": held_at.isoformat(), "channel": channel.value, "agreement": str(agreement.pk)}
        _record(Event.BREACH_CONSULTED, breach, by=by, at=at, details=details)


@transaction.atomic
def keep_measure(*, breach: Breach, kind: MeasureKind, on: date, is_done: bool, by: User, at: datetime) -> None:
    """Plan a measure, or record that it was done (R98); each kind stands once with a breach."""
    breach = _lock(breach)
    if is_done:
        refuse(breaches.against_day(breach, on=on, at=at))
    answers = {"on": on, "is_done": is_done}
    if Measure.objects.filter(breach=breach, kind=kind, **answers).exists():
        return
    Measure.objects.update_or_create(breach=breach, kind=kind, defaults=answers)
    details = {"kind": kind.value, "on": on.isoformat(), "is_done": is_done}
    _record(Event.BREACH_MEASURE_KEPT, breach, by=by, at=at, details=details)


@transaction.atomic
def close_breach(*, breach: Breach, on: date, by: User, at: datetime) -> None:
    """Close a breach of which everything is decided and done."""
    breach = _lock(breach)
    refuse(" ".join(breaches.still_to_decide(breach)))
    refuse(breaches.against_day(breach, on=on, at=at))
    breach.closed_on = on
    breach.save(update_fields=["closed_on"])
    _record(Event.BREACH_CLOSED, breach, by=by, at=at, details={"closed_on": on.isoformat()})


@transaction.atomic
def reopen_breach(*, breach: Breach, by: User, at: datetime) -> None:
    """Open a closed breach again: something new is known. An open one stays as it is."""
    breach = Breach.objects.select_for_update(no_key=True).get(pk=breach.pk)
    if breach.closed_on is not None:
        breach.closed_on = None
        breach.save(update_fields=["closed_on"])
        _record(Event.BREACH_REOPENED, breach, by=by, at=at, details={})


def _lock(breach: Breach) -> Breach:
    breach = Breach.objects.select_for_update(no_key=True).get(pk=breach.pk)
    if breach.closed_on is not None:
        raise Refusal(breaches.CLOSED)
    return breach


def _add(breach: Breach, mails: TransmissionQuerySet, *, at: datetime) -> int:
    """Add those that are not there yet; a row that was taken out is there."""
    known = AffectedTransmission.objects.filter(breach=breach).values("transmission")
    new = mails.exclude(pk__in=known).values_list("pk", flat=True)
    rows = [AffectedTransmission(breach=breach, transmission_id=pk, added_at=at) for pk in new]
    AffectedTransmission.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def _told(breach: Breach) -> dict[str, Any]:
    """What the trail holds of a breach: codes and days."""
    return {
        "discovered_at": breach.discovered_at.isoformat(),
        "happenings": [str(code) for code in breach.happenings],
        "from_on": breach.from_on.isoformat() if breach.from_on else None,
        "until_on": breach.until_on.isoformat() if breach.until_on else None,
    }


def _record(event: Event, breach: Breach, *, by: User | None, at: datetime, details: dict[str, Any]) -> None:
    concerned = list(breach.agreements.select_related("partner")[:2])
    organisation = concerned[0].partner if len(concerned) == 1 else None
    record_event(event, by=by, at=at, about=breach, details=details, organisation=organisation)
