"""Let mail leave again; after a restore, what the copy brought back is set right first (ADR 0022, 0068)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.actions.access import close_access, lock_access
from accounts.models import Membership, User
from audit.events import Event
from audit.journal import BEGUN, ENDED
from audit.models import AuditEvent
from audit.record import record_event
from consent.models import Reason, Withdrawal
from law.refusal import Overtaken
from outbox.actions import queue_transmission
from outbox.models import Kind, OutboxState, StopReason, Transmission, TransmissionStatus
from outbox.standstill import count_held, release
from referrals import listeners
from referrals.actions.own_withdrawal import WISHED, carry_out_journal
from referrals.actions.retention import erase
from referrals.actions.withdrawal import withdraw, write_notices
from referrals.models import LostReferral, Referral

OURS = {WISHED, ENDED, BEGUN}
"""Acts of the journal that are set right here; those of a receiver are that receiver's."""


@dataclass
class Release:
    """What a release set right, and what it could not."""

    held: int = 0
    withdrawn: int = 0
    ended: int = 0
    lost: list[LostReferral] = field(default_factory=list)


def open_rights(noted: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was suspended, stopped or replaced on paper since the copy, which only a person can record again."""
    return [entry for entry in unknown_endings(noted) if Event(entry["event"]) not in _AGAIN]


def unknown_endings(noted: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rights that ended since the copy: their event is in the journal, and not in the trail."""
    ended = [entry for entry in noted if entry["act"] == ENDED]
    return [entry for entry in ended if not _is_known(entry)]


def _is_known(entry: Mapping[str, Any]) -> bool:
    _label, _, key = entry["about"].partition(":")
    at = datetime.fromisoformat(entry["at"])
    return AuditEvent.objects.filter(event=entry["event"], object_id=key, at=at).exists()


@transaction.atomic
def release_outbox(
    *, withdrawn: Mapping[UUID, date], noted: Sequence[Mapping[str, Any]] = (), by: User, at: datetime
) -> Release:
    """Let mail leave again after a standstill; first, what a restore brought back is set right.

    Only after a restore: else nothing is missing here, what waits carries itself out, and a release waits for nobody.

    `withdrawn` are the consents in the journal, `noted` what it kept sealed. What receivers noted is counted nowhere
    (D4). What stands on papers is not invented anew: `open_rights` lists it, for whoever calls this.
    """
    told = Release()
    if OutboxState.objects.filter(frozen_because=StopReason.RESTORED).exists():
        _set_right(told, withdrawn=withdrawn, noted=noted, by=by, at=at)
    told.held = count_held()
    release(by=by, at=at)
    return told


def _set_right(
    told: Release, *, withdrawn: Mapping[UUID, date], noted: Sequence[Mapping[str, Any]], by: User, at: datetime
) -> None:
    told.ended = _end_again(noted, by=by, at=at)
    told.lost = _note_lost_mails(noted, by=by, at=at)
    Session.objects.all().delete()  # what was proved in them, or ended since, the copy does not know
    lost = Referral.objects.filter(consent__in=withdrawn, consent__withdrawal=None).select_related("consent")
    for referral in lost.order_by("pk"):
        on = max(withdrawn[referral.consent_id], referral.consent.given_on)  # noted before anyone judged the day
        with suppress(Overtaken):  # its team withdrew while this waited
            withdraw(referral, on=on, by=by, at=at)
            told.withdrawn += 1
    carry_out_journal([entry for entry in noted if entry["act"] == WISHED], at=at)
    listeners.tell_restored([entry for entry in noted if entry["act"] not in OURS], by=by, at=at)


def _note_lost_mails(noted: Sequence[Mapping[str, Any]], *, by: User, at: datetime) -> list[LostReferral]:
    """Set right that corrections left since the copy, and return the referrals of which nothing is known here.

    A correction gets its row again, so that a withdrawal asks its mailbox to delete; who withdrew before that asks now.
    """
    begun = {entry["mail"]: entry for entry in noted if entry["act"] == BEGUN}
    known = {str(key) for key in Transmission.objects.filter(pk__in=begun).values_list("pk", flat=True)}
    lost = []
    for entry in (entry for key, entry in begun.items() if key not in known):
        begun_at = datetime.fromisoformat(entry["at"])
        if entry["kind"] == Kind.REFERRAL:
            lost.append(_note_lost(entry, begun_on=timezone.localdate(begun_at), at=at))
        elif entry["kind"] == Kind.CORRECTION:
            referral = Referral.objects.select_for_update(no_key=True).filter(pk=entry["subject_id"]).first()
            withdrawal = Withdrawal.objects.filter(consent__referral=entry["subject_id"]).first()
            if referral is not None and withdrawal is None:
                _write_row_again(entry, at=begun_at)
            elif referral is not None and withdrawal is not None and not _is_asked(referral, entry["recipient"]):
                write_notices(referral, [entry["recipient"]], reason=Reason(withdrawal.reason), by=by, at=at)
    return lost


def _note_lost(entry: Mapping[str, Any], *, begun_on: date, at: datetime) -> LostReferral:
    told = {"reference": entry["reference"], "recipient": entry["recipient"], "begun_on": begun_on, "noticed_at": at}
    return LostReferral.objects.get_or_create(mail_id=UUID(entry["mail"]), defaults=told)[0]


@transaction.atomic
def ask_to_delete_lost(reference: str, *, by: User, at: datetime) -> int:
    """Ask each mailbox to which data of a lost referral may have gone to delete them (D6, R56). Returns how many."""
    asked = 0
    for lost in LostReferral.objects.select_for_update(no_key=True).filter(reference=reference, transmission=None):
        lost.transmission = queue_transmission(
            kind=Kind.LOST_REFERRAL,
            subject_id=lost.pk,
            reference=lost.reference,
            recipient=lost.recipient,
            papers_id=None,
            at=at,
        )
        lost.save(update_fields=["transmission"])
        record_event(Event.DELETION_ASKED, by=by, at=at, about=lost, details={"reference": reference})
        asked += 1
    return asked


def _is_asked(referral: Referral, mailbox: str) -> bool:
    return referral.deletion_notices.filter(transmission__recipient=mailbox).exists()


def _write_row_again(entry: Mapping[str, Any], *, at: datetime) -> None:
    Transmission.objects.create(
        pk=entry["mail"],
        kind=Kind.CORRECTION,
        subject_id=entry["subject_id"],
        reference=entry["reference"],
        recipient=entry["recipient"],
        papers_id=entry["papers_id"] or None,
        message_id=entry["message_id"],
        dated_at=at,
        due_at=at,
        created_at=at,
        status=TransmissionStatus.FAILED,
        is_ambiguous=True,
        attempt_count=1,
    )


def _end_again(noted: Sequence[Mapping[str, Any]], *, by: User, at: datetime) -> int:
    done = 0
    for entry in unknown_endings(noted):
        again = _AGAIN.get(Event(entry["event"]))
        done += bool(again and again(entry, by=by, at=at))
    return done


def _end_membership(entry: Mapping[str, Any], *, by: User, at: datetime) -> bool:
    """Access of a leaver, and with the last one the account and its second factor."""
    held = Membership.objects.filter(user=_key(entry), organisation=UUID(entry["organisation"]))
    locked = [membership for one in held if (membership := lock_access(one))]
    for membership in locked:
        if membership.user != by:  # who releases was let in since
            close_access(membership, by=by, at=at)
    return bool(locked)


def _unlink_app(entry: Mapping[str, Any], *, by: User, at: datetime) -> bool:
    """A telephone that was lost opens nothing any more: the next sign-in links another."""
    user = User.objects.filter(pk=_key(entry)).first()
    if user is None or not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    record_event(Event.APP_UNLINKED, by=by, at=at, about=user, details={"by_whom": "restore"})
    return True


def _erase(entry: Mapping[str, Any], *, by: User, at: datetime) -> bool:
    return erase(_key(entry), at=at, is_repeated=True)


def _key(entry: Mapping[str, Any]) -> UUID:
    return UUID(entry["about"].partition(":")[2])


_AGAIN = {
    Event.MEMBERSHIP_ENDED: _end_membership,
    Event.APP_UNLINKED: _unlink_app,
    Event.REFERRAL_ERASED: _erase,
}
"""What ends again by itself. Papers and mailboxes are recorded again by a person, who has them in hand."""
