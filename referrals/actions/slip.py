"""The slip that a client takes home: reference, code, and all that must be known later (D15, D35)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.models import Language
from law.refusal import Refusal
from law.retention import proof_ends_on
from referrals.models import Referral, Slip
from referrals.terms.slip_code import digest, new_code


def may_make_slip(referral: Referral) -> bool:
    """As long as the data are here, and there is a consent to take back."""
    return referral.erased_at is None and referral.consent.withdrawn_on is None


@transaction.atomic
def make_slip(referral: Referral, *, language: Language, by: User, at: datetime) -> str:
    """Return a new code for this referral; the one before it ends. Only its fingerprint stays here."""
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    if not may_make_slip(locked):
        raise Refusal(
            "Dit blad kan niet meer gemaakt worden: de gegevens zijn gewist of de toestemming is ingetrokken."
        )
    locked.slips.current().update(ended_at=at)
    code = new_code(locked.reference)
    Slip.objects.create(
        referral=locked,
        digest=digest(locked.reference, code),
        language=language,
        printed_by=by,
        printed_at=at,
        ends_on=proof_ends_on(timezone.localdate(locked.filed_at)),
    )
    details = {"reference": locked.reference, "language": language.value}
    record_event(Event.SLIP_MADE, by=by, at=at, about=locked, organisation=locked.team, details=details)
    return code
