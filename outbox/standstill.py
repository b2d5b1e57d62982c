"""When nothing may leave at all: the outbox is frozen, or the relay refuses our login (ADR 0020, 0022).

Frozen by an operator, or because this database turns out to be a restored copy. A refused login is not the mail's
fault: all mail waits, one try every few minutes shows whether it works again, and then everything goes by itself.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from audit import journal
from audit.events import Event
from audit.record import record_event
from audit.sealing import is_a_lock_that_took_too_long
from outbox.handover import HandoverResult, Stage
from outbox.models import (
    ASKS_TO_DELETE,
    CARRIES_CLIENT_DATA,
    OF_THE_RECEIVER,
    OPEN,
    STOPPED,
    OutboxState,
    RelayState,
    StopReason,
    Transmission,
    TransmissionStatus,
)
from statements.written import one_written_once

log = logging.getLogger(__name__)

LOGIN_AGAIN_AFTER = timedelta(minutes=5)
_FREEZING = 0x6F7574626F78  # number of the advisory lock: workers share it while they speak with the relay

_HOME = """
    SELECT concat_ws('.', system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()),
        'outbox_outboxstate'::regclass::oid, left(pg_walfile_name(pg_current_wal_lsn()), 8)) FROM pg_control_system()
"""
"""The place of these tables: cluster, database, table, time line. Loading a dump changes at least one of them, and so
does going back to a point in time or promoting a copy; a restart, a vacuum or an empty Redis changes none. Of a copy
that stands in the same place, as one of a disk, the journal tells (`audit.journal`)."""

_BEFORE_ENCRYPTION = (Stage.CONNECT, Stage.GREETING, Stage.TLS)
"""How far a dialogue comes that says nothing about the encryption; a greeting is given before and after it."""

PATIENCE = "2s"
"""How long freezing waits for a hand-over that is under way: an operator has an answer within five seconds in all."""


def current() -> OutboxState:
    """The state of the outbox as it was written; at its very first use, the row is made."""
    found = OutboxState.objects.filter(pk=1).first()
    return found or OutboxState.objects.get_or_create(pk=1, defaults={"home": _home()})[0]


def freeze_if_moved(at: datetime) -> OutboxState:
    """Freeze the outbox when its database was moved or restored since the last time; return its state."""
    state = _placed()
    if state is None:
        return current()
    if state.home != state.home_now or (state.frozen_because != StopReason.RESTORED and journal.is_ahead()):
        _note_frozen(because=StopReason.RESTORED, by=None, at=at)
        return current()
    return cast(OutboxState, state)


def freeze(*, because: StopReason, by: AbstractBaseUser | None, at: datetime) -> bool:
    """Let nothing begin to leave until somebody releases the outbox; returns whether nothing is on its way any more.

    That nothing begins is committed first: it waits for no hand-over. One that is under way then gets a few seconds;
    it ends within its deadline by itself, or with its machine (ADR 0049).
    """
    _note_frozen(because=because, by=by, at=at)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FREEZING])
    except OperationalError as error:
        if not is_a_lock_that_took_too_long(error):
            raise
        return False
    return True


@transaction.atomic
def _note_frozen(*, because: StopReason, by: AbstractBaseUser | None, at: datetime) -> None:
    current()
    state = OutboxState.objects.select_for_update(no_key=True).get(pk=1)
    home = _home()
    if state.home != home or (state.frozen_because != StopReason.RESTORED and journal.is_ahead()):
        because = StopReason.RESTORED  # whoever freezes first after a restore does not hide it
    elif state.frozen_at is not None and state.frozen_because in (because, StopReason.RESTORED):
        return
    state.home, state.frozen_because = home, because
    state.frozen_at = state.frozen_at or at
    if because == StopReason.RESTORED:
        state.frozen_at = at
        _hold_what_may_have_left(at)
    state.save()
    record_event(Event.OUTBOX_FROZEN, by=by, at=at, about=state, details={"reason": because.value})
    log.error("the outbox is frozen (%s): nothing leaves until manage.py outbox_release", because.value)


def _hold_what_may_have_left(at: datetime) -> None:
    """After a restore: what waited in the copy may have left since. It waits for a person, and says so.

    At once, and not at the release: who withdraws in between must know to ask for deletion. What had failed or was held
    back stays so, and may have left as well: somebody may have sent it again. Only client data: a deletion notice goes
    again, and says so (D6), and so do mails that do no harm twice.
    """
    in_the_copy = Transmission.objects.filter(kind__in=CARRIES_CLIENT_DATA, created_at__lt=at)
    waited = in_the_copy.filter(status__in=OPEN)
    waited.update(status=TransmissionStatus.FAILED, is_ambiguous=True, lease_until=None)
    Transmission.objects.filter(kind__in=ASKS_TO_DELETE, status__in=OPEN, created_at__lt=at).update(is_ambiguous=True)
    in_the_copy.filter(status__in=STOPPED).exclude(message__isnull=True, attempt_count__gt=0).update(is_ambiguous=True)


def count_held() -> int:
    """How many mails of teams with client data wait for a person, because this is a copy and they may have left."""
    if current().frozen_because != StopReason.RESTORED:
        return 0
    held = Transmission.objects.filter(kind__in=CARRIES_CLIENT_DATA, status=TransmissionStatus.FAILED)
    return held.exclude(kind__in=OF_THE_RECEIVER).filter(is_ambiguous=True).count()


@transaction.atomic
def release(*, by: AbstractBaseUser, at: datetime) -> None:
    """Let mail leave again; what waited gets its three days anew. The caller set right what a restore brought back."""
    state = OutboxState.objects.select_for_update(no_key=True).get(pk=1)
    if state.frozen_at is None:
        return
    state.home, state.frozen_at, state.frozen_because = _home(), None, ""
    state.save()
    journal.catch_up()
    _wait_anew(at)
    record_event(Event.OUTBOX_RELEASED, by=by, at=at, about=state)


def hold_open() -> bool:
    """Keep the outbox from being frozen until the end of this transaction; return whether it is open at all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_FREEZING])
    # Not in the same statement: that would not see what was written while it waited for the lock.
    return is_open()


