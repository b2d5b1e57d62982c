"""Reading the password of an archive (D2)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from ocmw_intake.actions.writing import refuse_when_over, require_secrecy
from referrals import actions as referral_actions
from referrals.models import Referral
from referrals.rules.archives import archives_of


@transaction.atomic
def read_password(referral: Referral, *, by: User, at: datetime, archive: str = "") -> str:
    """Return the password of an archive for the receiver and write the reading to the trail (D2).

    A request to delete stays readable after a withdrawal. Raises SecrecyNotDeclared, or Refusal once erased (D1).
    """
    require_secrecy(by, at)
    if archive not in {one.name for one in archives_of(referral) if one.is_deletion_notice}:
        refuse_when_over(referral)
    return referral_actions.read_password(referral, by=by, at=at, archive=archive)
