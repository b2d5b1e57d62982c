"""Delivers one mail: what makes "nothing is lost, nothing leaves after a withdrawal" true (ADR 0003).

Two transactions. The first asks the gate, fixes the bytes, writes the attempt with its lease and commits: whatever
happens next, the database knows that this mail may be under way. The second locks what the mail is about, asks the
gate again and holds that lock during the whole dialogue with the relay: a withdrawal that returned came either before
the gate was asked, or waits until the outcome is written.
"""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.events import Event
from audit.journal import BEGUN, append_sealed, write_missed
from audit.log_lines import about_mail
from audit.record import record_event
from outbox import standstill, tries
from outbox.couriers import Courier, Letter, NoLongerNeeded, courier_of
from outbox.handover import HandoverOutcome, HandoverResult, Relay, RelayLine, Stage
from outbox.login import PasswordLogin, TokenLogin, token_source
from outbox.message import render
from outbox.models import Attempt, Kind, Trait, Transmission, TransmissionStatus
from statements.written import one_written_once, save_fields, written_once

log = logging.getLogger(__name__)

PART = 50  # mails that are read at once of those that are due
DEADLINE = 30  # seconds a dialogue with the relay may take in all
LEASE = timedelta(seconds=60)  # longer than the deadline: a lease that ran out belongs to a dead worker
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
GIVE_UP_AFTER = timedelta(hours=72)
SIZE = 32 * 1024
"""Bytes of every mail of client business (D24); nothing is longer, and a mail that would be fails visibly."""
OWN_FIELDS = (
    "status",
    "obstacles",
    "attempt_count",
    "due_at",
    "lease_until",
    "is_ambiguous",
    "sent_at",
)
"""What a delivery changes of a mail, besides the bytes of its first attempt."""


def deliver(transmission_id: UUID | str) -> None:
    """Deliver this mail if it is due. Safe to call at any moment, any number of times, by any number of workers."""
    with RelayLine(relay()) as line:
        found = Transmission.objects.filter(pk=transmission_id).only("kind", "subject_id").first()
        if found is not None and open_outbox(line):
            _deliver(found, line)


class OutboxFrozen(Exception):
    """Nothing leaves until an operator releases the outbox."""


def sweep(*, seconds: float) -> tuple[int, list[UUID]]:
    """Deliver whatever is due, as `deliver_due` does; raises OutboxFrozen, so that callers can say why."""
    write_missed()
    if standstill.freeze_if_moved(timezone.now()).frozen_at is not None:
        raise OutboxFrozen
    return deliver_due(seconds=seconds)


def deliver_due(*, first: UUID | str | None = None, seconds: float) -> tuple[int, list[UUID]]:
    """Deliver what is due over one connection, `first` before the others; begin nothing new after so many seconds.

    Returns how many were tried, and the mails that could not be handled: one of those does not hold back the others.
    """
    until = time.monotonic() + seconds
    tried, failed = 0, []
    with RelayLine(relay()) as line:
        for found in _due_now(first):
            if time.monotonic() >= until or not open_outbox(line):
                break
            tried += 1
            try:
                _deliver(found, line)
            except Exception as error:
                failed.append(found.pk)
                log.error("transmission %s: %s", found.pk, type(error).__name__)
    return tried, failed


def _due_now(first: UUID | str | None) -> Iterator[Transmission]:
    """What is due at this moment, `first` before the others; read a part at a time, as a nudge mostly needs one."""
    due = Transmission.objects.due(timezone.now()).only("kind", "subject_id", "due_at").order_by("due_at", "pk")
    if first is not None:
        yield from due.filter(pk=first)
    others = due if first is None else due.exclude(pk=first)
    part = list(others[:PART])
    while part:
        yield from part
        last = part[-1]
        further = Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk)
        part = list(others.filter(further, due_at__gte=last.due_at)[:PART])


def open_outbox(line: RelayLine) -> bool:
    """Freeze a database that was moved, try a refused login again when it is time; return whether mail may leave."""
    at = timezone.now()
    if standstill.freeze_if_moved(at).frozen_at is not None:
        return False
    if standstill.relay_row().login_refused_at is None:
        return True
    if not standstill.take_turn_to_log_in(at):
        return False
    try:
        outcome = line.try_login().outcome
    except OSError:  # the settings name a file that is gone
        return False
    if outcome == HandoverOutcome.ACCEPTED:
        standstill.login_works(at=timezone.now())
    return outcome == HandoverOutcome.ACCEPTED


def _deliver(found: Transmission, line: RelayLine) -> None:
    """Deliver one mail. One on which workers break down fails, visibly, within `tries.MOST_BROKEN` (ADR 0003)."""
    with about_mail(found.pk):
        _deliver_here(found, line)


def _deliver_here(found: Transmission, line: RelayLine) -> None:
    courier = courier_of(found.kind)
    claim = tries.count(found.pk)
    if claim is None and not tries.may_go_again(found.pk):
        return
    try:
        begun = _begin(found, courier, claim)
    except DatabaseError:  # no fault of this mail
        tries.count_back(found.pk, claim)
        raise
    except Exception as error:
        tries.broke_down(found.pk, claim, error)
        raise
    if begun is None:
        tries.count_back(found.pk, claim)
    else:
        _finish(begun, courier, line)


