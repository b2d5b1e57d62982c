"""What happens to a referral before a test begins."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from consent.models import Withdrawal
from ocmw_intake import actions
from ocmw_intake.models import ClientWithdrawal, ContactAttempt, ContactChannel, Deletion, Outcome
from referrals import listeners
from referrals.models import Referral
from tests.builders.days import FILED_AT


def attempt(referral: Referral, worker: User, *, reached: bool, at: datetime | None = None) -> ContactAttempt:
    """Log a phone call made an hour after the referral came in, or at the given moment."""
    at = at or FILED_AT + timedelta(hours=1)
    return actions.log_attempt(
        referral, made_on=timezone.localdate(at), channel=ContactChannel.PHONE, reached=reached, by=worker, at=at
    )


def give_up(referral: Referral, worker: User, *, attempts: int = 3, at: datetime | None = None) -> None:
    """Try in vain as often as a receiver must before it may stop, each time a quarter of an hour later."""
    first = at or FILED_AT + timedelta(hours=1)
    for number in range(attempts):
        attempt(referral, worker, reached=False, at=first + number * timedelta(minutes=15))


def withdraw(referral: Referral) -> None:
    """The client takes back consent, told to the team."""
    Withdrawal.objects.create(
        consent_id=referral.consent_id, withdrawn_on=timezone.localdate(FILED_AT), recorded_by=referral.filed_by
    )
    listeners.tell(referral.pk, at=FILED_AT)


def nothing_is_followed_up() -> bool:
    """Whether nobody logged anything at any receiver."""
    return not any(table.objects.exists() for table in (ContactAttempt, Outcome, ClientWithdrawal, Deletion))
