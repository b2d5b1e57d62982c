"""What the receiver decides itself (R84)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.retention import STANDARD_TERMS
from ocmw_intake.models import (
    ReceiverTerms,
)


@transaction.atomic
def set_terms(
    partner: Organisation,
    *,
    days_to_delete: int,
    days_after_giving_up: int = STANDARD_TERMS.days_after_giving_up,
    years_after_closing: int,
    attempts_before_giving_up: int,
    by: User,
    at: datetime,
) -> None:
    """Set how long this receiver keeps what it got (R84), and how often it tries in vain before it stops."""
    answers = {
        "days_to_delete": days_to_delete,
        "days_after_giving_up": days_after_giving_up,
        "years_after_closing": years_after_closing,
        "attempts_before_giving_up": attempts_before_giving_up,
    }
    terms, _is_new = ReceiverTerms.objects.update_or_create(partner=partner, defaults=answers)
    details = {
        "days": days_to_delete,
        "days_in_vain": days_after_giving_up,
        "years": years_after_closing,
        "attempts": attempts_before_giving_up,
    }
    record_event(Event.RECEIVER_TERMS_SET, by=by, at=at, about=terms, organisation=partner, details=details)
