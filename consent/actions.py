"""Recording consent, and its withdrawal."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent import journal
from consent.models import Consent, Reason, ToldBy, ToldTo, Withdrawal
from law.refusal import Overtaken


@transaction.atomic
def record_consent(consent: Consent, *, by: User, at: datetime) -> Consent:
    """Save a consent that the gate has accepted; from here on it cannot change."""
    consent.obtained_by = by
    consent.recorded_at = at
    consent.save(force_insert=True)
    record_event(
        Event.CONSENT_RECORDED,
        by=by,
        at=at,
        about=consent,
        details={
            "text_version": consent.text_version,
            "language": consent.language,
            "channel": consent.channel,
            "interpreter": consent.interpreter,
        },
    )
    return consent


@transaction.atomic
def withdraw(
    consent: Consent,
    *,
    on: date,
    by: User | None,
    at: datetime,
    reason: Reason = Reason.CHANGED_MIND,
    told_by: ToldBy = ToldBy.CLIENT,
    told_to: ToldTo = ToldTo.RECORDER,
) -> Withdrawal:
    """Record that a consent came to its end (R55): from now on the gate refuses whatever has not left yet.

    `by` is nobody when the client did so alone (D35).
    """
    told = {"reason": reason, "told_by": told_by, "told_to": told_to}
    withdrawal, is_new = Withdrawal.objects.get_or_create(
        consent=consent, defaults={"withdrawn_on": on, **told, "recorded_by": by, "recorded_at": at}
    )
    if not is_new:
        raise Overtaken("De toestemming is al ingetrokken.")
    journal.note_withdrawal(consent.pk, on=on)
    details = {key: code.value for key, code in told.items()}
    record_event(Event.CONSENT_WITHDRAWN, by=by, at=at, about=consent, details=details)
    return withdrawal