@transaction.atomic
def _begin(found: Transmission, courier: Courier[Any], claim: tries.Claim | None = None) -> Transmission | None:
    """First transaction: gate, bytes, intent. Returns the mail as it is now, or None when there is nothing to do."""
    at = timezone.now()
    subject = courier.lock(found.subject_id, wait=False)
    if subject is None or not standstill.is_open():
        return None  # someone else works on it, or withdraws it; or all of it was frozen or put back a moment ago
    transmission = _claimed(found.pk, claim.until) if claim else _due(found.pk, at)
    if transmission is None:
        return None
    if claim:
        transmission.due_at = claim.due_at
    if transmission.status == TransmissionStatus.SENDING:
        # A worker died between its intent and its outcome: the relay may have taken the mail.
        transmission.is_ambiguous = True
    if _hold_back(transmission, courier, subject, at):
        return None
    written = []  # what is sealed is saved once: the database refuses to change it (ADR 0019)
    if transmission.message is None:
        transmission.message = _write(courier, subject, transmission)
        written = ["message"]
    transmission.attempt_count += 1
    transmission.status = TransmissionStatus.SENDING
    transmission.lease_until = at + LEASE
    save_fields(transmission, [*OWN_FIELDS, *written])
    Attempt.objects.create(transmission=transmission, number=transmission.attempt_count, started_at=at)
    if Trait.CLIENT_DATA in Kind(transmission.kind).traits:
        _note_in_journal(transmission, at=at)
    return transmission


def _note_in_journal(transmission: Transmission, *, at: datetime) -> None:
    """From here on the mail may leave: a copy of before must know that it is one, and to whom data went since."""
    told = ("kind", "subject_id", "reference", "recipient", "papers_id", "message_id", "log")
    values = {name: str(getattr(transmission, name) or "") for name in told}
    append_sealed({"act": BEGUN, "mail": str(transmission.pk), "at": at.isoformat(), **values})


@transaction.atomic
def _finish(begun: Transmission, courier: Courier[Any], line: RelayLine) -> None:
    """Second transaction: gate again, dialogue with the relay, outcome; all under the lock of the subject."""
    subject = courier.lock(begun.subject_id, wait=True)
    [transmission] = _locked(begun.pk)
    # The lease tells one attempt from every other, also from one of the same number in a copy that was put back.
    is_ours = transmission.status == TransmissionStatus.SENDING and _attempt(transmission) == _attempt(begun)
    if subject is None or not is_ours:
        return  # withdrawn, cancelled, or taken over by another worker in between
    transmission.message, transmission.password = begun.message, begun.password
    if not standstill.hold_open():  # frozen in between: not a word to the relay, and no conclusion from a copy
        result = HandoverResult(HandoverOutcome.NOT_SENT, Stage.CONNECT, None, None)
    elif _hold_back(transmission, courier, subject, timezone.now()):
        return
    else:
        is_outdated = courier.is_outdated(subject, transmission)
        content = _write(courier, subject, transmission) if is_outdated else bytes(begun.message or b"")
        result = _hand_over(transmission, content, line)
    at = timezone.now()
    _record(transmission, result, at=at)
    if result.outcome == HandoverOutcome.ACCEPTED:
        courier.accepted(subject, transmission, at=at)


@one_written_once
def _claimed(key: UUID, until: datetime) -> QuerySet[Transmission]:
    return Transmission.objects.select_for_update(no_key=True).claimed(until).filter(pk=key)


@one_written_once
def _due(key: UUID, at: datetime) -> QuerySet[Transmission]:
    return Transmission.objects.select_for_update(no_key=True).due(at).filter(pk=key)


@written_once
def _locked(key: UUID) -> QuerySet[Transmission]:
    return Transmission.objects.select_for_update(no_key=True).without_content().filter(pk=key)


def _attempt(transmission: Transmission) -> tuple[int, datetime | None]:
    return transmission.attempt_count, transmission.lease_until


def _hand_over(transmission: Transmission, content: bytes, line: RelayLine) -> HandoverResult:
    """Speak with the relay; settings that make that impossible count as a relay that is away."""
    try:
        return line.hand_over(
            content,
            sender=_envelope_sender(transmission),
            recipient=transmission.recipient,
            envelope_id=transmission.pk.hex,
            before_dot=_ask_whether_locks_are_held,
        )
    except (ValueError, OSError) as error:  # before the first word: what goes wrong later is in the result
        log.error("the hand-over cannot begin: %s", type(error).__name__)
        return HandoverResult(outcome=HandoverOutcome.NOT_SENT, stage=Stage.CONNECT, code=None, status=None)


