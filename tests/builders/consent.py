"""Consents, complete unless told otherwise."""

from datetime import date
from typing import Any

from accounts.models import User
from consent import information
from consent.models import Consent
from directory.models import Organisation


def a_consent(*, team: Organisation, receiver: Organisation, obtained_by: User, **changes: Any) -> Consent:
    """Return a consent that is complete, not saved."""
    answers = {
        "client": "parent",
        "told_purpose": True,
        "told_data": True,
        "told_receiver": True,
        "told_next_steps": True,
        "told_expectations": True,
        "is_free": True,
        "is_explicit": True,
        "is_decided_together": True,
        "given_on": date(2026, 11, 20),
        "channel": "oral",
        "language": "nl",
        "interpreter": "none",
        "text_version": information.CURRENT,
        **changes,
    }
    return Consent(team=team, receiver=receiver, obtained_by=obtained_by, **answers)
