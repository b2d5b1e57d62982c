"""Data that are not right: reported at once to who filed, corrected, and the receiver told (R86–R88)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.actions.messages import write_message
from agreements.models import Agreement, Mailbox, MessageKind
from agreements.route import papers_between
from agreements.terms.papers import Party
from audit.events import Event
from audit.record import Code, record_event
from consent.models import Withdrawal
from law import gate
from law.facts import Region
from law.findings import Topic
from law.gate import Decision
from law.identification import Identification
from law.refusal import Refusal, refused_by_gate
from outbox.actions import cancel_queued, queue_transmission
from outbox.models import Kind, TransmissionStatus
from referrals.actions.returning import renew_fingerprints
from referrals.models import DATA_FIELDS, Answer, Call, Correction, Defect, Referral, ReportedBy
from referrals.rules.whom_to_call import members_of

ANSWERED = "Dit kan niet meer: de melding is al beantwoord, of de toestemming is ingetrokken."
"""Nothing was sent yet, the consent ended, or the report was answered before."""

ERASED = "De gegevens zijn bij ons gewist. Bel de ontvanger."
"""The four fields were erased on our side (D1): they can only be passed on by phone."""


@transaction.atomic
def report_defects(
    referral: Referral,
    *,
    defects: dict[str, Defect],
    is_unreadable: bool = False,
    how: ReportedBy,
    by: User,
    at: datetime,
) -> Correction:
    """Record which of the four fields are not right, and tell who follows the referral up at the team at once (R86).

    `defects` names columns of `FOUR_FIELDS`; `is_unreadable` says that the archive does not open (ADR 0037). A report
    that is still open takes up what is reported after it; what it says already is not told twice.
    """
    locked = _lock(referral)
    found = locked.corrections.filter(answer="").first()
    if found is None:
        found = Correction(referral=locked, how=how, reported_by=by, reported_at=at)
    elif is_unreadable and found.is_unreadable and not defects:
        return found
    for column, defect in defects.items():
        setattr(found, column, defect)
    found.is_unreadable = found.is_unreadable or is_unreadable
    found.save()
    if how == ReportedBy.SITE:
        for address in whom_to_tell(locked):
            write_message(
                kind=MessageKind.CORRECTION,
                agreement=None,
                to_party=Party.AGENCY,
                recipient=address,
                subject=f"Gegevens nakijken: {locked.reference}",
                body=_letter("mail/correction_reported.txt", found),
                by=None,
                at=at,
            )
    details: dict[str, Code | list[str]] = {
        "reference": locked.reference,
        "channel": how.value,
        "defects": [f"{column.removesuffix('_defect')}/{defect.value}" for column, defect in defects.items()],
    }
    if is_unreadable:
        details["kind"] = "unreadable"
    organisation = locked.partner if how == ReportedBy.SITE else locked.team
    record_event(Event.DEFECT_REPORTED, by=by, at=at, about=locked, organisation=organisation, details=details)
    return found


def papers_of_today(referral: Referral, *, at: datetime) -> Agreement | None:
    """The version of the papers with this receiver that counts now: a correction goes to their mailbox (R44)."""
    on = timezone.localdate(at)
    return papers_between(team=referral.team, partner=referral.partner, on=on)


def mailbox_of_today(referral: Referral, *, at: datetime) -> Mailbox | None:
    """The mailbox to which an archive for this receiver would go now; None when there is none."""
    return _mailbox(papers_of_today(referral, at=at))


def may_correct(referral: Referral, *, sender: User, by_phone: bool, at: datetime) -> Decision:
    """Ask the gate for this moment, with the consent that was given; a call needs no mailbox."""
    decision = gate.check(
        consent=referral.consent,
        residence=referral.residence_id,
        region=Region(referral.residence.region),
        partner=referral.partner,
        agreement=papers_of_today(referral, at=at),
        sender=sender,
        on=timezone.localdate(at),
    )
    if by_phone:
        return gate.decide(decision.on, (one for one in decision.obstacles if one.topic is not Topic.MAILBOX))
    return decision


@transaction.atomic
def correct(
    correction: Correction, *, identification: Identification, call: Call | None, by: User, at: datetime
) -> Correction:
    """Put the right data in the place of the old ones, and tell the receiver: a new archive, or the call that was made.

    Raises Refusal when the gate refuses, or when there is nothing left to correct on our side.
    """
    locked = _lock(correction.referral)
    correction = _open(correction, locked)
    if locked.erased_at is not None:
        raise Refusal(ERASED)
    decision = may_correct(locked, sender=by, by_phone=call is not None, at=at)
    if not decision.may_send:
        raise refused_by_gate(decision)
    cancel_queued(subject_id=locked.pk)  # an earlier correction that did not leave: this one comes in its place
    locked.identification = identification
    locked.save(update_fields=[*DATA_FIELDS])
    renew_fingerprints(locked)
    if call is None:
        _queue_archive(correction, locked, decision, at=at)
    return _answer(correction, Answer.CORRECTED, call, Event.CORRECTION_MADE, by=by, at=at)


@transaction.atomic
def resend(correction: Correction, *, by: User, at: datetime) -> Correction:
    """Send the same data once more in a new archive with a new password: the receiver cannot open the old (ADR 0037).

    Raises Refusal when something is wrong with the data as well (then they are corrected), when
    there is nothing left to send, Refusal when the gate refuses.
    """
    locked = _lock(correction.referral)
    correction = _open(correction, locked)
    if not correction.asks_the_same_again:
        raise Refusal(ANSWERED)
    if locked.erased_at is not None:
        raise Refusal(ERASED)
    decision = may_correct(locked, sender=by, by_phone=False, at=at)
    if not decision.may_send:
        raise refused_by_gate(decision)
    cancel_queued(subject_id=locked.pk)
    _queue_archive(correction, locked, decision, at=at)
    return _answer(correction, Answer.RESENT, None, Event.DATA_RESENT, by=by, at=at)


@transaction.atomic
def correct_by_phone(correction: Correction, *, call: Call, by: User, at: datetime) -> Correction:
    """Record that the right data were passed on by phone; nothing is typed here (D1, D5).

    Because ours were erased, or because the archive does not open at the receiver.
    """
    locked = _lock(correction.referral)
    correction = _open(correction, locked)
    decision = may_correct(locked, sender=by, by_phone=True, at=at)
    if not decision.may_send:
        raise refused_by_gate(decision)
    if correction.asks_the_same_again:
        return _answer(correction, Answer.RESENT, call, Event.DATA_RESENT, by=by, at=at)
    return _answer(correction, Answer.CORRECTED, call, Event.CORRECTION_MADE, by=by, at=at)


@transaction.atomic
def confirm(correction: Correction, *, by: User, at: datetime) -> Correction:
    """Answer that the data were right; the receiver that reported them on the site is told by mail.

    Also when it needs the data no more: a mail that is not written is missed in the trail, and tells that (D4).
    """
    locked = _lock(correction.referral)
    correction = _open(correction, locked)
    mailbox = mailbox_of_today(locked, at=at)
    if correction.how == ReportedBy.SITE and mailbox is not None:
        write_message(
            kind=MessageKind.CORRECTION,
            agreement=None,
            to_party=Party.PARTNER,
            recipient=mailbox.address,
            subject=f"Bericht over {locked.reference}",
            body=_letter("mail/data_confirmed.txt", correction),
            by=by,
            at=at,
        )
    return _answer(correction, Answer.RIGHT, None, Event.DATA_CONFIRMED, by=by, at=at)


@transaction.atomic
def record_correction_call(correction: Correction, *, call: Call, by: User, at: datetime) -> None:
    """Record that the right data were passed on by phone, because the mail with them did not leave (D5)."""
    locked = _lock(correction.referral)
    decision = may_correct(locked, sender=by, by_phone=True, at=at)
    if not decision.may_send:
        raise refused_by_gate(decision)
    made = locked.corrections.select_for_update(no_key=True, of=("self",))
    told = made.filter(pk=correction.pk, answer__in=(Answer.CORRECTED, Answer.RESENT), called_on=None)
    if told.update(called_on=call.on, called_by=by, spoke_with=call.spoke_with):
        details = {"reference": locked.reference, "channel": "phone", "spoke_with": call.spoke_with.value}
        record_event(Event.CORRECTION_MADE, by=by, at=at, about=locked, organisation=locked.team, details=details)


def _queue_archive(correction: Correction, locked: Referral, decision: Decision, *, at: datetime) -> None:
    """Queue an archive with the data as they are now, to the mailbox of today."""
    papers = papers_of_today(locked, at=at)
    mailbox = _mailbox(papers)
    if papers is None or mailbox is None:
        raise refused_by_gate(decision)
    correction.transmission = queue_transmission(
        kind=Kind.CORRECTION,
        subject_id=locked.pk,
        reference=locked.reference,
        recipient=mailbox.address,
        papers_id=papers.pk,
        at=at,
    )


def _answer(
    correction: Correction, answer: Answer, call: Call | None, event: Event, *, by: User, at: datetime
) -> Correction:
    correction.answer, correction.answered_by, correction.answered_at = answer, by, at
    if call is not None:
        correction.called_on, correction.called_by, correction.spoke_with = call.on, by, call.spoke_with
    correction.save()
    referral = correction.referral
    details = {"reference": referral.reference, "channel": "phone" if call else "mail"}
    record_event(event, by=by, at=at, about=referral, organisation=referral.team, details=details)
    return correction


def _lock(referral: Referral) -> Referral:
    """Lock a referral that was sent and whose consent stands."""
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    is_over = Withdrawal.objects.filter(consent_id=locked.consent_id).exists()
    if is_over or locked.transmission.status != TransmissionStatus.SENT:
        raise Refusal(ANSWERED)
    return locked


def _open(correction: Correction, locked: Referral) -> Correction:
    found = locked.corrections.select_for_update(no_key=True).filter(pk=correction.pk, answer="").first()
    if found is None:
        raise Refusal(ANSWERED)
    found.referral = locked
    return found


def _mailbox(papers: Agreement | None) -> Mailbox | None:
    protocol = papers.protocol_facts if papers else None
    return protocol.mailbox_facts if protocol else None


def whom_to_tell(referral: Referral) -> list[str]:
    """Who filed it or took it over; when that person left, the team: its address, or else every member."""
    members = members_of(referral.team)
    if members.filter(pk=referral.handler.pk).exists():
        return [referral.handler.email]
    return [referral.team.email] if referral.team.email else sorted(members.values_list("email", flat=True))


def _letter(template: str, correction: Correction) -> str:
    referral = correction.referral
    context: dict[str, Any] = {
        "correction": correction,
        "referral": referral,
        "team_url": settings.SITE_URL + reverse("referrals:referral", args=[referral.reference]),
        "product_name": settings.PRODUCT_NAME,
    }
    return render_to_string(template, context)
