"""When the archive does not open: ask the team to send it again, or try the mailbox with a harmless one (ADR 0037)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from agreements.actions import mailbox_checks
from law.refusal import Refusal
from ocmw_intake.actions.refusals import CONSENT_WITHDRAWN
from ocmw_intake.actions.writing import refuse_when_over, require_secrecy
from referrals import actions as referral_actions
from referrals.models import Referral, ReportedBy


@transaction.atomic
def ask_again(referral: Referral, *, by: User, at: datetime) -> None:
    """Ask the team to send the same data again; like a report of wrong data, this goes over the wall (R86).

    Asking twice is asking once, as long as the team did not answer. Raises SecrecyNotDeclared and Refusal.
    """
    require_secrecy(by, at)
    refuse_when_over(referral)
    try:
        referral_actions.report_defects(referral, defects={}, is_unreadable=True, how=ReportedBy.SITE, by=by, at=at)
    except Refusal:  # withdrawn at the team, a moment ago
        raise Refusal(CONSENT_WITHDRAWN) from None


@transaction.atomic
def check_mailbox(referral: Referral, *, by: User, at: datetime) -> None:
    """Mail a harmless archive to the own mailbox: who opens that one has the right program (ADR 0013).

    Raises SecrecyNotDeclared, or Refusal with a sentence.
    """
    require_secrecy(by, at)
    mailbox = referral_actions.mailbox_of_today(referral, at=at)
    if mailbox is None:
        raise Refusal(f"Wij kennen geen mailbox meer. Bel {referral.team.name}.")
    mailbox_checks.start(mailbox=mailbox, by=by, at=at)
