"""Telling the team that data are not right (R86)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from law.refusal import Refusal
from ocmw_intake.actions.refusals import CONSENT_WITHDRAWN
from ocmw_intake.actions.writing import refuse_when_over, require_secrecy
from referrals import actions as referral_actions
from referrals.models import Defect, Referral, ReportedBy


@transaction.atomic
def report_defects(referral: Referral, *, defects: dict[str, Defect], by: User, at: datetime) -> None:
    """Tell the team which of the four fields are not right, and how (R86). This one thing goes over the wall.

    Raises SecrecyNotDeclared and Refusal.
    """
    require_secrecy(by, at)
    refuse_when_over(referral)
    try:
        referral_actions.report_defects(referral, defects=defects, how=ReportedBy.SITE, by=by, at=at)
    except Refusal:  # withdrawn at the team, a moment ago
        raise Refusal(CONSENT_WITHDRAWN) from None
