"""Where a GBO agreement stands, in the words of `agreements.rules.status`, and which day comes next."""

from datetime import date

from django.utils.formats import date_format

from agreements.terms.status import PaperStatus, status_at
from gbo.models import GboAgreement
from law.days import has_come
from law.gate import Decision

STATUSES = [status for status in PaperStatus if status != PaperStatus.NOT_YET_IN_FORCE]
"""The words that apply: a GBO agreement is in force on signing (R40)."""


def status_of(agreement: GboAgreement, decision: Decision) -> PaperStatus:
    """The word on the day of the decision, which comes from `law.onward.check_gbo_agreement`."""
    return status_at(
        decision,
        advice_is_awaited=has_come(agreement.advice_asked_on, decision.on),
        is_under_notice=has_come(agreement.notice_given_on, decision.on),
    )


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
