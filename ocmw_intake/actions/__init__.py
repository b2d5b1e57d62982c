"""Every write of the receiver, by noun. Each takes who and when, runs in one transaction and writes one audit event.

The trail says that something was logged, and never what: auditors are on the other side of the wall (D4).
"""

from ocmw_intake.actions.archives import ask_again, check_mailbox
from ocmw_intake.actions.assignment import NOT_A_COLLEAGUE, assign, leave, take
from ocmw_intake.actions.attempts import correct_attempt, log_attempt, log_contact, strike_attempt
from ocmw_intake.actions.closing import close_file, reopen_file
from ocmw_intake.actions.defects import report_defects
from ocmw_intake.actions.ending import declare_deletion, withdraw_here
from ocmw_intake.actions.outcomes import record_outcome, take_back_outcome
from ocmw_intake.actions.passwords import read_password
from ocmw_intake.actions.refusals import SecrecyNotDeclared
from ocmw_intake.actions.reminders import stop_reminders
from ocmw_intake.actions.terms import set_terms

__all__ = [
    "NOT_A_COLLEAGUE",
    "SecrecyNotDeclared",
    "ask_again",
    "assign",
    "check_mailbox",
    "close_file",
    "correct_attempt",
    "declare_deletion",
    "leave",
    "log_attempt",
    "log_contact",
    "read_password",
    "record_outcome",
    "reopen_file",
    "report_defects",
    "set_terms",
    "stop_reminders",
    "strike_attempt",
    "take",
    "take_back_outcome",
    "withdraw_here",
]
