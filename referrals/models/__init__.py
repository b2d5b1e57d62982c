"""The tables of a referral and of what happens to it; each noun has its own module."""

from referrals.models.correction import (
    FOUR_FIELDS,
    Answer,
    Correction,
    Defect,
    ReportedBy,
    corrections_of,
    last_corrected,
)
from referrals.models.deletion import DeletionDeclaration, DeletionNotice, PendingWithdrawal, deletion_notices_of
from referrals.models.draft import Draft
from referrals.models.lost import LostReferral
from referrals.models.opening import OpeningReason, SheetOpening
from referrals.models.receiver_notice import Call, SpokeWith
from referrals.models.referral import DATA_FIELDS, Referral, ReferralQuerySet, ReferralStatus
from referrals.models.reminder import ReceiverReminder
from referrals.models.returning import ClientFingerprint
from referrals.models.slip import OwnWithdrawal, Slip, Wish, has_wished, slip_of
from referrals.models.trouble import TroubleTold
from referrals.models.watch import PlaceWatch

__all__ = [
    "DATA_FIELDS",
    "FOUR_FIELDS",
    "Answer",
    "Call",
    "ClientFingerprint",
    "Correction",
    "Defect",
    "DeletionDeclaration",
    "DeletionNotice",
    "Draft",
    "LostReferral",
    "OpeningReason",
    "OwnWithdrawal",
    "PendingWithdrawal",
    "PlaceWatch",
    "ReceiverReminder",
    "Referral",
    "ReferralQuerySet",
    "ReferralStatus",
    "ReportedBy",
    "SheetOpening",
    "Slip",
    "SpokeWith",
    "TroubleTold",
    "Wish",
    "corrections_of",
    "deletion_notices_of",
    "has_wished",
    "last_corrected",
    "slip_of",
]
