"""Who follows up what at the OCMW of Westerlo: one each for two social workers, the rest is nobody's yet."""

from datetime import datetime

from accounts.models import User
from example import accounts
from ocmw_intake import actions as intake
from ocmw_intake.models import Intake, IntakeStatus


def divide_the_work(users: dict[str, User], *, at: datetime) -> None:
    """The two that wait for a first contact get a handler, what must be deleted does not."""
    waiting = Intake.objects.filter(partner__name=accounts.OCMW_WESTERLO, status=IntakeStatus.TO_CONTACT)
    people = (accounts.SOCIAL_WORKER_WESTERLO, accounts.COLLEAGUE_WESTERLO)
    for follow_up, account in zip(waiting.order_by("received_at", "pk"), people, strict=False):
        intake.take(follow_up, by=users[account.email], at=at)
