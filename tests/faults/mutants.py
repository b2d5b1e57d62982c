"""Known bugs, planted in the worker processes by name: a run that does not catch one of them proves nothing."""

from collections.abc import Callable
from typing import Any


def no_row_lock() -> None:
    """Nothing is locked while a worker speaks with the relay: a withdrawal does not wait for the hand-over."""
    from django.db.models import QuerySet

    QuerySet.select_for_update = lambda self, **options: self.all()  # type: ignore[method-assign]


def no_sweeper() -> None:
    """Nobody looks for what was forgotten: a lost nudge is a lost mail."""
    from outbox import delivery
    from outbox.handover import RelayLine
    from outbox.models import Transmission

    def only_what_was_nudged(*, first: Any = None, **_options: Any) -> tuple[int, list[Any]]:
        if first is not None:
            with RelayLine(delivery.relay()) as line:
                delivery._deliver(Transmission.objects.get(pk=first), line)
        return 1, []

    delivery.deliver_due = only_what_was_nudged


def no_deletion_notice() -> None:
    """A withdrawal stops what is queued, and forgets what left."""
    from referrals.actions import withdrawal

    withdrawal.write_notices = lambda *arguments, **options: []


def intent_not_committed() -> None:
    """Both transactions are one: when the worker dies after the hand-over, nobody knows that there was one."""
    from django.db import transaction

    from outbox import delivery

    inner = delivery._deliver

    def deliver(found: Any, line: Any) -> None:
        with transaction.atomic():
            inner(found, line)

    delivery._deliver = deliver


def message_id_per_attempt() -> None:
    """Each attempt writes the mail anew, with another Message-ID and Date: a receiver cannot tell a repeat."""
    from django.utils import timezone

    from outbox import delivery
    from outbox.message import new_message_id

    hand_over = delivery._hand_over

    def anew(transmission: Any, _content: bytes, line: Any) -> Any:
        from outbox.couriers import courier_of

        courier = courier_of(transmission.kind)
        transmission.message_id = new_message_id("agentschap.example")
        transmission.dated_at = timezone.now()
        subject = courier.lock(transmission.subject_id, wait=True)
        return hand_over(transmission, delivery._write(courier, subject, transmission), line)

    delivery._hand_over = anew


def gate_not_asked_again() -> None:
    """The second transaction trusts the first: what changed in between is not seen."""
    from outbox import delivery

    finish, hold_back = delivery._finish, delivery._hold_back
    asked_in_second = {"now": False}

    def second(*arguments: Any) -> Any:
        asked_in_second["now"] = True
        try:
            return finish(*arguments)
        finally:
            asked_in_second["now"] = False

    def asked(*arguments: Any) -> bool:
        return False if asked_in_second["now"] else hold_back(*arguments)

    delivery._finish, delivery._hold_back = second, asked


def not_fenced() -> None:
    """The second transaction does not look whether it is still its turn, nor whether the mail was cancelled."""
    from outbox import delivery
    from outbox.models import Transmission

    def finish(begun: Any, courier: Any, line: Any) -> None:
        from django.db import transaction
        from django.utils import timezone

        with transaction.atomic():
            courier.lock(begun.subject_id, wait=True)
            transmission = Transmission.objects.select_for_update(no_key=True).get(pk=begun.pk)
            result = delivery._hand_over(transmission, bytes(begun.message), line)
            delivery._record(transmission, result, at=timezone.now())

    delivery._finish = finish


def mailbox_not_snapshotted() -> None:
    """The mail goes to the mailbox of today instead of the one it was filed for."""
    from agreements.models import Mailbox
    from outbox import delivery

    begin = delivery._begin

    def redirected(found: Any, *given: Any) -> Any:
        from outbox.models import Transmission

        row = Transmission.objects.get(pk=found.pk)
        current = Mailbox.objects.filter(protocol__agreement=row.papers_id, replaced_at=None).first()
        if current is not None and current.address != row.recipient:
            Transmission.objects.filter(pk=row.pk).update(recipient=current.address)
        return begin(found, *given)

    delivery._begin = redirected


def ambiguity_forgotten() -> None:
    """A mail whose hand-over got no answer counts as one that never left."""
    from outbox import delivery

    begin, record = delivery._begin, delivery._record

    def forget(transmission: Any) -> None:
        from outbox.models import Transmission

        Transmission.objects.filter(pk=transmission.pk).update(is_ambiguous=False)

    def beginning(found: Any, *given: Any) -> Any:
        begun = begin(found, *given)
        forget(found)
        return begun

    def recording(transmission: Any, *arguments: Any, **options: Any) -> None:
        record(transmission, *arguments, **options)
        forget(transmission)

    delivery._begin, delivery._record = beginning, recording


def sent_before_it_is() -> None:
    """The row says "sent" before the relay answered."""
    from outbox import delivery
    from outbox.handover import HandoverOutcome, HandoverResult, Stage

    hand_over = delivery._hand_over

    def hopeful(transmission: Any, *more: Any, **options: Any) -> Any:
        result = hand_over(transmission, *more, **options)
        return HandoverResult(outcome=HandoverOutcome.ACCEPTED, stage=Stage.DOT, code=250, status=result.status)

    delivery._hand_over = hopeful


def wish_not_asked() -> None:
    """Who is about to send does not look whether the client said stop a moment ago (D35)."""
    from referrals import transmissions

    transmissions.has_wished = lambda referral: False


MUTANTS: dict[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        no_row_lock,
        no_sweeper,
        no_deletion_notice,
        intent_not_committed,
        message_id_per_attempt,
        gate_not_asked_again,
        not_fenced,
        mailbox_not_snapshotted,
        ambiguity_forgotten,
        sent_before_it_is,
        wish_not_asked,
    )
}


def plant(name: str) -> None:
    """Plant the bug of this name; the empty name plants none."""
    if name:
        MUTANTS[name]()
