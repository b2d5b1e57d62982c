"""Notice of a GBO agreement, suspension by a core actor, the stop after it (R39, R101), and their account (D29)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.models import SuspensionReason
from audit.events import Event
from gbo.actions.agreements import lock, write_event
from gbo.actions.stops import keep_stop
from gbo.models import GboAgreement, GboLetter, GboNotice, GboParty, GboStop, GboStopKind, GboSuspension
from gbo.rules import stopping
from gbo.rules.stopping import RegisteredLetter
from law.notice_period import gbo_last_day
from law.obstacles import Obstacle
from law.refusal import Refusal, refuse
from outbox.actions import release_held_back

_DAY = timedelta(days=1)


@transaction.atomic
def give_notice(
    *,
    agreement: GboAgreement,
    by_party: GboParty,
    letters: Iterable[RegisteredLetter],
    last_day: date,
    by: User,
    at: datetime,
) -> GboStop:
    """Record the notice by one core actor, with the proof of a registered letter to each of the others (R39).

    `last_day` is the day that was shown before confirming.
    """
    letters = list(letters)
    locked = lock(agreement)
    others = {one.pk for one in locked.parties.all()} - {by_party.pk}
    if {letter.to_party.pk for letter in letters} != others or len(letters) != len(others):
        raise Refusal("De opzegging gaat met een aangetekende brief naar elke andere kernactor.")
    given_on = max(letter.sent_on for letter in letters)
    refuse(stopping.against_notice(locked, given_on=given_on))
    if gbo_last_day(given_on) != last_day:
        raise Refusal("Kijk de laatste dag opnieuw na en bevestig die.")
    notice = GboNotice.objects.create(agreement=locked, by_party=by_party)
    for letter in letters:
        GboLetter.objects.create(notice=notice, to_party=letter.to_party, sent_on=letter.sent_on, number=letter.number)
    details = {"party": str(by_party.pk), "given_on": given_on.isoformat(), "last_day": last_day.isoformat()}
    write_event(Event.GBO_NOTICE_GIVEN, locked, by=by, at=at, details=details)
    fresh = GboAgreement.objects.with_parties().get(pk=locked.pk)
    days = {"on": given_on, "last_sending_on": fresh.last_day}
    return keep_stop(agreement=fresh, kind=GboStopKind.NOTICE, by_party=by_party, **days, by=by, at=at)


@transaction.atomic
def suspend(
    *,
    agreement: GboAgreement,
    by_party: GboParty,
    against_party: GboParty,
    from_on: date,
    until_on: date | None,
    reason: SuspensionReason,
    by: User,
    at: datetime,
) -> GboStop:
    """Suspend sharing because another core actor does not comply (R101).

    Whoever suspends, all passing on under this agreement is suspended: the gate takes the careful reading.
    """
    locked = lock(agreement)
    refuse(stopping.against_suspension(locked, by_party=by_party, from_on=from_on, until_on=until_on))
    suspension = GboSuspension.objects.create(
        agreement=locked,
        by_party=by_party,
        against_party=against_party,
        from_on=from_on,
        until_on=until_on,
        reason=reason,
    )
    details = {
        **suspension.for_the_trail,
        "party": str(by_party.pk),
        "against_party": str(against_party.pk),
        "reason": reason.value,
    }
    write_event(Event.GBO_SUSPENDED, locked, by=by, at=at, details=details)
    return keep_stop(
        agreement=locked,
        kind=GboStopKind.SUSPENSION,
        by_party=by_party,
        against_party=against_party,
        on=from_on,
        until_on=until_on,
        reason=reason,
        last_sending_on=from_on - _DAY,
        suspension_id=suspension.pk,
        by=by,
        at=at,
    )


@transaction.atomic
def end_suspension(*, suspension: GboSuspension, last_day: date, by: User, at: datetime) -> GboStop:
    """End a suspension: `last_day` is the last day on which sharing is suspended (R101).

    What waited for nothing else leaves when that day is over: at once, or when the day after begins.
    """
    locked = lock(suspension.agreement)
    suspension = locked.suspensions.get(pk=suspension.pk)
    refuse(suspension.against_last_day(last_day))
    before, suspension.until_on = suspension.until_on, last_day
    suspension.save(update_fields=["until_on"])
    write_event(Event.GBO_SUSPENSION_ENDED, locked, by=by, at=at, details=suspension.for_the_trail)
    if last_day < timezone.localdate(at):
        release_held_back(papers=[locked.pk], obstacles=[Obstacle.GBO_SUSPENDED], by=None, at=at)
    return _keep(GboStopKind.SUSPENSION_ENDED, suspension, before=before, on=last_day, by=by, at=at)


@transaction.atomic
def stop(
    *, suspension: GboSuspension, notified_on: date, notification_proof: str, stopped_on: date, by: User, at: datetime
) -> GboStop:
    """Stop sharing for good: the other did not comply in reasonable time, and was notified (art. 9; R101)."""
    locked = lock(suspension.agreement)
    suspension = locked.suspensions.get(pk=suspension.pk)
    refuse(stopping.against_notification(suspension, notified_on=notified_on))
    refuse(stopping.against_stop(locked, suspension, stopped_on=stopped_on))
    if stopped_on < notified_on:
        raise Refusal("De kennisgeving komt eerst. Kies die dag of een latere dag.")
    before = suspension.until_on
    suspension.notified_on, suspension.notification_proof = notified_on, notification_proof
    suspension.stopped_on, suspension.until_on = stopped_on, stopped_on - _DAY
    suspension.save(update_fields=["notified_on", "notification_proof", "stopped_on", "until_on"])
    details = {
        "suspension": str(suspension.pk),
        "notified_on": notified_on.isoformat(),
        "stopped_on": stopped_on.isoformat(),
    }
    write_event(Event.GBO_STOPPED, locked, by=by, at=at, details=details)
    days = {"on": stopped_on, "last_sending_on": suspension.from_on - _DAY}
    return _keep(GboStopKind.STOPPED, suspension, before=before, **days, by=by, at=at)


@transaction.atomic
def let_go_on(*, at: datetime) -> None:
    """After midnight: let what waited for a suspension alone leave, when its last day is over.

    Looks back a week: what a day without the clock missed is caught up.
    """
    today = timezone.localdate(at)
    over = GboSuspension.objects.filter(until_on__range=(today - 7 * _DAY, today - _DAY), stopped_on=None)
    papers = list(over.order_by().values_list("agreement_id", flat=True).distinct())
    release_held_back(papers=papers, obstacles=[Obstacle.GBO_SUSPENDED], by=None, at=at)


def _keep(
    kind: GboStopKind, suspension: GboSuspension, *, before: date | None, by: User, at: datetime, **days: date
) -> GboStop:
    return keep_stop(
        agreement=suspension.agreement,
        kind=kind,
        by_party=suspension.by_party,
        against_party=suspension.against_party,
        suspension_id=suspension.pk,
        undo={"until_on": before.isoformat() if before else None},
        **days,
        by=by,
        at=at,
    )
