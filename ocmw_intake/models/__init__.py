"""What happens at the receiver once a referral arrived: attempts to reach the client, and the outcome (R75–R84).

The wall (D4): the relation to the referral has no name on that side, so nothing on a referral leads here. There is no
free text: it could hold data of the client (R62–R65).
"""

from ocmw_intake.models.addressed import addressed, has_begun, intakes_with, is_wanted, referrals_of, with_standing
from ocmw_intake.models.assignment import Handlers, handlers_at
from ocmw_intake.models.closing import FileClosing, closings_of
from ocmw_intake.models.contact import (
    DATA_MUST_GO,
    ContactAttempt,
    ContactChannel,
    Ground,
    Outcome,
    OutcomeKind,
    Service,
    StrikeReason,
    attempts_of,
    last_tried_on,
    outcomes_of,
)
from ocmw_intake.models.ending import ClientWithdrawal, Deletion, Ending, WithdrawalEnding, keeps_own_file
from ocmw_intake.models.intake import (
    ASKS_FOR_WORK,
    DAYS_WITHOUT_OUTCOME,
    FILE_NUMBER,
    OF_ITS_OWN,
    OVER,
    Cause,
    Intake,
    IntakeQuerySet,
    IntakeStatus,
)
from ocmw_intake.models.reminders import ReminderStop
from ocmw_intake.models.terms import ReceiverTerms, attempts_before_giving_up, terms_of

__all__ = [
    "ASKS_FOR_WORK",
    "DATA_MUST_GO",
    "DAYS_WITHOUT_OUTCOME",
    "FILE_NUMBER",
    "OF_ITS_OWN",
    "OVER",
    "Cause",
    "ClientWithdrawal",
    "ContactAttempt",
    "ContactChannel",
    "Deletion",
    "Ending",
    "FileClosing",
    "Ground",
    "Handlers",
    "Intake",
    "IntakeQuerySet",
    "IntakeStatus",
    "Outcome",
    "OutcomeKind",
    "ReceiverTerms",
    "ReminderStop",
    "Service",
    "StrikeReason",
    "WithdrawalEnding",
    "addressed",
    "attempts_before_giving_up",
    "attempts_of",
    "closings_of",
    "handlers_at",
    "has_begun",
    "intakes_with",
    "is_wanted",
    "keeps_own_file",
    "last_tried_on",
    "outcomes_of",
    "referrals_of",
    "terms_of",
    "with_standing",
]
