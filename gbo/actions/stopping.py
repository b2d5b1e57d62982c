"""Notice of a GBO agreement, suspension by one core actor, and the stop after it (R39, R101)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from agreements.models import SuspensionReason
from audit.events import Event
from gbo.actions.agreements import lock, write_event
from gbo.models import GboAgreement, GboLetter, GboNotice, GboParty, GboSuspension
from gbo.rules import stopping
from gbo.rules.stopping import RegisteredLetter
from law.notice_period import gbo_last_day
from law.refusal import Refusal, refuse


@transaction.atomic
def give_notice(
    *,
    agreement: GboAgreement,
    by_party: GboParty,
    letters: Iterable[RegisteredLetter],
    last_day: date,
    by: User,
    at: datetime,
) -> None:
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
) -> GboSuspension:
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
    return suspension


@transaction.atomic
def end_suspension(*, suspension: GboSuspension, last_day: date, by: User, at: datetime) -> None:
    """End a suspension: `last_day` is the last day on which sharing is suspended (R101)."""
    locked = lock(suspension.agreement)
    suspension = locked.suspensions.get(pk=suspension.pk)
    refuse(suspension.against_last_day(last_day))
    suspension.until_on = last_day
    suspension.save(update_fields=["until_on"])
    write_event(Event.GBO_SUSPENSION_ENDED, locked, by=by, at=at, details=suspension.for_the_trail)


@transaction.atomic
def stop(
    *, suspension: GboSuspension, notified_on: date, notification_proof: str, stopped_on: date, by: User, at: datetime
) -> None:
    """Stop sharing for good: the other did not comply in reasonable time, and was notified (art. 9; R101)."""
    locked = lock(suspension.agreement)
    suspension = locked.suspensions.get(pk=suspension.pk)
    refuse(stopping.against_notification(suspension, notified_on=notified_on))
    refuse(stopping.against_stop(locked, suspension, stopped_on=stopped_on))
    if stopped_on < notified_on:
        raise Refusal("De kennisgeving komt eerst. Kies die dag of een latere dag.")
    suspension.notified_on, suspension.notification_proof = notified_on, notification_proof
    suspension.stopped_on, suspension.until_on = stopped_on, stopped_on - timedelta(days=1)
    suspension.save(update_fields=["notified_on", "notification_proof", "stopped_on", "until_on"])
    details = {
        "suspension": str(suspension.pk),
        "notified_on": notified_on.isoformat(),
        "stopped_on": stopped_on.isoformat(),
    }
    write_event(Event.GBO_STOPPED, locked, by=by, at=at, details=details)