def _ask_whether_locks_are_held() -> None:
    """Ask the database one more thing over the session that holds our locks; raises DatabaseError when it is over.

    A database that started again, a time-out or a cut line ends the session, and with it the locks for which a
    withdrawal waits, while this worker goes on speaking with the relay (ADR 0067).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _hold_back(transmission: Transmission, courier: Courier[Any], subject: Any, at: datetime) -> bool:
    """Ask the gate; when it refuses, hold the mail back with all its reasons. What lost its purpose is cancelled.

    Returns whether the mail stays here.
    """
    try:
        obstacles = courier.obstacles(subject, transmission, at=at)
    except NoLongerNeeded:  # no event: that it did not leave may tell what nobody should learn (ADR 0034)
        transmission.status, transmission.lease_until = TransmissionStatus.CANCELLED, None
        transmission.save(update_fields=OWN_FIELDS)
        return True
    if not obstacles:
        return False
    transmission.status = TransmissionStatus.BLOCKED
    transmission.obstacles = [obstacle.code for obstacle in obstacles]
    transmission.lease_until = None
    transmission.save(update_fields=OWN_FIELDS)
    _write_event(Event.TRANSMISSION_BLOCKED, transmission, at, {"obstacles": len(transmission.obstacles)})
    return True


def _write(courier: Courier[Any], subject: Any, transmission: Transmission) -> bytes:
    return bytes_of(courier.compose(subject, transmission), transmission)


def bytes_of(letter: Letter, transmission: Transmission) -> bytes:
    """The very bytes that leave, with the Message-ID and the date of the row."""
    return render(
        sender=settings.MAIL_FROM,
        recipient=transmission.recipient,
        subject=letter.subject,
        body=letter.body,
        message_id=transmission.message_id,
        date=transmission.dated_at,
        attachment=letter.attachment,
        size=SIZE if Trait.LOOKS_ALIKE in Kind(transmission.kind).traits else None,
    )


def _record(transmission: Transmission, result: HandoverResult, *, at: datetime) -> None:
    """Write what the relay answered, and decide what is next."""
    Attempt.objects.filter(transmission=transmission, number=transmission.attempt_count).update(
        ended_at=at,
        outcome=result.outcome,
        stage=result.stage,
        code=result.code,
        status_code=result.status or "",
        tls_fault=result.tls or "",
    )
    standstill.note_encryption(result, at=at)
    waits_since = transmission.retried_at or transmission.created_at
    transmission.lease_until = None
    transmission.is_ambiguous |= result.outcome == HandoverOutcome.UNKNOWN
    if result.outcome == HandoverOutcome.ACCEPTED:
        transmission.status, transmission.sent_at = TransmissionStatus.SENT, at
        _write_event(Event.TRANSMISSION_SENT, transmission, at, {"attempt": transmission.attempt_count})
    elif (
        result.outcome == HandoverOutcome.LOGIN_REFUSED
    ):  # not this mail's fault: it waits for its turn, all of them do
        transmission.status, transmission.due_at = TransmissionStatus.QUEUED, at
        standstill.login_was_refused(code=result.code, at=at)
    elif result.outcome == HandoverOutcome.PERMANENT or at - waits_since > GIVE_UP_AFTER:
        transmission.status = TransmissionStatus.FAILED
        _write_event(Event.TRANSMISSION_FAILED, transmission, at, {"code": result.code, "stage": result.stage})
    else:
        transmission.status, transmission.due_at = TransmissionStatus.QUEUED, at + _back_off(transmission)
    save_fields(transmission, OWN_FIELDS)


def _back_off(transmission: Transmission) -> timedelta:
    attempts = Attempt.objects.filter(
        transmission=transmission, started_at__gte=transmission.retried_at or transmission.created_at
    )
    return BACK_OFF[min(attempts.exclude(outcome=HandoverOutcome.LOGIN_REFUSED).count(), len(BACK_OFF)) - 1]


def _write_event(event: Event, transmission: Transmission, at: datetime, details: dict[str, Any]) -> None:
    record_event(event, by=None, at=at, about=transmission, details={"kind": transmission.kind, **details})


def _envelope_sender(transmission: Transmission) -> str:
    """Bounces come back to an address that names the transmission, and nothing else."""
    mailbox, _, domain = settings.MAIL_RETURN.partition("@")
    return f"{mailbox}+{transmission.pk.hex}@{domain}"


def relay() -> Relay:
    """The mail relay of the settings."""
    return Relay(
        host=settings.SMTP_HOST,
        port=settings.SMTP_PORT,
        security=settings.SMTP_SECURITY,
        login=login("SMTP"),
        ca_file=settings.SMTP_CA_FILE,
        ehlo_name=settings.SMTP_EHLO_NAME,
        socket_timeout=10,
        deadline=DEADLINE,
    )


def login(server: str) -> PasswordLogin | TokenLogin | None:
    """How the settings say we show who we are at this server, SMTP or IMAP."""
    chosen, username = getattr(settings, f"{server}_LOGIN"), getattr(settings, f"{server}_USERNAME")
    if chosen == "password":
        return PasswordLogin(username, getattr(settings, f"{server}_PASSWORD"))
    if chosen == "xoauth2":
        tokens = token_source(
            settings.OAUTH_TOKEN_URL, settings.OAUTH_CLIENT_ID, settings.OAUTH_CLIENT_SECRET, settings.OAUTH_SCOPE
        )
        return TokenLogin(username, tokens)
    return None
