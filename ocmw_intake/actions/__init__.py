"""Every write of the receiver, by noun. Each takes who and when, runs in one transaction and writes one audit event.

The trail says that something was logged, and never what: auditors are on the other side of the wall (D4).
"""

from ocmw_intake.actions.archives import NoMailbox, ask_again, check_mailbox
from ocmw_intake.actions.contact import log_attempt, record_outcome
from ocmw_intake.actions.defects import report_defects
from ocmw_intake.actions.ending import declare_deletion, withdraw_here
from ocmw_intake.actions.passwords import read_password
from ocmw_intake.actions.refusals import (
    AnswerRefused,
    ConsentWithdrawn,
    DataDeleted,
    FollowUpOver,
    ImpossibleDay,
    NoSuchAttempt,
    NothingToDelete,
    SecrecyNotDeclared,
)
from ocmw_intake.actions.terms import set_terms

__all__ = [
    "AnswerRefused",
    "ConsentWithdrawn",
    "DataDeleted",
    "FollowUpOver",
    "ImpossibleDay",
    "NoMailbox",
    "NoSuchAttempt",
    "NothingToDelete",
    "SecrecyNotDeclared",
    "ask_again",
    "check_mailbox",
    "declare_deletion",
    "log_attempt",
    "read_password",
    "record_outcome",
    "report_defects",
    "set_terms",
    "withdraw_here",
]
