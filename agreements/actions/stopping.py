"""Notice, end for breach, end of the legal ground, suspension (R36, R37, R100, R101), each with its account (D29)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.actions.stops import keep_stop
from agreements.actions.writing import record
from agreements.models import (
    NOTICES,
    Agreement,
    Protocol,
    Stop,
    StopKind,
    Suspension,
    SuspensionReason,
)
from agreements.rules import stopping, versions
from agreements.terms.papers import Party
from audit.events import Event
from law.obstacles import Obstacle
from law.refusal import Refusal, refuse
from outbox.actions import release_held_back

_DAY = timedelta(days=1)


@transaction.atomic
def give_notice(
    *, paper: Agreement | Protocol, given_on: date, by_party: Party, proof: str, last_day: date, by: User, at: datetime
) -> Stop:
    """Record that one party gave notice of a paper in writing (R37); a letter of Opgroeien gets its number afterwards.

    `last_day` is the day that was shown before confirming. Raises Refusal when the term of notice gives another
    day by now, Refusal when there can be no notice of that day.
    """
    paper = _lock_paper(paper)
    refuse(stopping.against_notice(paper, given_on=given_on))
    paper.notice_given_on, paper.notice_given_by_party, paper.notice_proof = given_on, by_party, proof
    if paper.notice_ends_on != last_day:
        raise Refusal("De opzegtermijn is intussen gewijzigd. Kijk de laatste dag opnieuw na.")
    paper.save(update_fields=["notice_given_on", "notice_given_by_party", "notice_proof"])
    details = {
        "document": paper.document.value,
        "party": by_party.value,
        "given_on": given_on.isoformat(),
        "last_day": last_day.isoformat(),
    }
    agreement = paper if isinstance(paper, Agreement) else paper.agreement
    record(Event.NOTICE_GIVEN, agreement, by=by, at=at, details=details)
    kind = NOTICES[paper.document]
    days = {"on": given_on, "last_sending_on": last_day}
    undo = {"versions": [str(one.pk) for one in versions.reached_by_a_stop(agreement)]}
    return keep_stop(agreement=agreement, kind=kind, by_party=by_party, **days, undo=undo, by=by, at=at)


@transaction.atomic
def end_for_breach(*, protocol: Protocol, on: date, by: User, at: datetime) -> Stop:
    """Record that Opgroeien ended the protocol at once, by simple notice, because the partner breached it (R100)."""
    protocol = Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    refuse(stopping.against_end_for_breach(protocol, on=on))
    protocol.ended_for_breach_on = on
    protocol.save(update_fields=["ended_for_breach_on"])
    reached = versions.reached_by_a_stop(protocol.agreement)
    for later in reached:  # a next version that is to take over ends with it
        Protocol.objects.filter(agreement=later, ended_for_breach_on=None).update(
            ended_for_breach_on=max(on, later.protocol.signed_on or on)
        )
        record(Event.PROTOCOL_ENDED_FOR_BREACH, later, by=by, at=at, details={"on": on.isoformat()})
    record(Event.PROTOCOL_ENDED_FOR_BREACH, protocol.agreement, by=by, at=at, details={"on": on.isoformat()})
    days = {"on": on, "last_sending_on": on - _DAY, "undo": {"versions": [str(one.pk) for one in reached]}}
    kind = StopKind.END_FOR_BREACH
    return keep_stop(agreement=protocol.agreement, kind=kind, by_party=Party.AGENCY, **days, by=by, at=at)


@transaction.atomic
def end_legal_ground(*, agreement: Agreement, on: date, by: User, at: datetime) -> Stop:
    """Record that there is no legal ground from that day on: the protocol ends by law (R36)."""
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    refuse(stopping.against_end_of_legal_ground(agreement))
    # The law knows no versions: a next one that is to take over loses its ground as well.
    later = versions.reached_by_a_stop(agreement)
    keys = [agreement.pk, *(one.pk for one in later)]
    Agreement.objects.filter(pk__in=keys).update(legal_ground_gone_on=on)
    record(Event.LEGAL_GROUND_GONE, agreement, by=by, at=at, details={"on": on.isoformat()}, also=later)
    days = {"on": on, "last_sending_on": on - _DAY, "undo": {"versions": [str(one.pk) for one in later]}}
    return keep_stop(agreement=agreement, kind=StopKind.LEGAL_GROUND, **days, by=by, at=at)


@transaction.atomic
def suspend_sharing(
    *,
    agreement: Agreement,
    by_party: Party,
    from_on: date,
    until_on: date | None,
    reason: SuspensionReason,
    by: User,
    at: datetime,
) -> Suspension:
    """Suspend sharing from `from_on` up to and including `until_on`, or until further notice (R101).

    What is queued meets the gate at once (`writing.record`); nothing has to be cancelled. A next version that is to
    take over within that time is suspended as well, from its first day.
    """
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    refuse(stopping.against_suspension(agreement, by_party=by_party, from_on=from_on, until_on=until_on))
    suspension = Suspension.objects.create(
        agreement=agreement, by_party=by_party, from_on=from_on, until_on=until_on, reason=reason
    )
    reached, with_it = versions.reached_by_a_stop(agreement), []
    for later in reached:
        if later.in_force_from and (until_on is None or later.in_force_from <= until_on):
            start = max(from_on, later.in_force_from)
            with_it.append(later.suspensions.create(by_party=by_party, from_on=start, until_on=until_on, reason=reason))
    details = {**suspension.for_the_trail, "party": by_party.value, "reason": reason.value}
    record(Event.SHARING_SUSPENDED, agreement, by=by, at=at, details=details, also=reached)
    keep_stop(
        agreement=agreement,
        kind=StopKind.SUSPENSION,
        by_party=by_party,
        on=from_on,
        until_on=until_on,
        reason=reason,
        last_sending_on=from_on - _DAY,
        suspension_id=suspension.pk,
        undo={"versions": [str(one.pk) for one in reached], "suspensions": [str(one.pk) for one in with_it]},
        by=by,
        at=at,
    )
    return suspension


@transaction.atomic
def end_suspension(*, suspension: Suspension, last_day: date, by: User, at: datetime) -> Stop:
    """End a suspension: `last_day` is the last day on which sharing is suspended (R101).

    What waited for nothing else leaves when that day is over: at once, or when the day after begins.
    """
    suspension = Suspension.objects.select_for_update(no_key=True).get(pk=suspension.pk)
    refuse(suspension.against_last_day(last_day))
    before, suspension.until_on = suspension.until_on, last_day
    suspension.save(update_fields=["until_on"])
    record(Event.SUSPENSION_ENDED, suspension.agreement, by=by, at=at, details=suspension.for_the_trail)
    if last_day < timezone.localdate(at):
        papers, reasons = [suspension.agreement_id], [Obstacle.SHARING_SUSPENDED]
        release_held_back(papers=papers, obstacles=reasons, by=by, at=at)
    return keep_stop(
        agreement=suspension.agreement,
        kind=StopKind.SUSPENSION_ENDED,
        by_party=Party(suspension.by_party),
        on=last_day,
        suspension_id=suspension.pk,
        undo={"until_on": before.isoformat() if before else None},
        by=by,
        at=at,
    )


@transaction.atomic
def let_go_on(*, at: datetime) -> int:
    """After midnight: let what waited for a suspension alone leave, when its last day is over; return how many mails.

    Looks back a week: what a day without the clock missed is caught up.
    """
    today = timezone.localdate(at)
    over = Suspension.objects.filter(until_on__range=(today - 7 * _DAY, today - _DAY))
    papers = list(over.order_by().values_list("agreement_id", flat=True).distinct())
    return release_held_back(papers=papers, obstacles=[Obstacle.SHARING_SUSPENDED], by=None, at=at)


def _lock_paper(paper: Agreement | Protocol) -> Agreement | Protocol:
    if isinstance(paper, Agreement):
        return Agreement.objects.select_for_update(no_key=True).get(pk=paper.pk)
    return Protocol.objects.select_for_update(no_key=True).get(pk=paper.pk)
