"""The account of what stops sharing: kept, told to the team, written to the other party, taken back (D29)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from agreements.actions import messages
from agreements.actions.messages import write_message
from agreements.actions.writing import record
from agreements.letters import stops as letters
from agreements.letters.stops import StopWriting
from agreements.models import (
    Agreement,
    Message,
    MessageKind,
    Protocol,
    Stop,
    StopKind,
    StopLetter,
    Suspension,
)
from agreements.rules import versions
from agreements.terms.papers import Party
from agreements.terms.stops import Route
from audit.events import Event
from law.obstacles import Obstacle
from law.refusal import Overtaken, Refusal, refuse
from outbox.actions import release_held_back

LIFTED = {
    StopKind.NOTICE_OF_AGREEMENT: (Obstacle.AGREEMENT_NOTICE_EXPIRED,),
    StopKind.NOTICE_OF_PROTOCOL: (Obstacle.PROTOCOL_NOTICE_EXPIRED,),
    StopKind.END_FOR_BREACH: (Obstacle.PROTOCOL_ENDED_FOR_BREACH,),
    StopKind.LEGAL_GROUND: (Obstacle.LEGAL_GROUND_GONE,),
    StopKind.SUSPENSION: (Obstacle.SHARING_SUSPENDED,),
}
"""What each stop makes the gate say: mails that waited for nothing else go on when it is taken back."""


def keep_stop(*, agreement: Agreement, kind: StopKind, by: User, at: datetime, **answers: Any) -> Stop:
    """Keep the account of an act that was just done in this transaction, and tell the team."""
    fresh = Agreement.objects.with_papers().get(pk=agreement.pk)
    last = answers.pop("last_sending_on", None)
    if kind not in (StopKind.SUSPENSION, StopKind.SUSPENSION_ENDED):
        last = letters.last_sending_day(fresh, own=last)
    stop = Stop.objects.create(
        agreement=fresh, kind=kind, last_sending_on=last, recorded_by=by, recorded_at=at, **answers
    )
    _send(stop, letters.to_team(stop), Party.AGENCY, by=by, at=at)
    return stop


@transaction.atomic
def write_letter(*, stop: Stop, route: Route, fingerprint: str, by: User, at: datetime) -> list[Message]:
    """Write the letter to the partner as it was shown: by mail to its contacts, on paper for the post, or both.

    `fingerprint` is that of the draft on the page: a second press, or papers that changed, raise Overtaken.
    """
    stop = _lock(stop)
    if stop.taken_back_at is not None:
        raise Refusal("Dit is teruggenomen. Er valt niets meer te schrijven.")
    if written_to(stop, Party.PARTNER):
        raise Overtaken("De brief is al geschreven.")
    writing = letters.to_partner(stop)
    if writing.fingerprint != fingerprint:
        raise Overtaken("De papieren zijn intussen gewijzigd. Lees de brief opnieuw na.")
    if route != Route.POST and not writing.addresses:
        raise Refusal("De partner heeft geen e-mailadres. Kies een brief op papier.")
    sent = [] if route == Route.POST else _send(stop, writing, Party.PARTNER, by=by, at=at)
    if route != Route.MAIL:
        sent += _send(stop, writing, Party.PARTNER, addresses=("",), by=by, at=at)
    details = {"stop": str(stop.pk), "kind": stop.kind, "route": route.value}
    record(Event.STOP_TOLD, stop.agreement, by=by, at=at, details=details)
    return sent


@transaction.atomic
def take_back(*, stop: Stop, by: User, at: datetime) -> int:
    """Take back what was recorded by mistake, the same day and by who recorded it; return how many mails go on.

    The row stays, with who and when. Whoever was written about it is written that it does not count. What waited for
    this alone goes back into the queue, and the gate is asked again.
    """
    stop = _lock(stop)
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=stop.agreement_id)
    refuse(stop.against_taking_back(by, at=at))
    refuse(_against_undoing(stop, agreement))
    reached = list(Agreement.objects.filter(pk__in=stop.undo.get("versions", [])))
    _undo(stop, agreement, reached)
    stop.taken_back_at = at
    stop.save(update_fields=["taken_back_at"])
    for party in Party:
        told = [one for one in written_to(stop, party) if one.transmission_id or one.posted_on]
        addresses = tuple(dict.fromkeys(one.recipient for one in told))
        _send(stop, letters.taken_back(stop, party), party, addresses=addresses, takes_back=True, by=by, at=at)
    details = {"stop": str(stop.pk), "kind": stop.kind}
    record(Event.STOP_TAKEN_BACK, agreement, by=by, at=at, details=details, also=reached)
    lifted = LIFTED.get(StopKind(stop.kind), ())
    keys = [agreement.pk, *(one.pk for one in reached)]
    return release_held_back(papers=keys, obstacles=lifted, by=by, at=at)


def written_to(stop: Stop, party: Party) -> Sequence[Message]:
    """What was written to one party about this stop, but that it does not count."""
    letters_of_stop = stop.letters.filter(takes_back=False, message__to_party=party)
    return [one.message for one in letters_of_stop.select_related("message").order_by("message__written_at", "pk")]


def _send(
    stop: Stop,
    writing: StopWriting,
    party: Party,
    *,
    addresses: tuple[str, ...] | None = None,
    takes_back: bool = False,
    by: User,
    at: datetime,
) -> list[Message]:
    sent = []
    for recipient in writing.addresses if addresses is None else addresses:
        message = write_message(
            kind=MessageKind.STOP,
            agreement=stop.agreement,
            to_party=party,
            recipient=recipient,
            subject=writing.subject,
            body=writing.body + letters.NO_REPLY if recipient else writing.body,
            by=by,
            at=at,
        )
        StopLetter.objects.create(message=message, stop=stop, takes_back=takes_back)
        sent.append(message)
    return sent


def _lock(stop: Stop) -> Stop:
    locked = Stop.objects.select_for_update(no_key=True).get(pk=stop.pk)
    locked.agreement = Agreement.objects.with_papers().get(pk=locked.agreement_id)
    return locked


def _against_undoing(stop: Stop, agreement: Agreement) -> str:
    """Why the papers cannot be as they were: something came after it."""
    if stop.suspension_id and stop.later_of_suspension([StopKind.SUSPENSION_ENDED]).exists():
        return "Intussen is een einde van deze opschorting genoteerd. Neem eerst dat terug."
    now = {str(one.pk) for one in versions.reached_by_a_stop(agreement)}
    if stop.kind != StopKind.SUSPENSION_ENDED and not now <= set(stop.undo.get("versions", [])):
        return "Intussen is beslist wanneer een nieuwe versie ingaat. Terugnemen kan niet meer."
    return ""


def _undo(stop: Stop, agreement: Agreement, reached: list[Agreement]) -> None:
    """Put the days that the gate asks back as they were."""
    keys: list[UUID] = [agreement.pk, *(one.pk for one in reached)]
    nobody = {"notice_given_on": None, "notice_given_by_party": "", "notice_proof": ""}
    if stop.kind == StopKind.NOTICE_OF_AGREEMENT:
        Agreement.objects.filter(pk=agreement.pk).update(**nobody)
    elif stop.kind == StopKind.NOTICE_OF_PROTOCOL:
        Protocol.objects.filter(agreement=agreement).update(**nobody)
    elif stop.kind == StopKind.END_FOR_BREACH:
        Protocol.objects.filter(agreement__in=keys).update(ended_for_breach_on=None)
    elif stop.kind == StopKind.LEGAL_GROUND:
        Agreement.objects.filter(pk__in=keys).update(legal_ground_gone_on=None)
    elif stop.kind == StopKind.SUSPENSION:
        Suspension.objects.filter(pk__in=[stop.suspension_id, *stop.undo.get("suspensions", [])]).delete()
    else:
        before = stop.undo["until_on"]
        until_on = date.fromisoformat(before) if before else None
        Suspension.objects.filter(pk__in=[stop.suspension_id]).update(until_on=until_on)


@transaction.atomic
def record_posting(
    *, message: Message, posted_on: date, proof: str, scan: bytes | None = None, by: User, at: datetime
) -> None:
    """Record that a letter was posted; the number of a registered one is the proof of the notice that it gave (R37)."""
    messages.record_posting(message=message, posted_on=posted_on, proof=proof, scan=scan, by=by, at=at)
    told = Stop.objects.standing().filter(letters__message=message, letters__takes_back=False, by_party=Party.AGENCY)
    stop = told.first()
    if stop is None:
        return
    if stop.kind == StopKind.NOTICE_OF_AGREEMENT:
        Agreement.objects.filter(pk=stop.agreement_id, notice_proof="").update(notice_proof=proof)
    elif stop.kind == StopKind.NOTICE_OF_PROTOCOL:
        Protocol.objects.filter(agreement=stop.agreement_id, notice_proof="").update(notice_proof=proof)
