"""The tables of a referral and of what happens to it; each noun has its own module."""

from referrals.models.draft import Draft, DraftQuerySet
from referrals.models.referral import ALWAYS_GIVEN, DATA_FIELDS, Referral, ReferralQuerySet, Status

__all__ = ["ALWAYS_GIVEN", "DATA_FIELDS", "Draft", "DraftQuerySet", "Referral", "ReferralQuerySet", "Status"]
