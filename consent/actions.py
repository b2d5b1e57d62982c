"""Recording consent, and its withdrawal."""

import json
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent import journal
from consent.models import Consent, Proof, Reason, SignedSheet, ToldBy, ToldTo, Withdrawal
from consent.sheet import SheetFacts
from law.refusal import Overtaken
from law.retention import proof_ends_on


@transaction.atomic
def record_consent(consent: Consent, *, told: SheetFacts, by: User, at: datetime) -> Consent:
    """Save a consent that the gate has accepted, with the proof of what was told; from here on it cannot change."""
    consent.obtained_by = by
    consent.recorded_at = at
    consent.save(force_insert=True)
    ends_on = proof_ends_on(timezone.localdate(at))
    Proof.objects.create(consent=consent, told=json.dumps(told.as_json()), ends_on=ends_on)
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


@transaction.atomic
def forget_old_proofs(*, at: datetime) -> int:
    """Delete the proofs whose term is over, with the sheets that were signed (D17). Returns how many."""
    over = Proof.objects.over(timezone.localdate(at))
    SignedSheet.objects.filter(consent__in=over.values("consent")).delete()
    return over.delete()[0]
