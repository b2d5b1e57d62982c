"""A receiver with a social worker, and one referral that was sent to it on Monday 23 November 2026 at 10:00."""

import pytest

from accounts.models import User
from directory.models import Organisation
from law.roles import Role
from referrals.models import Referral
from tests.builders import a_referral, a_user, an_ocmw


@pytest.fixture
def ocmw(db: None) -> Organisation:
    return an_ocmw()


@pytest.fixture
def worker(ocmw: Organisation) -> User:
    return a_user(Role.SOCIAL_WORKER, ocmw)


@pytest.fixture
def referral(ocmw: Organisation) -> Referral:
    return a_referral(partner=ocmw, sent=True)
