"""Notice, end for breach, the end of the legal ground, and suspension (R36, R37, R100, R101)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from agreements.actions.writing import record
from agreements.models import (
    Agreement,
    Protocol,
    Suspension,
    SuspensionReason,
)
from agreements.rules import stopping, versions
from agreements.terms.papers import Party
from audit.events import Event
from law.refusal import Refusal, refuse


@transaction.atomic
def give_notice(
    *, paper: Agreement | Protocol, given_on: date, by_party: Party, proof: str, last_day: date, by: User, at: datetime
) -> None:
    """Record that one party gave notice of one of the papers in writing (R37).

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


@transaction.atomic
def end_for_breach(*, protocol: Protocol, on: date, by: User, at: datetime) -> None:
    """Record that Opgroeien ended the protocol at once, by simple notice, because the partner breached it (R100)."""
    protocol = Protocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    refuse(stopping.against_end_for_breach(protocol, on=on))
    protocol.ended_for_breach_on = on
    protocol.save(update_fields=["ended_for_breach_on"])
    for later in versions.reached_by_a_stop(protocol.agreement):  # a next version that is to take over ends with it
        Protocol.objects.filter(agreement=later, ended_for_breach_on=None).update(
            ended_for_breach_on=max(on, later.protocol.signed_on or on)
        )
        record(Event.PROTOCOL_ENDED_FOR_BREACH, later, by=by, at=at, details={"on": on.isoformat()})
    record(Event.PROTOCOL_ENDED_FOR_BREACH, protocol.agreement, by=by, at=at, details={"on": on.isoformat()})


@transaction.atomic
def end_legal_ground(*, agreement: Agreement, on: date, by: User, at: datetime) -> None:
    """Record that there is no legal ground from that day on: the protocol ends by law (R36)."""
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    refuse(stopping.against_end_of_legal_ground(agreement))
    # The law knows no versions: a next one that is to take over loses its ground as well.
    later = versions.reached_by_a_stop(agreement)
    keys = [agreement.pk, *(one.pk for one in later)]
    Agreement.objects.filter(pk__in=keys).update(legal_ground_gone_on=on)
    record(Event.LEGAL_GROUND_GONE, agreement, by=by, at=at, details={"on": on.isoformat()}, also=later)


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
    reached = versions.reached_by_a_stop(agreement)
    for later in reached:
        if later.in_force_from and (until_on is None or later.in_force_from <= until_on):
            start = max(from_on, later.in_force_from)
            later.suspensions.create(by_party=by_party, from_on=start, until_on=until_on, reason=reason)
    details = {**suspension.for_the_trail, "party": by_party.value, "reason": reason.value}
    record(Event.SHARING_SUSPENDED, agreement, by=by, at=at, details=details, also=reached)
    return suspension


@transaction.atomic
def end_suspension(*, suspension: Suspension, last_day: date, by: User, at: datetime) -> None:
    """End a suspension: `last_day` is the last day on which sharing is suspended (R101)."""
    suspension = Suspension.objects.select_for_update(no_key=True).get(pk=suspension.pk)
    refuse(suspension.against_last_day(last_day))
    suspension.until_on = last_day
    suspension.save(update_fields=["until_on"])
    record(Event.SUSPENSION_ENDED, suspension.agreement, by=by, at=at, details=suspension.for_the_trail)


def _lock_paper(paper: Agreement | Protocol) -> Agreement | Protocol:
    if isinstance(paper, Agreement):
        return Agreement.objects.select_for_update(no_key=True).get(pk=paper.pk)
    return Protocol.objects.select_for_update(no_key=True).get(pk=paper.pk)
