"""Where a GBO agreement stands, in the words of `agreements.rules.status`, and which day comes next."""

from datetime import date

from django.utils.formats import date_format

from agreements.terms.status import Status
from gbo.models import GboAgreement
from law.days import has_come
from law.gate import Decision
from law.obstacles import Obstacle

STATUSES = [one for one in Status if one != Status.NOT_YET_IN_FORCE]
"""The words that apply: a GBO agreement is in force on signing (R40)."""

_OVER = {Obstacle.GBO_NOTICE_EXPIRED, Obstacle.GBO_STOPPED}
_TO_SIGN = {
    Obstacle.GBO_NOT_SIGNED_BY_CAW,
    Obstacle.GBO_NOT_SIGNED_BY_OCMW,
    Obstacle.GBO_NOT_SIGNED_BY_DMW,
    Obstacle.GBO_ADVICE_AFTER_SIGNATURE,
}


def status_of(agreement: GboAgreement, decision: Decision) -> Status:
    """The word on the day of the decision, which comes from `law.onward.check_gbo_agreement`."""
    found = set(decision.obstacles)
    if found & _OVER:
        return Status.ENDED
    if Obstacle.GBO_SUSPENDED in found:
        return Status.SUSPENDED
    if Obstacle.GBO_ADVICE_MISSING in found:
        return Status.AWAITING_ADVICE if has_come(agreement.advice_asked_on, decision.on) else Status.DRAFT
    if found & _TO_SIGN:
        return Status.TO_SIGN
    if Obstacle.GBO_INCOMPLETE in found:
        return Status.DRAFT
    return Status.UNDER_NOTICE if has_come(agreement.notice_given_on, decision.on) else Status.IN_FORCE


def next_deadline(agreement: GboAgreement, on: date) -> str:
    """The first day from `on` on that changes something, in words; empty when none is known."""
    days = [
        (agreement.notice_starts_on, "begin van de opzegtermijn"),
        (agreement.notice_ends_on, "laatste dag na de opzegging"),
        (agreement.stopped_on, "doorgeven stopgezet"),
    ]
    for suspension in agreement.suspensions.all():
        days += [(suspension.from_on, "begin van een opschorting"), (suspension.until_on, "einde van een opschorting")]
    coming = [(day, words) for day, words in days if day is not None and day >= on]
    if not coming:
        return ""
    day, words = min(coming)
    return f"{date_format(day)}: {words}"
