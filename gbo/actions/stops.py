"""The account of what stops passing on to GBO partners: kept, written to every core actor, taken back (D29).

How many mails wait under a GBO agreement is known at the receivers only (D19): nothing here counts them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements.actions import messages
from agreements.models import FileKind, Message, MessageKind
from agreements.terms.papers import Party
from agreements.terms.stops import Route
from audit.events import Event
from gbo import letters
from gbo.actions.agreements import keep_file, lock, write_event
from gbo.letters import GboAddress, GboWriting
from gbo.models import GboAgreement, GboLetter, GboNotice, GboStop, GboStopKind, GboStopLetter, GboSuspension
from gbo.rules import stopping
from law.obstacles import Obstacle
from law.refusal import Overtaken, Refusal, refuse
from outbox.actions import release_held_back

LIFTED = {
    GboStopKind.NOTICE: (Obstacle.GBO_NOTICE_EXPIRED,),
    GboStopKind.SUSPENSION: (Obstacle.GBO_SUSPENDED,),
    GboStopKind.STOPPED: (Obstacle.GBO_STOPPED,),
}
"""What each stop makes the gate say: mails that waited for nothing else go on when it is taken back."""
ENDS = [GboStopKind.SUSPENSION_ENDED.value, GboStopKind.STOPPED.value]


def keep_stop(*, agreement: GboAgreement, kind: GboStopKind, by: User, at: datetime, **answers: Any) -> GboStop:
    """Keep the account of an act that was just done in this transaction."""
    return GboStop.objects.create(agreement=agreement, kind=kind, recorded_by=by, recorded_at=at, **answers)


@transaction.atomic
def write_letters(*, stop: GboStop, route: Route, fingerprint: str, by: User, at: datetime) -> list[Message]:
    """Write to every core actor as it was shown: by mail, on paper for the post, or both; on paper without an address.

    `fingerprint` is that of the draft on the page: a second press, or papers that changed, raise Overtaken.
    """
    stop = _lock(stop)
    if stop.taken_back_at is not None:
        raise Refusal("Dit is teruggenomen. Er valt niets meer te schrijven.")
    if stop.letters.exists():
        raise Overtaken("De brief is al geschreven.")
    writing = letters.to_core_actors(stop)
    if writing.fingerprint != fingerprint:
        raise Overtaken("De papieren zijn intussen gewijzigd. Lees de brief opnieuw na.")
    by_mail = [] if route == Route.POST else [one for one in writing.recipients if one.address]
    on_paper = [one for one in writing.recipients if route != Route.MAIL or not one.address]
    to = [*by_mail, *(GboAddress(one.party, "") for one in on_paper)]
    sent = _send(stop, writing, to, by=by, at=at)
    details = {"stop": str(stop.pk), "kind": stop.kind, "route": route.value}
    write_event(Event.STOP_TOLD, stop.agreement, by=by, at=at, details=details)
    return sent


@transaction.atomic
def take_back(*, stop: GboStop, by: User, at: datetime) -> None:
    """Take back what was recorded by mistake, the same day and by who recorded it.

    The row stays, with who and when. Whoever was written about it is written that it does not count. What waited for
    this alone goes back into the queue, and the gate is asked again.
    """
    stop = _lock(stop)
    refuse(stop.against_taking_back(by, at=at))
    if stop.suspension_id and stop.later_of_suspension(ENDS).exists():
        raise Refusal("Intussen is er iets na deze opschorting genoteerd. Neem eerst dat terug.")
    _undo(stop)
    refuse(stopping.against_second_in_force(GboAgreement.objects.with_parties().get(pk=stop.agreement_id)))
    stop.taken_back_at = at
    stop.save(update_fields=["taken_back_at"])
    told = stop.letters.filter(takes_back=False).select_related("message", "party__organisation")
    to = [GboAddress(one.party, one.message.recipient) for one in told if _is_out(one.message)]
    _send(stop, letters.taken_back(stop), to, takes_back=True, by=by, at=at)
    details = {"stop": str(stop.pk), "kind": stop.kind}
    write_event(Event.STOP_TAKEN_BACK, stop.agreement, by=by, at=at, details=details)
    release_held_back(papers=[stop.agreement_id], obstacles=LIFTED.get(GboStopKind(stop.kind), ()), by=None, at=at)


@transaction.atomic
def record_posting(
    *, letter: GboStopLetter, posted_on: date, proof: str, scan: bytes | None = None, by: User, at: datetime
) -> None:
    """Record that a letter was posted, and what proves it: a number, and a scan of the receipt when there is one."""
    messages.record_posting(message=letter.message, posted_on=posted_on, proof=proof, by=by, at=at)
    if scan:
        kind = FileKind.POSTING_PROOF
        letter.scan = keep_file(agreement=letter.stop.agreement, kind=kind, content=scan, by=by, at=at)
        letter.save(update_fields=["scan"])


def _send(
    stop: GboStop,
    writing: GboWriting,
    to: Iterable[GboAddress],
    *,
    takes_back: bool = False,
    by: User,
    at: datetime,
) -> list[Message]:
    sent = []
    for one in to:
        message = messages.write_message(
            kind=MessageKind.STOP,
            agreement=None,
            to_party=Party.PARTNER,
            recipient=one.address,
            subject=writing.subject,
            body=writing.body + letters.NO_REPLY if one.address else writing.body,
            by=by,
            at=at,
        )
        GboStopLetter.objects.create(message=message, stop=stop, party=one.party, takes_back=takes_back)
        sent.append(message)
    return sent


def _is_out(message: Message) -> bool:
    """Whether somebody can have read it: a letter that nobody posted is thrown away."""
    return bool(message.transmission_id or message.posted_on)


def _lock(stop: GboStop) -> GboStop:
    agreement = lock(stop.agreement)
    locked = GboStop.objects.select_for_update(no_key=True).get(pk=stop.pk)
    locked.agreement = agreement
    return locked


def _undo(stop: GboStop) -> None:
    """Put the days that the gate asks back as they were."""
    if stop.kind == GboStopKind.NOTICE:
        GboLetter.objects.filter(notice__agreement=stop.agreement).delete()
        GboNotice.objects.filter(agreement=stop.agreement).delete()
    elif stop.kind == GboStopKind.SUSPENSION:
        GboSuspension.objects.filter(pk__in=[stop.suspension_id]).delete()
    else:
        before = stop.undo["until_on"]
        GboSuspension.objects.filter(pk__in=[stop.suspension_id]).update(
            until_on=date.fromisoformat(before) if before else None,
            notified_on=None,
            notification_proof="",
            stopped_on=None,
        )
