"""What happened to a referral, in the order in which it happened, for the team that filed it.

Only what the team may know: nothing of what the receiver does with it, but that the archive was opened (D4, R79).
"""

from dataclasses import dataclass
from datetime import datetime

from outbox.handover import Outcome
from outbox.models import Attempt
from outbox.reasons import why_attempt, why_returned
from referrals.models import Referral

_NEXT = {
    Outcome.TRANSIENT: " Dat gebeurt vanzelf.",
    Outcome.NOT_SENT: " Wij proberen vanzelf opnieuw.",
    Outcome.UNKNOWN: " Wij sturen hetzelfde bericht opnieuw.",
    Outcome.LOGIN_REFUSED: " Wij proberen vanzelf opnieuw.",
}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    at: datetime
    words: str


def timeline(referral: Referral) -> list[Moment]:
    """Return the moments of this referral, oldest first."""
    moments = [Moment(referral.filed_at, f"{referral.filed_by.name} meldde de cliënt aan.")]
    for attempt in Attempt.objects.filter(transmission=referral.transmission_id).order_by("number"):
        if attempt.outcome:
            words = why_attempt(attempt) + _NEXT.get(Outcome(attempt.outcome), "")
            moments.append(Moment(attempt.ended_at or attempt.started_at, words))
        else:
            moments.append(Moment(attempt.started_at, "Een poging om te versturen begon."))
    if referral.transmission.delivered_at:
        moments.append(Moment(referral.transmission.delivered_at, "Het bericht is afgeleverd in de mailbox."))
    if referral.transmission.returned_at:
        why = why_returned(referral.transmission.return_code)
        moments.append(Moment(referral.transmission.returned_at, f"Het bericht kwam terug. {why}"))
    if referral.opened_at:
        moments.append(Moment(referral.opened_at, f"{referral.partner.name} las het wachtwoord."))
    withdrawal = getattr(referral.consent, "withdrawal", None)
    if withdrawal:
        moments.append(Moment(withdrawal.recorded_at, "De cliënt trok de toestemming in."))
    if referral.erased_at:
        moments.append(Moment(referral.erased_at, "De gegevens werden gewist."))
    return sorted(moments, key=lambda moment: moment.at)