def is_open() -> bool:
    """Whether the outbox is not frozen at this moment, and stands where it stood."""
    state = _placed()
    is_at_home = state is None or (state.frozen_at is None and state.home == state.home_now)
    return is_at_home and not journal.is_ahead()


def relay_state() -> RelayState:
    """What keeps all mail from the relay, as it was written; nothing, as long as no worker noted anything."""
    return _relay() or RelayState()


def relay_row() -> RelayState:
    """The same for who may write it: at its very first use the row is made.

    Before a hand-over, as others would wait for who makes it inside one.
    """
    return _relay() or RelayState.objects.get_or_create(pk=1)[0]


def login_was_refused(*, code: int | None, at: datetime) -> None:
    """Note it, inside the transaction of the hand-over; from now on all mail waits."""
    log.error("the mail relay refuses our login (%s): no mail leaves until this is fixed", code)
    if (state := _relay_to_write(relay_row().pk)) is None:
        return
    is_new = state.login_refused_at is None
    state.login_refused_at = state.login_refused_at or at
    state.next_login_at = at + LOGIN_AGAIN_AFTER
    state.save(update_fields=["login_refused_at", "next_login_at"])
    if is_new:
        record_event(Event.LOGIN_REFUSED, by=None, at=at, about=state, details={"code": code})


def note_encryption(result: HandoverResult, *, at: datetime) -> None:
    """Note that the line to the relay is not safe and why, or that it is again: an alarm of its own kind.

    Inside the transaction of the hand-over. Mails go on trying by themselves; nothing leaves unencrypted (ADR 0008).
    """
    if result.tls is None and result.stage in _BEFORE_ENCRYPTION:
        return
    fault = result.tls or ""
    known = relay_row()
    if known.tls_fault == fault or (state := _relay_to_write(known.pk)) is None:
        return
    was_safe = not state.tls_fault
    state.tls_fault = fault
    state.tls_failed_at = (state.tls_failed_at or at) if fault else None
    state.save(update_fields=["tls_fault", "tls_failed_at"])
    if fault:
        record_event(Event.RELAY_NOT_TRUSTED, by=None, at=at, about=state, details={"reason": fault})
        log.error("no safe line to the mail relay (%s): no mail leaves until this is fixed", fault)
    elif not was_safe:
        record_event(Event.RELAY_TRUSTED, by=None, at=at, about=state)


def _relay_to_write(key: int) -> RelayState | None:
    """The row, locked; None when another hand-over has it. That one notes the same, or the next mail does."""
    return RelayState.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=key).first()


def take_turn_to_log_in(at: datetime) -> bool:
    """While the login is refused: take the turn to try it, one every few minutes; return whether it was free."""
    turns = RelayState.objects.filter(pk=1, login_refused_at__isnull=False, next_login_at__lte=at)
    return turns.update(next_login_at=at + LOGIN_AGAIN_AFTER) == 1


@transaction.atomic
def login_works(*, at: datetime) -> None:
    """Let mail leave again."""
    state = RelayState.objects.select_for_update(no_key=True).get(pk=1)
    if state.login_refused_at is not None:
        state.login_refused_at = state.next_login_at = None
        state.save(update_fields=["login_refused_at", "next_login_at"])
        _wait_anew(at)
        record_event(Event.LOGIN_ACCEPTED, by=None, at=at, about=state)


def _wait_anew(at: datetime) -> None:
    """All but what a worker holds at this moment: that is under way, or its machine is gone and it goes on later."""
    waiting = Transmission.objects.filter(status__in=OPEN, created_at__lt=at)
    free = waiting.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)
    Transmission.objects.filter(pk__in=list(free)).update(retried_at=at)


@one_written_once
def _placed() -> "QuerySet[OutboxState, Any]":
    """With `home_now`, where these tables stand."""
    return OutboxState.objects.filter(pk=1).annotate(home_now=RawSQL(f"({_HOME})", []))  # noqa: S611  # a constant


@one_written_once
def _relay() -> QuerySet[RelayState]:
    return RelayState.objects.filter(pk=1)


def _home() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_HOME)
        return str(cursor.fetchone()[0])
