"""A receiver with a social worker, and one referral that was sent to it on Monday 23 November 2026 at 10:00.

Beside them a team with papers with that receiver.
"""

import pytest

from accounts.models import User
from agreements.models import Agreement
from directory.models import Organisation
from law.roles import Role
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral


@pytest.fixture
def ocmw(db: None) -> Organisation:
    return an_ocmw()


@pytest.fixture
def worker(ocmw: Organisation) -> User:
    return a_user(Role.SOCIAL_WORKER, ocmw)


@pytest.fixture
def referral(ocmw: Organisation) -> Referral:
    return a_referral(partner=ocmw, sent=True)


@pytest.fixture
def team(db: None) -> Organisation:
    return a_team()


@pytest.fixture
def agreement(team: Organisation, ocmw: Organisation) -> Agreement:
    return papers_in_force(team, ocmw)


@pytest.fixture
def member(team: Organisation) -> User:
    return a_user(Role.TEAM_MEMBER, team)
