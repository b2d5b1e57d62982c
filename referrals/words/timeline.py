"""What happened to a referral, in the order in which it happened, for the team that filed it.

Only what the team may know: nothing of what the receiver does with it, but that the archive was opened (D4, R79).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from consent.models import Reason, ToldTo
from outbox.handover import HandoverOutcome
from outbox.models import Attempt, Report, Transmission, Verdict
from outbox.reasons import last_answer, what_report_says, why_attempt, why_returned
from referrals.models import Referral, corrections_of, deletion_notices_of
from statements.written import written_once

_NEXT = {
    HandoverOutcome.TRANSIENT: " Dat gebeurt vanzelf.",
    HandoverOutcome.NOT_SENT: " Wij proberen vanzelf opnieuw.",
    HandoverOutcome.UNKNOWN: " Wij sturen dezelfde mail opnieuw.",
    HandoverOutcome.LOGIN_REFUSED: " Wij proberen vanzelf opnieuw.",
}


_ENDINGS = {
    Reason.CHANGED_MIND: "De cliënt trok de toestemming in.",
    Reason.MOVED: "De cliënt bleek verhuisd. De aanmelding is stopgezet.",
    Reason.WRONG_RECEIVER: "De ontvanger bleek niet de juiste. De aanmelding is stopgezet.",
}


_SAID_BY_THE_MAIL = (Verdict.DELIVERED, Verdict.RETURNED)
_TELL_OF_ARRIVAL = (Verdict.DELIVERED, Verdict.RELAYED, Verdict.AUTOMATIC)


@dataclass(frozen=True)
class TimelineMoment:
    """One line of the timeline."""

    at: datetime
    words: str


@written_once
def tries_of(mail: UUID) -> QuerySet[Attempt]:
    """Each attempt to hand over this mail."""
    return Attempt.objects.filter(transmission=mail).order_by("number")


@written_once
def to_look_at(mail: UUID) -> QuerySet[Report]:
    """What was said of this mail that a person has to look at."""
    return Report.objects.filter(transmission=mail).asking_for_a_look()


def timeline(referral: Referral, tries: list[Attempt] | None = None) -> list[TimelineMoment]:
    """Return the moments of this referral, oldest first; `tries` of its mail, where they were asked already."""
    tries = tries_of(referral.transmission_id) if tries is None else tries
    moments = [TimelineMoment(referral.filed_at, f"{referral.filed_by.name} meldde de cliënt aan.")]
    moments += _attempts(referral.transmission, tries)
    moments += _reports(referral)
    if referral.opened_at:
        moments.append(TimelineMoment(referral.opened_at, f"{referral.partner.name} las het wachtwoord."))
    if referral.read_out_at:
        moments.append(TimelineMoment(referral.read_out_at, "Uw team las het wachtwoord, om het door te geven."))
    withdrawal = getattr(referral.consent, "withdrawal", None)
    if withdrawal:
        moments.append(TimelineMoment(withdrawal.recorded_at, ending(referral)))
    moments += [
        TimelineMoment(notice.transmission.sent_at, "Het verwijderbericht is verstuurd.")
        for notice in deletion_notices_of(referral)
        if notice.transmission and notice.transmission.sent_at
    ]
    for correction in corrections_of(referral):
        what = "Het archief gaat niet open" if correction.asks_the_same_again else "Foutieve gegevens"
        moments.append(TimelineMoment(correction.reported_at, f"{what}: {correction.get_how_display()}."))
        if correction.answered_at and correction.answered_by:
            words = f"{correction.answered_by.name} antwoordde: {correction.get_answer_display()}."
            moments.append(TimelineMoment(correction.answered_at, words))
    if referral.erased_at:
        moments.append(TimelineMoment(referral.erased_at, "De gegevens werden gewist."))
    return sorted(moments, key=lambda moment: moment.at)


def _attempts(transmission: Transmission, tries: list[Attempt]) -> Iterator[TimelineMoment]:
    """Each attempt; one that is under way only began, also when it ended since this row of the mail was read."""
    last = last_answer(transmission, tries)
    for attempt in tries:
        if attempt.outcome and last is not None and attempt.number <= last.number:
            words = why_attempt(attempt) + _NEXT.get(HandoverOutcome(attempt.outcome), "")
            yield TimelineMoment(attempt.ended_at or attempt.started_at, words)
        else:
            yield TimelineMoment(attempt.started_at, "Een poging om te versturen begon.")


def _reports(referral: Referral) -> Iterator[TimelineMoment]:
    """What came back about the data, and what went wrong with the mails after it.

    Of those only what went wrong: that nothing came back must tell nothing (D4).
    """
    mail = referral.transmission
    if mail.delivered_at:
        yield TimelineMoment(mail.delivered_at, "De mail is afgeleverd in de mailbox.")
    if mail.returned_at:
        yield TimelineMoment(mail.returned_at, f"De mail kwam terug. {why_returned(mail.return_code)}")
    for report in _told_of(mail.pk):
        yield TimelineMoment(report.noted_at, what_report_says(report))
    later = {one.transmission_id: "Correctie" for one in corrections_of(referral) if one.transmission_id}
    later |= {one.transmission_id: "Verwijderbericht" for one in deletion_notices_of(referral) if one.transmission_id}
    for report in _wrong_with(list(later)) if later else []:
        yield TimelineMoment(report.noted_at, f"{later[report.transmission_id]}: {what_report_says(report)}")


@written_once
def _told_of(mail: UUID) -> QuerySet[Report]:
    return Report.objects.filter(transmission=mail).exclude(verdict__in=_SAID_BY_THE_MAIL)


@written_once
def _wrong_with(mails: list[UUID]) -> QuerySet[Report]:
    return Report.objects.filter(transmission__in=mails).exclude(verdict__in=_TELL_OF_ARRIVAL)


def ending(referral: Referral) -> str:
    """How a referral came to its end, in a sentence; empty as long as it did not."""
    withdrawal = getattr(referral.consent, "withdrawal", None)
    if withdrawal and withdrawal.told_to == ToldTo.PAGE:
        return "De cliënt trok de toestemming zelf in, zonder ons."
    return _ENDINGS[Reason(withdrawal.reason)] if withdrawal else ""
