"""Every write on referrals, by noun. Each takes who and when, runs in one transaction and writes one audit event."""

from referrals.actions.corrections import (
    confirm,
    correct,
    correct_by_phone,
    mailbox_of_today,
    may_correct,
    record_correction_call,
    report_defects,
    resend,
    resume_corrections,
    stop_corrections,
)
from referrals.actions.drafts import discard_draft, discard_old_drafts, keep_answers, start_draft
from referrals.actions.filing import file_referral
from referrals.actions.passwords import read_password
from referrals.actions.reminders import may_be_reminded, remind_receiver, remind_receivers, reminders_due
from referrals.actions.retention import due_for_erasure, erase, erase_expired, forget_old_requests
from referrals.actions.rights import read_dossier
from referrals.actions.route import SendingRoute, find_route
from referrals.actions.sending import cancel_sending, release_outbox, retry_sending
from referrals.actions.signed_sheet import (
    keep_signed_sheet,
    may_keep_signed_sheet,
    read_signed_sheet,
    remove_signed_sheet,
)
from referrals.actions.takeover import hand_over
from referrals.actions.withdrawal import declare_deletion, record_call, withdraw

__all__ = [
    "SendingRoute",
    "cancel_sending",
    "confirm",
    "correct",
    "correct_by_phone",
    "declare_deletion",
    "discard_draft",
    "discard_old_drafts",
    "due_for_erasure",
    "erase",
    "erase_expired",
    "file_referral",
    "find_route",
    "forget_old_requests",
    "hand_over",
    "keep_answers",
    "keep_signed_sheet",
    "mailbox_of_today",
    "may_be_reminded",
    "may_correct",
    "may_keep_signed_sheet",
    "read_dossier",
    "read_password",
    "read_signed_sheet",
    "record_call",
    "record_correction_call",
    "release_outbox",
    "remind_receiver",
    "remind_receivers",
    "reminders_due",
    "remove_signed_sheet",
    "report_defects",
    "resend",
    "resume_corrections",
    "retry_sending",
    "start_draft",
    "stop_corrections",
    "withdraw",
]
