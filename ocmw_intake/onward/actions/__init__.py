"""Every write about passing on to a GBO partner: it is the receiver's act (R90, D21)."""

from ocmw_intake.onward.actions.breach import tell_partner
from ocmw_intake.onward.actions.ending import withdraw_onward
from ocmw_intake.onward.actions.mailbox import partner_mailbox_works
from ocmw_intake.onward.actions.passing_on import (
    read_onward_password,
    record_onward_consent,
    retry_onward,
    send_onward_again,
    share_onward,
)

__all__ = [
    "partner_mailbox_works",
    "read_onward_password",
    "record_onward_consent",
    "retry_onward",
    "send_onward_again",
    "share_onward",
    "tell_partner",
    "withdraw_onward",
]
