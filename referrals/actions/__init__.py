"""Every write on referrals, by noun. Each takes who and when, runs in one transaction and writes one audit event."""

from referrals.actions.drafts import DRAFT_LIFE, discard_draft, discard_old_drafts, keep_answers, start_draft
from referrals.actions.filing import AnswersChanged, file_referral
from referrals.actions.passwords import PasswordGone, read_password
from referrals.actions.route import NotAllowed, Route, find_route
from referrals.actions.withdrawal import withdraw

__all__ = [
    "DRAFT_LIFE",
    "AnswersChanged",
    "NotAllowed",
    "PasswordGone",
    "Route",
    "discard_draft",
    "discard_old_drafts",
    "file_referral",
    "find_route",
    "keep_answers",
    "read_password",
    "start_draft",
    "withdraw",
]
