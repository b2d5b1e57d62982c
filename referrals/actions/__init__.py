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
)
from referrals.actions.drafts import (
    DRAFT_LIFE,
    discard_draft,
    discard_old_drafts,
    fetch_back,
    keep_answers,
    start_draft,
    start_practice,
    throw_away,
)
from referrals.actions.filing import file_referral
from referrals.actions.opening import agree_to_opening, ask_opening, is_closed, read_closed_sheet
from referrals.actions.own_withdrawal import carry_out, carry_out_wishes, keep_wish, note_seen
from referrals.actions.passwords import read_password
from referrals.actions.pending import ask_to_withdraw
from referrals.actions.reminders import may_be_reminded, remind_receiver, remind_receivers, reminders_due
from referrals.actions.restoring import ask_to_delete_lost, open_rights, release_outbox
from referrals.actions.retention import due_for_erasure, erase, erase_expired, forget_old_requests
from referrals.actions.returning import note_search, of_client, of_client_anywhere
from referrals.actions.rights import read_dossier
from referrals.actions.route import SendingRoute, find_route, route_of
from referrals.actions.sending import cancel_sending, retry_sending, send_again
from referrals.actions.signed_sheet import (
    keep_signed_sheet,
    may_keep_signed_sheet,
    read_signed_sheet,
    remove_signed_sheet,
)
from referrals.actions.slip import make_slip, may_make_slip
from referrals.actions.takeover import hand_over
from referrals.actions.trouble import tell_of_trouble
from referrals.actions.watching import stop_watching, tell_watchers, watch_place
from referrals.actions.withdrawal import declare_deletion, record_call, withdraw

__all__ = [
    "DRAFT_LIFE",
    "SendingRoute",
    "agree_to_opening",
    "ask_opening",
    "ask_to_delete_lost",
    "ask_to_withdraw",
    "cancel_sending",
    "carry_out",
    "carry_out_wishes",
    "confirm",
    "correct",
    "correct_by_phone",
    "declare_deletion",
    "discard_draft",
    "discard_old_drafts",
    "due_for_erasure",
    "erase",
    "erase_expired",
    "fetch_back",
    "file_referral",
    "find_route",
    "forget_old_requests",
    "hand_over",
    "is_closed",
    "keep_answers",
    "keep_signed_sheet",
    "keep_wish",
    "mailbox_of_today",
    "make_slip",
    "may_be_reminded",
    "may_correct",
    "may_keep_signed_sheet",
    "may_make_slip",
    "note_search",
    "note_seen",
    "of_client",
    "of_client_anywhere",
    "open_rights",
    "read_closed_sheet",
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
    "retry_sending",
    "route_of",
    "send_again",
    "start_draft",
    "start_practice",
    "stop_watching",
    "tell_of_trouble",
    "tell_watchers",
    "throw_away",
    "watch_place",
    "withdraw",
]
