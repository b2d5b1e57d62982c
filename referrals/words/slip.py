"""What stands on the slip of a client: in the language of the sheet, with the Dutch beside it (D15)."""

from typing import Any

from consent import client_words
from consent.languages import DUTCH, direction
from referrals.models import Referral
from referrals.rules.erasure import our_terms
from referrals.rules.sheet import stop_address
from referrals.terms.slip_code import in_groups

NO_BREAK_SPACE = "\u00a0"
"""A phone number on paper is read in one piece."""


def slip_of(referral: Referral, *, code: str, language: str) -> dict[str, Any]:
    """Return what the page of the slip shows. It names the two sides, and nobody else."""
    spoken, terms = client_words.spoken(language), our_terms()
    facts = {
        "team": referral.team.name,
        "receiver": referral.partner.name,
        "phone": referral.team.phone_display.replace(" ", NO_BREAK_SPACE),
        "address": stop_address(),
        "days_opened": str(terms.days_after_opening),
        "days_sent": str(terms.days_after_sending),
    }
    return {
        "words": client_words.slip(spoken, **facts),
        "dutch": None if spoken == DUTCH else client_words.slip(DUTCH, **facts),
        "language": spoken,
        "direction": direction(spoken),
        "groups": in_groups(code),
        "has_phone": bool(referral.team.phone),
    }
